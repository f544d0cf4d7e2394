"""What everybody may read: the organisations, and the awards on their boards.

Of an award only its name, unit, kind and decision leave this file: no birth date, no household code, no reason. An annulled
award stays on the board and says that it was annulled, and on which ground of the law.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, literal_column, select, tuple_, union_all

from states.council_vocabulary import SessionState
from states.decision_vocabulary import AnnulmentGround
from states.regime import regimes
from states.text import search_key
from states.vocabulary import RegisterState, State
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.models.organisation import Organisation, Unit
from workflow.models.session import Session
from workflow.queries.corrections import CorrectedName, corrected_names
from workflow.queries.merging import merged, name_of
from workflow.sql import Driver, Prepared, among, table

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
    """One award. ``number`` is that of the chairman's own decision, ``above`` that of a higher level's, as it was written.

    ``annulled_for`` is the ground on which it was annulled.

    ``name`` is the right one; ``corrected`` says by which decision, and what the first one wrote, where that was wrong.
    """

    name: str
    unit: str
    award: str
    number: int | None
    above: str
    decided_on: date | None
    authority: str
    lookup: str
    annulled_for: AnnulmentGround | None
    place: tuple[int, str, str]
    corrected: CorrectedName | None = None

    @property
    def is_annulled(self) -> bool:
        """Whether the award holds no more."""
        return self.annulled_for is not None


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
_ORGANISATIONS = Prepared(lambda: _ORGANISATION.order_by(Organisation.name, Organisation.id).limit(200))
_AT_SLUG = Prepared(lambda: _ORGANISATION.where(Organisation.slug == bindparam("slug")))
_BY_ID = Prepared(lambda: _ORGANISATION.where(Organisation.id == bindparam("key")))

_RANK = {code: place for place, code in enumerate(ORDER)}
_rank = case(_RANK, value=Nomination.award, else_=len(ORDER))
_annulled = case((among(Nomination.state, ENDED), 1), else_=0)
_annulled_for = case((among(Nomination.state, ENDED), Nomination.annulment_ground), else_=None)
_public = Nomination.published_on.is_not(None)
BOARD = (
    select(
        Nomination.sort_key, Nomination.id, Nomination.name, Unit.name, Nomination.award, Decision.number,
        Nomination.above_number, Decision.dated_on, Nomination.above_on, Nomination.above_authority, Decision.lookup,
        _annulled_for,
    )
    .join(Unit, Unit.id == Nomination.unit_id)
    .outerjoin(Decision, Decision.id == Nomination.decision_id)
    .where(_public)
    .order_by(_rank, Nomination.sort_key, Nomination.id)
    .limit(PAGE + 1)
)  # fmt: skip
"""The lines of one decision or of one code in their order; to be narrowed to it. A whole board is read by ``board``."""
ONWARD: ColumnElement[bool] = tuple_(_rank, Nomination.sort_key, Nomination.id) > tuple_(
    bindparam("after_rank"), bindparam("after_name"), bindparam("after_id")
)
_STRETCH = (
    select(
        Nomination.sort_key, Nomination.id, Nomination.name,
        name_of(table("unit"), Nomination.__table__.c.unit_id), Nomination.award, Decision.number,
        Nomination.above_number, Decision.dated_on, Nomination.above_on, Nomination.above_authority, Decision.lookup,
        _annulled_for,
    )
    .outerjoin(Decision, Decision.id == Nomination.decision_id)
    .where(_public)
)  # fmt: skip
"""The lines of one award in one year, as its stretch of the index has them."""
_NEXT_YEAR = Prepared(
    lambda: select(func.min(Nomination.year)).where(
        Nomination.organisation_id == bindparam("organisation_id"), Nomination.year > bindparam("year"), _public
    )
)
_COUNTS = Prepared(
    lambda: (
        select(Nomination.year, Nomination.award, Nomination.unit_id, Unit.name, _annulled, func.count())
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(Nomination.organisation_id == bindparam("organisation_id"), _public)
        .group_by(Nomination.year, Nomination.award, Nomination.unit_id, Unit.name, _annulled, Unit.sort_key)
        .order_by(Nomination.year.desc(), Nomination.award, Unit.sort_key, Nomination.unit_id)
    )
)
_STATES = (
    select(Nomination.year, Nomination.state, func.count())
    .where(Nomination.organisation_id == bindparam("organisation_id"), Nomination.state != State.DRAFT.value)
    .group_by(Nomination.year, Nomination.state)
)
_UNMINUTED = (
    select(Nomination.year, Session.state, func.count())
    .join(Session, Session.id == Nomination.session_id)
    .where(
        Session.organisation_id == bindparam("organisation_id"), Session.state == SessionState.CLOSED.value,
        Nomination.state == State.NOT_ENDORSED.value,
    )
    .group_by(Nomination.year, Session.state)
)  # fmt: skip
_STAND = Prepared(lambda: union_all(_STATES, _UNMINUTED).order_by(literal_column("1").desc(), literal_column("2")))
"""How many stand where; and how many of them the council refused in sessions that have no minutes yet."""


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
    """A page of an organisation's board, and whether more lines follow.

    One rank of awards is read after the other, until the page is full.
    """
    years = (wanted.year,) if wanted.year else tuple(_years(driver, organisation_id))
    given: dict[str, Any] = {"organisation_id": organisation_id}
    given |= {f"year_{number}": year for number, year in enumerate(years)}
    given |= {f"word_{place}": f"%{word}%" for place, word in enumerate(wanted.words)}
    given |= {"unit_id": wanted.unit_id} if wanted.unit_id else {}
    first, *place = wanted.after or (0, "", "")
    rows: list[tuple[Any, ...]] = []
    for rank, awards in _steps(wanted.award, first) if years else ():
        onward = bool(wanted.after) and rank == first
        shape = _Board(awards, len(years), bool(wanted.unit_id), len(wanted.words), onward)
        at = dict(zip(("after_name", "after_id"), place, strict=True)) if onward else {}
        rows += driver.rows(_board(shape, driver.dialect), **given, **at, most=PAGE + 1 - len(rows))
        if len(rows) > PAGE:
            break
    return _lines(driver, rows[:PAGE]), len(rows) > PAGE


def _years(driver: Driver, organisation_id: str) -> Iterator[int]:
    """Every year of which something is on the board, each found by one step in the index."""
    year = 0
    while (found := driver.value(_NEXT_YEAR, organisation_id=organisation_id, year=year)) is not None:
        yield (year := int(found))


def _steps(award: str, first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The awards of each rank, from a rank on."""
    ranked = sorted((_RANK.get(code, len(ORDER)), code) for code in _awards() if award in ("", code))
    for rank, group in groupby(ranked, key=lambda each: each[0]):
        if rank >= first:
            yield rank, tuple(code for _, code in group)


@cache
def _awards() -> tuple[str, ...]:
    """Every award that any rules on file know."""
    return tuple(dict.fromkeys((*ORDER, *(code for regime in regimes() for code in regime.awards))))


@dataclass(frozen=True)
class _Board:
    """What a statement depends on: the awards of a rank, how many years and words, and whether it goes on from a place."""

    awards: tuple[str, ...]
    years: int
    unit: bool
    words: int
    onward: bool


@lru_cache(maxsize=500)
def _board(shape: _Board, dialect: str) -> Prepared:
    here: list[ColumnElement[bool]] = [Nomination.organisation_id == bindparam("organisation_id")]
    here += [Nomination.unit_id == bindparam("unit_id")] if shape.unit else []
    here += [Nomination.search_key.like(bindparam(f"word_{place}")) for place in range(shape.words)]
    later = tuple_(Nomination.sort_key, Nomination.id) > tuple_(bindparam("after_name"), bindparam("after_id"))
    arms = [
        _STRETCH.where(
            *here, Nomination.award == award, Nomination.year == bindparam(f"year_{year}"),
            *([later] if shape.onward else []),
        )
        for award in shape.awards for year in range(shape.years)
    ]  # fmt: skip
    return merged(arms, (Nomination.sort_key, Nomination.id), dialect)


def page_of(
    driver: Driver, statement: Prepared, after: tuple[int, str, str] | None, given: dict[str, Any]
) -> tuple[list[BoardLine], bool]:
    """The lines that a statement made of ``BOARD`` finds, and whether more follow."""
    places = dict(zip(("after_rank", "after_name", "after_id"), after, strict=True)) if after else {}
    rows = driver.rows(statement, **given, **places)
    return _lines(driver, rows[:PAGE]), len(rows) > PAGE


def _lines(driver: Driver, rows: Sequence[Sequence[Any]]) -> list[BoardLine]:
    """The lines as they are right today: a name that an issued correction put right stands as it is right."""
    right = corrected_names(driver, [row[1] for row in rows]) if rows else {}
    return [_put_right(_line(row), right.get(row[1])) for row in rows]


def _put_right(line: BoardLine, found: CorrectedName | None) -> BoardLine:
    """Nothing of a name that is not what was corrected: it was erased since."""
    return replace(line, name=found.becomes, corrected=found) if found and found.was == line.name else line


def _line(row: Sequence[Any]) -> BoardLine:
    name_key, key, name, unit, award, number, above, dated_on, above_on, authority, lookup, ground = row
    decided = dated_on or above_on
    return BoardLine(
        name=name, unit=unit, award=award, number=number, above="" if number else above or "",
        annulled_for=AnnulmentGround(ground) if ground else None,
        decided_on=date.fromisoformat(decided) if decided else None, authority="" if number else authority or "",
        lookup=lookup or "", place=(_RANK.get(award, len(ORDER)), name_key, key),
    )  # fmt: skip


def award_counts(driver: Driver, organisation_id: str) -> list[AwardCount]:
    """How many awards there are on a board, by year, award and unit."""
    return [
        AwardCount(year=year, award=award, unit_id=unit_id, unit=unit, is_annulled=bool(is_annulled), count=count)
        for year, award, unit_id, unit, is_annulled, count in driver.rows(_COUNTS, organisation_id=organisation_id)
    ]


def state_counts(driver: Driver, organisation_id: str) -> dict[int, dict[State, int]]:
    """How many nominations were handed in, by year and where they stand now. Drafts are nobody's business.

    What the council has not put into minutes yet counts as being before it: nobody learns its result from a sum.
    """
    found: dict[int, Counter[State]] = {}
    for year, state, count in driver.rows(_STAND, organisation_id=organisation_id):
        of_year = found.setdefault(year, Counter())
        if state == SessionState.CLOSED:
            of_year[State.NOT_ENDORSED] -= count
            of_year[State.TABLED] += count
        else:
            of_year[State(state)] += count
    return {year: {state: count for state, count in of_year.items() if count} for year, of_year in found.items()}
