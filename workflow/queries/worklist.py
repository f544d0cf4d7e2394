"""What waits on a person's desk: nominations by deadline, and the few sessions and decisions beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, true, tuple_

from states.desks import DECISION_DESKS, NOMINATION_DESKS, SESSION_DESKS
from states.regime import regime_on
from states.vocabulary import Basis, DecisionState, RegisterState, Role, SessionState, State
from workflow.commands.command import Actor, HeldOffice
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import RollEntry, Session, Vote
from workflow.sql import Driver, Prepared, among

PAGE = 20
NO_DEADLINE = "9999-12-31"
_due = func.coalesce(Nomination.due_on, NO_DEADLINE)


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """One nomination that waits."""

    key: str
    code: str | None
    name: str
    award: str
    state: State
    unit: str
    due_on: date | None
    is_overdue: bool

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands in the order of the list."""
        return (self.due_on.isoformat() if self.due_on else NO_DEADLINE, self.key)


@dataclass(frozen=True, kw_only=True)
class DeskSession:
    """A session that waits for the person; ``missing`` is how many items a member has not voted on."""

    key: str
    title: str
    meets_on: date
    state: SessionState
    missing: int | None = None


@dataclass(frozen=True, kw_only=True)
class DeskDecision:
    """A decision that waits to be numbered, signed or issued."""

    key: str
    title: str
    number: int | None
    state: DecisionState


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """A page of the desk. ``waiting`` and ``overdue`` count nominations up to ``MOST_COUNTED``."""

    items: tuple[WorkItem, ...]
    has_more: bool
    waiting: int
    overdue: int
    sessions: tuple[DeskSession, ...]
    decisions: tuple[DeskDecision, ...]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What of the desk is shown; empty means all. ``after`` is the place of the last item of the page before."""

    state: str = ""
    award: str = ""
    unit_id: str = ""
    after: tuple[str, str] | None = None


MOST_COUNTED = 1000


def worklist(driver: Driver, *, actor: Actor, today: date, wanted: Filter) -> Worklist:
    """The desk of a person, all their offices merged."""
    mine = (actor.organisation_id, actor.offices, today)
    rows = driver.rows(_shown(*mine, wanted))
    return Worklist(
        items=tuple(_item(row, today) for row in rows[:PAGE]),
        has_more=len(rows) > PAGE,
        waiting=int(driver.value(_counted(*mine, only_late=False))),
        overdue=int(driver.value(_counted(*mine, only_late=True))),
        sessions=tuple(_sessions(driver, actor)),
        decisions=tuple(_decisions(driver, actor)),
    )


_PREPARED_DESKS = 1000
"""How many desks' statements are kept ready; building one takes longer than asking it."""


@lru_cache(maxsize=_PREPARED_DESKS)
def _shown(organisation_id: str, offices: Sequence[HeldOffice], today: date, wanted: Filter) -> Prepared:
    return Prepared(
        select(
            Nomination.id, Nomination.code, Nomination.name, Nomination.award, Nomination.state, Unit.name,
            Nomination.due_on,
        )
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(_on_desk(organisation_id, offices, today), *_wanted(wanted))
        .order_by(_due, Nomination.id)
        .limit(PAGE + 1)
    )  # fmt: skip


@lru_cache(maxsize=_PREPARED_DESKS)
def _counted(organisation_id: str, offices: Sequence[HeldOffice], today: date, *, only_late: bool) -> Prepared:
    """How many, up to ``MOST_COUNTED``."""
    condition = _on_desk(organisation_id, offices, today)
    if only_late:
        condition = and_(condition, Nomination.due_on < today.isoformat())
    some = select(Nomination.id).where(condition).limit(MOST_COUNTED).subquery()
    return Prepared(select(func.count()).select_from(some))


def _on_desk(organisation_id: str, offices: Sequence[HeldOffice], today: date) -> ColumnElement[bool]:
    return and_(Nomination.organisation_id == organisation_id, Nomination.is_discarded == 0, _mine(offices, today))


def _mine(offices: Sequence[HeldOffice], today: date) -> ColumnElement[bool]:
    """What lies on the desks of the person's offices."""
    parts: list[ColumnElement[bool]] = []
    no_vote = without_council(today)
    for office in offices:
        states = [state for state, role in NOMINATION_DESKS.items() if role == office.role]
        if office.role == Role.UNIT_OFFICER:
            parts.append(and_(among(Nomination.state, states), Nomination.unit_id == office.unit_id))
        elif office.role == Role.COUNCIL_SECRETARY:
            rest = [state for state in states if state != State.ELIGIBLE]
            parts.append(among(Nomination.state, rest))
            parts.append(and_(Nomination.state == State.ELIGIBLE.value, ~no_vote))
        elif states:
            parts.append(among(Nomination.state, states))
        if office.role == Role.SECRETARIAT:
            parts.append(and_(Nomination.state == State.ELIGIBLE.value, no_vote))
    return or_(*parts) if parts else ~true()


def without_council(today: date) -> ColumnElement[bool]:
    """Awards, and the simple procedure, in which the council has no say."""
    regime = regime_on(today)
    awards = [code for code, rules in regime.awards.items() if not rules.council_step.value]
    simple = [basis for basis in regime.simple.bases.value if "council" in regime.simple.skips.value]
    return or_(among(Nomination.award, awards), among(Nomination.basis, simple or [Basis.SUDDEN]))


def _wanted(wanted: Filter) -> Iterable[ColumnElement[bool]]:
    if wanted.state:
        yield Nomination.state == wanted.state
    if wanted.award:
        yield Nomination.award == wanted.award
    if wanted.unit_id:
        yield Nomination.unit_id == wanted.unit_id
    if wanted.after:
        yield tuple_(_due, Nomination.id) > tuple_(*wanted.after)


def _item(row: Sequence[str | None], today: date) -> WorkItem:
    key, code, name, award, state, unit, due = row
    due_on = date.fromisoformat(due) if due else None
    return WorkItem(
        key=str(key), code=code, name=str(name), award=str(award), state=State(str(state)), unit=str(unit),
        due_on=due_on, is_overdue=due_on is not None and due_on < today,
    )  # fmt: skip


def _sessions(driver: Driver, actor: Actor) -> Iterable[DeskSession]:
    """Sessions on the secretary's desk, and those in which the person's own vote is open; a person may be both."""
    owed = {each.key: each for each in _votes_owed(driver, actor)} if Role.COUNCIL_MEMBER in actor.roles else {}
    states = [state for state, role in SESSION_DESKS.items() if role in actor.roles]
    if states:
        statement = _sessions_in(tuple(states))
        for key, title, meets_on, state in driver.rows(statement, organisation_id=actor.organisation_id):
            mine = owed.pop(key, None)
            yield DeskSession(
                key=key, title=title, meets_on=date.fromisoformat(meets_on), state=SessionState(state),
                missing=mine.missing if mine else None,
            )  # fmt: skip
    yield from owed.values()


@cache
def _sessions_in(states: Sequence[SessionState]) -> Prepared:
    return Prepared(
        select(Session.id, Session.title, Session.meets_on, Session.state)
        .where(Session.organisation_id == bindparam("organisation_id"), among(Session.state, states))
        .order_by(Session.meets_on, Session.id)
    )


def _votes_owed(driver: Driver, actor: Actor) -> Iterable[DeskSession]:
    found = driver.rows(_votes_open(), organisation_id=actor.organisation_id, account_id=actor.account_id)
    for key, title, meets_on, missing in found:
        yield DeskSession(
            key=key, title=title, meets_on=date.fromisoformat(meets_on), state=SessionState.VOTING, missing=missing
        )


@cache
def _votes_open() -> Prepared:
    items = (
        select(func.count())
        .where(Nomination.session_id == Session.id, Nomination.state == State.TABLED.value)
        .scalar_subquery()
    )
    given = (
        select(func.count(func.distinct(Vote.nomination_id)))
        .where(Vote.session_id == Session.id, Vote.account_id == bindparam("account_id"))
        .scalar_subquery()
    )
    return Prepared(
        select(Session.id, Session.title, Session.meets_on, items - given)
        .join(RollEntry, RollEntry.session_id == Session.id)
        .where(
            Session.organisation_id == bindparam("organisation_id"), Session.state == SessionState.VOTING.value,
            RollEntry.account_id == bindparam("account_id"),
        )
        .order_by(Session.meets_on, Session.id)
    )  # fmt: skip


def _decisions(driver: Driver, actor: Actor) -> Iterable[DeskDecision]:
    states = [state for state, role in DECISION_DESKS.items() if role in actor.roles]
    if not states:
        return
    for key, title, number, state in driver.rows(_decisions_in(tuple(states)), organisation_id=actor.organisation_id):
        yield DeskDecision(key=key, title=title, number=number, state=DecisionState(state))


@cache
def _decisions_in(states: Sequence[DecisionState]) -> Prepared:
    return Prepared(
        select(Decision.id, Decision.title, Decision.number, Decision.state)
        .where(Decision.organisation_id == bindparam("organisation_id"), among(Decision.state, states))
        .order_by(Decision.year, Decision.number, Decision.id)
    )


_UNITS = Prepared(
    select(Unit.id, Unit.name)
    .where(Unit.organisation_id == bindparam("organisation_id"), Unit.state == RegisterState.ACTIVE.value)
    .order_by(Unit.kind, Unit.sort_key)
)


def units_of(driver: Driver, organisation_id: str) -> list[tuple[str, str]]:
    """Units that exist, for a filter: id and name."""
    return [(key, name) for key, name in driver.rows(_UNITS, organisation_id=organisation_id)]
