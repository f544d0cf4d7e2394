"""What each action creates: the noun of its address. And the plural under which each kind of case stands."""

from flask import url_for

from states.vocabulary import Action as A
from states.vocabulary import Subject

PLURALS: dict[Subject, str] = {
    Subject.NOMINATION: "nominations",
    Subject.SESSION: "sessions",
    Subject.DECISION: "decisions",
    Subject.CAMPAIGN: "campaigns",
    Subject.UNIT: "units",
    Subject.ACCOUNT: "accounts",
    Subject.OFFICE: "offices",
    Subject.PAST_AWARD: "past_awards",
}

NOUNS: dict[A, str] = {
    A.SUBMIT: "submission",
    A.RETURN_FOR_SUPPLEMENT: "return",
    A.RESUBMIT: "supplement",
    A.REFUSE_INTAKE: "intake-refusal",
    A.ACCEPT: "acceptance",
    A.WITHDRAW: "withdrawal",
    A.CONSULT: "consultation",
    A.RECORD_REPLY: "reply",
    A.CLOSE_CONSULTATION: "consultation-closure",
    A.POST: "posting",
    A.RECORD_COMMENT: "comment",
    A.SETTLE_COMMENT: "comment-settlement",
    A.CLOSE_POSTING: "posting-closure",
    A.FIND_ELIGIBLE: "eligibility",
    A.FIND_INELIGIBLE: "ineligibility",
    A.SUSPEND: "suspension",
    A.RESUME: "resumption",
    A.REOPEN: "reopening",
    A.TABLE: "tabling",
    A.TAKE_OFF_AGENDA: "removal-from-agenda",
    A.SUBMIT_TO_CHAIRMAN: "submission-to-chairman",
    A.RETURN_TO_OFFICE: "return-to-office",
    A.DECLINE: "declination",
    A.PUBLISH: "publication",
    A.CONFER: "conferral",
    A.FORWARD: "forwarding",
    A.RECORD_AWARD_ABOVE: "award-above",
    A.RECORD_REFUSAL_ABOVE: "refusal-above",
    A.RECORD_RETURN_FROM_ABOVE: "return-from-above",
    A.PROPOSE_ANNULMENT: "annulment-proposal",
    A.DISMISS_ANNULMENT: "annulment-dismissal",
    A.ANNUL: "annulment",
    A.RECOVER: "recovery",
    A.PLAN_SESSION: "session",
    A.OPEN_SESSION: "opening",
    A.ADJOURN_SESSION: "adjournment",
    A.RECORD_ATTENDANCE: "attendance",
    A.OPEN_VOTE: "vote-opening",
    A.CAST_VOTE: "ballot",
    A.RECORD_SHOW_OF_HANDS: "show-of-hands",
    A.CLOSE_VOTE: "closure",
    A.RECORD_MINUTES: "minutes",
    A.DRAFT_DECISION: "decision",
    A.NUMBER_DECISION: "number",
    A.SIGN_DECISION: "signature",
    A.ISSUE_DECISION: "issue",
    A.VOID_DECISION: "voiding",
    A.ANNUL_DECISION: "annulment",
    A.PLAN_CAMPAIGN: "campaign",
    A.LAUNCH_CAMPAIGN: "launch",
    A.HOLD_INTERIM_REVIEW: "interim-review",
    A.HOLD_FINAL_REVIEW: "final-review",
    A.CLOSE_CAMPAIGN: "closure",
    A.REPORT_ACTUAL: "actual",
    A.ADD_UNIT: "unit",
    A.END_UNIT: "ending",
    A.INVITE_ACCOUNT: "account",
    A.RENEW_INVITATION: "invitation",
    A.ACTIVATE_ACCOUNT: "activation",
    A.DEACTIVATE_ACCOUNT: "deactivation",
    A.GRANT_OFFICE: "office",
    A.END_OFFICE: "ending",
    A.RECORD_PAST_AWARD: "past-award",
    A.STRIKE_PAST_AWARD: "striking",
}


def detail_url(subject: Subject, key: str) -> str:
    """The address of a case's own page. An office is shown on the page of the account that holds it."""
    return url_for(f"{PLURALS[subject]}.detail", key=key)
