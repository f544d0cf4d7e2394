"""What lies with the standing office: the queue of nominations by deadline, postings, open sessions, and bulk previews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from states.council_vocabulary import SessionState
from states.facts import Row
from states.regime import AwardRules
from states.vocabulary import State, Subject
from workflow.judging import read_cases
from workflow.models.dossier import Comment, CommentSettlement, Consultation, ConsultationReply
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.proposal import Proposal
from workflow.models.session import Session
from workflow.queries.by_deadline import NO_DEADLINE, Slot, count, page, within, without_council
from workflow.queries.recusals import Veil
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared, among

PAGE = 20
MOST_AT_ONCE = 100
"""How many nominations one bulk action takes at most."""
EVERY = 1_000_000_000
"""Counted without an end: the office's groups tell exact figures."""

GROUPS: Mapping[str, tuple[State, ...]] = MappingProxyType(
    {
        "intake": (State.SUBMITTED,),
        "appraisal": (State.UNDER_APPRAISAL,),
        "opinions": (State.IN_CONSULTATION, State.POSTED),
        "eligible": (State.ELIGIBLE,),
        "endorsed": (State.ENDORSED, State.ENDORSED_LOWER),
        "sent_back": (State.RETURNED_BY_CHAIRMAN, State.RETURNED_FROM_ABOVE),
        "above": (State.FORWARDED, State.AWARDED_ABOVE),
        "awarded": (State.AWARDED, State.PUBLISHED),
        "held": (State.SUSPENDED,),
        "annulled": (State.ANNULMENT_PROPOSED, State.ANNULLED),
        "elsewhere": (State.RETURNED, State.TABLED, State.BEFORE_CHAIRMAN),
        "over": (
            State.CONFERRED, State.INTAKE_REFUSED, State.INELIGIBLE, State.NOT_ENDORSED, State.DECLINED,
            State.REFUSED_ABOVE, State.WITHDRAWN, State.RECOVERED,
        ),
    }
)  # fmt: skip
"""The states as the office thinks of them; together all of them but drafts, which are no business of the office."""

ON_THE_DESK = ("intake", "appraisal", "opinions", "eligible", "endorsed", "sent_back", "above", "awarded", "held")
"""The groups shown while nothing is chosen; of the eligible, those that wait for no vote of the council."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One nomination in the office's lists."""

    key: str
    code: str
    name: str
    award: str
    state: State
    unit: str
    due_on: date | None
    is_overdue: bool
    proposal_id: str | None
    household_code: str | None

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands in the order of the list."""
        return (self.due_on.isoformat() if self.due_on else NO_DEADLINE, self.key)


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What of the queue is shown; empty means all. ``after`` is the place of the last line of the page before."""

    group: str = ""
    state: str = ""
    award: str = ""
    unit_id: str = ""
    proposal_id: str = ""
    after: tuple[str, str] | None = None

    @property
    def states(self) -> tuple[State, ...]:
        """The states that are shown."""
        if self.state in set(State) - {State.DRAFT}:
            return (State(self.state),)
        groups = (self.group,) if self.group in GROUPS else ON_THE_DESK
        return tuple(state for name in groups for state in GROUPS[name])


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A page of the queue, and how many stand in each state under the same filter of unit, award and list."""

    lines: tuple[Line, ...]
    has_more: bool
    counts: Mapping[State, int]
    shown: int
    overdue: int
    proposal: str

    def in_group(self, name: str) -> int:
        """How many stand in a group."""
        return sum(self.counts.get(state, 0) for state in GROUPS[name])


@dataclass(frozen=True, kw_only=True)
class OpenSession:
    """A session whose agenda is still open."""

    key: str
    title: str
    meets_on: date


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A nomination that waits for the opinions of others: bodies without an answer, or comments not settled."""

    line: Line
    ends_on: date
    waiting: int
    has_ended: bool


def queue(driver: Driver, organisation_id: str, *, today: date, wanted: Filter, veil: Veil | None = None) -> Queue:
    """One page of the queue, earliest deadline first."""
    here = (driver, organisation_id)
    slots, without = (
        within(_slots(wanted), wanted.unit_id),
        without_council(rules_of(driver, organisation_id).on(today)),
    )
    narrowed = {name: value for name in ("award", "proposal_id") if (value := getattr(wanted, name))}
    rows = page(*here, slots, without, narrowed=narrowed, after=wanted.after, most=PAGE + 1, veil=veil)
    handed_in = and_(Nomination.organisation_id == organisation_id, Nomination.state != State.DRAFT.value)
    seen = () if veil is None else (~veil.hides(),)
    counted = (
        select(Nomination.state, func.count()).where(handed_in, *_chosen(wanted), *seen).group_by(Nomination.state)
    )
    title = select(Proposal.title).where(Proposal.id == wanted.proposal_id, Proposal.organisation_id == organisation_id)
    return Queue(
        lines=tuple(_line(today, row) for row in rows[:PAGE]),
        has_more=len(rows) > PAGE,
        counts={State(state): held for state, held in driver.rows(Prepared(counted))},
        shown=count(*here, slots, without, narrowed=narrowed, most=EVERY, veil=veil),
        overdue=count(*here, slots, without, narrowed=narrowed, most=EVERY, before=today.isoformat(), veil=veil),
        proposal=str(driver.value(Prepared(title)) or "") if wanted.proposal_id else "",
    )


def _slots(wanted: Filter) -> list[Slot]:
    """The states that are shown; of the eligible only those without a vote, as long as nothing is chosen."""
    is_chosen = bool(wanted.group or wanted.state)
    return [
        Slot(state, with_council=None if is_chosen or state != State.ELIGIBLE else False) for state in wanted.states
    ]


def postings(driver: Driver, organisation_id: str, *, today: date, after: tuple[str, str] | None) -> list[Asking]:
    """Nominations in consultation or posted, the first to end first; one more than a page when there are more."""
    slots = [Slot(State.IN_CONSULTATION), Slot(State.POSTED)]
    without = without_council(rules_of(driver, organisation_id).on(today))
    rows = page(driver, organisation_id, slots, without, narrowed={}, after=after, most=PAGE + 1)
    found = [_line(today, row) for row in rows]
    waiting = _waiting(driver, [line.key for line in found])
    return [
        Asking(
            line=line, ends_on=line.due_on or today, waiting=waiting.get(line.key, 0),
            has_ended=(line.due_on or today) < today,
        )
        for line in found
    ]  # fmt: skip


def sessions_taking_items(driver: Driver, organisation_id: str) -> list[OpenSession]:
    """Sessions whose vote has not opened yet."""
    statement = (
        select(Session.id, Session.title, Session.meets_on)
        .where(
            Session.organisation_id == organisation_id,
            among(Session.state, (SessionState.PLANNED, SessionState.OPEN)),
        )
        .order_by(Session.meets_on, Session.id)
    )
    return [
        OpenSession(key=key, title=title, meets_on=date.fromisoformat(meets_on))
        for key, title, meets_on in driver.rows(Prepared(statement))
    ]


def bodies_asked_before(driver: Driver, organisation_id: str) -> list[str]:
    """Bodies that this office asked before, the most often asked first."""
    statement = (
        select(Consultation.body)
        .join(Nomination, Nomination.id == Consultation.nomination_id)
        .where(Nomination.organisation_id == organisation_id)
        .group_by(Consultation.body)
        .order_by(func.count().desc(), Consultation.body)
        .limit(8)
    )
    return [body for (body,) in driver.rows(Prepared(statement))]


def lines_of(driver: Driver, organisation_id: str, keys: Sequence[str], *, today: date) -> list[Line]:
    """The named nominations, as the queue shows them."""
    if not keys:
        return []
    chosen = (
        Nomination.organisation_id == organisation_id, Nomination.head.is_not(None),
        among(Nomination.id, list(keys)[:MOST_AT_ONCE]),
    )  # fmt: skip
    return _lines(driver, and_(*chosen), today, limit=MOST_AT_ONCE)


def cases_of(driver: Driver, organisation_id: str, keys: Sequence[str]) -> dict[str, Row]:
    """The nominations' own rows."""
    return read_cases(driver, Subject.NOMINATION, list(keys), organisation_id)


def rules_for(driver: Driver, organisation_id: str, cases: Sequence[Row], today: date) -> list[AwardRules]:
    """The rules that each nomination stands under."""
    rules = rules_of(driver, organisation_id)
    return [rules.of(case, today).rules(case["award"], case["basis"]) for case in cases]


def _chosen(wanted: Filter) -> Iterable[ColumnElement[bool]]:
    if wanted.award:
        yield Nomination.award == wanted.award
    if wanted.unit_id:
        yield Nomination.unit_id == wanted.unit_id
    if wanted.proposal_id:
        yield Nomination.proposal_id == wanted.proposal_id


def _lines(driver: Driver, condition: ColumnElement[bool], today: date, *, limit: int) -> list[Line]:
    statement = (
        select(
            Nomination.due_on, Nomination.id, Nomination.code, Nomination.name, Nomination.award, Nomination.state,
            Unit.name, Nomination.proposal_id, Nomination.household_code,
        )
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(condition)
        .order_by(func.coalesce(Nomination.due_on, NO_DEADLINE), Nomination.id)
        .limit(limit)
    )  # fmt: skip
    return [_line(today, row) for row in driver.rows(Prepared(statement))]


def _line(today: date, row: Sequence[Any]) -> Line:
    due, key, code, name, award, state, unit, proposal_id, household_code = row
    due_on = date.fromisoformat(due) if due else None
    return Line(
        key=key, code=code, name=name, award=award, state=State(state), unit=unit, due_on=due_on,
        is_overdue=due_on is not None and due_on < today, proposal_id=proposal_id, household_code=household_code,
    )  # fmt: skip


def _waiting(driver: Driver, keys: Sequence[str]) -> dict[str, int]:
    """Bodies that have not answered, and comments not settled, by nomination."""
    if not keys:
        return {}
    silent = (
        select(Consultation.nomination_id, func.count())
        .outerjoin(ConsultationReply, ConsultationReply.consultation_id == Consultation.id)
        .where(among(Consultation.nomination_id, keys), ConsultationReply.id.is_(None))
        .group_by(Consultation.nomination_id)
    )
    unsettled = (
        select(Comment.nomination_id, func.count())
        .outerjoin(CommentSettlement, CommentSettlement.comment_id == Comment.id)
        .where(among(Comment.nomination_id, keys), CommentSettlement.id.is_(None))
        .group_by(Comment.nomination_id)
    )
    states = dict(driver.rows(Prepared(select(Nomination.id, Nomination.state).where(among(Nomination.id, keys)))))
    bodies, comments = dict(driver.rows(Prepared(silent))), dict(driver.rows(Prepared(unsettled)))
    return {key: (bodies if states[key] == State.IN_CONSULTATION else comments).get(key, 0) for key in keys}
