"""The rules of an organisation as its pages show them: what was enacted, which sets of rules there are, what a change does."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from states.council_vocabulary import SessionState
from states.regime import Regime, regimes
from states.rule_composing import from_canonical
from states.rule_differences import Difference, differences, of_calendar, of_council, of_money, reached
from states.rules_of_day import RuleChanges
from states.vocabulary import DecisionState, RegisterState, State
from workflow.facts.campaign import WAITING
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.rules import RuleChange, RuleSet
from workflow.models.session import Session
from workflow.rules_in_force import Rules, rules_of
from workflow.sql import Driver, Prepared, among

MOST_SHOWN = 200

_CHANGES = Prepared(
    lambda: select(
        RuleChange.id, RuleChange.kind, RuleChange.level, RuleChange.name, RuleChange.document, RuleChange.valid_from,
        RuleChange.valid_until, RuleChange.state,
    )
    .where(RuleChange.organisation_id == bindparam("organisation_id"))
    .order_by(RuleChange.valid_from.desc(), RuleChange.id)
)  # fmt: skip
_SETS = Prepared(
    lambda: (
        select(RuleSet.digest).where(RuleSet.organisation_id == bindparam("organisation_id")).order_by(RuleSet.digest)
    )
)
_RECEIVED_LATER = (State.SUBMITTED, State.RETURNED)
"""Handed in and not received as complete yet: the rules of the day of receipt will count."""

_UNPINNED = Prepared(
    lambda: select(Nomination.id, Nomination.code, Nomination.award, Nomination.basis, Nomination.state, Unit.name)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(
        Nomination.organisation_id == bindparam("organisation_id"), among(Nomination.state, _RECEIVED_LATER),
        Nomination.rules.is_(None),
    )
    .order_by(Nomination.code, Nomination.id)
)  # fmt: skip
_DECIDED = (State.AWARDED, State.ANNULMENT_PROPOSED)
_NOT_DECIDED = tuple(state for state in WAITING if state not in _DECIDED)
_DRAFTS = Prepared(
    lambda: select(Nomination.award, Nomination.basis, func.count())
    .where(
        Nomination.organisation_id == bindparam("organisation_id"), Nomination.state == State.DRAFT.value,
        Nomination.is_discarded == 0,
    )
    .group_by(Nomination.award, Nomination.basis)
)  # fmt: skip
_PINNED = Prepared(
    lambda: select(func.count()).where(
        Nomination.organisation_id == bindparam("organisation_id"), Nomination.rules.is_not(None),
        among(Nomination.state, (*WAITING, State.FORWARDED)),
    )
)  # fmt: skip
_UNDECIDED = Prepared(
    lambda: select(func.count()).where(
        Nomination.organisation_id == bindparam("organisation_id"), among(Nomination.state, _NOT_DECIDED)
    )
)
_SIGNED_SINCE = Prepared(
    lambda: select(func.count()).where(
        Decision.organisation_id == bindparam("organisation_id"), Decision.dated_on >= bindparam("first"),
        among(Decision.state, (DecisionState.SIGNED, DecisionState.ISSUED)),
    )
)  # fmt: skip
_SESSIONS = Prepared(
    lambda: select(Session.title).where(
        Session.organisation_id == bindparam("organisation_id"),
        Session.state == SessionState.PLANNED.value,
    ).order_by(Session.meets_on, Session.id)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RuleChangeRow:
    """A change of the rules in the list; ``kind`` is ``layer`` or ``confirmation``."""

    key: str
    kind: str
    level: str
    name: str
    document: str
    valid_from: date
    valid_until: date | None
    state: RegisterState


@dataclass(frozen=True, kw_only=True)
class Touched:
    """An open case that a change would reach: it is handed in, and not received as complete yet."""

    key: str
    code: str
    award: str
    state: State
    unit: str


@dataclass(frozen=True, kw_only=True)
class PaidAnew:
    """What a new base salary reaches: ``open_cases`` not decided yet, whatever rules they are under, and ``signed`` decisions
    that bear a day on or after its first one, whose papers say another sum.
    """

    open_cases: int
    signed: int


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a change of the rules would do from ``day`` on.

    ``touched`` are the open cases that would be received under other figures than now, ``touched_drafts`` how many drafts of
    units; ``keeping`` how many open cases stay under the rules they were received under, ``sessions`` those of the council
    that are planned and not opened, where it is about how the council meets.
    """

    day: date
    before: Regime
    after: Regime
    differences: tuple[Difference, ...]
    touched: tuple[Touched, ...]
    untouched: int
    touched_drafts: int
    keeping: int
    sessions: tuple[str, ...]
    paid_anew: PaidAnew | None = None
    moves_terms: bool = False


def rule_changes(driver: Driver, organisation_id: str) -> list[RuleChangeRow]:
    """Everything that was enacted or confirmed, the newest first day first; what ended stays in the list."""
    return [
        RuleChangeRow(
            key=key, kind=kind, level=level, name=name, document=document, valid_from=date.fromisoformat(first),
            valid_until=date.fromisoformat(last) if last else None, state=RegisterState(state),
        )
        for key, kind, level, name, document, first, last, state in driver.rows(
            _CHANGES, organisation_id=organisation_id
        )
    ]  # fmt: skip


def rule_sets(driver: Driver, organisation_id: str) -> list[Regime]:
    """Every set of rules that an entry may name: those on file, and those composed here, the newest first."""
    rules = rules_of(driver, organisation_id)
    kept = [rules.by_digest(digest) for (digest,) in driver.rows(_SETS, organisation_id=organisation_id)]
    return sorted((*regimes(), *kept), key=lambda one: (one.valid_from, len(one.layers), one.digest), reverse=True)


def preview(driver: Driver, organisation_id: str, changed: RuleChanges, *, today: date, first: date) -> Preview:
    """What it would do if the rules of the organisation became ``changed``; nothing of it counts before ``first``."""
    rules, day = rules_of(driver, organisation_id), max(today, first)
    before, after = rules.changes.on(day), changed.on(day)
    found = differences(_raw(rules, rules.changes, before), _raw(rules, changed, after))
    waiting = driver.rows(_UNPINNED, organisation_id=organisation_id)
    touched = tuple(
        Touched(key=key, code=code, award=award, state=State(state), unit=unit)
        for key, code, award, basis, state, unit in waiting
        if reached(found, before, after, award, basis)
    )
    drafts = driver.rows(_DRAFTS, organisation_id=organisation_id)
    return Preview(
        day=day, before=before, after=after, differences=found, touched=touched, untouched=len(waiting) - len(touched),
        touched_drafts=sum(n for award, basis, n in drafts if reached(found, before, after, award, basis)),
        keeping=int(driver.value(_PINNED, organisation_id=organisation_id)),
        sessions=_sessions(driver, organisation_id) if of_council(found) else (),
        paid_anew=_paid_anew(driver, organisation_id, first) if of_money(found) else None,
        moves_terms=of_calendar(found),
    )  # fmt: skip


def _raw(rules: Rules, changes: RuleChanges, regime: Regime) -> dict[str, object]:
    composed = changes.written_here().get(regime.digest)
    return dict(composed) if composed else from_canonical(rules.written(regime.digest))


def _paid_anew(driver: Driver, organisation_id: str, first: date) -> PaidAnew:
    open_cases = driver.value(_UNDECIDED, organisation_id=organisation_id)
    signed = driver.value(_SIGNED_SINCE, organisation_id=organisation_id, first=first.isoformat())
    return PaidAnew(open_cases=int(open_cases), signed=int(signed))


def _sessions(driver: Driver, organisation_id: str) -> tuple[str, ...]:
    return tuple(title for (title,) in driver.rows(_SESSIONS, organisation_id=organisation_id))
