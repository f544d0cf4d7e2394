"""What the council and the chairman left in writing: roll, attendance, votes, findings, lines, verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0001e"
down_revision = "0001d"


def upgrade() -> None:
    op.create_table(
        "session_roll",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_roll_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_roll_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_roll")),
        sa.UniqueConstraint("session_id", "account_id", name=op.f("uq_session_roll_session_id_account_id")),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attendance", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_attendance_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_attendance_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "session_id", "account_id", "version", name=op.f("uq_attendance_session_id_account_id_version")
        ),
    )
    op.create_table(
        "declaration",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_declaration_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_declaration_recorded_by_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_declaration_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint(
            "session_id", "account_id", "version", name=op.f("uq_declaration_session_id_account_id_version")
        ),
    )
    op.create_table(
        "conflict",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("relation", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.String(length=26), nullable=True),
        sa.CheckConstraint("ground IN ('own_case', 'relative', 'other')", name=op.f("ck_conflict_ground_known")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_conflict_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_conflict_nomination_id_nomination"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_conflict_recorded_by_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_conflict_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint(
            "session_id", "nomination_id", "account_id", name=op.f("uq_conflict_session_id_nomination_id_account_id")
        ),
    )
    op.create_index(op.f("ix_conflict_account_id"), "conflict", ["account_id"], unique=False)
    op.create_table(
        "session_document",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=500), nullable=False),
        sa.Column("media_type", sa.String(length=500), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_document_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_document_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_document")),
    )
    op.create_index(op.f("ix_session_document_session_id"), "session_document", ["session_id"], unique=False)
    op.create_index(op.f("ix_session_document_sha256"), "session_document", ["sha256"], unique=False)
    op.create_table(
        "vote",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("manner", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.String(length=26), nullable=True),
        sa.Column("source_document_id", sa.String(length=26), nullable=True),
        sa.CheckConstraint(
            "(manner = 'from_paper' AND source_document_id IS NOT NULL) OR (manner <> 'from_paper' AND source_document_id IS NULL)",
            name=op.f("ck_vote_paper_with_its_scan"),
        ),
        sa.CheckConstraint(
            "choice IN ('agree', 'agree_lower', 'disagree', 'abstain')", name=op.f("ck_vote_choice_known")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_vote_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_vote_nomination_id_nomination"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_vote_recorded_by_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_vote_session_id_session"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source_document_id"],
            ["session_document.id"],
            name=op.f("fk_vote_source_document_id_session_document"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint(
            "session_id",
            "nomination_id",
            "account_id",
            "version",
            name=op.f("uq_vote_session_id_nomination_id_account_id_version"),
        ),
    )
    op.create_table(
        "hand_answer",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("vote_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("answer IN ('confirmed', 'disputed')", name=op.f("ck_hand_answer_answer_known")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_hand_answer_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_hand_answer_session_id_session"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.id"], name=op.f("fk_hand_answer_vote_id_vote"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_answer")),
        sa.UniqueConstraint("vote_id", "version", name=op.f("uq_hand_answer_vote_id_version")),
    )
    op.create_index(op.f("ix_hand_answer_session_id"), "hand_answer", ["session_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("recused", sa.Integer(), nullable=False),
        sa.Column("base_rule", sa.String(length=40), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("agree", sa.Integer(), nullable=False),
        sa.Column("agree_lower", sa.Integer(), nullable=False),
        sa.Column("disagree", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("surplus", sa.Integer(), nullable=False),
        sa.Column("written_count", sa.Integer(), nullable=False),
        sa.Column("written_agree", sa.Integer(), nullable=False),
        sa.Column("written_agree_lower", sa.Integer(), nullable=False),
        sa.Column("written_disagree", sa.Integer(), nullable=False),
        sa.Column("written_abstain", sa.Integer(), nullable=False),
        sa.Column("threshold_num", sa.Integer(), nullable=False),
        sa.Column("threshold_den", sa.Integer(), nullable=False),
        sa.Column("threshold_strict", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "base = members - CASE base_rule WHEN 'members' THEN 0 ELSE recused END",
            name=op.f("ck_finding_base_of_members"),
        ),
        sa.CheckConstraint("base_rule IN ('members', 'less_recused')", name=op.f("ck_finding_base_rule_known")),
        sa.CheckConstraint(
            "members + surplus = recused + agree + agree_lower + disagree + abstain + invalid + missing + (1 - written_count) * (written_agree + written_agree_lower + written_disagree + written_abstain)",
            name=op.f("ck_finding_every_member_counted"),
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_finding_nomination_id_nomination"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_finding_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_nomination_id"), "finding", ["nomination_id"], unique=False)
    op.create_index(op.f("ix_finding_session_id"), "finding", ["session_id"], unique=False)
    op.create_table(
        "ranking",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("award", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("agree", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("among", sa.Integer(), nullable=False),
        sa.Column("preference", sa.String(length=40), nullable=True),
        sa.Column("quota_of", sa.String(length=40), nullable=True),
        sa.Column("quota_base", sa.Integer(), nullable=True),
        sa.Column("quota_most", sa.Integer(), nullable=True),
        sa.Column("quota_used", sa.Integer(), nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_ranking_nomination_id_nomination"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_ranking_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking")),
    )
    op.create_index(op.f("ix_ranking_nomination_id"), "ranking", ["nomination_id"], unique=False)
    op.create_index(op.f("ix_ranking_session_id"), "ranking", ["session_id"], unique=False)
    op.create_table(
        "minutes_version",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("session_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("conclusions", sa.Text(), nullable=False),
        sa.Column("chair_id", sa.String(length=26), nullable=False),
        sa.Column("signer_id", sa.String(length=26), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(version = 1 AND corrects IS NULL) OR (version > 1 AND corrects IS NOT NULL AND reason <> '')",
            name=op.f("ck_minutes_version_corrected_with_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["account.id"], name=op.f("fk_minutes_version_chair_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_minutes_version_session_id_session"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["signer_id"], ["account.id"], name=op.f("fk_minutes_version_signer_id_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint("session_id", "version", name=op.f("uq_minutes_version_session_id_version")),
    )
    op.create_table(
        "decision_line",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stands_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_line_decision_id_decision"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_decision_line_nomination_id_nomination"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_line")),
        sa.UniqueConstraint(
            "decision_id", "draft", "nomination_id", name=op.f("uq_decision_line_decision_id_draft_nomination_id")
        ),
    )
    op.create_index(op.f("ix_decision_line_nomination_id"), "decision_line", ["nomination_id"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("decision_id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("was", sa.String(length=500), nullable=False),
        sa.Column("becomes", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("part IN ('name', 'title', 'text')", name=op.f("ck_correction_part_known")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_correction_decision_id_decision"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_correction_nomination_id_nomination"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_decision_id"), "correction", ["decision_id"], unique=False)
    op.create_index(op.f("ix_correction_nomination_id"), "correction", ["nomination_id"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("laid_down_at", sa.BigInteger(), nullable=False),
        sa.Column("award", sa.String(length=40), nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.CheckConstraint("stage IN ('receipt', 'tabling', 'vote')", name=op.f("ck_verdict_stage_known")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_verdict_nomination_id_nomination"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
    )
    op.create_index(op.f("ix_verdict_nomination_id"), "verdict", ["nomination_id"], unique=False)
    op.create_table(
        "award_use",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("award_id", sa.String(length=26), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_award_use_nomination_id_nomination"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_use")),
    )
    op.create_index(op.f("ix_award_use_award_id"), "award_use", ["award_id"], unique=False)
    op.create_index(op.f("ix_award_use_nomination_id"), "award_use", ["nomination_id"], unique=False)
    op.create_table(
        "waiver",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("nomination_id", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("waived_by", sa.String(length=26), nullable=False),
        sa.Column("waived_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_waiver_nomination_id_nomination"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["waived_by"], ["account.id"], name=op.f("fk_waiver_waived_by_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
    )
    op.create_index(op.f("ix_waiver_nomination_id"), "waiver", ["nomination_id"], unique=False)
