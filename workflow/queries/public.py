"""What everybody may read: the organisations, and the awards on their boards.

Of an award only its name, unit, kind and decision leave this file: no birth date, no household code, no reason. An annulled
award stays on the board and says that it was annulled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select, tuple_

from states.text import search_key
from states.vocabulary import RegisterState, State
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.models.organisation import Organisation, Unit
from workflow.sql import Driver, Prepared, among

PAGE = 20
MOST_WORDS = 6
STANDING = (State.PUBLISHED, State.CONFERRED, State.ANNULMENT_PROPOSED)
"""Awards that hold. A proposed annulment is not public before the chairman has decided."""
ENDED = (State.ANNULLED, State.RECOVERED)
"""Awards that were public and hold no more."""
ORDER = ("BK_TINH", "GK", "CSTDCS", "LDTT", "TTLDTT", "TVH", "GDVH")
"""How the board is ordered by award; any other award comes after these."""


@dataclass(frozen=True, kw_only=True)
class PublicOrganisation:
    """A People's Committee as the public knows it."""

    id: str
    slug: str
    name: str
    place: str
    parent_name: str
    is_demo: bool


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    """One award. ``number`` is that of the chairman's own decision, ``above`` that of a higher level's, as it was written."""

    name: str
    unit: str
    award: str
    number: int | None
    above: str
    decided_on: date | None
    authority: str
    lookup: str
    is_annulled: bool
    place: tuple[int, str, str]


@dataclass(frozen=True, kw_only=True)
class BoardFilter:
    """What of the board is shown; empty means all. ``after`` is the place of the last line of the page before."""

    year: int = 0
    award: str = ""
    unit_id: str = ""
    words: tuple[str, ...] = ()
    after: tuple[int, str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class AwardCount:
    """How many awards of one year, kind and unit there are."""

    year: int
    award: str
    unit_id: str
    unit: str
    is_annulled: bool
    count: int


_ORGANISATION = select(
    Organisation.id, Organisation.slug, Organisation.name, Organisation.place, Organisation.parent_name,
    Organisation.is_demo,
).where(Organisation.state == RegisterState.OPEN.value)  # fmt: skip
_ORGANISATIONS = Prepared(_ORGANISATION.order_by(Organisation.name, Organisation.id).limit(200))
_AT_SLUG = Prepared(_ORGANISATION.where(Organisation.slug == bindparam("slug")))
_BY_ID = Prepared(_ORGANISATION.where(Organisation.id == bindparam("key")))

_rank = case({code: place for place, code in enumerate(ORDER)}, value=Nomination.award, else_=len(ORDER))
_annulled = case((among(Nomination.state, ENDED), 1), else_=0)
BOARD = (
    select(
        Nomination.name, Unit.name, Nomination.award, Decision.number, Nomination.above_number, Decision.dated_on,
        Nomination.above_on, Nomination.above_authority, Decision.lookup, _annulled, _rank, Nomination.sort_key,
        Nomination.id,
    )
    .join(Unit, Unit.id == Nomination.unit_id)
    .outerjoin(Decision, Decision.id == Nomination.decision_id)
    .where(among(Nomination.state, (*STANDING, *ENDED)))
    .order_by(_rank, Nomination.sort_key, Nomination.id)
    .limit(PAGE + 1)
)  # fmt: skip
"""The lines of a board in their order; to be narrowed by what is asked for."""
ONWARD: ColumnElement[bool] = tuple_(_rank, Nomination.sort_key, Nomination.id) > tuple_(
    bindparam("after_rank"), bindparam("after_name"), bindparam("after_id")
)
_COUNTS = Prepared(
    select(Nomination.year, Nomination.award, Nomination.unit_id, Unit.name, _annulled, func.count())
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(Nomination.organisation_id == bindparam("organisation_id"), among(Nomination.state, (*STANDING, *ENDED)))
    .group_by(Nomination.year, Nomination.award, Nomination.unit_id, Unit.name, _annulled, Unit.sort_key)
    .order_by(Nomination.year.desc(), Nomination.award, Unit.sort_key, Nomination.unit_id)
)
_STATES = Prepared(
    select(Nomination.year, Nomination.state, func.count())
    .where(Nomination.organisation_id == bindparam("organisation_id"), Nomination.state != State.DRAFT.value)
    .group_by(Nomination.year, Nomination.state)
    .order_by(Nomination.year.desc(), Nomination.state)
)


def organisations(driver: Driver) -> list[PublicOrganisation]:
    """Every open organisation of the installation, by name."""
    return [_organisation(row) for row in driver.rows(_ORGANISATIONS)]


def organisation_at(driver: Driver, slug: str) -> PublicOrganisation | None:
    """The organisation at an address."""
    return next((_organisation(row) for row in driver.rows(_AT_SLUG, slug=slug)), None)


def organisation_by_id(driver: Driver, key: str) -> PublicOrganisation | None:
    """The organisation that keeps a case."""
    return next((_organisation(row) for row in driver.rows(_BY_ID, key=key)), None)


def _organisation(row: Sequence[Any]) -> PublicOrganisation:
    key, slug, name, place, parent_name, is_demo = row
    return PublicOrganisation(id=key, slug=slug, name=name, place=place, parent_name=parent_name, is_demo=bool(is_demo))


def words_of(text: str) -> tuple[str, ...]:
    """The words somebody looks for, folded: any order, with or without marks."""
    bare = search_key(text).translate(dict.fromkeys(map(ord, "%_\\"), " "))
    return tuple(bare.split()[:MOST_WORDS])


def board(driver: Driver, organisation_id: str, wanted: BoardFilter) -> tuple[list[BoardLine], bool]:
    """A page of an organisation's board, and whether more lines follow."""
    statement = _board(
        bool(wanted.year), bool(wanted.award), bool(wanted.unit_id), len(wanted.words), bool(wanted.after)
    )
    given: dict[str, Any] = {"organisation_id": organisation_id}
    given |= {name: value for name in ("year", "award", "unit_id") if (value := getattr(wanted, name))}
    given |= {f"word_{place}": f"%{word}%" for place, word in enumerate(wanted.words)}
    return page_of(driver, statement, wanted.after, given)


@cache
def _board(year: bool, award: bool, unit: bool, words: int, onward: bool) -> Prepared:
    statement: Select[Any] = BOARD.where(Nomination.organisation_id == bindparam("organisation_id"))
    if year:
        statement = statement.where(Nomination.year == bindparam("year"))
    if award:
        statement = statement.where(Nomination.award == bindparam("award"))
    if unit:
        statement = statement.where(Nomination.unit_id == bindparam("unit_id"))
    for place in range(words):
        statement = statement.where(Nomination.search_key.like(bindparam(f"word_{place}")))
    return Prepared(statement.where(ONWARD) if onward else statement)


def page_of(
    driver: Driver, statement: Prepared, after: tuple[int, str, str] | None, given: dict[str, Any]
) -> tuple[list[BoardLine], bool]:
    """The lines that a statement made of ``BOARD`` finds, and whether more follow."""
    places = dict(zip(("after_rank", "after_name", "after_id"), after, strict=True)) if after else {}
    rows = driver.rows(statement, **given, **places)
    return [_line(row) for row in rows[:PAGE]], len(rows) > PAGE


def _line(row: Sequence[Any]) -> BoardLine:
    name, unit, award, number, above, dated_on, above_on, authority, lookup, is_annulled, *place = row
    decided = dated_on or above_on
    return BoardLine(
        name=name, unit=unit, award=award, number=number, above="" if number else above or "",
        decided_on=date.fromisoformat(decided) if decided else None, authority="" if number else authority or "",
        lookup=lookup or "", is_annulled=bool(is_annulled), place=(place[0], place[1], place[2]),
    )  # fmt: skip


def award_counts(driver: Driver, organisation_id: str) -> list[AwardCount]:
    """How many awards there are on a board, by year, award and unit."""
    return [
        AwardCount(year=year, award=award, unit_id=unit_id, unit=unit, is_annulled=bool(is_annulled), count=count)
        for year, award, unit_id, unit, is_annulled, count in driver.rows(_COUNTS, organisation_id=organisation_id)
    ]


def state_counts(driver: Driver, organisation_id: str) -> dict[int, dict[State, int]]:
    """How many nominations were handed in, by year and where they stand now. Drafts are nobody's business."""
    found: dict[int, dict[State, int]] = {}
    for year, state, count in driver.rows(_STATES, organisation_id=organisation_id):
        found.setdefault(year, {})[State(state)] = count
    return found
