"""Lays down what an eligibility verdict may know about one nomination: the register's rows, what was stated, what was answered.

Only what was stated for the year of the case counts, with two exceptions that no new year wipes out: a discipline that still
runs into the time of the achievement, and a matter that is still open. What nobody stated stays ``None``: unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from states.eligibility_facts import Answer, Discipline, Initiative, Members, NomineeFacts, OpenMatter, PastAward
from states.statements import NONE, standing
from states.vocabulary import FactKind

Row = Mapping[str, Any]
THE_SAME = "this"
"""The achievement of the case itself, as a row of the register bears it that rewarded the same one."""

_BY_YES_OR_NO = {
    FactKind.RESEARCH: "has_research", FactKind.COMBAT: "has_combat_merit", FactKind.MANAGED: "is_managed_by_unit",
    FactKind.ENTERPRISE: "is_enterprise", FactKind.DISSOLVED: "is_dissolved",
}  # fmt: skip
_BY_CHOICE = {FactKind.WORK: "work", FactKind.RATING: "rating"}
_BY_COUNT = {FactKind.MONTHS: "months_employed", FactKind.SCORE: "score"}
_BY_LIST = {
    FactKind.HOUSEHOLD_BREACH: "household_breaches", FactKind.ENTERPRISE_BREACH: "enterprise_breaches",
    FactKind.GROUND: "grounds",
}  # fmt: skip


def nominee_facts(
    year: int, *, history: Sequence[PastAward] = (), said: Sequence[Row] = (), answers: Mapping[str, Answer] | None = None,
    of_members: Mapping[str, PastAward] | None = None,
) -> NomineeFacts:  # fmt: skip
    """What is known for a case of ``year``: the register's ``history``, what was ``said`` from the oldest on, and answers.

    ``of_members`` are the rows of the register that statements about a collective name, by their keys.
    """
    known = NomineeFacts(
        year=year,
        achieved_from=date(year, 1, 1),
        achieved_to=date(year, 12, 31),
        history=history,
        answers=answers or {},
    )
    return _with_statements(known, said, of_members or {}) if said else known


def _with_statements(known: NomineeFacts, said: Sequence[Row], of_members: Mapping[str, PastAward]) -> NomineeFacts:
    stated: dict[str, list[Row]] = {}
    of_other_years: dict[str, list[Row]] = {}
    for row in standing(said):
        (stated if row["year"] == known.year else of_other_years).setdefault(row["fact"], []).append(row)
    found: dict[str, Any] = {}
    for fact, name in _BY_YES_OR_NO.items():
        if fact in stated:
            found[name] = stated[fact][-1]["chosen"] == "yes"
    for fact, name in _BY_CHOICE.items():
        if fact in stated:
            found[name] = stated[fact][-1]["chosen"]
    for fact, name in _BY_COUNT.items():
        if fact in stated:
            found[name] = stated[fact][-1]["amount"]
    for fact, name in _BY_LIST.items():
        if fact in stated:
            found[name] = tuple(row["chosen"] for row in stated[fact] if row["chosen"] != NONE)
    found |= _members(stated, of_members)
    found |= _initiatives(stated.get(FactKind.INITIATIVE))
    found |= _rewarded(known.history, stated.get(FactKind.REWARDED))
    found |= _disciplines(known, stated.get(FactKind.DISCIPLINE), of_other_years.get(FactKind.DISCIPLINE, ()))
    found |= _open_matters(stated.get(FactKind.OPEN_MATTER), of_other_years.get(FactKind.OPEN_MATTER, ()))
    return replace(known, **found)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _disciplines(known: NomineeFacts, stated: Sequence[Row] | None, others: Iterable[Row]) -> dict[str, Any]:
    """Those stated for the year, and earlier ones; earlier ones alone say nothing unless one still touches the time."""
    of_year = [_discipline(row) for row in stated or () if row["chosen"] != NONE]
    earlier = [_discipline(row) for row in others if row["chosen"] != NONE]
    touching = [
        one for one in earlier
        if one.imposed_on <= known.achieved_to and (one.ended_on is None or one.ended_on >= known.achieved_from)
    ]  # fmt: skip
    if stated is None and not touching:
        return {}
    return {"disciplines": tuple(of_year + touching)}


def _discipline(row: Row) -> Discipline:
    return Discipline(
        level=row["chosen"], imposed_on=date.fromisoformat(row["since"]), ended_on=_day(row["until"])
    )  # fmt: skip


def _open_matters(stated: Sequence[Row] | None, others: Iterable[Row]) -> dict[str, Any]:
    rows = [*(stated or ()), *others]
    still_open = tuple(
        OpenMatter(kind=row["chosen"], since=date.fromisoformat(row["since"]), document=row["source"])
        for row in rows
        if row["chosen"] != NONE and row["until"] is None
    )
    return {"open_matters": still_open} if stated is not None or still_open else {}


def _members(stated: Mapping[str, Sequence[Row]], rows: Mapping[str, PastAward]) -> dict[str, Any]:
    if FactKind.MEMBERS not in stated:
        return {}
    completed, worst = stated.get(FactKind.MEMBERS_COMPLETED), stated.get(FactKind.MEMBERS_DISCIPLINE)
    women = stated.get(FactKind.MEMBERS_WOMEN)
    members = Members(
        count=stated[FactKind.MEMBERS][-1]["amount"],
        with_award={row["chosen"]: row["amount"] for row in stated.get(FactKind.MEMBERS_WITH_AWARD, ())},
        named=tuple(rows[row["chosen"]] for row in stated.get(FactKind.MEMBER_AWARD, ()) if row["chosen"] in rows),
        completed=completed[-1]["amount"] if completed else None,
        women=women[-1]["amount"] if women else None,
        worst_discipline=worst[-1]["chosen"] if worst else None,
    )
    return {"members": members}


def _initiatives(stated: Sequence[Row] | None) -> dict[str, Any]:
    if stated is None:
        return {}
    found = tuple(
        Initiative(
            name=row["called"], scope=row["chosen"], recognised_on=date.fromisoformat(row["since"]),
            used_for=(row["used_for"],) if row["used_for"] else (),
        )
        for row in stated if row["chosen"] != NONE
    )  # fmt: skip
    return {"initiatives": found}


def _rewarded(history: Sequence[PastAward], stated: Sequence[Row] | None) -> dict[str, Any]:
    """Somebody has compared the achievement with the rows of the register, and says which of them rewarded it, if any."""
    if stated is None:
        return {}
    same = {row["chosen"] for row in stated}
    return {
        "achievement": THE_SAME,
        "history": tuple(replace(row, achievement=THE_SAME) if row.id in same else row for row in history),
    }  # fmt: skip
