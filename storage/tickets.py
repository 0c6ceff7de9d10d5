"""Ways in: signing links, page sessions, team links, one-time codes, and limits.

A copy of this database opens no door: tokens are stored as SHA-256, which suffices for
random ones, and codes, which could be guessed from that, as HMAC under a key that is
not in the database.
"""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Row, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Role
from bot.domain.records import TeamLink, Ticket, Tried
from storage.database import Database, insert_into
from storage.schema import codes, limits, sessions, team_links, tickets


class Tickets:
    """Keeps hashes and answers whether something that came in matches one."""

    def __init__(self, database: Database, *, key: bytes) -> None:
        self._database = database
        self._key = key

    async def put(self, token: str, ticket: Ticket) -> None:
        """Keep a signing link; the same one again changes nothing."""
        async with self._database.write() as connection:
            await connection.execute(
                insert_into(connection, tickets)
                .values(hash=_hash(token), **_values(ticket))
                .on_conflict_do_nothing()
            )

    async def find(self, token: str) -> Ticket | None:
        """Return the ticket of a signing link."""
        query = select(tickets).where(tickets.c.hash == _hash(token))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return _ticket(row) if row else None

    async def claim(self, token: str, account: int) -> Ticket | None:
        """Bind a signing link to the first account that opens it in the chat.

        Returns the ticket with the account that has it, which may be another one.
        """
        ours = tickets.c.hash == _hash(token)
        async with self._database.write() as connection:
            await connection.execute(
                update(tickets)
                .where(ours, tickets.c.account.is_(None))
                .values(account=account)
            )
            row = (await connection.execute(select(tickets).where(ours))).first()
        return _ticket(row) if row else None

    async def open_session(self, token: str, ticket: Ticket, expires: datetime) -> None:
        """Begin a session on the page."""
        async with self._database.write() as connection:
            await connection.execute(
                sessions.insert().values(
                    hash=_hash(token),
                    expires=expires,
                    identified=ticket.identified,
                    **_values(ticket),
                )
            )

    async def session(self, token: str, now: datetime) -> Ticket | None:
        """Return whose a session is that has not expired."""
        query = select(sessions).where(
            sessions.c.hash == _hash(token), sessions.c.expires > now
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return replace(_ticket(row), identified=row.identified) if row else None

    async def put_team_link(self, token: str, link: TeamLink) -> None:
        """Keep an invitation into the company; the same token again renews it."""
        row = {"role": link.role.value, "expires": link.expires}
        async with self._database.write() as connection:
            await connection.execute(
                insert_into(connection, team_links)
                .values(hash=_hash(token), **row)
                .on_conflict_do_update(index_elements=["hash"], set_=row)
            )

    async def use_team_link(
        self, token: str, account: int, now: datetime
    ) -> TeamLink | None:
        """Use up an invitation. The account that used it may do so again, because what
        follows may have been interrupted; nobody else may."""
        unused = or_(team_links.c.account.is_(None), team_links.c.account == account)
        async with self._database.write() as connection:
            result = await connection.execute(
                update(team_links)
                .where(
                    team_links.c.hash == _hash(token),
                    team_links.c.expires > now,
                    unused,
                )
                .values(account=account)
                .returning(team_links.c.role, team_links.c.expires)
            )
            row = result.first()
        return TeamLink(role=Role(row.role), expires=row.expires) if row else None

    async def put_code(self, purpose: str, code: str, expires: datetime) -> None:
        """Keep a one-time code; an older one for the same purpose is void."""
        row = {
            "hash": self._code_hash(purpose, code),
            "expires": expires,
            "tries": 0,
            "holder": "",
        }
        async with self._database.write() as connection:
            await connection.execute(
                insert_into(connection, codes)
                .values(purpose=purpose, **row)
                .on_conflict_do_update(index_elements=["purpose"], set_=row)
            )

    async def try_code(
        self, purpose: str, code: str, holder: str, now: datetime, tries: int
    ) -> Tried:
        """Try a code. The first who is right holds it and may be right again, because
        what follows may have been interrupted; for anybody else it is void then."""
        mine = self._code_hash("holder", holder)
        async with self._database.write() as connection:
            # The row stays locked from here on, so that only one becomes the holder.
            kept = (
                await connection.execute(
                    update(codes)
                    .where(
                        codes.c.purpose == purpose,
                        codes.c.expires > now,
                        codes.c.tries < tries,
                        codes.c.holder.in_(("", mine)),
                    )
                    .values(tries=codes.c.tries + 1)
                    .returning(codes.c.hash, codes.c.holder)
                )
            ).first()
            if kept is None:
                return Tried.VOID
            if not hmac.compare_digest(kept.hash, self._code_hash(purpose, code)):
                return Tried.WRONG
            await connection.execute(
                update(codes).where(codes.c.purpose == purpose).values(holder=mine)
            )
        return Tried.AGAIN if kept.holder else Tried.RIGHT

    async def allow(self, key: str, limit: int, seconds: float, now: datetime) -> bool:
        """Count one use, and tell whether it is within the limit.

        A window begins with its first use and lasts `seconds`.
        """
        ends = now + timedelta(seconds=seconds)
        over = limits.c.ends <= now
        async with self._database.write() as connection:
            first = insert_into(connection, limits).values(
                key=self._code_hash("limit", key), ends=ends, used=1
            )
            again = {
                "ends": case((over, first.excluded.ends), else_=limits.c.ends),
                "used": case((over, 1), else_=limits.c.used + 1),
            }
            used = await connection.scalar(
                first.on_conflict_do_update(
                    index_elements=["key"], set_=again
                ).returning(limits.c.used)
            )
        return bool(used is not None and used <= limit)

    async def prune(self, now: datetime) -> None:
        """Forget what has expired."""

        async def work(connection: AsyncConnection) -> None:
            for table in (sessions, codes, team_links):
                await connection.execute(delete(table).where(table.c.expires <= now))
            await connection.execute(delete(limits).where(limits.c.ends <= now))

        await self._database.change(work)

    def _code_hash(self, purpose: str, code: str) -> str:
        message = f"{purpose}\0{code}".encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _values(ticket: Ticket) -> dict[str, object]:
    return {
        "envelope": ticket.envelope,
        "role": ticket.role,
        "generation": ticket.generation,
        "account": ticket.account,
    }


def _ticket(row: Row[*tuple[object, ...]]) -> Ticket:
    return Ticket(
        envelope=row.envelope,
        role=row.role,
        generation=row.generation,
        account=row.account,
    )
