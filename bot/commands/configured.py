"""What a command needs before it begins: settings without mistakes, a free port.

Imports little, so that mistakes are told at once.
"""

import os
import socket
from collections.abc import Mapping
from pathlib import Path

import click
from pydantic import ValidationError

from bot.settings import PREFIX, Settings

_GOT = {
    "bot_token": "@BotFather on Telegram gives it: send him /newbot",
    "passphrase": "think of one, 12 characters at least, and keep it safe",
    "smtp_host": "your mail provider names it, such as smtp.example.com",
    "mail_from": "the address that mails come from, such as signing@example.com",
}
"""How one comes by what has no default."""

DEMO_PAGES_AFTER = 1
"""The demo's pages are served on the port after that of its chats."""


class CannotBegin(click.ClickException):
    """Something outside has to be put right first; one clear line, exit code 2."""

    exit_code = 2


def read_settings() -> Settings:
    """Read the environment; mistakes end the command with one clear line each."""
    for name in unknown_names(os.environ):
        click.echo(f"{name} is not a setting; is it misspelt?", err=True)
    try:
        return Settings()
    except ValidationError as error:
        click.echo("\n".join([*problems(error), "", _where()]), err=True)
        raise SystemExit(2) from error


def problems(error: ValidationError) -> list[str]:
    """Return one line for each mistake, naming the variable and never its value."""
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        field = "_".join(str(part) for part in problem["loc"][:1])
        says = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "missing":
            says = f"is not set; {_GOT[field]}"
        name = field.upper()
        lines.append(f"{PREFIX}{name}: {says}" if name else f"{PREFIX}{says}")
    return lines


def _where() -> str:
    found = "which is there" if Path(".env").is_file() else "which is not there yet"
    return (
        f"Settings are read from the environment and from {Path('.env').absolute()}, "
        f"{found}.\nCopy .env.example of the project to it and fill in the gaps. "
        "(`chatsign demo` needs no settings.)"
    )


def unknown_names(environment: Mapping[str, str]) -> list[str]:
    """Return variables that look like ours and mean nothing: likely misspelt."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    return sorted(
        name
        for name in environment
        if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def require_service_port(settings: Settings) -> None:
    """End the command when the service is to listen where nobody can."""
    if settings.listens:
        _require_port(*settings.address, "CHATSIGN_LISTEN")


def require_demo_ports(port: int) -> None:
    """End the command when a port of the demo is taken; 0 chooses free ones."""
    for each in (port, port + DEMO_PAGES_AFTER) if port else ():
        _require_port("127.0.0.1", each, "--port, or make demo PORT=…")


def _require_port(host: str, port: int, choose: str) -> None:
    """End the command when nobody can listen there; `choose` says how to choose."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise CannotBegin(
            f"Port {port} of {host} cannot be used: {reason}. Choose another with "
            f"{choose}."
        ) from error
