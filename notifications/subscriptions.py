"""Who is told of what: one line for every action. What nobody need be told stands here too, as ``SILENT``.

The words of a message stand in ``messages/<action>/<language>.txt``. Nobody hears of an own action, and no message says how
anyone voted. A reason is told to those in ``reason_for`` only: the unit concerned, or the desk that must answer it. The ground
of a hold or of a proposed annulment may point to somebody who complained, so no message repeats it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from states.vocabulary import Action


class Audience(StrEnum):
    """People by what they have to do with a case, in office on the day they are told."""

    UNIT = "unit"
    """The officers of the unit that the case belongs to."""
    UNITS = "units"
    """The officers of every unit."""
    SECRETARIAT = "secretariat"
    COUNCIL_SECRETARY = "council_secretary"
    COUNCIL_MEMBERS = "council_members"
    """The members of the body of the council that the session is of."""
    INVITED = "invited"
    """Whom the last invitations to a session went to: its members, and guests who have an account."""
    ROLL = "roll"
    """The members on the roll of the session."""
    CHAIRMAN = "chairman"
    DEPUTIES = "deputies"
    """Who signs for the chairman by a mandate in force."""
    SIGNER = "signer"
    """Who approved the decision, and so signs it."""
    AUDITORS = "auditors"
    """Told of annulments and voids, and when somebody is given a new key to an account, or an office."""
    ADMINISTRATORS = "administrators"
    ACCOUNT = "account"
    """The person whose account, or whose office, it is about."""


@dataclass(frozen=True)
class Subscription:
    """To whom an action is told, and to which of them its reason."""

    to: tuple[Audience, ...] = ()
    reason_for: tuple[Audience, ...] = ()


SILENT = Subscription()
"""Nobody is told: whoever is concerned was there, or hears of what follows from it."""


def tell(*to: Audience, reason_for: Audience | None = None) -> Subscription:
    """An action that is told."""
    return Subscription(to, (reason_for,) if reason_for else ())


_A = Audience

SUBSCRIPTIONS: Mapping[Action, Subscription] = MappingProxyType({
    # a nomination
    Action.SUBMIT: tell(_A.SECRETARIAT),
    Action.RETURN_FOR_SUPPLEMENT: tell(_A.UNIT, reason_for=_A.UNIT),
    Action.RESUBMIT: tell(_A.SECRETARIAT),
    Action.REFUSE_INTAKE: tell(_A.UNIT, reason_for=_A.UNIT),
    Action.ACCEPT: tell(_A.UNIT),
    Action.WITHDRAW: tell(_A.SECRETARIAT, _A.UNIT, reason_for=_A.UNIT),
    Action.CONSULT: tell(_A.UNIT),
    Action.RECORD_REPLY: SILENT,
    Action.CLOSE_CONSULTATION: SILENT,
    Action.POST: tell(_A.UNIT),
    Action.WAIVE_CONDITION: tell(_A.SECRETARIAT, _A.UNIT, reason_for=_A.SECRETARIAT),
    Action.RECORD_COMMENT: tell(_A.SECRETARIAT),
    Action.SETTLE_COMMENT: SILENT,
    Action.CLOSE_POSTING: tell(_A.UNIT),
    Action.FIND_ELIGIBLE: tell(_A.UNIT, _A.COUNCIL_SECRETARY),
    Action.FIND_INELIGIBLE: tell(_A.UNIT, reason_for=_A.UNIT),
    Action.SUSPEND: tell(_A.UNIT),
    Action.RESUME: tell(_A.UNIT),
    Action.REOPEN: tell(_A.UNIT, reason_for=_A.UNIT),
    Action.CHANGE_RULES: tell(_A.UNIT, reason_for=_A.UNIT),
    Action.TABLE: tell(_A.UNIT),
    Action.TAKE_OFF_AGENDA: tell(_A.UNIT, _A.SECRETARIAT, reason_for=_A.UNIT),
    Action.RECORD_FINDING: tell(_A.UNIT),
    Action.RELEASE: tell(_A.UNIT, reason_for=_A.UNIT),
    Action.SUBMIT_TO_CHAIRMAN: tell(_A.CHAIRMAN),
    Action.RETURN_TO_OFFICE: tell(_A.SECRETARIAT, reason_for=_A.SECRETARIAT),
    Action.GIVE_NOTICE: SILENT,
    Action.DECLINE: tell(_A.UNIT, _A.SECRETARIAT, reason_for=_A.UNIT),
    Action.AWARD: SILENT,
    Action.PUBLISH: tell(_A.UNIT),
    Action.CONFER: tell(_A.UNIT),
    Action.REPLACE_CERTIFICATE: tell(_A.UNIT),
    Action.FORWARD: tell(_A.UNIT, _A.SECRETARIAT),
    Action.RECORD_AWARD_ABOVE: tell(_A.UNIT, _A.CHAIRMAN),
    Action.RECORD_REFUSAL_ABOVE: tell(_A.UNIT, _A.CHAIRMAN, reason_for=_A.UNIT),
    Action.RECORD_RETURN_FROM_ABOVE: tell(_A.UNIT, _A.CHAIRMAN, reason_for=_A.UNIT),
    Action.PROPOSE_ANNULMENT: tell(_A.CHAIRMAN),
    Action.DISMISS_ANNULMENT: tell(_A.SECRETARIAT),
    Action.ANNUL: tell(_A.UNIT, _A.SECRETARIAT, _A.AUDITORS, reason_for=_A.UNIT),
    Action.RECOVER: tell(_A.UNIT, _A.CHAIRMAN),
    # a session of the council
    Action.PLAN_SESSION: tell(_A.COUNCIL_MEMBERS, _A.SECRETARIAT),
    Action.INVITE_GUEST: SILENT,
    Action.SEND_INVITATIONS: tell(_A.INVITED),
    Action.OPEN_SESSION: tell(_A.COUNCIL_MEMBERS),
    Action.ADJOURN_SESSION: tell(_A.COUNCIL_MEMBERS, _A.SECRETARIAT, reason_for=_A.COUNCIL_MEMBERS),
    Action.DECLARE_CONFLICT: SILENT,
    Action.RECORD_CONFLICT: tell(_A.COUNCIL_MEMBERS),
    Action.RECORD_ATTENDANCE: SILENT,
    Action.OPEN_VOTE: tell(_A.ROLL),
    Action.CAST_VOTE: SILENT,
    Action.APPOINT_TELLERS: tell(_A.COUNCIL_MEMBERS),
    Action.HAND_OUT_BALLOTS: SILENT,
    Action.ENTER_PAPER_COUNT: SILENT,
    Action.RECORD_SHOW_OF_HANDS: tell(_A.ROLL),
    Action.ANSWER_HANDS: SILENT,
    Action.RECORD_WRITTEN_OPINION: tell(_A.ROLL),
    Action.CLOSE_VOTE: tell(_A.ROLL, _A.SECRETARIAT),
    Action.VOID_VOTE: tell(_A.ROLL, _A.SECRETARIAT, _A.AUDITORS, reason_for=_A.ROLL),
    Action.RECORD_MINUTES: tell(_A.ROLL),
    Action.SIGN_MINUTES: tell(_A.ROLL, _A.SECRETARIAT, _A.COUNCIL_SECRETARY),
    Action.CORRECT_MINUTES: tell(_A.ROLL, _A.SECRETARIAT, reason_for=_A.ROLL),
    # a decision
    Action.DRAFT_DECISION: SILENT,
    Action.DRAFT_CORRECTION: SILENT,
    Action.REVISE_DECISION: SILENT,
    Action.SUBMIT_DECISION: tell(_A.CHAIRMAN, _A.DEPUTIES),
    Action.RETURN_DECISION: tell(_A.SECRETARIAT, reason_for=_A.SECRETARIAT),
    Action.APPROVE_DECISION: tell(_A.SECRETARIAT),
    Action.NUMBER_DECISION: tell(_A.CHAIRMAN, _A.SIGNER),
    Action.SIGN_DECISION: tell(_A.SECRETARIAT),
    Action.ISSUE_DECISION: tell(_A.CHAIRMAN, _A.COUNCIL_SECRETARY),
    Action.VOID_DECISION: tell(_A.SECRETARIAT, _A.CHAIRMAN, _A.SIGNER, _A.AUDITORS),
    Action.ANNUL_DECISION: tell(_A.SECRETARIAT, _A.AUDITORS),
    # a campaign
    Action.PLAN_CAMPAIGN: tell(_A.CHAIRMAN),
    Action.LAUNCH_CAMPAIGN: tell(_A.UNITS, _A.SECRETARIAT),
    Action.HOLD_INTERIM_REVIEW: tell(_A.UNITS, _A.CHAIRMAN),
    Action.HOLD_FINAL_REVIEW: tell(_A.UNITS, _A.CHAIRMAN),
    Action.CLOSE_CAMPAIGN: tell(_A.UNITS, _A.SECRETARIAT),
    Action.REPORT_ACTUAL: SILENT,
    # the registers
    Action.OPEN_ORGANISATION: SILENT,
    Action.ANNOUNCE_KEY: tell(_A.ADMINISTRATORS, _A.AUDITORS),
    Action.SEAL_PAPERS: SILENT,
    Action.RESUME_WRITING: tell(_A.AUDITORS, _A.ADMINISTRATORS, _A.CHAIRMAN),
    Action.ADD_UNIT: tell(_A.SECRETARIAT),
    Action.END_UNIT: tell(_A.UNIT, _A.SECRETARIAT),
    Action.INVITE_ACCOUNT: tell(_A.ADMINISTRATORS),
    Action.RENEW_INVITATION: tell(_A.ACCOUNT, _A.ADMINISTRATORS, _A.AUDITORS),
    Action.ACTIVATE_ACCOUNT: tell(_A.ADMINISTRATORS),
    Action.DEACTIVATE_ACCOUNT: tell(_A.ADMINISTRATORS),
    Action.GRANT_OFFICE: tell(_A.ACCOUNT, _A.ADMINISTRATORS, _A.AUDITORS),
    Action.END_OFFICE: tell(_A.ACCOUNT, _A.ADMINISTRATORS, _A.AUDITORS),
    Action.GIVE_MANDATE: tell(_A.ACCOUNT, _A.ADMINISTRATORS, _A.AUDITORS),
    Action.WITHDRAW_MANDATE: tell(_A.ACCOUNT, _A.ADMINISTRATORS, _A.AUDITORS),
    Action.RECORD_PAST_AWARD: tell(_A.UNIT),
    Action.STRIKE_PAST_AWARD: tell(_A.UNIT),
    Action.RECORD_STATEMENT: SILENT,
    Action.STRIKE_STATEMENT: SILENT,
    Action.MERGE_NOMINEES: SILENT,
    Action.SPLIT_NOMINEES: SILENT,
    # the rules of the organisation
    Action.ENACT_LAYER: tell(_A.SECRETARIAT, _A.COUNCIL_SECRETARY, _A.AUDITORS),
    Action.CONFIRM_REGIME: tell(_A.SECRETARIAT, _A.COUNCIL_SECRETARY, _A.AUDITORS),
    Action.END_RULE_CHANGE: tell(_A.SECRETARIAT, _A.COUNCIL_SECRETARY, _A.AUDITORS),
    # personal data: no message names the person
    Action.PROPOSE_ERASURE: tell(_A.SECRETARIAT, _A.ADMINISTRATORS),
    Action.CONFIRM_ERASURE: tell(_A.SECRETARIAT, _A.ADMINISTRATORS, _A.AUDITORS),
    Action.REJECT_ERASURE: SILENT,
    Action.PLACE_HOLD: SILENT,
    Action.LIFT_HOLD: SILENT,
    # the fund
    Action.RECORD_FUND_ENTRY: SILENT,
    Action.STRIKE_FUND_ENTRY: SILENT,
    # the papers
    Action.REPLACE_TEMPLATE: tell(_A.SECRETARIAT, _A.AUDITORS),
})  # fmt: skip
