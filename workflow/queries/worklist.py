"""What waits on a person's desk: nominations by deadline, and the few sessions and decisions beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from states.council_vocabulary import Method, SessionState
from states.desks import DECISION_DESKS, NOMINATION_DESKS, SESSION_DESKS
from states.vocabulary import DecisionState, RegisterState, Role, State
from workflow.commands.command import Actor, HeldOffice
from workflow.models.council_paper import BallotHandout, CountedPapers, ItemVotedOn, Teller
from workflow.models.decision import Decision
from workflow.models.organisation import Unit
from workflow.models.session import RollEntry, Session
from workflow.queries.by_deadline import NO_DEADLINE, Slot, count, page, within, without_council
from workflow.queries.recusals import veil_of
from workflow.queries.towards_session import OWED_BY_NAME, OWES_DECLARATION, SITS_IN_ITS_BODY, takes_part_in
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared, among

PAGE = 20


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
    """A session that waits for the person; ``missing`` is how many items a member has not voted on.

    ``counts``: a teller has papers to count and has not keyed them all.
    ``is_undeclared``: a member has still to say whether a conflict of interest stands between, before any dossier opens.
    """

    key: str
    title: str
    meets_on: date
    state: SessionState
    missing: int | None = None
    is_undeclared: bool = False
    counts: bool = False


@dataclass(frozen=True, kw_only=True)
class DeskDecision:
    """A decision that waits to be numbered, signed or issued."""

    key: str
    title: str
    number: int | None
    state: DecisionState


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """A page of the desk. ``waiting`` and ``overdue`` count nominations up to ``MOST_COUNTED``, and one more for all beyond."""

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


MOST_COUNTED = 500


def worklist(driver: Driver, *, actor: Actor, today: date, wanted: Filter) -> Worklist:
    """The desk of a person, all their offices merged."""
    mine, without = _slots(actor.offices), without_council(rules_of(driver, actor.organisation_id).on(today))
    narrowed = {"award": wanted.award} if wanted.award else {}
    shown = [slot for slot in within(mine, wanted.unit_id) if not wanted.state or slot.state == wanted.state]
    here, veil = (driver, actor.organisation_id), veil_of(actor)
    rows = page(*here, shown, without, narrowed=narrowed, after=wanted.after, most=PAGE + 1, veil=veil)
    return Worklist(
        items=tuple(_item(row, today) for row in rows[:PAGE]),
        has_more=len(rows) > PAGE,
        waiting=count(*here, mine, without, narrowed={}, most=MOST_COUNTED + 1, veil=veil),
        overdue=count(*here, mine, without, narrowed={}, most=MOST_COUNTED + 1, before=today.isoformat(), veil=veil),
        sessions=tuple(_sessions(driver, actor, today)),
        decisions=tuple(_decisions(driver, actor)),
    )


def _slots(offices: Sequence[HeldOffice]) -> tuple[Slot, ...]:
    """What lies on the desks of a person's offices; nothing twice, whoever holds several."""
    found: list[Slot] = []
    for office in offices:
        states = [state for state, role in NOMINATION_DESKS.items() if role == office.role]
        unit_id = (office.unit_id or "") if office.role == Role.UNIT_OFFICER else ""
        found += [Slot(state, unit_id, _says(office.role, state)) for state in states]
        if office.role == Role.SECRETARIAT:
            found.append(Slot(State.ELIGIBLE, with_council=False))
    return tuple(dict.fromkeys(found))


def _says(role: Role, state: State) -> bool | None:
    """An eligible case lies with the secretary of the council only where the council has a say."""
    return True if role == Role.COUNCIL_SECRETARY and state == State.ELIGIBLE else None


def _item(row: Sequence[str | None], today: date) -> WorkItem:
    due, key, code, name, award, state, unit, *_ = row
    due_on = date.fromisoformat(due) if due else None
    return WorkItem(
        key=str(key), code=code, name=str(name), award=str(award), state=State(str(state)), unit=str(unit),
        due_on=due_on, is_overdue=due_on is not None and due_on < today,
    )  # fmt: skip


def _sessions(driver: Driver, actor: Actor, today: date) -> Iterable[DeskSession]:
    """Sessions on the secretary's desk, and those that want a member's own declaration, vote or signature."""
    states = [state for state, role in SESSION_DESKS.items() if role in actor.roles]
    rows = driver.rows(_sessions_in(tuple(states)), organisation_id=actor.organisation_id) if states else []
    found = {key: _session(key, title, meets_on, state) for key, title, meets_on, state in rows}
    if Role.COUNCIL_MEMBER in actor.roles:
        whose = {"organisation_id": actor.organisation_id, "account_id": actor.account_id}
        for key, title, meets_on, missing in driver.rows(_votes_open(), **whose):
            found[key] = replace(_session(key, title, meets_on, SessionState.VOTING), missing=missing)
        for key, title, meets_on, state in driver.rows(_declarations_open(), **whose, today=today.isoformat()):
            if key in found or state != SessionState.VOTING:
                found[key] = replace(found.get(key) or _session(key, title, meets_on, state), is_undeclared=True)
        for key, title, meets_on in driver.rows(_to_count(), **whose):
            found[key] = replace(found.get(key) or _session(key, title, meets_on, SessionState.VOTING), counts=True)
        for key, title, meets_on in driver.rows(_TO_SIGN, **whose):
            found.setdefault(key, _session(key, title, meets_on, SessionState.MINUTED))
    return found.values()


def _session(key: str, title: str, meets_on: str, state: str) -> DeskSession:
    return DeskSession(key=key, title=title, meets_on=date.fromisoformat(meets_on), state=SessionState(state))


_TO_SIGN = Prepared(
    lambda: select(Session.id, Session.title, Session.meets_on)
    .where(
        Session.organisation_id == bindparam("organisation_id"), Session.state == SessionState.MINUTED.value,
        func.coalesce(Session.signer_id, Session.chair_id) == bindparam("account_id"),
    )
    .order_by(Session.meets_on, Session.id)
)  # fmt: skip
"""Minutes that the person chaired over and has to sign."""


@cache
def _sessions_in(states: Sequence[SessionState]) -> Prepared:
    return Prepared(
        select(Session.id, Session.title, Session.meets_on, Session.state)
        .where(Session.organisation_id == bindparam("organisation_id"), among(Session.state, states))
        .order_by(Session.meets_on, Session.id)
    )


@cache
def _votes_open() -> Prepared:
    return Prepared(
        select(Session.id, Session.title, Session.meets_on, OWED_BY_NAME)
        .join(RollEntry, RollEntry.session_id == Session.id)
        .where(
            Session.organisation_id == bindparam("organisation_id"), Session.state == SessionState.VOTING.value,
            RollEntry.account_id == bindparam("account_id"),
        )
        .order_by(Session.meets_on, Session.id)
    )  # fmt: skip


@cache
def _to_count() -> Prepared:
    """Votes on paper whose ballots are out and of which the person, a teller now, has still to key an item."""
    later = aliased(Teller)
    is_replaced = exists().where(later.session_id == Teller.session_id, later.version > Teller.version)
    is_out = exists().where(BallotHandout.session_id == Session.id)
    is_keyed = exists().where(
        CountedPapers.session_id == ItemVotedOn.session_id, CountedPapers.nomination_id == ItemVotedOn.nomination_id,
        CountedPapers.account_id == bindparam("account_id"),
    )  # fmt: skip
    is_left = exists().where(
        ItemVotedOn.session_id == Session.id, ItemVotedOn.method == Method.SECRET_PAPER.value, ~is_keyed,
        takes_part_in(ItemVotedOn.nomination_id),
    )  # fmt: skip
    return Prepared(
        select(Session.id, Session.title, Session.meets_on)
        .join(Teller, Teller.session_id == Session.id)
        .where(
            Session.organisation_id == bindparam("organisation_id"), Session.state == SessionState.VOTING.value,
            Teller.account_id == bindparam("account_id"), ~is_replaced, is_out, is_left,
        )
        .order_by(Session.meets_on, Session.id)
    )  # fmt: skip


@cache
def _declarations_open() -> Prepared:
    """Sessions of the member's body with an item that was tabled after the member's last declaration, or that has seen none."""
    return Prepared(
        select(Session.id, Session.title, Session.meets_on, Session.state)
        .where(
            Session.organisation_id == bindparam("organisation_id"),
            among(Session.state, (SessionState.PLANNED, SessionState.OPEN, SessionState.VOTING)),
            OWES_DECLARATION, SITS_IN_ITS_BODY,
        )
        .order_by(Session.meets_on, Session.id)
    )  # fmt: skip


def _decisions(driver: Driver, actor: Actor) -> Iterable[DeskDecision]:
    """What the offices of a person have to do; a deputy signs what the deputy approved, and nothing else."""
    is_deputy = Role.DEPUTY_CHAIRMAN in actor.roles and Role.CHAIRMAN not in actor.roles
    roles = actor.roles | ({Role.CHAIRMAN} if is_deputy else frozenset())
    states = [state for state, role in DECISION_DESKS.items() if role in roles]
    if not states:
        return
    rows = driver.rows(_decisions_in(tuple(states)), organisation_id=actor.organisation_id)
    for key, title, number, state, approver in rows:
        if is_deputy and state == DecisionState.NUMBERED and approver != actor.account_id:
            continue
        yield DeskDecision(key=key, title=title, number=number, state=DecisionState(state))


@cache
def _decisions_in(states: Sequence[DecisionState]) -> Prepared:
    return Prepared(
        select(Decision.id, Decision.title, Decision.number, Decision.state, Decision.approver_id)
        .where(Decision.organisation_id == bindparam("organisation_id"), among(Decision.state, states))
        .order_by(Decision.year, Decision.number, Decision.id)
    )


_UNITS = Prepared(
    lambda: (
        select(Unit.id, Unit.name)
        .where(Unit.organisation_id == bindparam("organisation_id"), Unit.state == RegisterState.ACTIVE.value)
        .order_by(Unit.kind, Unit.sort_key)
    )
)


def units_of(driver: Driver, actor: Actor) -> list[tuple[str, str]]:
    """The units that a person's cases may come from, for a filter: id and name. An officer of units has these alone."""
    found = driver.rows(_UNITS, organisation_id=actor.organisation_id)
    mine = {office.unit_id for office in actor.offices if office.role == Role.UNIT_OFFICER}
    is_of_all = bool(actor.roles - {Role.UNIT_OFFICER})
    return [(key, name) for key, name in found if is_of_all or key in mine]
