"""The papers the house typesets, and how far the log was read for them, and the signed files of decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001g"
down_revision = "0001f"


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("requested_at", sa.BigInteger(), nullable=False),
        sa.Column("rendered_at", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("fonts", sa.String(length=500), nullable=True),
        sa.Column("setting", sa.String(length=64), nullable=True),
        sa.Column("wording", sa.Integer(), nullable=True),
        sa.Column("failure", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_paper_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint(
            "organisation_id",
            "subject_id",
            "kind",
            "entry",
            name=op.f("uq_paper_organisation_id_subject_id_kind_entry"),
        ),
    )
    op.create_index(op.f("ix_paper_sha256"), "paper", ["sha256"], unique=False)
    op.create_index("ix_paper_waiting", "paper", ["stage", "requested_at", "id"], unique=False)
    op.create_table(
        "paper_seal",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("leaves", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_paper_seal_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_seal")),
        sa.UniqueConstraint(
            "organisation_id", "subject_id", "digest", name=op.f("uq_paper_seal_organisation_id_subject_id_digest")
        ),
    )
    op.create_index("ix_paper_seal_digest", "paper_seal", ["digest"], unique=False)
    op.create_index("ix_paper_seal_entry", "paper_seal", ["organisation_id", "entry", "first"], unique=False)
    op.create_table(
        "paper_cursor",
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_paper_cursor_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_paper_cursor")),
    )
    op.create_table(
        "signature_file",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("frozen_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("certificate", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.Column("is_time_stamped", sa.Integer(), nullable=False),
        sa.Column("is_revocation_checked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_signature_file_decision_id_decision"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_file")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_signature_file_decision_id")),
    )
    op.create_index(op.f("ix_signature_file_sha256"), "signature_file", ["sha256"], unique=False)
