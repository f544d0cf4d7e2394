"""The golden book: the certificates of the awards."""

import sqlalchemy as sa
from alembic import op

revision = "0001m"
down_revision = "0001l"


def upgrade() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lookup", sa.String(length=16), nullable=False),
        sa.Column("made_on", sa.String(length=10), nullable=False),
        sa.Column("replaces_id", sa.String(length=26), nullable=True),
        sa.Column("cause", sa.String(length=40), nullable=True),
        sa.CheckConstraint("(replaces_id IS NULL) = (cause IS NULL)", name=op.f("ck_certificate_replaced_for_a_cause")),
        sa.CheckConstraint("(replaces_id IS NULL) = (version = 1)", name=op.f("ck_certificate_first_replaces_none")),
        sa.CheckConstraint("number > 0", name=op.f("ck_certificate_numbered_from_one")),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_certificate_nomination_id_nomination"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_certificate_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["certificate.id"],
            name=op.f("fk_certificate_replaces_id_certificate"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("lookup", name=op.f("uq_certificate_lookup")),
        sa.UniqueConstraint("nomination_id", "version", name=op.f("uq_certificate_nomination_id_version")),
        sa.UniqueConstraint(
            "organisation_id", "year", "number", name=op.f("uq_certificate_organisation_id_year_number")
        ),
    )
    op.create_index(op.f("ix_certificate_replaces_id"), "certificate", ["replaces_id"], unique=False)
