"""What reaches people, and what time it is for them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.domain.envelope import Envelope
from bot.domain.steps import Send


@dataclass
class Post:
    """Takes what the service would send, and can be read by the receiver only."""

    codes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    letters: list[Send] = field(default_factory=list)

    async def send(self, envelope: Envelope, step: Send) -> None:
        self.letters.append(step)

    async def send_code(self, envelope: Envelope, role: str, code: str) -> None:
        self.codes.setdefault((envelope.id, role), []).append(code)

    async def show_card(self, envelope: Envelope) -> None:
        pass


class Clock:
    """The real time, and how far a test has moved it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead
