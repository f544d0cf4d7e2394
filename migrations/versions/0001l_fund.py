"""The book of the emulation fund."""

import sqlalchemy as sa
from alembic import op

revision = "0001l"
down_revision = "0001k"


def upgrade() -> None:
    op.create_table(
        "fund_entry",
        sa.Column("fund", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("entered_on", sa.String(length=10), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=True),
        sa.Column("nomination_id", sa.String(length=26), nullable=True),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.String(length=26), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.CheckConstraint("kind <> 'bonus' OR decision_id IS NOT NULL", name=op.f("ck_fund_entry_bonus_by_decision")),
        sa.CheckConstraint(
            "kind <> 'recovery' OR nomination_id IS NOT NULL", name=op.f("ck_fund_entry_recovery_of_award")
        ),
        sa.CheckConstraint(
            "kind IN ('carried_over', 'allocation', 'contribution', 'recovery', 'bonus', 'artefacts', 'organisation')",
            name=op.f("ck_fund_entry_kind_known"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_fund_entry_amount_positive")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_fund_entry_decision_id_decision"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_fund_entry_nomination_id_nomination"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_fund_entry_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_fund_entry_recorded_by_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_entry")),
    )
    op.create_index(op.f("ix_fund_entry_decision_id"), "fund_entry", ["decision_id"], unique=False)
    op.create_index(op.f("ix_fund_entry_nomination_id"), "fund_entry", ["nomination_id"], unique=False)
    op.create_index(op.f("ix_fund_entry_organisation_id"), "fund_entry", ["organisation_id"], unique=False)
