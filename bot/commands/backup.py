"""`chatsign backup` and `chatsign restore`: journal, files and keys in one archive."""

import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

import click

from bot.settings import Settings

_DATABASE = "chatsign.db"
_FOLDERS = ("keys", "blobs")


def back_up(settings: Settings, archive: Path) -> None:
    """Write the archive; the service may run meanwhile.

    The database is copied first: what it names was stored before it was named.
    """
    _require_sqlite(settings)
    part = archive.with_name(archive.name + ".part")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / _DATABASE
        _copy_database(settings.data / _DATABASE, copy)
        with tarfile.open(part, "w:gz") as tar:
            tar.add(copy, _DATABASE)
            for name in _FOLDERS:
                tar.add(settings.data / name, name)
    part.replace(archive)
    click.echo(f"{archive}: keep it safe, and the passphrase in another place.")


def restore(settings: Settings, archive: Path) -> None:
    """Unpack an archive into the data folder, which must not hold anything yet."""
    _require_sqlite(settings)
    if settings.data.exists() and any(settings.data.iterdir()):
        raise click.ClickException(
            f"{settings.data} is not empty; nothing was changed."
        )
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(settings.data, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise click.ClickException(f"{archive} cannot be unpacked: {error}") from error
    click.echo(f"Restored into {settings.data}. Run `chatsign doctor` next.")


def _copy_database(source: Path, target: Path) -> None:
    if not source.exists():
        raise click.ClickException(f"There is no database at {source}.")
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)


def _require_sqlite(settings: Settings) -> None:
    if settings.database or settings.blobs:
        raise click.ClickException(
            "This installation keeps its data elsewhere (CHATSIGN_DATABASE or "
            "CHATSIGN_BLOBS): back it up with the tools of its database and store."
        )
