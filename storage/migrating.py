"""Brings a database to the schema of this release, with Alembic's revisions."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

_LOCK = 0x43686174
"""An advisory lock: two processes that start together migrate one after the other."""


class UnknownSchema(Exception):
    """The database was used by a newer release than this one."""


def configuration(connection: Connection) -> Config:
    """Return Alembic's settings for an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Run what is missing, in the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    config = configuration(connection)
    current = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise UnknownSchema(
            f"The database has schema {current}, which this release does not know. "
            "It was used by a newer release: install that one, or restore a backup."
        )
    command.upgrade(config, "head")
