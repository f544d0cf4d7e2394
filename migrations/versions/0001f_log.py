"""The immutable log, the outbox, the messages and their way out."""

import sqlalchemy as sa
from alembic import op

revision = "0001f"
down_revision = "0001e"


def upgrade() -> None:
    op.create_table(
        "ledger_log",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("origin", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_log")),
        sa.UniqueConstraint("origin", name=op.f("uq_ledger_log_origin")),
    )
    op.create_table(
        "ledger_leaf",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(entry) <= 65535", name=op.f("ck_ledger_leaf_entry_fits_a_bundle")),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_ledger_leaf_hash_of_32_bytes")),
        sa.ForeignKeyConstraint(["log_id"], ["ledger_log.id"], name=op.f("fk_ledger_leaf_log_id_ledger_log")),
        sa.PrimaryKeyConstraint("log_id", "idx", name=op.f("pk_ledger_leaf")),
    )
    op.create_table(
        "ledger_node",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("lvl", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_ledger_node_hash_of_32_bytes")),
        sa.ForeignKeyConstraint(["log_id"], ["ledger_log.id"], name=op.f("fk_ledger_node_log_id_ledger_log")),
        sa.PrimaryKeyConstraint("log_id", "lvl", "idx", name=op.f("pk_ledger_node")),
    )
    op.create_table(
        "ledger_checkpoint",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_ledger_checkpoint_root_of_32_bytes")),
        sa.ForeignKeyConstraint(["log_id"], ["ledger_log.id"], name=op.f("fk_ledger_checkpoint_log_id_ledger_log")),
        sa.PrimaryKeyConstraint("log_id", "size", name=op.f("pk_ledger_checkpoint")),
    )
    op.create_table(
        "ledger_cosignature",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("witness", sa.String(length=500), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["log_id"], ["ledger_log.id"], name=op.f("fk_ledger_cosignature_log_id_ledger_log")),
        sa.PrimaryKeyConstraint("log_id", "size", "witness", "seen_at", name=op.f("pk_ledger_cosignature")),
    )
    op.create_table(
        "ledger_detail",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("object_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.Column("erased_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["log_id"], ["ledger_log.id"], name=op.f("fk_ledger_detail_log_id_ledger_log")),
        sa.PrimaryKeyConstraint("log_id", "idx", name=op.f("pk_ledger_detail")),
    )
    op.create_index("ix_ledger_detail_object", "ledger_detail", ["log_id", "object_id", "idx"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("drained_at", sa.BigInteger(), nullable=True),
        sa.Column("fault", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_outbox_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_outbox_waiting", "outbox", ["drained_at", "entry"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("outbox_id", sa.String(length=26), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_message_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name=op.f("fk_message_outbox_id_outbox"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_inbox", "message", ["account_id", "at", "id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.BigInteger(), nullable=True),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_delivery_message_id_message"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("message_id", "channel", name=op.f("pk_delivery")),
    )
    op.create_index("ix_delivery_due", "delivery", ["channel", "state", "next_try_at"], unique=False)
    op.create_table(
        "witness_head",
        sa.Column("origin", sa.String(length=500), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(root) = 32", name=op.f("ck_witness_head_root_of_32_bytes")),
        sa.PrimaryKeyConstraint("origin", "size", name=op.f("pk_witness_head")),
    )
    op.create_table(
        "ledger_alarm",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("log_id", sa.String(length=26), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= at", name=op.f("ck_ledger_alarm_ends_after_it_began")),
        sa.ForeignKeyConstraint(["log_id"], ["ledger_log.id"], name=op.f("fk_ledger_alarm_log_id_ledger_log")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_alarm")),
    )
    op.create_index("ix_ledger_alarm_open", "ledger_alarm", ["ended_at", "log_id", "code"], unique=False)
    op.create_table(
        "ledger_index",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=26), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=26), nullable=False),
        sa.Column("src", sa.String(length=40), nullable=True),
        sa.Column("dst", sa.String(length=40), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.String(length=10), nullable=True),
        sa.Column("late_days", sa.Integer(), nullable=True),
        sa.Column("told_days", sa.Integer(), nullable=True),
        sa.Column("clock_back", sa.BigInteger(), nullable=True),
        sa.Column("has_words", sa.Integer(), nullable=False),
        sa.Column("is_late", sa.Integer(), nullable=False),
        sa.Column("is_told_late", sa.Integer(), nullable=False),
        sa.Column("is_clock_back", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["log_id"], ["ledger_log.id"], name=op.f("fk_ledger_index_log_id_ledger_log")),
        sa.PrimaryKeyConstraint("log_id", "idx", name=op.f("pk_ledger_index")),
    )
    op.create_index("ix_ledger_index_action", "ledger_index", ["log_id", "act", "at", "idx"], unique=False)
    op.create_index("ix_ledger_index_actor", "ledger_index", ["log_id", "actor", "at", "idx"], unique=False)
    op.create_index(
        "ix_ledger_index_clock",
        "ledger_index",
        ["log_id", "is_clock_back", "at", "idx"],
        unique=False,
        sqlite_where=sa.text("is_clock_back = 1"),
        postgresql_where=sa.text("is_clock_back = 1"),
    )
    op.create_index(
        "ix_ledger_index_late",
        "ledger_index",
        ["log_id", "is_late", "at", "idx"],
        unique=False,
        sqlite_where=sa.text("is_late = 1"),
        postgresql_where=sa.text("is_late = 1"),
    )
    op.create_index("ix_ledger_index_object", "ledger_index", ["log_id", "object_id", "at", "idx"], unique=False)
    op.create_index("ix_ledger_index_office", "ledger_index", ["log_id", "office", "at", "idx"], unique=False)
    op.create_index("ix_ledger_index_state", "ledger_index", ["log_id", "dst", "at", "idx"], unique=False)
    op.create_index(
        "ix_ledger_index_told",
        "ledger_index",
        ["log_id", "is_told_late", "at", "idx"],
        unique=False,
        sqlite_where=sa.text("is_told_late = 1"),
        postgresql_where=sa.text("is_told_late = 1"),
    )
    op.create_index("ix_ledger_index_when", "ledger_index", ["log_id", "at", "idx"], unique=False)
    op.create_index(
        "ix_ledger_index_words",
        "ledger_index",
        ["log_id", "has_words", "at", "idx"],
        unique=False,
        sqlite_where=sa.text("has_words = 1"),
        postgresql_where=sa.text("has_words = 1"),
    )
    op.create_table(
        "ledger_figure",
        sa.Column("log_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("bucket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["log_id"], ["ledger_log.id"], name=op.f("fk_ledger_figure_log_id_ledger_log")),
        sa.PrimaryKeyConstraint("log_id", "kind", "key", "bucket", name=op.f("pk_ledger_figure")),
    )
