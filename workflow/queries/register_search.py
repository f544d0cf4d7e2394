"""The registers of all units as one: found by name, and the cases that rest on an award that does not hold any more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import aliased

from states.text import search_key
from states.vocabulary import FactKind, RegisterState, Role, State, SubjectKind
from workflow.commands.command import Actor
from workflow.facts.history import ANNULLED
from workflow.models.nomination import Nomination
from workflow.models.nominee import Nominee, PastAward, Statement
from workflow.models.organisation import Unit
from workflow.models.verdict import AwardUse
from workflow.queries.recusals import nominees_kept_from
from workflow.queries.visibility import SEES_ALL
from workflow.sql import Driver, Prepared, PreparedForIds, among

MOST = 20
_WORDS = 4

_NAMED = tuple(Nominee.search_key.like(bindparam(f"word_{n}"), escape="\\") for n in range(_WORDS))
_LINE = (Nominee.id, Nominee.kind, Nominee.name, Nominee.title, Nominee.birth_year, Unit.name.label("unit"))
_ALL = Prepared(
    lambda: (
        select(*_LINE)
        .join(Unit, Unit.id == Nominee.unit_id)
        .where(Nominee.organisation_id == bindparam("organisation_id"), *_NAMED)
        .order_by(Nominee.sort_key, Nominee.id)
        .limit(MOST)
    )
)
_OF_UNITS = PreparedForIds(
    lambda ids: (
        select(*_LINE)
        .join(Unit, Unit.id == Nominee.unit_id)
        .where(Nominee.unit_id.in_(ids), *_NAMED)
        .order_by(Nominee.sort_key, Nominee.id)
        .limit(MOST)
    )
)
_OVER: tuple[ColumnElement[bool], ...] = (
    ~among(Nomination.state, (State.WITHDRAWN, State.INTAKE_REFUSED, State.INELIGIBLE, State.NOT_ENDORSED, State.DECLINED,
                              State.REFUSED_ABOVE, State.ANNULLED, State.RECOVERED)),
)  # fmt: skip
"""A case that came to nothing needs no other look."""


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """A line of a unit's register."""

    key: str
    kind: SubjectKind
    name: str
    title: str
    birth_year: int | None
    unit: str


@dataclass(frozen=True, kw_only=True)
class Shaken:
    """A case, going on or awarded, whose verdict was laid down upon an award that was struck or annulled since, or would be."""

    key: str
    code: str
    name: str
    award: str
    state: State
    through: str = ""
    """The code of the case between, where it rests upon an award that itself rests upon that one."""


def find_in_register(driver: Driver, actor: Actor, words: str) -> Sequence[RegisterLine]:
    """Those whose name holds every word, marks left aside: of all units, or of the person's own; nobody without a word."""
    asked = search_key(words).split()[:_WORDS]
    if not asked:
        return ()
    patterns = [f"%{_literal(word)}%" for word in asked] + ["%"] * (_WORDS - len(asked))
    named = {f"word_{n}": pattern for n, pattern in enumerate(patterns)}
    if actor.roles & SEES_ALL:
        rows = driver.rows(_ALL, organisation_id=actor.organisation_id, **named)
    else:
        units = {office.unit_id for office in actor.offices if office.role == Role.UNIT_OFFICER and office.unit_id}
        rows = driver.rows_for(_OF_UNITS, sorted(units), **named)
    hidden = nominees_kept_from(driver, actor)
    return [
        RegisterLine(key=key, kind=SubjectKind(kind), name=name, title=title, birth_year=birth_year, unit=unit)
        for key, kind, name, title, birth_year, unit in rows
        if key not in hidden
    ]


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_USE_OF_STRUCK = (
    select(Nomination.id, Nomination.code, Nomination.name, Nomination.award, Nomination.state)
    .join(AwardUse, AwardUse.nomination_id == Nomination.id)
    .join(PastAward, PastAward.id == AwardUse.award_id)
    .where(Nomination.organisation_id == bindparam("organisation_id"), among(PastAward.state, ANNULLED), *_OVER)
)
_SHAKEN = Prepared(lambda: _USE_OF_STRUCK.distinct().order_by(Nomination.code).limit(200))


def _shaken_by_own() -> Prepared:
    given = Nomination.__table__.alias("given")
    return Prepared(
        select(Nomination.id, Nomination.code, Nomination.name, Nomination.award, Nomination.state)
        .join(AwardUse, AwardUse.nomination_id == Nomination.id)
        .join(given, given.c.id == AwardUse.award_id)
        .where(Nomination.organisation_id == bindparam("organisation_id"), among(given.c.state, ANNULLED), *_OVER)
        .distinct()
        .order_by(Nomination.code)
        .limit(200)
    )


_SHAKEN_BY_OWN = _shaken_by_own()


def shaken(driver: Driver, organisation_id: str) -> list[Shaken]:
    """Every case that needs another look, because an award it rests on does not hold any more."""
    rows = [
        row for asked in (_SHAKEN, _SHAKEN_BY_OWN) for row in driver.rows(asked, organisation_id=organisation_id)
    ]  # fmt: skip
    direct = [
        Shaken(key=key, code=code, name=name, award=award, state=State(state))
        for key, code, name, award, state in dict.fromkeys(rows)
    ]
    return [*direct, *_following(driver, direct)]


_RESTING_ON = PreparedForIds(
    lambda ids: (
        select(AwardUse.award_id, Nomination.id, Nomination.code, Nomination.name, Nomination.award, Nomination.state)
        .join(AwardUse, AwardUse.nomination_id == Nomination.id)
        .where(AwardUse.award_id.in_(ids), *_OVER)
        .distinct()
        .order_by(Nomination.code)
    )
)


def resting_on(driver: Driver, awards: Sequence[str]) -> list[Shaken]:
    """Every case that would need another look if these awards did not hold any more, and those that rest on such a case."""
    direct = list(_upon(driver, dict.fromkeys(awards, "")).values())
    return [*direct, *_following(driver, direct, awards)]


def _following(driver: Driver, direct: Sequence[Shaken], awards: Sequence[str] = ()) -> list[Shaken]:
    """The cases that rest upon these, those that rest upon them in turn, and so on; each once."""
    seen, found, last = {*awards, *(each.key for each in direct)}, list[Shaken](), list(direct)
    while last:
        upon = _upon(driver, {each.key: each.code for each in last})
        last = [each for key, each in upon.items() if key not in seen]
        seen |= upon.keys()
        found += last
    return found


def _upon(driver: Driver, codes: Mapping[str, str]) -> dict[str, Shaken]:
    """The cases that rest upon one of these awards, by key; ``codes`` says through which case."""
    return {
        key: Shaken(key=key, code=code, name=name, award=award, state=State(state), through=codes[award_id])
        for award_id, key, code, name, award, state in driver.rows_for(_RESTING_ON, sorted(codes))
    }


def _only_counted(ids: Any) -> Any:
    given, whole = aliased(Nomination), aliased(Nominee)
    counts = (Statement.fact == FactKind.MEMBERS_WITH_AWARD.value) & (Statement.amount > 0)
    return (
        select(Nomination.id, Nomination.code, Nomination.name, Nomination.award, Nomination.state)
        .select_from(given)
        .join(whole, (whole.unit_id == given.unit_id) & (whole.kind == SubjectKind.COLLECTIVE.value))
        .join(Statement, (Statement.nominee_id == whole.id) & (Statement.chosen == given.award) & counts)
        .join(Nomination, (Nomination.nominee_id == whole.id) & (Nomination.year == Statement.year))
        .where(
            given.id.in_(ids), given.subject_kind == SubjectKind.INDIVIDUAL.value, Statement.year == given.year,
            Statement.state == RegisterState.ACTIVE.value, *_OVER,
        )
        .distinct()
        .order_by(Nomination.code)
    )  # fmt: skip


_ONLY_COUNTED = PreparedForIds(_only_counted)


def only_counted(driver: Driver, awards: Sequence[str]) -> list[Shaken]:
    """Cases of collectives of the same unit whose members with such an award are, at least in part, a number stated.

    Whether the award in question is one of those, nobody can tell: they are not flagged when it is annulled.
    """
    return [
        Shaken(key=key, code=code, name=name, award=award, state=State(state))
        for key, code, name, award, state in driver.rows_for(_ONLY_COUNTED, awards)
    ]
