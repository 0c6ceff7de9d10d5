"""Mini Apps: the signed launch data that Telegram hands to a web page."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from playground.people import Person

VERSION: Final = "9.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launcher:
    """Signs launch data: by the bot's token, and by a key of this playground.

    The Ed25519 key stands for Telegram's; whoever verifies must be told its public
    half instead of Telegram's.
    """

    bot_id: int
    token: str = field(repr=False)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public_key(self) -> str:
        """Hexadecimal, as Telegram publishes its own."""
        return self.key.public_key().public_bytes_raw().hex()

    def address(self, url: str, person: Person, auth_date: int) -> str:
        """The address to open, with the launch data behind the #."""
        launch = {
            "tgWebAppData": self.init_data(person, auth_date),
            "tgWebAppVersion": VERSION,
            "tgWebAppPlatform": "web",
            "tgWebAppThemeParams": "{}",
        }
        return f"{url}#{urlencode(launch, quote_via=quote)}"

    def init_data(self, person: Person, auth_date: int) -> str:
        user = {
            "id": person.id,
            "first_name": person.first_name,
            "last_name": person.last_name or "",
            "username": person.username or "",
            "language_code": person.language_code,
            "allows_write_to_pm": True,
        }
        fields = {
            "query_id": f"AA{secrets.token_urlsafe(12)}",
            "user": json.dumps(user, separators=(",", ":"), ensure_ascii=False),
            "auth_date": str(auth_date),
        }
        signed = f"{self.bot_id}:WebAppData\n{_lines(fields)}"
        signature = base64.urlsafe_b64encode(self.key.sign(signed.encode()))
        fields["signature"] = signature.rstrip(b"=").decode()
        fields["hash"] = self._hash(fields)
        return urlencode(fields, quote_via=quote)

    def _hash(self, fields: dict[str, str]) -> str:
        secret = hmac.digest(b"WebAppData", self.token.encode(), hashlib.sha256)
        return hmac.new(secret, _lines(fields).encode(), hashlib.sha256).hexdigest()


def _lines(fields: dict[str, str]) -> str:
    return "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
