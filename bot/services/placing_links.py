"""Links to the placing page: for one draft and its sender, for a day."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta

from bot.domain.envelope import Envelope, Stage
from bot.domain.errors import NotFound
from bot.services.envelopes import Envelopes
from bot.services.ports import Clock

_LIFE = timedelta(days=1)


class PlacingLinks:
    """Makes links and reads them; nothing is stored.

    Who holds one may change the places of this draft until it is sent, nothing else.
    """

    def __init__(
        self, *, envelopes: Envelopes, secret: bytes, clock: Clock, base_url: str
    ) -> None:
        self._envelopes = envelopes
        self._secret = secret
        self._clock = clock
        self._base_url = base_url

    def address(self, envelope: Envelope) -> str:
        """Return the address of the placing page of a draft."""
        until = int((self._clock() + _LIFE).timestamp())
        token = self._token(envelope.id, until)
        return f"{self._base_url}/place/{envelope.id}/{until}/{token}"

    async def open(self, id: str, until: str, token: str) -> Envelope:
        """Return the draft of a link. Raises `NotFound` for a wrong or late one."""
        if not until.isdecimal() or len(until) > 12:
            raise NotFound
        right = self._token(id, int(until))
        if not hmac.compare_digest(token.encode(), right.encode()):
            raise NotFound
        envelope = await self._envelopes.get(id)
        late = int(until) < self._clock().timestamp()
        if late or envelope.stage is not Stage.DRAFT:
            raise NotFound("link-old", language=envelope.drafted.language)
        return envelope

    def _token(self, id: str, until: int) -> str:
        mac = hmac.digest(self._secret, f"{id}/{until}".encode(), hashlib.sha256)
        return urlsafe_b64encode(mac[:24]).decode()
