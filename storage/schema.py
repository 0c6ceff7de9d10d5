"""The tables, one schema for SQLite and PostgreSQL."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

from storage.moment import Moment

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

events = Table(
    "events",
    metadata,
    Column("envelope", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("data", Text, nullable=False),
    Column("prev_hash", String, nullable=False),
    Column("hash", String, nullable=False),
)
"""The journal. Triggers refuse to change or delete a row. `at` is text, because exactly
that text is hashed."""

envelopes = Table(
    "envelopes",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("stage", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("due", Moment),
    Column("lease", Moment),
    Column("search", Text, nullable=False),
    Column("erasing", Boolean, nullable=False, server_default=false()),
    Index("ix_envelopes_owner", "owner", "stage", "updated"),
    Index("ix_envelopes_stage", "stage", "updated"),
    Index("ix_envelopes_updated", "updated"),
)
"""One summary an envelope, rebuilt from the journal at any time. While `lease` lies
ahead, one process works at the envelope. The triggers let events go only while
`erasing`."""
Index(
    "ix_envelopes_due",
    envelopes.c.due,
    sqlite_where=envelopes.c.due.is_not(None),
    postgresql_where=envelopes.c.due.is_not(None),
)

board = Table(
    "board",
    metadata,
    Column("owner", Integer, primary_key=True, autoincrement=False),
    Column("stage", String, primary_key=True),
    Column("envelopes", Integer, nullable=False),
)
"""How many envelopes of each person stand in each stage."""

documents = Table(
    "documents",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("envelope", String, primary_key=True, index=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
)
"""The files that events name."""

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("role", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", String, nullable=False),
    Column("language", String, nullable=False),
    Column("account", BigInteger, unique=True),
)

company = Table(
    "company",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("profile", Text, nullable=False),
    Column("logo", LargeBinary),
)

tickets = Table(
    "tickets",
    metadata,
    Column("hash", String, primary_key=True),
    Column("envelope", String, nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("account", BigInteger),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String, primary_key=True),
    Column("envelope", String, nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("account", BigInteger),
    Column("identified", Boolean, nullable=False),
    Column("expires", Moment, nullable=False, index=True),
)

team_links = Table(
    "team_links",
    metadata,
    Column("hash", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("account", BigInteger),
)

codes = Table(
    "codes",
    metadata,
    Column("purpose", String, primary_key=True),
    Column("hash", String, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("holder", String, nullable=False, server_default=""),
)

limits = Table(
    "limits",
    metadata,
    Column("key", String, primary_key=True),
    Column("ends", Moment, nullable=False, index=True),
    Column("used", Integer, nullable=False),
)
"""How often something was done in its current window. Keys are hashes."""

contacts = Table(
    "contacts",
    metadata,
    Column("envelope", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("email", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("account", BigInteger, index=True),
)

forms = Table(
    "forms",
    metadata,
    Column("envelope", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("values", Text, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("envelope", String, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("message", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("stale", Boolean, nullable=False),
    Column("looks", Integer, nullable=False),
    Index("ix_cards_stale", "stale", "looks"),
)
"""The live message about each envelope. `stale` once the envelope has gone on; `looks`
counts how often it was then handed out, so that a card that cannot be shown does not
stand before the others."""

inbox = Table(
    "inbox",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),
    Column("received", Moment, nullable=False),
    Column("payload", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("ready", Moment, nullable=False),
    Column("lease", Moment),
    Column("done", Moment, index=True),
    Column("parked", Moment),
    Column("error", Text, nullable=False),
)
"""Telegram's updates, kept from before they are confirmed until after they are handled.
`ready` is when an attempt may begin."""
Index(
    "ix_inbox_open",
    inbox.c.bot_id,
    inbox.c.chat,
    inbox.c.received,
    inbox.c.update_id,
    sqlite_where=inbox.c.done.is_(None) & inbox.c.parked.is_(None),
    postgresql_where=inbox.c.done.is_(None) & inbox.c.parked.is_(None),
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("key", String, primary_key=True),
    Column("state", String),
    Column("data", Text, nullable=False),
)
"""Where somebody stands in a dialogue of several questions."""
