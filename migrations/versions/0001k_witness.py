"""What was cosigned of others' logs, and what is wrong with a log."""

import sqlalchemy as sa
from alembic import op

revision = "0001k"
down_revision = "0001j"


def upgrade() -> None:
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
