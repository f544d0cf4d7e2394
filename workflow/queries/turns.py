"""Whether in a unit the same people are honoured in turn, year by year. It may have good reasons; it is shown, not judged."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.vocabulary import RegisterState, State, SubjectKind
from workflow.models.nomination import Nomination
from workflow.models.nominee import Nominee, PastAward
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared, among

YEARS = 8
"""How many years back are looked at."""

PERIODS = (2, 3)
"""After how many years the same people come again."""

_HONOURED = (State.AWARDED, State.AWARDED_ABOVE, State.PUBLISHED, State.CONFERRED)
_HERE = Prepared(
    lambda: (
        select(
            Unit.id, Unit.name, Nomination.award, Nomination.year, Nomination.nominee_id, Nomination.name, Nomination.id
        )
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(
            Nomination.organisation_id == bindparam("organisation_id"),
            Nomination.year >= bindparam("since"),
            Nomination.subject_kind == SubjectKind.INDIVIDUAL.value,
            among(Nomination.state, _HONOURED),
        )
    )
)
_EARLIER = Prepared(
    lambda: (
        select(Unit.id, Unit.name, PastAward.award, PastAward.year, Nominee.id, Nominee.name)
        .join(Nominee, Nominee.id == PastAward.nominee_id)
        .join(Unit, Unit.id == Nominee.unit_id)
        .where(
            PastAward.organisation_id == bindparam("organisation_id"), PastAward.year >= bindparam("since"),
            Nominee.kind == SubjectKind.INDIVIDUAL.value, PastAward.state == RegisterState.ACTIVE.value,
        )
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Honoured:
    """Somebody who was honoured; ``case`` is the nomination, empty where the award is from before this system."""

    nominee: str
    name: str
    case: str = ""


@dataclass(frozen=True, kw_only=True)
class Turns:
    """A unit and an award where the same people come again after ``period`` years, and nobody in two years running."""

    unit: str
    award: str
    period: int
    years: Mapping[int, tuple[Honoured, ...]]


def turns(driver: Driver, organisation_id: str, *, year: int, hidden: Set[str] = frozenset()) -> list[Turns]:
    """Every unit and award with such a pattern in the last years. Of the nominations in ``hidden`` nothing is told."""
    groups: dict[tuple[str, str, str], dict[int, dict[str, Honoured]]] = {}
    given = {"organisation_id": organisation_id, "since": year - YEARS}
    rows = [*driver.rows(_EARLIER, **given), *driver.rows(_HERE, **given)]
    for unit_id, unit, award, in_year, nominee, name, *case in rows:
        if not hidden & {*case}:
            people = groups.setdefault((unit_id, unit, award), {}).setdefault(in_year, {})
            people[nominee] = Honoured(nominee=nominee, name=name, case=case[0] if case else "")
    return [
        Turns(
            unit=unit, award=award, period=period,
            years={each: tuple(sorted(people[each].values(), key=lambda one: one.name)) for each in run},
        )
        for (_unit_id, unit, award), people in sorted(groups.items(), key=lambda group: group[0][1:])
        if (found := longest_turn({each: set(those) for each, those in people.items()}))
        for period, run in (found,)
    ]  # fmt: skip


def longest_turn(years: Mapping[int, Set[str]]) -> tuple[int, tuple[int, ...]] | None:
    """The longest run of years in which the same people take turns, with its period; nothing where there is none.

    Nobody is honoured in two years running, and of those honoured ``period`` years later at least half are the same.
    """
    found = [(period, run) for period in PERIODS for run in _runs(years, period)]
    return max(found, key=lambda each: (len(each[1]), -each[0]), default=None)


def _runs(years: Mapping[int, Set[str]], period: int) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for year in sorted(years):
        if run and not _goes_on(years, run, year, period):
            yield from _long_enough(run, period)
            run = [run[-1]] if run[-1] == year - 1 and not years[run[-1]] & years[year] else []
        run.append(year)
    yield from _long_enough(run, period)


def _goes_on(years: Mapping[int, Set[str]], run: Sequence[int], year: int, period: int) -> bool:
    if run[-1] != year - 1 or years[year] & years[year - 1]:
        return False
    if len(run) < period:
        return True
    return len(years[year] & years[year - period]) * 2 >= len(years[year])


def _long_enough(run: Sequence[int], period: int) -> Iterator[tuple[int, ...]]:
    if len(run) > period:
        yield tuple(run)
