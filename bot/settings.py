"""Settings from the environment; read once, at the start of a command."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Role = Literal["bot", "web", "sweep"]
Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Everything an installation can choose. Each is `CHATSIGN_` and its name."""

    model_config = SettingsConfigDict(
        env_prefix="CHATSIGN_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    bot_token: SecretStr
    bot_api: str = "https://api.telegram.org"
    telegram_url: str = "https://t.me"
    webhook_secret: SecretStr | None = Field(None, pattern=r"^[A-Za-z0-9_-]{16,256}$")
    """Updates come to the webhook when this is set, else they are fetched."""

    data: Path = Path("data")
    database: str = ""
    """SQLAlchemy URL; empty for SQLite in the data folder."""
    blobs: str = ""
    """Folder or s3:// address; empty for a folder in the data folder."""
    passphrase: SecretStr
    """Encrypts the keys."""

    base_url: str = "http://127.0.0.1:8080"
    listen: str = "127.0.0.1:8080"
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = ()

    smtp_host: str
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    mail_from: str

    zone: str = "Europe/Berlin"
    roles: Annotated[frozenset[Role], NoDecode] = frozenset({"bot", "web", "sweep"})
    workers: int = Field(2, ge=1, le=64)

    @property
    def database_url(self) -> str:
        """Where the journal is."""
        return self.database or f"sqlite+aiosqlite:///{self.data / 'chatsign.db'}"

    @property
    def blobs_url(self) -> str:
        """Where the files are."""
        return self.blobs or str(self.data / "blobs")

    @property
    def several_processes(self) -> bool:
        """Whether other processes may work on the same database."""
        return not self.database_url.startswith("sqlite")

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, value: object) -> object:
        return value.replace(" ", "").split(",") if isinstance(value, str) else value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _read_networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(ip_network(part) for part in value.replace(" ", "").split(","))

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is no time zone, such as Europe/Berlin") from error
        return value

    @field_validator("base_url", "bot_api", "telegram_url")
    @classmethod
    def _bare(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _webhook_needs_https(self) -> "Settings":
        real = self.bot_api == "https://api.telegram.org"
        if self.webhook_secret and real and not self.base_url.startswith("https://"):
            raise ValueError("a webhook needs an https:// base_url")
        return self
