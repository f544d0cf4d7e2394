"""All tables together: the one place that knows every family, for migrations and for the databases' guards."""

from sqlalchemy import MetaData

from workflow.models import (
    account,
    campaign,
    certificate,
    council_paper,
    decision,
    dossier,
    erasure,
    fund,
    invitation,
    ledger,
    log_index,
    message,
    nomination,
    nominee,
    organisation,
    paper,
    paper_template,
    proposal,
    rules,
    session,
    verdict,
    witness,
)
from workflow.records import Record

FAMILIES = (
    organisation,
    account,
    rules,
    campaign,
    nominee,
    erasure,
    proposal,
    nomination,
    dossier,
    session,
    council_paper,
    invitation,
    decision,
    certificate,
    fund,
    verdict,
    message,
    paper,
    paper_template,
    ledger,
    log_index,
    witness,
)

METADATA: MetaData = Record.metadata

CASES = (
    "organisation", "unit", "account", "office", "campaign", "past_award", "statement", "merger", "nomination", "session",
    "decision", "rule_change", "erasure", "legal_hold", "fund_entry",
    "paper_template",
)  # fmt: skip
"""Tables whose rows are objects of the ledger: changed by entries only, never deleted."""

ROWS = (
    "target", "target_figure", "actual", "actual_evidence", "document", "appraisal_check", "consultation",
    "consultation_reply", "comment", "comment_settlement", "session_guest", "session_invitee", "session_roll", "attendance",
    "declaration", "conflict", "session_document", "vote", "hand_answer", "agenda_item", "teller", "ballot_handout",
    "paper_count", "finding", "ranking", "minutes_version", "decision_line", "signature_file", "correction", "certificate",
    "verdict", "award_use", "waiver", "rule_set",
    "erased_detail", "erased_row",
)  # fmt: skip
"""Tables whose rows an entry inserts: never changed, never deleted."""

LOG = ("ledger_log", "ledger_leaf", "ledger_node", "ledger_checkpoint", "ledger_cosignature", "witness_head")
"""The log itself, and what was cosigned of others': never changed, never deleted."""

ALARMS = ("ledger_alarm",)
"""What is wrong with a log: raised, ended once, never deleted."""

KEPT = (
    "nominee", "proposal", "upload", "credential", "sign_in_try", "invitation", "preference", "kept_form", "message", "outbox",
    "delivery", "paper", "paper_seal", "paper_cursor", "ledger_index", "ledger_figure", "residue",
)  # fmt: skip
"""Working tables that hold no history: what ``keep`` and the dispatcher may write."""
