"""What is decided on: sessions of the council, decisions, nominations."""

import sqlalchemy as sa
from alembic import op

revision = "0001c"
down_revision = "0001b"


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("body", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("meets_on", sa.String(length=10), nullable=False),
        sa.Column("chair_id", sa.String(length=26), nullable=True),
        sa.Column("signer_id", sa.String(length=26), nullable=True),
        sa.Column("rules", sa.String(), nullable=True),
        sa.Column("invited_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("vote_opened_at", sa.BigInteger(), nullable=True),
        sa.Column("opinions_until", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("signed_entry", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.CheckConstraint(
            "(state = 'signed') = (signed_entry IS NOT NULL)", name=op.f("ck_session_signed_by_an_entry")
        ),
        sa.CheckConstraint("body IN ('council', 'standing')", name=op.f("ck_session_body_known")),
        sa.CheckConstraint(
            "form <> 'circulation' OR vote_opened_at IS NULL OR opinions_until IS NOT NULL",
            name=op.f("ck_session_circulated_until_an_hour"),
        ),
        sa.CheckConstraint("form IN ('meeting', 'circulation')", name=op.f("ck_session_form_known")),
        sa.CheckConstraint("state <> 'voided' OR reason IS NOT NULL", name=op.f("ck_session_voided_with_a_reason")),
        sa.CheckConstraint(
            "state NOT IN ('closed', 'minuted', 'signed') OR closed_at IS NOT NULL",
            name=op.f("ck_session_closed_at_a_time"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('minuted', 'signed') OR chair_id IS NOT NULL", name=op.f("ck_session_minuted_with_a_chair")
        ),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["account.id"], name=op.f("fk_session_chair_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_session_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["signer_id"], ["account.id"], name=op.f("fk_session_signer_id_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_organisation_id"), "session", ["organisation_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("fund", sa.String(length=500), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("submission_year", sa.Integer(), nullable=True),
        sa.Column("submission_number", sa.Integer(), nullable=True),
        sa.Column("submitted_on", sa.String(length=10), nullable=True),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("explained", sa.Text(), nullable=True),
        sa.Column("approver_id", sa.String(length=26), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("numbered_names", sa.Integer(), nullable=True),
        sa.Column("dated_on", sa.String(length=10), nullable=True),
        sa.Column("signer_id", sa.String(length=26), nullable=True),
        sa.Column("signer_name", sa.String(length=500), nullable=True),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("issued_on", sa.String(length=10), nullable=True),
        sa.Column("lookup", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("corrects_id", sa.String(length=26), nullable=True),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.CheckConstraint("state <> 'issued' OR issued_on IS NOT NULL", name=op.f("ck_decision_issued_on_a_day")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'numbered', 'signed', 'issued') OR (approved_at IS NOT NULL AND approver_id IS NOT NULL)",
            name=op.f("ck_decision_approved_by_somebody"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('numbered', 'signed', 'issued') OR (number IS NOT NULL AND dated_on IS NOT NULL AND numbered_names IS NOT NULL)",
            name=op.f("ck_decision_numbered_with_number"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('signed', 'issued') OR (signed_at IS NOT NULL AND signer_id IS NOT NULL)",
            name=op.f("ck_decision_signed_by_somebody"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'approved', 'numbered', 'signed', 'issued') OR (submission_number IS NOT NULL AND submission_year IS NOT NULL AND submitted_on IS NOT NULL)",
            name=op.f("ck_decision_submitted_with_number"),
        ),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["account.id"], name=op.f("fk_decision_approver_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["decision.id"], name=op.f("fk_decision_corrects_id_decision"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_decision_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["signer_id"], ["account.id"], name=op.f("fk_decision_signer_id_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("lookup", name=op.f("uq_decision_lookup")),
        sa.UniqueConstraint(
            "organisation_id",
            "submission_year",
            "submission_number",
            name=op.f("uq_decision_organisation_id_submission_year_submission_number"),
        ),
        sa.UniqueConstraint("organisation_id", "year", "number", name=op.f("uq_decision_organisation_id_year_number")),
    )
    op.create_index(op.f("ix_decision_corrects_id"), "decision", ["corrects_id"], unique=False)
    op.create_index(op.f("ix_decision_organisation_id"), "decision", ["organisation_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("unit_id", sa.String(length=26), nullable=False),
        sa.Column("author_id", sa.String(length=26), nullable=False),
        sa.Column("campaign_id", sa.String(length=26), nullable=True),
        sa.Column("proposal_id", sa.String(length=26), nullable=True),
        sa.Column("nominee_id", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("award", sa.String(length=40), nullable=False),
        sa.Column("nominated_award", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
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
        sa.Column("achievement", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("is_discarded", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.String(length=10), nullable=True),
        sa.Column("rules", sa.String(), nullable=True),
        sa.Column("supplements", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=True),
        sa.Column("consultation_ends_on", sa.String(length=10), nullable=True),
        sa.Column("posted_on", sa.String(length=10), nullable=True),
        sa.Column("posting_ends_on", sa.String(length=10), nullable=True),
        sa.Column("posting_closed_on", sa.String(length=10), nullable=True),
        sa.Column("session_id", sa.String(length=26), nullable=True),
        sa.Column("decision_id", sa.String(length=26), nullable=True),
        sa.Column("resumes_to", sa.String(length=40), nullable=True),
        sa.Column("annulment_ground", sa.String(length=40), nullable=True),
        sa.Column("days_left", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("noticed_on", sa.String(length=10), nullable=True),
        sa.Column("above_number", sa.String(length=500), nullable=True),
        sa.Column("above_on", sa.String(length=10), nullable=True),
        sa.Column("above_authority", sa.String(length=500), nullable=True),
        sa.Column("published_on", sa.String(length=10), nullable=True),
        sa.Column("conferred_on", sa.String(length=10), nullable=True),
        sa.Column("receiver", sa.String(length=40), nullable=True),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(code IS NULL) = (state = 'draft')", name=op.f("ck_nomination_numbered_when_submitted")),
        sa.CheckConstraint("(head IS NULL) = (state = 'draft')", name=op.f("ck_nomination_draft_has_no_entry")),
        sa.CheckConstraint(
            "annulment_ground IN ('false_declaration', 'false_papers', 'unlawful_appraisal', 'standards_not_met') OR annulment_ground IS NULL AND state NOT IN ('annulment_proposed', 'annulled', 'recovered')",
            name=op.f("ck_nomination_annulled_on_a_ground"),
        ),
        sa.CheckConstraint(
            "state <> 'awarded_above' OR above_number IS NOT NULL",
            name=op.f("ck_nomination_awarded_above_by_a_decision"),
        ),
        sa.CheckConstraint(
            "state <> 'posted' OR posting_ends_on IS NOT NULL", name=op.f("ck_nomination_posted_until_a_day")
        ),
        sa.CheckConstraint(
            "state <> 'tabled' OR session_id IS NOT NULL", name=op.f("ck_nomination_tabled_in_a_session")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'intake_refused', 'under_appraisal', 'in_consultation', 'posted', 'ineligible', 'eligible', 'tabled', 'endorsed', 'endorsed_lower', 'not_endorsed', 'before_chairman', 'returned_by_chairman', 'awarded', 'declined', 'published', 'conferred', 'suspended', 'withdrawn', 'forwarded', 'awarded_above', 'refused_above', 'returned_from_above', 'annulment_proposed', 'annulled', 'recovered')",
            name=op.f("ck_nomination_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('awarded', 'published', 'conferred') OR decision_id IS NOT NULL OR above_number IS NOT NULL",
            name=op.f("ck_nomination_awarded_by_a_decision"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('suspended', 'annulment_proposed') OR resumes_to IS NOT NULL",
            name=op.f("ck_nomination_resumes_somewhere"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_nomination_author_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_nomination_campaign_id_campaign"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_nomination_decision_id_decision"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["nominee.id"], name=op.f("fk_nomination_nominee_id_nominee"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_nomination_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_nomination_proposal_id_proposal"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_nomination_session_id_session"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_nomination_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("organisation_id", "code", name=op.f("uq_nomination_organisation_id_code")),
    )
    op.create_index(
        "ix_nomination_board",
        "nomination",
        ["organisation_id", "year", "award", "sort_key", "id"],
        unique=False,
        sqlite_where=sa.text("published_on IS NOT NULL"),
        postgresql_where=sa.text("published_on IS NOT NULL"),
    )
    op.create_index(op.f("ix_nomination_decision_id"), "nomination", ["decision_id"], unique=False)
    op.create_index("ix_nomination_list", "nomination", ["proposal_id", "sort_key", "id"], unique=False)
    op.create_index(op.f("ix_nomination_nominee_id"), "nomination", ["nominee_id"], unique=False)
    op.create_index("ix_nomination_search", "nomination", ["organisation_id", "search_key"], unique=False)
    op.create_index(op.f("ix_nomination_session_id"), "nomination", ["session_id"], unique=False)
    op.create_index(
        "ix_nomination_unit_desk",
        "nomination",
        ["organisation_id", "unit_id", "state", "due_on", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'draft' OR state = 'returned'"),
        postgresql_where=sa.text("state = 'draft' OR state = 'returned'"),
    )
    op.create_index(
        "ix_nomination_unit_list", "nomination", ["organisation_id", "unit_id", "sort_key", "id", "state"], unique=False
    )
    op.create_index(
        "ix_nomination_worklist",
        "nomination",
        ["organisation_id", "state", "due_on", "id", "unit_id", "year"],
        unique=False,
    )
