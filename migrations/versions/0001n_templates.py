"""What administrators put in the place of the papers' built-in templates."""

import sqlalchemy as sa
from alembic import op

revision = "0001n"
down_revision = "0001m"


def upgrade() -> None:
    op.create_table(
        "paper_template",
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("replaced_by", sa.String(length=26), nullable=True),
        sa.Column("replaced_at", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.CheckConstraint("part = 'document' OR sha256 IS NULL", name=op.f("ck_paper_template_wording_without_file")),
        sa.CheckConstraint("part = 'wording' OR content = ''", name=op.f("ck_paper_template_document_without_text")),
        sa.CheckConstraint("part IN ('wording', 'document')", name=op.f("ck_paper_template_part_known")),
        sa.CheckConstraint("version > 0", name=op.f("ck_paper_template_version_counts")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_paper_template_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"], ["account.id"], name=op.f("fk_paper_template_replaced_by_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_template")),
        sa.UniqueConstraint(
            "organisation_id",
            "paper",
            "part",
            "version",
            name=op.f("uq_paper_template_organisation_id_paper_part_version"),
        ),
    )
    op.create_index(op.f("ix_paper_template_organisation_id"), "paper_template", ["organisation_id"], unique=False)
