"""V1: a full verdict, beside the same conditions written by hand in one Python loop over the same facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bench.bars import Figure
from bench.pairs import timed
from states.eligibility import Verdict, judge
from states.eligibility_facts import Discipline, Initiative, NomineeFacts, OpenMatter, PastAward
from states.regime import regime_on

DAY = date(2024, 12, 2)
YEARS = 30
Told = tuple[str, str, tuple[str, ...]]
"""Of one condition: its code, how it stands, and the rows of the register used."""


def verdicts(*, blocks: int, many: int) -> Iterator[Figure]:
    """One nominee with thirty years of history, and as many as a large list has; blocks of both in turn."""
    veteran = nominee(0, years=YEARS)
    crowd = [nominee(number, years=number % 6) for number in range(many)]
    assert all([(line.code, line.result) for line in full(each).conditions[1:]]
               == [told[:2] for told in by_hand(each)] for each in (veteran, *crowd[:200]))  # fmt: skip
    yield Figure(key="V1.one", runs=ratios([veteran] * 500, blocks), note=f"{YEARS} years of history")
    yield Figure(key="V1.many", runs=ratios(crowd, max(3, blocks // 3)), note=f"{many:,} nominees")


def ratios(cases: Sequence[NomineeFacts], blocks: int) -> list[float]:
    """What the verdicts cost, as a multiple of the loop by hand."""
    return [timed(lambda: each_of(full, cases)) / timed(lambda: each_of(by_hand, cases)) for _ in range(blocks)]


def each_of(work: Callable[[NomineeFacts], object], cases: Sequence[NomineeFacts]) -> None:
    """All of them, and what came of each is looked at."""
    for facts in cases:
        work(facts)


def full(facts: NomineeFacts) -> Verdict:
    """The verdict, with sources, facts, rows and what would clear each condition."""
    return judge(regime_on(DAY), "CSTDT", "merit", "individual", facts)


def by_hand(facts: NomineeFacts) -> list[Told]:
    """The conditions of a provincial fighter as somebody would write them down who knows no other award and no other law."""
    fighters = {}
    same: list[str] = []
    for row in facts.history:
        if row.is_annulled:
            continue
        if row.award == "CSTDCS" and row.basis == "merit":
            fighters[row.year] = row.id
        if facts.achievement and row.achievement == facts.achievement:
            same.append(row.id)
    wanted = range(facts.year - 3, facts.year)
    chain = tuple(fighters[year] for year in wanted if year in fighters)
    told: list[Told] = [("three_fighters_in_a_row", "met" if len(chain) == 3 else "not_met", chain)]
    if facts.initiatives is None:
        told += [("initiative_in_province", "unknown", ()), ("initiative_not_used_before", "unknown", ())]
    else:
        wide = any(one.scope in ("province", "nation") for one in facts.initiatives)
        used = any(one.used_for for one in facts.initiatives)
        told.append(("initiative_in_province", "met" if wide else "not_met", ()))
        told.append(("initiative_not_used_before", "not_met" if used else "met", ()))
    told.append(("achieved_after_discipline", _after_discipline(facts), ()))
    told.append(("managed_by_unit", _flag(facts.is_managed_by_unit), ()))
    if not facts.achievement:
        told.append(("not_rewarded_before", "unknown", ()))
    else:
        told.append(("not_rewarded_before", "not_met" if same else "met", tuple(same)))
    told.append(("no_pending_case", _flag(None if facts.open_matters is None else not facts.open_matters), ()))
    return told


def _after_discipline(facts: NomineeFacts) -> str:
    for one in facts.disciplines or ():
        if one.imposed_on <= facts.achieved_to and (one.ended_on is None or one.ended_on >= facts.achieved_from):
            return "unknown" if one.ended_on and one.ended_on < facts.achieved_to else "not_met"
    return "unknown" if facts.disciplines is None else "met"


def _flag(value: bool | None) -> str:
    return "unknown" if value is None else "met" if value else "not_met"


def nominee(number: int, *, years: int) -> NomineeFacts:
    """Somebody with that many years behind them; some are known well, some hardly."""
    history = tuple(
        PastAward(
            id=f"{number}-{year}", award="CSTDCS" if (year + number) % 7 else "LDTT", year=year,
            decided_on=date(year, 12, 20), document=f"{year}/QĐ-UBND", is_annulled=(year * number) % 11 == 5,
        )
        for year in range(2024 - years, 2024)
    )  # fmt: skip
    facts = NomineeFacts(year=2024, achieved_from=date(2024, 1, 1), achieved_to=date(2024, 12, 31), history=history)
    if number % 3 == 2:
        return facts
    matter = OpenMatter(kind="complaint", since=date(2024, 11, 1))
    initiative = Initiative(name="Máy gặt", scope="province", recognised_on=date(2024, 5, 5))
    return replace(
        facts, work="official", rating="excellent", months_employed=12, achievement="this",
        disciplines=(Discipline(level="reprimand", imposed_on=date(2020, 1, 1), ended_on=date(2020, 12, 31)),),
        open_matters=(matter,) if number % 5 == 4 else (), initiatives=(initiative,), is_managed_by_unit=True,
    )  # fmt: skip
