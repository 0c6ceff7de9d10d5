"""The mail server: takes everything over real SMTP, or refuses as ordered."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from aiosmtpd.smtp import SMTP, AuthResult

from playground.errors import PlayError
from playground.mails import Mailbox

SIZE_LIMIT: Final = 64 << 20
OK: Final = "250 OK"
BUSY: Final = "451 4.3.0 Mail server temporarily rejected message"
UNKNOWN: Final = "550 5.1.1 The email account that you tried to reach does not exist"


class MailFaultKind(StrEnum):
    PERMANENT = "permanent"
    """Refuse the recipient with 550."""
    TEMPORARY = "temporary"
    """Refuse the recipient with 451."""
    DROP = "drop"
    """Take the mail, then cut the connection before saying so."""
    LOSE = "lose"
    """Say 250 and lose the mail."""


@dataclass(slots=True, kw_only=True)
class MailFault:
    kind: MailFaultKind
    to: str | None = None
    """The recipient it hits; None is everybody."""
    times: int = 1


class MailServer:
    """aiosmtpd's handler, and the listening socket on the running loop."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._faults: list[MailFault] = []
        self._server: asyncio.Server | None = None
        self._open: set[SMTP] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port that was taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connection, host, port)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for connection in self._open:
            _cut(connection)
        await self._server.wait_closed()
        # Lets aiosmtpd's own connection tasks see the end before the loop closes.
        await asyncio.sleep(0)

    def add_fault(self, **wish: Any) -> None:
        try:
            kind = MailFaultKind(wish.pop("kind"))
            self._faults.append(MailFault(kind=kind, **wish))
        except (KeyError, TypeError, ValueError) as error:
            raise PlayError(f"no such mail fault: {error}") from error

    def clear_faults(self) -> None:
        self._faults.clear()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks for this name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self._take({MailFaultKind.PERMANENT}, [address]):
            return UNKNOWN
        if self._take({MailFaultKind.TEMPORARY}, [address]):
            return BUSY
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return OK

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, server: SMTP, session: Any, envelope: Any
    ) -> str:
        if self._take({MailFaultKind.LOSE}, envelope.rcpt_tos):
            return "250 2.0.0 OK: queued"
        mail = self._mailbox.put(
            envelope.mail_from, envelope.rcpt_tos, envelope.original_content
        )
        if self._take({MailFaultKind.DROP}, envelope.rcpt_tos):
            _cut(server)
        return f"250 2.0.0 OK: queued as {mail.id}"

    def _connection(self) -> SMTP:
        connection = _Connection(
            self,
            loop=asyncio.get_running_loop(),
            hostname="mail.playground.test",
            ident="Chatsign playground",
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=_let_in,
        )
        connection.open_connections = self._open
        return connection

    def _take(self, kinds: set[MailFaultKind], addresses: list[str]) -> bool:
        lower = {address.lower() for address in addresses}
        for fault in self._faults:
            if fault.kind not in kinds:
                continue
            if fault.to is not None and fault.to.lower() not in lower:
                continue
            fault.times -= 1
            if fault.times <= 0:
                self._faults.remove(fault)
            return True
        return False


class _Connection(SMTP):
    """A connection that is known to the server while it is open."""

    open_connections: set[SMTP]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.open_connections.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.open_connections.discard(self)
        super().connection_lost(error)


def _cut(connection: SMTP) -> None:
    if isinstance(connection.transport, asyncio.Transport):
        connection.transport.abort()


def _let_in(*_: Any) -> AuthResult:
    return AuthResult(success=True)
