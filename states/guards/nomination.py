"""Conditions of a nomination's moves."""

from collections.abc import Iterator
from datetime import date

from states.council_vocabulary import CouncilBody, Method, SessionState
from states.eligibility import COMPETENCE
from states.facts import NominationFacts
from states.paper_ballots import method_of
from states.personal_data import is_blank
from states.process import guard
from states.refusals import Refusal
from states.vocabulary import CampaignState, Opinion, Role, SettlementResult, State

_RUNNING = (CampaignState.LAUNCHED, CampaignState.INTERIM_REVIEW, CampaignState.FINAL_REVIEW)


@guard("rules")
def award_is_offered(facts: NominationFacts) -> Iterator[Refusal]:
    """The organisation may take nominations for this award, for this kind of nominee, on this ground."""
    rules, case = facts.rules, facts.case
    if not rules.offered:
        yield Refusal("award_not_offered", {"award": rules.code}, at="award")
    if not rules.is_for(case["subject_kind"]):
        yield Refusal("award_not_for_subject", {"award": rules.code, "kind": case["subject_kind"]}, at="award")
    if not rules.admits(case["basis"]):
        yield Refusal("basis_not_for_award", {"award": rules.code, "basis": case["basis"]}, at="basis")


@guard()
def is_not_put_aside(facts: NominationFacts) -> Iterator[Refusal]:
    """Its author has not put the draft aside."""
    if facts.case["is_discarded"]:
        yield Refusal("draft_put_aside", cleared_by=Role.UNIT_OFFICER)


@guard()
def achievement_is_told(facts: NominationFacts) -> Iterator[Refusal]:
    """The dossier says what was achieved."""
    if not str(facts.case["achievement"]).strip():
        yield Refusal("achievement_missing", cleared_by=Role.UNIT_OFFICER, at="achievement")


@guard("rules", "uploads", "documents")
def dossier_is_complete(facts: NominationFacts) -> Iterator[Refusal]:
    """Every document the rules demand lies in the dossier."""
    held = {row["kind"] for row in (*facts.uploads, *facts.documents)}
    for document in facts.rules.documents_at("submission"):
        if document.is_required and document.code not in held:
            yield Refusal(
                "document_missing", {"document": document.code}, cleared_by=Role.UNIT_OFFICER, at=document.code
            )


@guard("campaign_state")
def campaign_is_running(facts: NominationFacts) -> Iterator[Refusal]:
    """The campaign the nomination is born of has been launched and is not closed."""
    if facts.case["campaign_id"] and facts.campaign_state not in _RUNNING:
        yield Refusal("campaign_not_running", cleared_by=Role.CHAIRMAN)


@guard("unit_ended_on")
def unit_is_active(facts: NominationFacts) -> Iterator[Refusal]:
    """The proposing unit still exists."""
    if facts.unit_ended_on and facts.unit_ended_on < facts.today.isoformat():
        yield Refusal("unit_ended", {"day": date.fromisoformat(facts.unit_ended_on)}, cleared_by=Role.ADMINISTRATOR)


@guard("rivals")
def is_not_nominated_twice(facts: NominationFacts) -> Iterator[Refusal]:
    """Nobody is nominated twice for the same award in the same year (one achievement, one award)."""
    for code in facts.rivals:
        if code:
            yield Refusal("already_nominated", {"code": code}, cleared_by=Role.UNIT_OFFICER, at="nominee")
        else:
            yield Refusal("nominated_twice_at_once", cleared_by=Role.UNIT_OFFICER, at="nominee")


@guard()
def data_are_there(facts: NominationFacts) -> Iterator[Refusal]:
    """A case whose personal data were erased is not taken up again: nobody could say any more whom it is about."""
    if is_blank(facts.case):
        yield Refusal("data_erased", cleared_by=Role.UNIT_OFFICER)


@guard("rules")
def supplement_round_is_left(facts: NominationFacts) -> Iterator[Refusal]:
    """A dossier goes back for a supplement only as often as the rules allow."""
    allowed = facts.rules.supplement_rounds_max.value
    if facts.case["supplements"] >= allowed:
        yield Refusal("no_supplement_round_left", {"allowed": allowed}, cleared_by=Role.SECRETARIAT)


@guard("replies")
def replies_are_in(facts: NominationFacts) -> Iterator[Refusal]:
    """Every consulted body has answered, or its time is over (silence lets the dossier proceed)."""
    ends = date.fromisoformat(facts.case["consultation_ends_on"])
    waiting = tuple(row["body"] for row in facts.replies if row["opinion"] is None)
    if waiting and facts.today <= ends:
        yield Refusal("replies_awaited", {"bodies": waiting}, cleared_by=Role.SECRETARIAT, due_on=ends)


@guard("replies")
def no_objection_stands(facts: NominationFacts) -> Iterator[Refusal]:
    """No consulted body objects; an objection holds the case until that body answers anew."""
    for row in facts.replies:
        if row["opinion"] == Opinion.OBJECT:
            yield Refusal("objection_stands", {"body": row["body"]}, cleared_by=Role.SECRETARIAT)


@guard("rules")
def posting_belongs_here(facts: NominationFacts) -> Iterator[Refusal]:
    """The rules foresee that this award is posted for comment at this stage."""
    if facts.rules.posting_stage.value != _stage(facts):
        yield Refusal("posting_not_foreseen", {"award": facts.rules.code})
    elif facts.case["posting_closed_on"]:
        yield Refusal("already_posted", {"day": date.fromisoformat(facts.case["posting_closed_on"])})


@guard("rules")
def posting_is_not_owed(facts: NominationFacts) -> Iterator[Refusal]:
    """An award that the rules want posted for comment is posted before it goes on."""
    if facts.rules.posting_stage.value == _stage(facts) and not facts.case["posting_closed_on"]:
        yield Refusal("posting_owed", {"award": facts.rules.code}, cleared_by=Role.SECRETARIAT)


def _stage(facts: NominationFacts) -> str:
    """Which of the two postings that the rules may foresee belongs to the state of the case."""
    return "endorsement" if facts.case["state"] in (State.ENDORSED, State.ENDORSED_LOWER) else "appraisal"


@guard("rules")
def posted_before_council(facts: NominationFacts) -> Iterator[Refusal]:
    """The posting belongs to the appraisal."""
    if facts.rules.posting_stage.value != "appraisal":
        yield Refusal("posted_after_council", cleared_by=Role.SECRETARIAT)


@guard("rules")
def posted_after_council(facts: NominationFacts) -> Iterator[Refusal]:
    """The posting follows the council's endorsement."""
    if facts.rules.posting_stage.value != "endorsement":
        yield Refusal("posted_before_council", cleared_by=Role.SECRETARIAT)


@guard()
def posting_has_ended(facts: NominationFacts) -> Iterator[Refusal]:
    """The days of posting are over."""
    ends = date.fromisoformat(facts.case["posting_ends_on"])
    if facts.today <= ends:
        yield Refusal("posting_runs", {"day": ends}, due_on=ends)


@guard("comments")
def comments_are_settled(facts: NominationFacts) -> Iterator[Refusal]:
    """Every comment of the people was verified and settled."""
    open_ones = sum(1 for row in facts.comments if row["result"] is None)
    if open_ones:
        yield Refusal("comments_open", {"count": open_ones}, cleared_by=Role.SECRETARIAT)


@guard("comments")
def no_comment_was_upheld(facts: NominationFacts) -> Iterator[Refusal]:
    """No comment proved true; one that did takes the nomination off the list."""
    upheld = sum(1 for row in facts.comments if row["result"] == SettlementResult.UPHELD)
    if upheld:
        yield Refusal("comment_upheld", {"count": upheld}, cleared_by=Role.SECRETARIAT)


@guard("rules", "comments")
def outweighs_the_council(facts: NominationFacts) -> Iterator[Refusal]:
    """What the council endorsed, only a comment that proved true may find ineligible."""
    upheld = any(row["result"] == SettlementResult.UPHELD for row in facts.comments)
    if facts.rules.posting_stage.value == "endorsement" and not upheld:
        yield Refusal("council_endorsed_it", cleared_by=Role.SECRETARIAT)


@guard("comments")
def has_open_comment(facts: NominationFacts) -> Iterator[Refusal]:
    """There is a comment to settle."""
    if all(row["result"] is not None for row in facts.comments):
        yield Refusal("no_open_comment")


@guard("rules")
def council_decides_on_it(facts: NominationFacts) -> Iterator[Refusal]:
    """The council votes on this award."""
    if not facts.rules.council_step.value:
        yield Refusal("no_council_step", {"award": facts.rules.code}, cleared_by=Role.SECRETARIAT)


@guard("rules")
def council_is_not_owed(facts: NominationFacts) -> Iterator[Refusal]:
    """No vote of the council is missing."""
    if facts.rules.council_step.value:
        yield Refusal("council_owed", {"award": facts.rules.code}, cleared_by=Role.COUNCIL_SECRETARY)


@guard("sessions")
def session_takes_items(facts: NominationFacts) -> Iterator[Refusal]:
    """There is a session whose agenda is still open."""
    takes = {key for key, state in facts.sessions.items() if state in (SessionState.PLANNED, SessionState.OPEN)}
    if facts.asked is None and not takes:
        yield Refusal("no_session_planned", cleared_by=Role.COUNCIL_SECRETARY)
    if facts.asked is not None and facts.asked.session_id not in takes:
        yield Refusal("session_takes_no_items", cleared_by=Role.COUNCIL_SECRETARY, at="session_id")


@guard("session_bodies", "rules")
def body_may_vote_on_it(facts: NominationFacts) -> Iterator[Refusal]:
    """What the law puts to a secret ballot is carried by a share of the whole council, so no smaller body votes on it."""
    if method_of(facts.rules) != Method.SECRET_PAPER:
        return
    bodies = facts.session_bodies
    meeting = [body for key, body in bodies.items() if facts.asked is None or key == facts.asked.session_id]
    if meeting and CouncilBody.COUNCIL not in meeting:
        said = {"award": facts.rules.code}
        yield Refusal("whole_council_votes", said, cleared_by=Role.COUNCIL_SECRETARY, at="session_id")


@guard("session_state")
def vote_is_not_open(facts: NominationFacts) -> Iterator[Refusal]:
    """While the council votes nothing is taken out of its hands, and nothing is slipped on its agenda."""
    if facts.session_state == SessionState.VOTING:
        yield Refusal("vote_is_open", cleared_by=Role.COUNCIL_SECRETARY)


@guard("session_state")
def minutes_are_signed(facts: NominationFacts) -> Iterator[Refusal]:
    """The minutes of the session are recorded by the secretary and signed by the member who chaired."""
    if facts.session_state == SessionState.MINUTED:
        yield Refusal("minutes_unsigned", cleared_by=Role.COUNCIL_MEMBER)
    elif facts.session_state != SessionState.SIGNED:
        yield Refusal("minutes_missing", cleared_by=Role.COUNCIL_SECRETARY)


@guard("rules")
def is_decided_here(facts: NominationFacts) -> Iterator[Refusal]:
    """The chairman of this commune is competent to decide."""
    if facts.rules.competence.value != "decide":
        yield Refusal("decided_above", {"award": facts.rules.code}, cleared_by=Role.CHAIRMAN)


@guard("certificate")
def has_a_certificate(facts: NominationFacts) -> Iterator[Refusal]:
    """A certificate of this commune was made out; that of an award of a higher level is the higher level's to replace."""
    if facts.certificate is None:
        yield Refusal("certificate_not_ours")


@guard("rules")
def is_decided_above(facts: NominationFacts) -> Iterator[Refusal]:
    """The decision lies with a higher level: the dossier is forwarded."""
    if facts.rules.competence.value != "forward":
        yield Refusal("decided_here", {"award": facts.rules.code}, cleared_by=Role.SECRETARIAT)


@guard("found", "waived")
def a_condition_is_not_met(facts: NominationFacts) -> Iterator[Refusal]:
    """The register or a statement says of some condition that it is not met, and nobody has waived it yet."""
    if not waivable(facts):
        yield Refusal("nothing_to_waive")


def barring(facts: NominationFacts) -> tuple[str, ...]:
    """The conditions that the facts say are not met, warnings and waived ones left out."""
    return tuple(
        line.code
        for line in facts.found.conditions
        if line.result == "not_met" and not line.is_warning and line.code not in facts.waived
    )


def waivable(facts: NominationFacts) -> tuple[str, ...]:
    """Those of them that may be waived: no waiver makes the commune competent."""
    return tuple(code for code in barring(facts) if code != COMPETENCE)


@guard("regime", "regime_today")
def rules_have_changed(facts: NominationFacts) -> Iterator[Refusal]:
    """There are other rules today than those that the dossier was received under."""
    if facts.regime.digest == facts.regime_today.digest:
        yield Refusal("rules_unchanged")


@guard("regime_today")
def award_is_in_new_rules(facts: NominationFacts) -> Iterator[Refusal]:
    """The rules of today know the award for such a nominee and on this basis."""
    case, regime = facts.case, facts.regime_today
    rules = regime.rules(case["award"], case["basis"]) if case["award"] in regime.awards else None
    if rules is None or not rules.admits(case["basis"]) or not rules.is_for(case["subject_kind"]):
        yield Refusal("award_not_in_new_rules", {"award": case["award"]})


@guard()
def notice_is_owed(facts: NominationFacts) -> Iterator[Refusal]:
    """Nobody recorded yet that the notice was given."""
    if facts.case["noticed_on"]:
        yield Refusal("notice_given", {"day": facts.case["noticed_on"]})
