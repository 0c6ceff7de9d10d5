"""Deep links: t.me/<bot>?start=PAYLOAD in all the shapes they come in."""

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from playground.errors import PlayError

PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{0,64}$")


def payload_of(link: str, bot_username: str) -> str:
    """The payload of a link, or the given text when it is a bare payload.

    Raises PlayError for another bot's link and for what no link may carry.
    """
    payload = link
    if "/" in link or ":" in link:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        query = parse_qs(parts.query)
        name = query.get("domain", [parts.path.rstrip("/").rpartition("/")[2]])[0]
        if name.lower() != bot_username.lower():
            raise PlayError(f"this link is not for @{bot_username}: {link}")
        payload = query.get("start", [""])[0]
    if not PAYLOAD.match(payload):
        raise PlayError(f"not a start parameter: {payload!r}")
    return payload
