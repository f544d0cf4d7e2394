"""Whom a session was announced to: its guests, and whom each sending went to."""

import sqlalchemy as sa
from alembic import op

revision = "0001j"
down_revision = "0001i"


def upgrade() -> None:
    op.create_table(
        "session_guest",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("post", sa.String(length=500), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_guest_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_guest_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_guest")),
    )
    op.create_index(op.f("ix_session_guest_session_id"), "session_guest", ["session_id"], unique=False)
    op.create_table(
        "session_invitee",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("sending", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("guest_id", sa.String(length=26), nullable=True),
        sa.CheckConstraint(
            "(account_id IS NULL) <> (guest_id IS NULL)", name=op.f("ck_session_invitee_member_or_guest")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_invitee_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["session_guest.id"],
            name=op.f("fk_session_invitee_guest_id_session_guest"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_invitee_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_invitee")),
    )
    op.create_index(op.f("ix_session_invitee_session_id"), "session_invitee", ["session_id"], unique=False)
