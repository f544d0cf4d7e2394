"""One nomination as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from states.facts import NominationFacts, Row
from states.regime import AwardRules, Regime
from states.vocabulary import DecisionState, RegisterState, State, Subject
from workflow.commands.command import Actor
from workflow.facts.ranking import STANDS
from workflow.models.account import Account
from workflow.models.campaign import Campaign
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.nominee import PastAward
from workflow.models.organisation import Unit
from workflow.models.proposal import Proposal
from workflow.models.session import Session
from workflow.queries.dossier import (
    CheckShown,
    CommentShown,
    ConsultationShown,
    FindingShown,
    checks_of,
    comments_of,
    consultations_of,
    findings_of,
)
from workflow.queries.open_actions import Look, look_at
from workflow.queries.timeline import TimelineEntry, timeline
from workflow.queries.visibility import is_recused, may_see_nomination
from workflow.sql import Driver, Prepared, among

NEEDS = frozenset({"rules", "regime", "office_days", "lower_rules", "uploads", "documents"})
"""The facts that the page of a nomination reads."""

_HONOURED = (State.AWARDED, State.AWARDED_ABOVE, State.PUBLISHED, State.CONFERRED)

_AROUND = Prepared(
    lambda: select(Unit.name, Account.full_name, Session.title, Session.meets_on, Campaign.title, Proposal.title,
           Proposal.number, Proposal.kind)
    .select_from(Unit)
    .join(Account, Account.id == bindparam("author_id"))
    .outerjoin(Session, Session.id == bindparam("session_id"))
    .outerjoin(Campaign, Campaign.id == bindparam("campaign_id"))
    .outerjoin(Proposal, Proposal.id == bindparam("proposal_id"))
    .where(Unit.id == bindparam("unit_id"))
)  # fmt: skip
_DECISIONS = Prepared(
    lambda: (
        select(Decision.id, Decision.title, Decision.number, Decision.dated_on, Decision.state)
        .join(DecisionLine, DecisionLine.decision_id == Decision.id)
        .join(Nomination, Nomination.id == DecisionLine.nomination_id)
        .where(DecisionLine.nomination_id == bindparam("key"), Decision.state != DecisionState.ANNULLED.value, STANDS)
        .order_by(Decision.entries.desc(), Decision.id)
    )
)
_AWARDING = Prepared(
    lambda: select(Decision.id, Decision.title, Decision.number, Decision.dated_on, Decision.state).where(
        Decision.id == bindparam("decision_id")
    )
)
_PAST_AWARDS = Prepared(
    lambda: (
        select(
            PastAward.id,
            PastAward.award,
            PastAward.year,
            PastAward.decision_number,
            PastAward.decided_on,
            PastAward.issuer,
        )
        .where(PastAward.nominee_id == bindparam("nominee_id"), PastAward.state == RegisterState.ACTIVE.value)
        .order_by(PastAward.year.desc(), PastAward.id)
    )
)
_EARLIER = Prepared(
    lambda: select(Nomination.award, Nomination.year, Decision.number, Decision.dated_on, Nomination.above_number,
           Nomination.above_on, Nomination.above_authority, Nomination.id)
    .outerjoin(Decision, Decision.id == Nomination.decision_id)
    .where(
        Nomination.nominee_id == bindparam("nominee_id"), Nomination.id != bindparam("key"),
        among(Nomination.state, _HONOURED),
    )
    .order_by(Nomination.year.desc(), Nomination.id)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EarlierAward:
    """An award the same nominee holds: from an outside decision, or from this system (then ``key`` names it)."""

    award: str
    year: int
    number: str
    decided_on: date | None
    issuer: str
    key: str = ""
    record: str = ""
    """The line of the award history, where the award comes from an outside decision."""


@dataclass(frozen=True, kw_only=True)
class DecisionNamed:
    """The decision that names, or awarded, the nomination."""

    key: str
    title: str
    number: int | None
    dated_on: date | None
    state: DecisionState


@dataclass(frozen=True, kw_only=True)
class NominationPage:
    """Everything about one nomination that the person looking may see; ``is_recused``: without what the council found."""

    look: Look
    unit: str
    author: str
    session: tuple[str, date] | None
    campaign: str
    proposal: str
    decision: DecisionNamed | None
    documents: Sequence[Row]
    checks: Sequence[CheckShown]
    consultations: Sequence[ConsultationShown]
    comments: Sequence[CommentShown]
    findings: Sequence[FindingShown]
    is_recused: bool
    earlier: Sequence[EarlierAward]
    timeline: Sequence[TimelineEntry]

    @property
    def case(self) -> Row:
        """The nomination's own row."""
        return self.look.case

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.case["state"])

    @property
    def facts(self) -> NominationFacts:
        """What was gathered about it."""
        assert isinstance(self.look.facts, NominationFacts)
        return self.look.facts

    @property
    def rules(self) -> AwardRules:
        """The rules of its award."""
        return self.facts.rules

    @property
    def regime(self) -> Regime:
        """The regime it is judged under."""
        return self.facts.regime

    @property
    def is_past_regime(self) -> bool:
        """Whether the day lies after the last day of those rules, so that the screens warn."""
        return self.regime.is_past(self.facts.today)

    @property
    def is_checked(self) -> bool:
        """Whether the office answered the checklist."""
        return any(check.result for check in self.checks)


def nomination_page(driver: Driver, key: str, *, actor: Actor, at: int) -> NominationPage | None:
    """The page of one nomination; ``None`` when it does not exist for this person."""
    look = look_at(driver, Subject.NOMINATION, key, actor=actor, at=at, needs=NEEDS)
    if look is None or not may_see_nomination(actor, look.case):
        return None
    return page_around(driver, look, actor=actor)


def page_around(driver: Driver, look: Look, *, actor: Actor) -> NominationPage:
    """The page around a look that was taken with at least ``NEEDS``."""
    case, facts = look.case, look.facts
    assert isinstance(facts, NominationFacts)
    key = case["id"]
    names = {name: case[f"{name}_id"] for name in ("unit", "author", "session", "campaign", "proposal")}
    unit, author, session, meets_on, campaign, *proposal = driver.rows(
        _AROUND, **{f"{name}_id": value for name, value in names.items()}
    )[0]
    return NominationPage(
        look=look, unit=unit, author=author, session=(session, date.fromisoformat(meets_on)) if session else None,
        campaign=campaign or "", proposal=_proposal(*proposal), decision=_decision(driver, case),
        documents=facts.uploads if case["head"] is None else facts.documents,
        checks=checks_of(driver, key, facts.rules.conditions_for(case["subject_kind"])),
        consultations=consultations_of(driver, key), comments=comments_of(driver, key),
        findings=findings_of(driver, [key], actor.recused)[key], is_recused=is_recused(actor, key),
        earlier=_earlier(driver, case), timeline=timeline(driver, actor.organisation_id, key),
    )  # fmt: skip


def _proposal(title: str | None, number: str | None, _kind: str | None) -> str:
    return " – ".join(part for part in (number, title) if part)


def _decision(driver: Driver, case: Row) -> DecisionNamed | None:
    rows = (
        driver.rows(_AWARDING, decision_id=case["decision_id"])
        if case["decision_id"]
        else driver.rows(_DECISIONS, key=case["id"])
    )
    if not rows:
        return None
    key, title, number, dated_on, state = rows[0]
    return DecisionNamed(key=key, title=title, number=number, dated_on=day_of(dated_on), state=DecisionState(state))


def _earlier(driver: Driver, case: Row) -> list[EarlierAward]:
    outside = [
        EarlierAward(award=award, year=year, number=number, decided_on=day_of(decided_on), issuer=issuer, record=record)
        for record, award, year, number, decided_on, issuer in driver.rows(_PAST_AWARDS, nominee_id=case["nominee_id"])
    ]
    own = [_own_award(*row) for row in driver.rows(_EARLIER, nominee_id=case["nominee_id"], key=case["id"])]
    return sorted((*outside, *own), key=lambda each: -each.year)


def _own_award(
    award: str, year: int, number: int | None, dated_on: str | None, above: str | None, above_on: str | None,
    authority: str | None, key: str,
) -> EarlierAward:  # fmt: skip
    if above:
        return EarlierAward(
            award=award, year=year, number=above, decided_on=day_of(above_on), issuer=authority or "", key=key
        )
    return EarlierAward(
        award=award, year=year, number=str(number or ""), decided_on=day_of(dated_on), issuer="", key=key
    )


def day_of(text: str | None) -> date | None:
    """A kept day as a date."""
    return date.fromisoformat(text) if text else None
