"""The way to the mail server: connections, their reuse, and what its refusals mean."""

import asyncio
import re
import ssl
from enum import StrEnum

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPReadTimeoutError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from bot.delivery.mail import Mail, compose, plain, to_bytes
from bot.domain.errors import TransportError
from bot.domain.fields import mask
from bot.services.ports import Clock

_AT_ONCE = 4
"""A code that somebody waits for is not held up by a large file on its way."""
_IDLE = 30.0
"""Seconds a connection is kept for the next mail."""
_SLOWEST = 50_000
"""Bytes a second; a server that takes longer is given up."""
_LONGEST = 240.0
"""Seconds; below the lease under which an envelope is settled."""
_HELLO = "[127.0.0.1]"
"""Needs no look-up of names, and tells nothing about the machine."""
_NO_ROOM = 552


class Security(StrEnum):
    """How the connection is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class TooLarge(TransportError):
    """The server takes no mail of this size."""


class Mailer:
    """Hands mails to one SMTP server."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        sender: str,
        clock: Clock,
        username: str = "",
        password: str = "",
        security: Security | str = Security.STARTTLS,
        tls: ssl.SSLContext | None = None,
        timeout: float = 30.0,
    ) -> None:
        self.sender = sender
        self._host = host
        self._port = port
        self._clock = clock
        self._username = username
        self._password = password
        self._security = Security(security)
        self._tls = tls
        self._timeout = timeout
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._idle: dict[SMTP, asyncio.TimerHandle] = {}

    async def send(self, mail: Mail) -> None:
        """Hand over one mail. Raises `TransportError`.

        A lost answer counts as a failure that may be tried again: the repeat carries
        the same Message-ID, so the receiver can recognise it.
        """
        try:
            message = compose(mail, sender=self.sender, at=self._clock())
            recipient = str(message["To"].addresses[0].addr_spec)
        except ValueError as error:
            raise TransportError("address cannot be used", permanent=True) from error
        utf8 = not recipient.isascii()
        data = await asyncio.to_thread(to_bytes, message, utf8=utf8)
        async with self._slots:
            await self._transfer(recipient, data, utf8=utf8)

    async def check(self) -> None:
        """Connect and log in without sending. Raises `TransportError`."""
        async with self._slots:
            self._keep(await self._connect())

    async def close(self) -> None:
        """Close what is kept open."""
        for client in list(self._idle):
            self._drop(client)
        # The transports end in the loop's next turn.
        await asyncio.sleep(0)

    async def _transfer(self, recipient: str, data: bytes, *, utf8: bool) -> None:
        client = await self._connection()
        try:
            await client.sendmail(
                self.sender,
                [recipient],
                data,
                mail_options=["SMTPUTF8"] if utf8 else None,
                timeout=min(self._timeout + len(data) / _SLOWEST, _LONGEST),
            )
        except (SMTPException, OSError, ValueError) as error:
            raise _failure(error) from error
        except BaseException:
            client.close()
            raise
        finally:
            if client.is_connected:
                self._keep(client)

    async def _connection(self) -> SMTP:
        while self._idle:
            client, timer = self._idle.popitem()
            timer.cancel()
            try:
                await client.rset(timeout=5)
            except (SMTPException, OSError):
                client.close()
            else:
                return client
        return await self._connect()

    async def _connect(self) -> SMTP:
        client = SMTP(
            hostname=self._host,
            port=self._port,
            username=self._username or None,
            password=self._password or None,
            local_hostname=_HELLO,
            timeout=self._timeout,
            use_tls=self._security is Security.TLS,
            start_tls=self._security is Security.STARTTLS,
            tls_context=self._tls,
        )
        try:
            await client.connect()
        except (SMTPException, OSError) as error:
            # Whatever it is, it is no fault of the recipient, and may be mended.
            raise TransportError(_reason(error), permanent=False) from error
        return client

    def _keep(self, client: SMTP) -> None:
        loop = asyncio.get_running_loop()
        self._idle[client] = loop.call_later(_IDLE, self._drop, client)

    def _drop(self, client: SMTP) -> None:
        self._idle.pop(client).cancel()
        client.close()


def _failure(error: Exception) -> TransportError:
    """Only a refusal of this recipient or this mail is final."""
    reason = _reason(error)
    match error:
        case SMTPRecipientsRefused():
            codes = [refused.code for refused in error.recipients]
            return TransportError(reason, permanent=min(codes) >= 500)
        case SMTPResponseException(code=code) if code == _NO_ROOM:
            return TooLarge(reason, permanent=True)
        case SMTPDataError():
            if "5.3.4" in error.message:
                return TooLarge(reason, permanent=True)
            return TransportError(reason, permanent=error.code >= 500)
        case SMTPNotSupported() | ValueError():
            return TransportError(reason, permanent=True)
    return TransportError(reason, permanent=False)


def _reason(error: Exception) -> str:
    """Say what happened, with every address masked: reasons are journaled."""
    match error:
        case SMTPRecipientsRefused():
            first = error.recipients[0]
            text = f"{first.code} {first.message}"
        case SMTPResponseException():
            text = f"{error.code} {error.message}"
        case SMTPServerDisconnected() | SMTPReadTimeoutError():
            text = f"no answer: {error}"
        case _:
            text = str(error) or type(error).__name__
    hidden = re.sub(r"[^\s<>:;,\"]+@[^\s<>:;,\"]+", lambda it: mask(it[0]), text)
    return plain(hidden, 200)
