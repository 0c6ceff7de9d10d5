"""Settings from the environment; read once, at the start of a command."""

import re
from email.headerregistry import Address
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    Field,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Role = Literal["bot", "web", "sweep"]
Network = IPv4Network | IPv6Network

PREFIX = "CHATSIGN_"

_SMTP_PORTS = {"none": 25, "starttls": 587, "tls": 465}
_ENGINES = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
}
"""What people write, and the driver it means here."""


class Settings(BaseSettings):
    """Everything an installation can choose. Each is `CHATSIGN_` and its name."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        # A wrong value may be a secret at the wrong place.
        hide_input_in_errors=True,
    )

    bot_token: SecretStr
    """From @BotFather."""
    bot_api: str = "https://api.telegram.org"
    """Telegram's Bot API, or an own server of it."""
    telegram_url: str = "https://t.me"
    """Where links into chats begin."""
    webhook_secret: SecretStr | None = None
    """Updates come to the webhook when this is set, else they are fetched."""

    data: Path = Path("data")
    """Folder of the keys and, unless said otherwise, of everything else."""
    database: str = ""
    """SQLAlchemy URL; empty for SQLite in the data folder."""
    blobs: str = ""
    """Folder or s3:// address; empty for a folder in the data folder."""
    passphrase: SecretStr
    """Encrypts the keys."""

    base_url: str = "http://127.0.0.1:8080"
    """Where the pages are found from outside."""
    listen: str = "127.0.0.1:8080"
    """host:port on which the pages are served."""
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = ()
    """Networks whose word about a visitor's address is taken."""

    smtp_host: str
    smtp_port: int = Field(0, ge=0, le=65535)
    """0 for the usual port of the protection."""
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    mail_from: str
    """Address that mails come from."""
    mail_attachment_mb: int = Field(15, ge=0, le=100)
    """Larger sealed files are sent as a link. They grow by a third on their way."""

    zone: str = "Europe/Berlin"
    """Time zone of dates and times in messages and documents."""
    roles: Annotated[frozenset[Role], NoDecode] = frozenset({"bot", "web", "sweep"})
    """What this process does."""
    workers: int = Field(2, ge=1, le=64)
    """Processes that read and write PDFs and pictures."""

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

    @property
    def listens(self) -> bool:
        """Whether this process serves pages or the webhook."""
        return "web" in self.roles or self.webhook_secret is not None

    @property
    def mini_apps(self) -> bool:
        """Whether Telegram opens our pages inside itself: it wants HTTPS for that, but
        a playground does not."""
        return self.base_url.startswith("https:") or self._plays

    @property
    def messengers(self) -> tuple[str, ...]:
        """Origins of the web pages in which Telegram frames Mini Apps."""
        link = urlsplit(self.telegram_url)
        own = (f"{link.scheme}://{link.netloc}",) if self._plays else ()
        return "https://web.telegram.org", *own

    @property
    def _plays(self) -> bool:
        """Whether Telegram is a playground on this machine."""
        return self.telegram_url.startswith("http:")

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        return _host_and_port(self.listen)

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value()):
            raise ValueError("is not a @BotFather token: they look like 123456:ABC-def")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _telegram_takes_it(cls, value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value() if value else ""
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", text):
            raise ValueError("must be 16 to 256 letters, digits, dashes or underscores")
        return value

    @field_validator("passphrase")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < 12:
            raise ValueError("must have at least 12 characters")
        return value

    @field_validator("bot_api", "telegram_url", "base_url")
    @classmethod
    def _bare(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must begin with http:// or https:// and a host")
        if parts.query or parts.fragment or parts.username:
            raise ValueError("must be an address without user, query or fragment")
        return value.rstrip("/")

    @field_validator("base_url")
    @classmethod
    def _safe_for_strangers(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme == "http" and not _is_near(parts.hostname or ""):
            raise ValueError("must begin with https:// where others can reach it")
        return value

    @field_validator("database")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        engine, colon, rest = value.partition("://")
        engine = _ENGINES.get(engine, engine)
        if value and (not colon or engine not in _ENGINES.values()):
            raise ValueError("must begin with sqlite:// or postgresql://")
        return f"{engine}://{rest}" if value else ""

    @field_validator("listen")
    @classmethod
    def _host_with_port(cls, value: str) -> str:
        _host_and_port(value)
        return value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _read_networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return tuple(ip_network(part) for part in value.replace(" ", "").split(","))
        except ValueError as error:
            raise ValueError("must be networks such as 10.0.0.0/8") from error

    @field_validator("mail_from")
    @classmethod
    def _bare_address(cls, value: str) -> str:
        try:
            address = Address(addr_spec=value)
        except (ValueError, IndexError) as error:
            raise ValueError("is not an e-mail address") from error
        if not address.domain or not value.isascii():
            raise ValueError("must be an address like signing@example.com, no name")
        return value

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is not a time zone, such as Europe/Berlin") from error
        return value

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, value: object) -> object:
        return value.replace(" ", "").split(",") if isinstance(value, str) else value

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        self.smtp_port = self.smtp_port or _SMTP_PORTS[self.smtp_security]
        real = self.bot_api == "https://api.telegram.org"
        if self.webhook_secret and real and not self.base_url.startswith("https:"):
            raise ValueError("BASE_URL: a webhook needs https://")
        if bool(self.smtp_user) != bool(self.smtp_password.get_secret_value()):
            raise ValueError("SMTP_USER and SMTP_PASSWORD belong together")
        in_the_clear = self.smtp_security == "none" and not _is_near(self.smtp_host)
        if self.smtp_user and in_the_clear:
            raise ValueError("SMTP_SECURITY: a password is never sent in the clear")
        return self


def _host_and_port(value: str) -> tuple[str, int]:
    host, colon, port = value.rpartition(":")
    if not colon or not port.isdigit() or not 0 <= int(port) < 65536:
        raise ValueError("must be host:port, such as 127.0.0.1:8080")
    return host.strip("[]"), int(port)


def _is_near(host: str) -> bool:
    """Whether a host is this machine or its own network."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".internal", ".local"))
