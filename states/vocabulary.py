"""The words of the procedure, one enumeration each, used from the table to the template.

Members are stored by value. What each is called for people stands in ``translations/{vi,en}``.
"""

from enum import StrEnum


class Subject(StrEnum):
    """What an action is done to; the first half of the object's name in the ledger."""

    NOMINATION = "nomination"
    SESSION = "session"
    DECISION = "decision"
    CAMPAIGN = "campaign"
    ORGANISATION = "organisation"
    UNIT = "unit"
    ACCOUNT = "account"
    OFFICE = "office"
    PAST_AWARD = "past_award"
    STATEMENT = "statement"
    MERGER = "merger"
    RULE_CHANGE = "rule_change"
    ERASURE = "erasure"
    LEGAL_HOLD = "legal_hold"
    FUND_ENTRY = "fund_entry"
    PAPER_TEMPLATE = "paper_template"


class State(StrEnum):
    """Where a nomination stands. The values are fixed: they are written in the ledger."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    INTAKE_REFUSED = "intake_refused"
    UNDER_APPRAISAL = "under_appraisal"
    IN_CONSULTATION = "in_consultation"
    POSTED = "posted"
    INELIGIBLE = "ineligible"
    ELIGIBLE = "eligible"
    TABLED = "tabled"
    ENDORSED = "endorsed"
    ENDORSED_LOWER = "endorsed_lower"
    NOT_ENDORSED = "not_endorsed"
    BEFORE_CHAIRMAN = "before_chairman"
    RETURNED_BY_CHAIRMAN = "returned_by_chairman"
    AWARDED = "awarded"
    DECLINED = "declined"
    PUBLISHED = "published"
    CONFERRED = "conferred"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    FORWARDED = "forwarded"
    AWARDED_ABOVE = "awarded_above"
    REFUSED_ABOVE = "refused_above"
    RETURNED_FROM_ABOVE = "returned_from_above"
    ANNULMENT_PROPOSED = "annulment_proposed"
    ANNULLED = "annulled"
    RECOVERED = "recovered"


class DecisionState(StrEnum):
    """Where an award decision stands."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    NUMBERED = "numbered"
    SIGNED = "signed"
    ISSUED = "issued"
    ANNULLED = "annulled"


class CampaignState(StrEnum):
    """Where an emulation campaign stands."""

    DRAFT = "draft"
    LAUNCHED = "launched"
    INTERIM_REVIEW = "interim_review"
    FINAL_REVIEW = "final_review"
    CLOSED = "closed"


class RegisterState(StrEnum):
    """Where a line of a register stands: an organisation, unit, account, office, earlier award, change of rules."""

    OPEN = "open"
    INVITED = "invited"
    ACTIVE = "active"
    ENDED = "ended"


class ErasureState(StrEnum):
    """Where the erasure of a person's data stands."""

    PROPOSED = "proposed"
    ERASED = "erased"
    REJECTED = "rejected"


class ErasureGround(StrEnum):
    """Why a person's data are erased."""

    REQUEST = "request"
    PURPOSE_ENDED = "purpose_ended"
    UNLAWFUL = "unlawful"
    ORDER = "order"


class Role(StrEnum):
    """An office in the procedure. An account may hold several; every entry names the one used."""

    UNIT_OFFICER = "unit_officer"
    SECRETARIAT = "secretariat"
    COUNCIL_SECRETARY = "council_secretary"
    COUNCIL_MEMBER = "council_member"
    CHAIRMAN = "chairman"
    DEPUTY_CHAIRMAN = "deputy_chairman"
    """A deputy who signs for the chairman (KT. CHỦ TỊCH), by a mandate of the chairman alone."""
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    HOLDER = "holder"
    """The person to whom an account belongs, towards that account only."""


class Action(StrEnum):
    """Everything that may be done. The values are stored in the ledger; there is no second list of events."""

    # a nomination, from the unit to the council
    SUBMIT = "submit"
    RETURN_FOR_SUPPLEMENT = "return_for_supplement"
    RESUBMIT = "resubmit"
    REFUSE_INTAKE = "refuse_intake"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    CONSULT = "consult"
    RECORD_REPLY = "record_reply"
    CLOSE_CONSULTATION = "close_consultation"
    POST = "post"
    WAIVE_CONDITION = "waive_condition"
    RECORD_COMMENT = "record_comment"
    SETTLE_COMMENT = "settle_comment"
    CLOSE_POSTING = "close_posting"
    FIND_ELIGIBLE = "find_eligible"
    FIND_INELIGIBLE = "find_ineligible"
    SUSPEND = "suspend"
    RESUME = "resume"
    REOPEN = "reopen"
    CHANGE_RULES = "change_rules"
    TABLE = "table"
    TAKE_OFF_AGENDA = "take_off_agenda"
    RECORD_FINDING = "record_finding"
    RELEASE = "release"
    # a nomination, from the council to the public board
    SUBMIT_TO_CHAIRMAN = "submit_to_chairman"
    RETURN_TO_OFFICE = "return_to_office"
    DECLINE = "decline"
    GIVE_NOTICE = "give_notice"
    AWARD = "award"
    PUBLISH = "publish"
    CONFER = "confer"
    REPLACE_CERTIFICATE = "replace_certificate"
    FORWARD = "forward"
    RECORD_AWARD_ABOVE = "record_award_above"
    RECORD_REFUSAL_ABOVE = "record_refusal_above"
    RECORD_RETURN_FROM_ABOVE = "record_return_from_above"
    PROPOSE_ANNULMENT = "propose_annulment"
    DISMISS_ANNULMENT = "dismiss_annulment"
    ANNUL = "annul"
    RECOVER = "recover"
    # a session of the council
    PLAN_SESSION = "plan_session"
    INVITE_GUEST = "invite_guest"
    SEND_INVITATIONS = "send_invitations"
    OPEN_SESSION = "open_session"
    ADJOURN_SESSION = "adjourn_session"
    DECLARE_CONFLICT = "declare_conflict"
    RECORD_CONFLICT = "record_conflict"
    RECORD_ATTENDANCE = "record_attendance"
    OPEN_VOTE = "open_vote"
    CAST_VOTE = "cast_vote"
    APPOINT_TELLERS = "appoint_tellers"
    HAND_OUT_BALLOTS = "hand_out_ballots"
    ENTER_PAPER_COUNT = "enter_paper_count"
    RECORD_SHOW_OF_HANDS = "record_show_of_hands"
    ANSWER_HANDS = "answer_hands"
    RECORD_WRITTEN_OPINION = "record_written_opinion"
    CLOSE_VOTE = "close_vote"
    VOID_VOTE = "void_vote"
    RECORD_MINUTES = "record_minutes"
    SIGN_MINUTES = "sign_minutes"
    CORRECT_MINUTES = "correct_minutes"
    # a decision
    DRAFT_DECISION = "draft_decision"
    DRAFT_CORRECTION = "draft_correction"
    REVISE_DECISION = "revise_decision"
    SUBMIT_DECISION = "submit_decision"
    RETURN_DECISION = "return_decision"
    APPROVE_DECISION = "approve_decision"
    NUMBER_DECISION = "number_decision"
    SIGN_DECISION = "sign_decision"
    ISSUE_DECISION = "issue_decision"
    VOID_DECISION = "void_decision"
    ANNUL_DECISION = "annul_decision"
    # a campaign
    PLAN_CAMPAIGN = "plan_campaign"
    LAUNCH_CAMPAIGN = "launch_campaign"
    HOLD_INTERIM_REVIEW = "hold_interim_review"
    HOLD_FINAL_REVIEW = "hold_final_review"
    CLOSE_CAMPAIGN = "close_campaign"
    REPORT_ACTUAL = "report_actual"
    # the registers
    OPEN_ORGANISATION = "open_organisation"
    ANNOUNCE_KEY = "announce_key"
    RESUME_WRITING = "resume_writing"
    SEAL_PAPERS = "seal_papers"
    ADD_UNIT = "add_unit"
    END_UNIT = "end_unit"
    INVITE_ACCOUNT = "invite_account"
    RENEW_INVITATION = "renew_invitation"
    ACTIVATE_ACCOUNT = "activate_account"
    DEACTIVATE_ACCOUNT = "deactivate_account"
    GRANT_OFFICE = "grant_office"
    END_OFFICE = "end_office"
    GIVE_MANDATE = "give_mandate"
    WITHDRAW_MANDATE = "withdraw_mandate"
    RECORD_PAST_AWARD = "record_past_award"
    STRIKE_PAST_AWARD = "strike_past_award"
    RECORD_STATEMENT = "record_statement"
    STRIKE_STATEMENT = "strike_statement"
    MERGE_NOMINEES = "merge_nominees"
    SPLIT_NOMINEES = "split_nominees"
    # the rules of the organisation
    ENACT_LAYER = "enact_layer"
    CONFIRM_REGIME = "confirm_regime"
    END_RULE_CHANGE = "end_rule_change"
    # personal data
    PROPOSE_ERASURE = "propose_erasure"
    CONFIRM_ERASURE = "confirm_erasure"
    REJECT_ERASURE = "reject_erasure"
    PLACE_HOLD = "place_hold"
    LIFT_HOLD = "lift_hold"
    # the fund
    RECORD_FUND_ENTRY = "record_fund_entry"
    STRIKE_FUND_ENTRY = "strike_fund_entry"
    # the papers
    REPLACE_TEMPLATE = "replace_template"


class SubjectKind(StrEnum):
    """Whom an award honours."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"
    VILLAGE = "village"


class Honoured(StrEnum):
    """Whom the law honours. Those that a unit may nominate are the kinds of nominee; a commune is proposed as a whole."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"
    VILLAGE = "village"
    COMMUNE = "commune"


class UnitKind(StrEnum):
    """What kind of unit proposes."""

    VILLAGE = "village"
    OFFICE = "office"
    ASSOCIATION = "association"
    SCHOOL = "school"


class Basis(StrEnum):
    """The kind of commendation (loại hình khen thưởng), Law on Emulation and Commendation, Article 8."""

    MERIT = "merit"
    MOVEMENT = "movement"
    SUDDEN = "sudden"
    CONTRIBUTION = "contribution"
    SENIORITY = "seniority"
    FOREIGN_RELATIONS = "foreign_relations"


class AwardLevel(StrEnum):
    """Whose decision an earlier award rests on."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    MINISTRY = "ministry"
    STATE = "state"
    OTHER = "other"


class FactKind(StrEnum):
    """What is stated about a nominee and a year, because a condition asks for it."""

    WORK = "work"
    RATING = "rating"
    MONTHS = "months"
    DISCIPLINE = "discipline"
    OPEN_MATTER = "open_matter"
    MANAGED = "managed"
    REWARDED = "rewarded"
    GROUND = "ground"
    INITIATIVE = "initiative"
    RESEARCH = "research"
    COMBAT = "combat"
    MEMBERS = "members"
    MEMBER_AWARD = "member_award"
    MEMBERS_WITH_AWARD = "members_with_award"
    MEMBERS_COMPLETED = "members_completed"
    MEMBERS_WOMEN = "members_women"
    MEMBERS_DISCIPLINE = "members_discipline"
    ENTERPRISE = "enterprise"
    ENTERPRISE_BREACH = "enterprise_breach"
    DISSOLVED = "dissolved"
    SCORE = "score"
    HOUSEHOLD_BREACH = "household_breach"


class Opinion(StrEnum):
    """What a consulted body answered."""

    AGREE = "agree"
    OBJECT = "object"
    NO_COMMENT = "no_comment"


class CheckResult(StrEnum):
    """What the office found on one line of the appraisal checklist."""

    MET = "met"
    NOT_MET = "not_met"
    WAIVED = "waived"


class RankStanding(StrEnum):
    """Where somebody whom the council endorsed stands towards a quota."""

    WITHIN = "within"
    TIED = "tied"
    RE_VOTE = "re_vote"
    BEYOND = "beyond"


class Preference(StrEnum):
    """Why the law prefers a nominee among equals."""

    WOMAN = "woman"
    MOSTLY_WOMEN = "mostly_women"


class VerdictStage(StrEnum):
    """When a verdict on the conditions was laid down, never to be changed."""

    RECEIPT = "receipt"
    TABLING = "tabling"
    VOTE = "vote"


class SettlementResult(StrEnum):
    """What became of a comment made while a nomination was posted."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Receiver(StrEnum):
    """Who received the award at its conferral."""

    SELF = "self"
    PROXY = "proxy"
    FAMILY = "family"


class ReportPeriod(StrEnum):
    """For which part of a campaign's year a figure is reported."""

    INTERIM = "interim"
    YEAR_END = "year_end"
