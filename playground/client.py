"""A small client of the playground, for tests and scripted demos.

async with World(playground.url) as world:
    alice = await world.person("Alice", language="en", phone="+4930123")
    sent = await alice.send("/start")
    welcome = await alice.wait_for("Welcome", after=sent)
    await alice.press("Start a document")
"""

import time
from collections.abc import Sequence
from typing import Any, Self

from playground.connection import Connection, Refused
from playground.person import PATIENCE, POLL_SECONDS, Person
from playground.seen import Change, Mail, Message, Pressed

__all__ = ["Mail", "Message", "Person", "Pressed", "Refused", "World"]


class World:
    """The whole playground as seen from outside: persons, mails, faults.

    `patience` is how many seconds everybody waits for an answer, unless told otherwise.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        self._connection = Connection(url)
        self._patience = patience

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self._connection.close()

    async def person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        language: str = "en",
        phone: str | None = None,
        username: str | None = None,
    ) -> Person:
        """A new account, unknown to the bot until it writes."""
        about = {
            "first_name": first_name,
            "last_name": last_name,
            "language_code": language,
            "phone": phone,
            "username": username,
        }
        return Person(
            self._connection,
            await self._connection.call("POST", "/play/people", json=about),
            self._patience,
        )

    async def people(self) -> list[Person]:
        state = await self._connection.call("GET", "/play/state")
        people = state["people"]
        return [Person(self._connection, one, self._patience) for one in people]

    async def mails(
        self, to: str | None = None, *, after: Change | None = None
    ) -> list[Mail]:
        """Mails, oldest first; `to` is an address of the envelope."""
        found, _ = await self._mails(to, after.change if after else 0, 0)
        return found

    async def wait_for_mail(
        self,
        to: str | None = None,
        containing: str = "",
        *,
        after: Change | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - part of the question asked
    ) -> Mail:
        """The newest mail with that text in subject or body, waiting for it."""
        seconds = self._patience if timeout is None else timeout
        deadline = time.monotonic() + seconds
        seen = after.change if after else 0
        all_seen: list[Mail] = []
        while True:
            left = max(0.0, deadline - time.monotonic())
            mails, _ = await self._mails(to, seen, min(left, POLL_SECONDS))
            all_seen += mails
            fitting = [mail for mail in mails if mail.contains(containing)]
            if fitting:
                return fitting[-1]
            if time.monotonic() >= deadline:
                raise AssertionError(_no_mail(to, containing, seconds, all_seen))
            seen = max([seen, *(mail.change for mail in mails)])

    async def attachment(self, mail: Mail, name: str | None = None) -> bytes:
        """Bytes of the attachment of that name, or of the first one."""
        for one in mail.attachments:
            if name in {None, one.name}:
                return await self._connection.fetch(one.url)
        names = [one.name for one in mail.attachments]
        raise AssertionError(f"no attachment {name!r} among {names}")

    async def eml(self, mail: Mail) -> bytes:
        return await self._connection.fetch(f"/play/mails/{mail.id}/eml")

    async def fetch(self, path: str) -> bytes:
        """Any page or file of the playground, by its path."""
        return await self._connection.fetch(path)

    async def clear_mails(self) -> None:
        await self._connection.call("DELETE", "/play/mails")

    async def fault(self, method: str, kind: str, **wish: Any) -> None:
        """Order a fault: see FaultKind, for the `method` "mail" MailFaultKind."""
        wish |= {"method": method, "kind": kind}
        await self._connection.call(
            "POST", "/play/faults", json={"method": method, "kind": kind} | wish
        )

    async def redeliver(self, times: int = 1) -> None:
        """The next updates come once more after the bot confirmed them."""
        await self._connection.call(
            "POST", "/play/faults", json={"method": "update", "times": times}
        )

    async def newer_message(self, message: dict[str, Any]) -> None:
        """The bot gets a message of a shape that only a newer Telegram sends."""
        await self._connection.call("POST", "/play/updates", json=message)

    async def clear_faults(self) -> None:
        await self._connection.call("DELETE", "/play/faults")

    async def settings(self, **wishes: Any) -> None:
        """`rates=True` for Telegram's sending limits, `query_life` in seconds,
        `next_update` for the id of the next update."""
        await self._connection.call("PATCH", "/play/settings", json=wishes)

    async def _mails(
        self, to: str | None, after: int, seconds: float
    ) -> tuple[list[Mail], int]:
        query = {"to": to or "", "after_change": str(after), "timeout": str(seconds)}
        answer = await self._connection.call("GET", "/play/mails", params=query)
        return [Mail.of(one) for one in answer["mails"]], answer["change"]


def _no_mail(
    to: str | None, containing: str, seconds: float, seen: Sequence[Mail]
) -> str:
    subjects = "\n".join(f"  to {mail.to}: {mail.subject!r}" for mail in seen[-8:])
    return (
        f"no mail to {to or 'anybody'} containing {containing!r} "
        f"within {seconds:g} s. These came:\n{subjects or '  (nothing)'}"
    )
