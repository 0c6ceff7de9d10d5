"""Where a request came from, by our own rule for trusted proxies."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

from aiohttp import web

from bot.domain.events import Trace
from bot.web.pages import PAGES, Network

Address = IPv4Address | IPv6Address


def client_address(request: web.Request) -> str:
    """Return the nearest address that is no trusted proxy; empty on a Unix socket.

    Anyone can write the left end of `X-Forwarded-For`, so it is read from the right,
    and only as far as trusted proxies wrote it.
    """
    peer = request.transport and request.transport.get_extra_info("peername")
    if not isinstance(peer, tuple):
        return ""
    trusted = request.app[PAGES].trusted_proxies
    nearest = _parse(str(peer[0]))
    for hop in _forwarded(request):
        if nearest is None or not _within(nearest, trusted):
            break
        if hop is None:
            break
        nearest = hop
    return str(nearest) if nearest else ""


def trace(request: web.Request) -> Trace:
    """Return what the journal keeps about where an act came from."""
    agent = request.headers.get("User-Agent", "")
    printable = "".join(char for char in agent if char.isascii() and char.isprintable())
    return Trace(via="page", address=client_address(request), agent=printable[:200])


def _forwarded(request: web.Request) -> Iterator[Address | None]:
    """Yield the addresses of X-Forwarded-For from the right; None for nonsense."""
    joined = ",".join(request.headers.getall("X-Forwarded-For", []))
    for part in reversed(joined.split(",")):
        yield _parse(part.strip())


def _parse(text: str) -> Address | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _within(address: Address, networks: Sequence[Network]) -> bool:
    return any(
        address.version == network.version and address in network
        for network in networks
    )
