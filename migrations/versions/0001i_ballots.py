"""How each item of a session is voted on, and a secret vote on paper: tellers, ballots, counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001i"
down_revision = "0001h"


def upgrade() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.CheckConstraint("method IN ('open', 'secret_paper')", name=op.f("ck_agenda_item_method_known")),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_agenda_item_nomination_id_nomination"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_agenda_item_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("session_id", "nomination_id", name=op.f("uq_agenda_item_session_id_nomination_id")),
    )
    op.create_index(op.f("ix_agenda_item_nomination_id"), "agenda_item", ["nomination_id"], unique=False)
    op.create_table(
        "teller",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_teller_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_teller_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teller")),
        sa.UniqueConstraint(
            "session_id", "version", "account_id", name=op.f("uq_teller_session_id_version_account_id")
        ),
    )
    op.create_table(
        "ballot_handout",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_given", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_given IN (0, 1)", name=op.f("ck_ballot_handout_given_or_not")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_ballot_handout_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_ballot_handout_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_handout")),
        sa.UniqueConstraint(
            "session_id", "account_id", "version", name=op.f("uq_ballot_handout_session_id_account_id_version")
        ),
    )
    op.create_table(
        "paper_count",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("agree", sa.Integer(), nullable=False),
        sa.Column("agree_lower", sa.Integer(), nullable=False),
        sa.Column("disagree", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "issued >= 0 AND invalid >= 0 AND agree >= 0 AND agree_lower >= 0 AND disagree >= 0 AND abstain >= 0",
            name=op.f("ck_paper_count_no_fewer_than_none"),
        ),
        sa.CheckConstraint(
            "returned = invalid + agree + agree_lower + disagree + abstain", name=op.f("ck_paper_count_papers_add_up")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_paper_count_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_paper_count_nomination_id_nomination"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_paper_count_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_count")),
        sa.UniqueConstraint(
            "session_id",
            "nomination_id",
            "account_id",
            "version",
            name=op.f("uq_paper_count_session_id_nomination_id_account_id_version"),
        ),
    )
    op.create_index(op.f("ix_paper_count_nomination_id"), "paper_count", ["nomination_id"], unique=False)
