"""What a unit has proposed: its nominations by name, and what they may be duplicates of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, func, select, tuple_

from states.text import search_key
from states.vocabulary import State, SubjectKind
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.queries.merging import MOST
from workflow.sql import Driver, Prepared, among

PAGE = 20
ENDED = (
    State.INTAKE_REFUSED, State.INELIGIBLE, State.NOT_ENDORSED, State.DECLINED, State.REFUSED_ABOVE, State.WITHDRAWN,
    State.ANNULLED, State.RECOVERED,
)  # fmt: skip
_AWARDED = (State.AWARDED, State.AWARDED_ABOVE, State.PUBLISHED, State.CONFERRED)
_HERE = (State.DRAFT, State.RETURNED)
GROUPS: Mapping[str, tuple[State, ...]] = MappingProxyType(
    {
        "drafts": (State.DRAFT,),
        "returned": (State.RETURNED,),
        "moving": tuple(state for state in State if state not in (*_HERE, *_AWARDED, *ENDED)),
        "awarded": _AWARDED,
        "ended": ENDED,
    }
)
"""The states as a unit thinks of them; drafts that were put aside are a group of their own."""

DISCARDED = "discarded"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One nomination in a list."""

    id: str
    code: str | None
    name: str
    kind: SubjectKind
    award: str
    state: State
    due_on: str | None
    birth_year: int | None
    household_code: str | None
    is_discarded: bool
    sort_key: str

    @property
    def place(self) -> str:
        """Where it stands in the order of names, for the address of a page."""
        return f"{self.sort_key}.{self.id}"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of a list; ``earlier`` and ``later`` are the places the neighbouring pages are read from."""

    lines: tuple[Line, ...]
    earlier: str = ""
    later: str = ""


_COLUMNS = (
    Nomination.sort_key, Nomination.id, Nomination.code, Nomination.name, Nomination.subject_kind, Nomination.award,
    Nomination.state, Nomination.due_on, Nomination.birth_year, Nomination.household_code, Nomination.is_discarded,
)  # fmt: skip
_LINES = cast(Select[Any], select(*_COLUMNS))
_PLACE = tuple_(Nomination.sort_key, Nomination.id)
_AT = tuple_(bindparam("name"), bindparam("key"))


def nominations_of(
    driver: Driver, organisation_id: str, unit_id: str, *, group: str = "", award: str = "", after: str = "",
    before: str = "",
) -> Page:  # fmt: skip
    """The unit's nominations by name, a page of them; what was put aside stands only in its own group."""
    params = {"organisation_id": organisation_id, "unit_id": unit_id} | ({"award": award} if award else {})

    def build(way: str) -> Prepared:
        return _of_unit(group, bool(award), way)

    return page_of(driver, build, params, after=after, before=before)


def lines_of(driver: Driver, proposal_id: str, *, after: str = "", before: str = "") -> Page:
    """The nominations of one list by name, a page of them."""

    def build(way: str) -> Prepared:
        return _of_proposal(way)

    return page_of(driver, build, {"proposal_id": proposal_id}, after=after, before=before)


def page_of(
    driver: Driver, build: Callable[[str], Prepared], params: Mapping[str, Any], *, after: str, before: str
) -> Page:
    """Read one page from a place on, or up to a place; ``build`` gives the statement for "first", "after", "before"."""
    way = "after" if after else "before" if before else "first"
    name, _, key = (after or before).partition(".")
    at = {} if way == "first" else {"name": name, "key": key}
    rows = [_line(row) for row in driver.rows(build(way), **params, **at, most=PAGE + 1)]
    has_more, lines = len(rows) > PAGE, tuple(rows[:PAGE])
    if way == "before":
        lines = lines[::-1]
        return Page(lines=lines, earlier=lines[0].place if has_more else "", later=lines[-1].place if lines else "")
    return Page(
        lines=lines,
        earlier=lines[0].place if way == "after" and lines else "",
        later=lines[-1].place if has_more else "",
    )


@cache
def _of_unit(group: str, with_award: bool, way: str) -> Prepared:
    """The names of a unit in their order, those left out that are not in the group."""
    here = [Nomination.organisation_id == bindparam("organisation_id"), Nomination.unit_id == bindparam("unit_id")]
    if with_award:
        here.append(Nomination.award == bindparam("award"))
    if group in GROUPS:
        here.append(among(Nomination.state, GROUPS[group]))
    here.append(_put_aside() if group == DISCARDED else ~_put_aside())
    return _by_name(here, way)


@cache
def _of_proposal(way: str) -> Prepared:
    return _by_name([Nomination.proposal_id == bindparam("proposal_id")], way)


def _by_name(chosen: Sequence[ColumnElement[bool]], way: str) -> Prepared:
    onward = {"first": [], "after": [_PLACE > _AT], "before": [_PLACE < _AT]}[way]
    order: Sequence[Any] = (Nomination.sort_key, Nomination.id)
    if way == "before":
        order = (Nomination.sort_key.desc(), Nomination.id.desc())
    return Prepared(_LINES.where(*chosen, *onward).order_by(*order).limit(MOST))


def _put_aside() -> ColumnElement[bool]:
    return and_(Nomination.is_discarded == 1, Nomination.state == State.DRAFT.value)


def _line(row: tuple[Any, ...]) -> Line:
    sort_key, key, code, name, kind, award, state, due_on, birth_year, household_code, is_discarded = row
    return Line(
        id=key, code=code, name=name, kind=SubjectKind(kind), award=award, state=State(state), due_on=due_on,
        birth_year=birth_year, household_code=household_code, is_discarded=bool(is_discarded), sort_key=sort_key,
    )  # fmt: skip


def _whose(name: str) -> ScalarSelect[str]:
    """The organisation of a unit, by which every index of nominations begins."""
    return select(Unit.organisation_id).where(Unit.id == bindparam(name)).scalar_subquery()


_STANDING = select(Nomination.state, Nomination.is_discarded, func.count()).group_by(
    Nomination.state, Nomination.is_discarded
)
_COUNTS = {
    "unit_id": Prepared(
        lambda: _STANDING.where(
            Nomination.unit_id == bindparam("key"),
            Nomination.organisation_id
            == select(Unit.organisation_id).where(Unit.id == bindparam("key")).scalar_subquery(),
        )
    ),
    "proposal_id": Prepared(lambda: _STANDING.where(Nomination.proposal_id == bindparam("key"))),
}


def counts(driver: Driver, column: str, key: str) -> dict[State | str, int]:
    """How many nominations stand in each state, of a unit (``unit_id``) or a list (``proposal_id``)."""
    answer: dict[State | str, int] = {}
    for state, is_discarded, count in driver.rows(_COUNTS[column], key=key):
        name = DISCARDED if is_discarded and state == State.DRAFT else State(state)
        answer[name] = answer.get(name, 0) + count
    return answer


_LIVING = Prepared(
    lambda: select(*_COLUMNS).where(
        Nomination.organisation_id == _whose("unit_id"), Nomination.unit_id == bindparam("unit_id"),
        Nomination.nominated_award == bindparam("award"),
        Nomination.year == bindparam("year"), ~among(Nomination.state, ENDED), ~_put_aside(),
    ).order_by(Nomination.sort_key, Nomination.id)
)  # fmt: skip


def living_by_name(driver: Driver, unit_id: str, *, award: str, year: int) -> dict[str, list[Line]]:
    """The unit's living nominations for an award in a year, by the name folded to bare letters: what a new one may repeat."""
    answer: dict[str, list[Line]] = {}
    for row in driver.rows(_LIVING, unit_id=unit_id, award=award, year=year):
        line = _line(row)
        answer.setdefault(search_key(line.name), []).append(line)
    return answer
