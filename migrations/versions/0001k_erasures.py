"""What was erased of whom, what is left of it, and what must be kept."""

import sqlalchemy as sa
from alembic import op

revision = "0001k"
down_revision = "0001j"


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("nominee_id", sa.String(length=26), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("requested_on", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.String(length=26), nullable=False),
        sa.Column("proposed_as", sa.String(length=40), nullable=False),
        sa.Column("confirmed_by", sa.String(length=26), nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("details", sa.Integer(), nullable=True),
        sa.Column("records", sa.Integer(), nullable=True),
        sa.Column("stays", sa.String(length=500), nullable=True),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.CheckConstraint(
            "ground IN ('request', 'purpose_ended', 'unlawful', 'order')", name=op.f("ck_erasure_ground_known")
        ),
        sa.CheckConstraint("state <> 'erased' OR confirmed_by IS NOT NULL", name=op.f("ck_erasure_erased_by_two")),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> proposed_by", name=op.f("ck_erasure_confirmed_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["account.id"], name=op.f("fk_erasure_confirmed_by_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["nominee.id"], name=op.f("fk_erasure_nominee_id_nominee"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_erasure_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["account.id"], name=op.f("fk_erasure_proposed_by_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_nominee_id"), "erasure", ["nominee_id"], unique=False)
    op.create_index(op.f("ix_erasure_organisation_id"), "erasure", ["organisation_id"], unique=False)
    op.create_table(
        "erased_detail",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("erasure_id", sa.String(length=26), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("remains", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["erasure_id"], ["erasure.id"], name=op.f("fk_erased_detail_erasure_id_erasure"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_detail")),
        sa.UniqueConstraint("entry", "erasure_id", name=op.f("uq_erased_detail_entry_erasure_id")),
    )
    op.create_table(
        "erased_row",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("erasure_id", sa.String(length=26), nullable=False),
        sa.Column("of_table", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["erasure_id"], ["erasure.id"], name=op.f("fk_erased_row_erasure_id_erasure"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_row")),
        sa.UniqueConstraint("row_id", "erasure_id", name=op.f("uq_erased_row_row_id_erasure_id")),
    )
    op.create_table(
        "residue",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("erasure_id", sa.String(length=26), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["erasure_id"], ["erasure.id"], name=op.f("fk_residue_erasure_id_erasure"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_residue_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residue")),
        sa.UniqueConstraint("erasure_id", name=op.f("uq_residue_erasure_id")),
    )
    op.create_index(op.f("ix_residue_organisation_id"), "residue", ["organisation_id"], unique=False)
    op.create_table(
        "legal_hold",
        sa.Column("nominee_id", sa.String(length=26), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("held_from", sa.String(length=10), nullable=False),
        sa.Column("held_until", sa.String(length=10), nullable=True),
        sa.Column("placed_by", sa.String(length=26), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["nominee.id"], name=op.f("fk_legal_hold_nominee_id_nominee"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_legal_hold_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["placed_by"], ["account.id"], name=op.f("fk_legal_hold_placed_by_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_nominee_id"), "legal_hold", ["nominee_id"], unique=False)
    op.create_index(op.f("ix_legal_hold_organisation_id"), "legal_hold", ["organisation_id"], unique=False)
