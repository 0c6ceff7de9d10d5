"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TABLES = (
    *("events", "envelopes", "board", "documents", "people", "company", "tickets"),
    *("sessions", "team_links", "codes", "limits", "contacts", "forms", "cards"),
    *("inbox", "dialogues"),
)
_SQLITE_TRIGGERS = (
    # INSERT OR REPLACE would delete the old row without asking the other triggers.
    """CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events
                 WHERE envelope = NEW.envelope AND version = NEW.version)
    BEGIN SELECT RAISE(ABORT, 'a journal row never changes'); END""",
    """CREATE TRIGGER events_are_not_updated BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'a journal row never changes'); END""",
    """CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
    WHEN NOT EXISTS (SELECT 1 FROM envelopes WHERE id = OLD.envelope AND erasing)
    BEGIN SELECT RAISE(ABORT, 'a journal row never changes'); END""",
)
_POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION keep_events() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM envelopes WHERE id = OLD.envelope AND erasing) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'a journal row never changes'
            USING ERRCODE = 'restrict_violation';
    END $$""",
    """CREATE TRIGGER events_are_not_changed BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION keep_events()""",
    """CREATE TRIGGER events_are_not_truncated BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION keep_events()""",
)


def upgrade() -> None:
    """Create all tables."""
    _create_journal()
    _create_summaries()
    _create_company()
    _create_ways_in()
    _create_desk()
    _create_inbox()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for trigger in _SQLITE_TRIGGERS if sqlite else _POSTGRESQL_TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    """Drop all tables."""
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_events()")


def _create_journal() -> None:
    op.create_table(
        "events",
        sa.Column("envelope", sa.String, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("envelope", "version", name="pk_events"),
    )
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("envelope", sa.String, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("sha256", "envelope", "version", name="pk_documents"),
    )
    op.create_index("ix_documents_envelope", "documents", ["envelope"])


def _create_summaries() -> None:
    op.create_table(
        "envelopes",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("owner", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("due", sa.BigInteger),
        sa.Column("lease", sa.BigInteger),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("erasing", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_envelopes"),
    )
    op.create_index("ix_envelopes_owner", "envelopes", ["owner", "stage", "updated"])
    op.create_index("ix_envelopes_stage", "envelopes", ["stage", "updated"])
    op.create_index("ix_envelopes_updated", "envelopes", ["updated"])
    _partial_index("envelopes", "due", ["due"], "due IS NOT NULL")
    op.create_table(
        "board",
        sa.Column("owner", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("envelopes", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("owner", "stage", name="pk_board"),
    )


def _create_company() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("account", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("account", name="uq_people_account"),
    )
    op.create_table(
        "company",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("logo", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_company"),
    )


def _create_ways_in() -> None:
    of_sessions = (
        sa.Column("identified", sa.Boolean, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
    )
    for name, more in (("tickets", ()), ("sessions", of_sessions)):
        op.create_table(
            name,
            sa.Column("hash", sa.String, nullable=False),
            sa.Column("envelope", sa.String, nullable=False),
            sa.Column("role", sa.String, nullable=False),
            sa.Column("generation", sa.Integer, nullable=False),
            sa.Column("account", sa.BigInteger),
            *more,
            sa.PrimaryKeyConstraint("hash", name=f"pk_{name}"),
        )
        op.create_index(f"ix_{name}_envelope", name, ["envelope"])
    op.create_index("ix_sessions_expires", "sessions", ["expires"])
    op.create_table(
        "team_links",
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("account", sa.BigInteger),
        sa.PrimaryKeyConstraint("hash", name="pk_team_links"),
    )
    op.create_table(
        "codes",
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("holder", sa.String, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("purpose", name="pk_codes"),
    )
    op.create_table(
        "limits",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_limits"),
    )
    op.create_index("ix_limits_ends", "limits", ["ends"])


def _create_desk() -> None:
    op.create_table(
        "contacts",
        sa.Column("envelope", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("phone", sa.String, nullable=False),
        sa.Column("account", sa.BigInteger),
        sa.PrimaryKeyConstraint("envelope", "role", name="pk_contacts"),
    )
    op.create_index("ix_contacts_account", "contacts", ["account"])
    op.create_table(
        "forms",
        sa.Column("envelope", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("values", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("envelope", "role", name="pk_forms"),
    )
    op.create_table(
        "cards",
        sa.Column("envelope", sa.String, nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("message", sa.BigInteger, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("stale", sa.Boolean, nullable=False),
        sa.Column("looks", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("envelope", name="pk_cards"),
    )
    op.create_index("ix_cards_stale", "cards", ["stale", "looks"])


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("bot_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("ready", sa.BigInteger, nullable=False),
        sa.Column("lease", sa.BigInteger),
        sa.Column("done", sa.BigInteger),
        sa.Column("parked", sa.BigInteger),
        sa.Column("error", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name="pk_inbox"),
    )
    still_open = "done IS NULL AND parked IS NULL"
    in_order = ["bot_id", "chat", "received", "update_id"]
    _partial_index("inbox", "open", in_order, still_open)
    op.create_index("ix_inbox_done", "inbox", ["done"])
    op.create_table(
        "dialogues",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("state", sa.String),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_dialogues"),
    )


def _partial_index(table: str, name: str, columns: list[str], where: str) -> None:
    op.create_index(
        *(f"ix_{table}_{name}", table, columns),
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
