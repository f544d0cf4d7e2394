"""Campaigns with their targets, nominees, their past awards and what is stated of them, proposals."""

import sqlalchemy as sa
from alembic import op

revision = "0001b"
down_revision = "0001a"


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("plan_number", sa.String(length=500), nullable=False),
        sa.Column("plan_on", sa.String(length=10), nullable=False),
        sa.Column("plan_signer", sa.String(length=500), nullable=False),
        sa.Column("issuer", sa.String(length=500), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.String(length=10), nullable=False),
        sa.Column("ends_on", sa.String(length=10), nullable=False),
        sa.Column("launched_on", sa.String(length=10), nullable=True),
        sa.Column("interim_report", sa.Text(), nullable=True),
        sa.Column("final_report", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_campaign_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_organisation_id"), "campaign", ["organisation_id"], unique=False)
    op.create_table(
        "target",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("campaign_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text_vi", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_target_campaign_id_campaign"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index(op.f("ix_target_campaign_id"), "target", ["campaign_id"], unique=False)
    op.create_table(
        "target_figure",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("target_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_vi", sa.String(length=500), nullable=False),
        sa.Column("label_en", sa.String(length=500), nullable=False),
        sa.Column("comparator", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=500), nullable=False),
        sa.Column("reference", sa.String(length=500), nullable=False),
        sa.Column("doubt", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name=op.f("fk_target_figure_target_id_target"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_figure")),
    )
    op.create_index(op.f("ix_target_figure_target_id"), "target_figure", ["target_id"], unique=False)
    op.create_table(
        "actual",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("campaign_id", sa.String(length=26), nullable=False),
        sa.Column("target_figure_id", sa.String(length=26), nullable=False),
        sa.Column("unit_id", sa.String(length=26), nullable=True),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reported_on", sa.String(length=10), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("reference_value", sa.BigInteger(), nullable=True),
        sa.Column("reference_decimals", sa.Integer(), nullable=False),
        sa.Column("measured_in", sa.String(length=500), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_actual_campaign_id_campaign"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["target_figure_id"],
            ["target_figure.id"],
            name=op.f("fk_actual_target_figure_id_target_figure"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_actual_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actual")),
    )
    op.create_index(op.f("ix_actual_campaign_id"), "actual", ["campaign_id"], unique=False)
    op.create_table(
        "actual_evidence",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("campaign_id", sa.String(length=26), nullable=False),
        sa.Column("actual_id", sa.String(length=26), nullable=False),
        sa.Column("file_name", sa.String(length=500), nullable=False),
        sa.Column("media_type", sa.String(length=500), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["actual_id"], ["actual.id"], name=op.f("fk_actual_evidence_actual_id_actual"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_actual_evidence_campaign_id_campaign"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actual_evidence")),
    )
    op.create_index(op.f("ix_actual_evidence_campaign_id"), "actual_evidence", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_actual_evidence_sha256"), "actual_evidence", ["sha256"], unique=False)
    op.create_table(
        "nominee",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("unit_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("gender", sa.String(length=40), nullable=True),
        sa.Column("household_code", sa.String(length=40), nullable=True),
        sa.Column(
            "search_key",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("sort_key", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_nominee_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_nominee_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominee")),
    )
    op.create_index("ix_nominee_household", "nominee", ["organisation_id", "household_code"], unique=False)
    op.create_index("ix_nominee_search", "nominee", ["organisation_id", "search_key"], unique=False)
    op.create_index(op.f("ix_nominee_unit_id"), "nominee", ["unit_id"], unique=False)
    op.create_table(
        "past_award",
        sa.Column("nominee_id", sa.String(length=26), nullable=False),
        sa.Column("award", sa.String(length=500), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("decision_number", sa.String(length=500), nullable=False),
        sa.Column("decided_on", sa.String(length=10), nullable=False),
        sa.Column("issuer", sa.String(length=500), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.String(length=26), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.CheckConstraint(
            "basis IN ('merit', 'movement', 'sudden', 'contribution', 'seniority', 'foreign_relations')",
            name=op.f("ck_past_award_basis_known"),
        ),
        sa.CheckConstraint(
            "level IN ('commune', 'district', 'province', 'ministry', 'state', 'other')",
            name=op.f("ck_past_award_level_known"),
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["nominee.id"], name=op.f("fk_past_award_nominee_id_nominee"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_past_award_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_past_award_recorded_by_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_award")),
    )
    op.create_index(op.f("ix_past_award_nominee_id"), "past_award", ["nominee_id"], unique=False)
    op.create_index(op.f("ix_past_award_organisation_id"), "past_award", ["organisation_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("nominee_id", sa.String(length=26), nullable=False),
        sa.Column("unit_id", sa.String(length=26), nullable=True),
        sa.Column("stated_by", sa.String(length=26), nullable=False),
        sa.Column("stated_at", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("chosen", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("called", sa.String(length=500), nullable=False),
        sa.Column("used_for", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.CheckConstraint(
            "fact IN ('work', 'rating', 'months', 'discipline', 'open_matter', 'managed', 'rewarded', 'ground', 'initiative', 'research', 'combat', 'members', 'member_award', 'members_with_award', 'members_completed', 'members_women', 'members_discipline', 'enterprise', 'enterprise_breach', 'dissolved', 'score', 'household_breach')",
            name=op.f("ck_statement_fact_known"),
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["nominee.id"], name=op.f("fk_statement_nominee_id_nominee"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_statement_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["stated_by"], ["account.id"], name=op.f("fk_statement_stated_by_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_statement_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index(op.f("ix_statement_nominee_id"), "statement", ["nominee_id"], unique=False)
    op.create_index(op.f("ix_statement_organisation_id"), "statement", ["organisation_id"], unique=False)
    op.create_table(
        "merger",
        sa.Column("nominee_id", sa.String(length=26), nullable=False),
        sa.Column("merged_id", sa.String(length=26), nullable=False),
        sa.Column("merged_by", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_by"], ["account.id"], name=op.f("fk_merger_merged_by_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["nominee.id"], name=op.f("fk_merger_merged_id_nominee"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["nominee.id"], name=op.f("fk_merger_nominee_id_nominee"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_merger_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merger")),
    )
    op.create_index(op.f("ix_merger_merged_id"), "merger", ["merged_id"], unique=False)
    op.create_index(op.f("ix_merger_nominee_id"), "merger", ["nominee_id"], unique=False)
    op.create_index(op.f("ix_merger_organisation_id"), "merger", ["organisation_id"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("unit_id", sa.String(length=26), nullable=False),
        sa.Column("author_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("number", sa.String(length=500), nullable=False),
        sa.Column("dated_on", sa.String(length=10), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_proposal_author_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_proposal_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_proposal_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_organisation_id"), "proposal", ["organisation_id"], unique=False)
