"""What Bob and Charlie do to the sample, with their pictures."""

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from bot.domain.fields import CUSTOMER, DIRECTOR
from bot.pdf.evidence.revise import Act

NOW = datetime(2026, 11, 24, 9, 31, 7, tzinfo=UTC)


def evidence(name: str, at: datetime) -> tuple[str, ...]:
    """Return lines as the service writes them into a signer's row."""
    return (
        "Identified: Telegram account 100200300, shared phone number +49•••••••89",
        f"Opened: {at - timedelta(minutes=4):%Y-%m-%d %H:%M:%S} UTC",
        f"Signed: {at:%Y-%m-%d %H:%M:%S} UTC · {name}",
        "Address: 203.0.113.7",
        "Agent: Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 "
        "(KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
        "File as shown: " + "9f86d081884c7d659a2feaa0c55ad015" * 2,
    )


def bobs_act(**changes: object) -> Act:
    """Return what the director does."""
    act: dict[str, object] = {
        "role": DIRECTOR,
        "name": "Bob Direktor",
        "values": {},
        "pictures": {"director-signature": scrawl(), "director-stamp": stamp()},
        "evidence": evidence("Bob Direktor", NOW),
        "at": NOW,
    }
    return Act(**{**act, **changes})  # type: ignore[arg-type]


def charlies_act(**changes: object) -> Act:
    """Return what the customer does."""
    act: dict[str, object] = {
        "role": CUSTOMER,
        "name": "Charlie Customer",
        "values": {
            "customer-name": "Charlie Müller-Σωκράτης Дмитрий",
            "customer-date": "24.11.2026",
            "customer-received": "true",
            "customer-condition": "Good",
            "customer-note": "Two chairs were left at the neighbour's, as agreed by "
            "phone this morning.",
        },
        "pictures": {"customer-signature": scrawl()},
        "evidence": evidence("Charlie Customer", NOW + timedelta(hours=2)),
        "at": NOW + timedelta(hours=2),
    }
    return Act(**{**act, **changes})  # type: ignore[arg-type]


@cache
def scrawl(width: int = 600, height: int = 180) -> bytes:
    """Return a signature in blue ink on nothing."""
    picture = Image.new("RGBA", (width, height), (20, 40, 120, 0))
    draw = ImageDraw.Draw(picture)
    points = [
        (width * (0.05 + 0.9 * n / 12), height * (0.2 if n % 2 else 0.8))
        for n in range(13)
    ]
    draw.line(points, fill=(20, 40, 120, 255), width=7, joint="curve")
    return _png(picture)


@cache
def stamp(side: int = 400) -> bytes:
    """Return a round red stamp on nothing."""
    picture = Image.new("RGBA", (side, side), (170, 30, 40, 0))
    draw = ImageDraw.Draw(picture)
    for inset in (8, 50):
        draw.ellipse(
            (inset, inset, side - inset, side - inset),
            outline=(170, 30, 40, 230),
            width=8,
        )
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
