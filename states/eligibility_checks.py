"""The conditions that facts can answer, one function a kind: each tells what it found, on what, and what would clear it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from states.award_rules import AwardRules
from states.eligibility_facts import NomineeFacts, PastAward
from states.rule_checks import DISCIPLINES, RATINGS, CheckRule
from states.rule_parts import ConditionRule

_SCOPES: Final = ("grassroots", "province", "nation")


NO_FACTS: Final[Mapping[str, str | int]] = MappingProxyType({})


class Finding(NamedTuple):
    """What one check found: the values and rows it used, and what would clear it."""

    result: Literal["met", "not_met", "unknown"]
    facts: Mapping[str, str | int] = NO_FACTS
    history: tuple[str, ...] = ()
    clears: str = ""


class Always(Finding):
    """A finding that is the same whoever it is about; there is one of each, and it lives as long as the house."""


Check = Callable[[CheckRule, AwardRules, NomineeFacts, str], Finding]


BY_PERSON: Final = Always("unknown", clears="answer_by_person")
"""What facts say to a line that only a person can answer."""


def check_of(rule: CheckRule) -> Check:
    """The function that judges such a condition, found once."""
    return check if rule.only_for else _CHECKS[rule.kind]


def check(rule: CheckRule, rules: AwardRules, facts: NomineeFacts, basis: str) -> Finding:
    """Judge one condition; who it is not asked of meets it."""
    if rule.only_for:
        asked = _is_asked(rule, facts)
        if asked is None:
            return _unknown("work" if rule.only_for != "enterprises" else "is_enterprise")
        if not asked:
            return Finding("met", {"asked_of": rule.only_for})
    return _CHECKS[rule.kind](rule, rules, facts, basis)


_ASKED_OF: Final = {
    "officials": ("official", "enterprise"), "farmers": ("farmer",), "enterprise_staff": ("enterprise",)
}  # fmt: skip


def _is_asked(rule: CheckRule, facts: NomineeFacts) -> bool | None:
    """Tell whether such a nominee is asked: who works for an enterprise is employed and evaluated as an official is."""
    if rule.only_for == "enterprises":
        return facts.is_enterprise
    if rule.only_for and facts.work is None:
        return None
    return facts.work in _ASKED_OF[rule.only_for]


@cache
def _unknown(fact: str) -> Finding:
    return Always("unknown", clears=f"enter_{fact}")


def _said(holds: bool, clears: str, *, history: tuple[str, ...] = (), **facts: str | int) -> Finding:
    return Finding("met" if holds else "not_met", facts, history, "" if holds else clears)


def _valid(facts: NomineeFacts, award: str) -> Mapping[int, PastAward]:
    """Awards of a kind by the year of their achievement, the annulled ones left out; merit only."""
    return {
        row.year: row for row in facts.history if row.award == award and not row.is_annulled and row.basis == "merit"
    }


def _award_chain(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    rows = _valid(facts, rule.award)
    last = facts.year if rule.with_this_year else facts.year - 1
    wanted = range(last - rule.times + 1, last + 1)
    chain = [rows[year].id for year in wanted if year in rows]
    told: dict[str, str | int] = {"award": rule.award, "wanted": rule.times, "in_a_row": _in_a_row(rows, last)}
    if len(chain) == rule.times:
        return Finding("met", told, tuple(chain))
    told["missing_years"] = ", ".join([str(year) for year in wanted if year not in rows])
    return Finding("not_met", told, tuple(chain), "record_or_wait_for_missing_years")


def _in_a_row(rows: Mapping[int, PastAward], last: int) -> int:
    count = 0
    while last - count in rows:
        count += 1
    return count


def _earlier_award(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    """The award of the case's own year. Its absence proves nothing: the standard may be reached without the award."""
    row = _valid(facts, rule.award).get(facts.year)
    if row is not None:
        return Finding("met", {"award": rule.award, "year": facts.year}, (row.id,))
    return Finding("unknown", {"award": rule.award, "year": facts.year}, clears="confirm_standard_of_lower_award")


def standard_of(lines: Sequence[ConditionRule], lower: AwardRules) -> Check:
    """How the standard of a lower award is judged: by what that award itself asks, on the same facts.

    Who has the award of the year has reached it. Otherwise what the facts say is not met of ``lines`` bars, and the rest is
    left to the person who appraises.
    """

    def judged(rule: CheckRule, rules: AwardRules, facts: NomineeFacts, basis: str) -> Finding:
        found = _earlier_award(rule, rules, facts, basis)
        if found.result == "met":
            return found
        failing = [
            line.code for line in lines
            if line.check and check(line.check, lower, facts, basis).result == "not_met"
        ]  # fmt: skip
        if not failing:
            return found
        told = {**found.facts, "conditions": ", ".join(failing)}
        return Finding("not_met", told, clears="lower_standard_is_not_met")

    return judged


def _member_awards(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    """Members named by their rows, and those whom the unit only counts: nobody can follow whose awards those are."""
    members = facts.members
    if members is None or members.count == 0:
        return _unknown("members")
    named = [row for row in members.named if row.award == rule.award and row.year == facts.year]
    if rule.award not in members.with_award and not named:
        return _unknown("members")
    held, counted = [row.id for row in named if not row.is_annulled], members.with_award.get(rule.award, 0)
    holders = len(held) + counted
    told: dict[str, Any] = {"by_name": len(held)} if named else {}
    told |= {"by_count": counted} if counted else {}
    return _said(
        holders >= rule.least and _share_is_reached(rule, holders, members.count), "more_members_need_award",
        history=tuple(held), award=rule.award, holders=holders, **told, members=members.count, **_share(rule),
    )  # fmt: skip


def _share_is_reached(rule: CheckRule, part: int, whole: int) -> bool:
    if rule.share is None:
        return True
    num, den = rule.share
    return part * den > whole * num if rule.strict else part * den >= whole * num


def _share(rule: CheckRule) -> dict[str, Any]:
    return {"share": f"{'>' if rule.strict else '≥'} {rule.share[0]}/{rule.share[1]}"} if rule.share else {}


def _member_results(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    members = facts.members
    if members is None or members.count == 0 or members.completed is None:
        return _unknown("members")
    reached = _share_is_reached(rule, members.completed, members.count)
    return _said(
        reached, "all_members_must_complete", completed=members.completed, members=members.count, **_share(rule)
    )


def _member_discipline(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    if facts.members is None or facts.members.worst_discipline is None:
        return _unknown("members")
    worst = facts.members.worst_discipline
    is_clear = worst == "none" or DISCIPLINES.index(worst) < DISCIPLINES.index(rule.level)
    return _said(is_clear, "wait_for_next_year", worst=worst, from_level=rule.level)


def _work_rating(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    if facts.rating is None:
        return _unknown("rating")
    reached = RATINGS.index(facts.rating) >= RATINGS.index(rule.rating)
    return _said(reached, "rating_is_too_low", rating=facts.rating, wanted=rule.rating)


def _months_employed(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    if facts.months_employed is None:
        return _unknown("months_employed")
    return _said(
        facts.months_employed >= rule.months, "employed_too_short", months=facts.months_employed, wanted=rule.months
    )


def _no_discipline(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    """No discipline in the time of the achievement, and none that still runs into it: achievement counts from its end.

    When within the year the achievement came about, facts do not say: where one that ended in time is no bar of its own
    (``from_its_end``), a person confirms that it came after.
    """
    if facts.disciplines is None:
        return _unknown("disciplines")
    for one in facts.disciplines:
        is_grave = DISCIPLINES.index(one.level) >= DISCIPLINES.index(rule.level)
        touches = one.imposed_on <= facts.achieved_to and (one.ended_on is None or one.ended_on >= facts.achieved_from)
        if is_grave and touches:
            ended = one.ended_on.isoformat() if one.ended_on else "running"
            told: dict[str, str | int] = {
                "level": one.level, "imposed_on": one.imposed_on.isoformat(), "ended_on": ended
            }  # fmt: skip
            if rule.from_its_end and one.ended_on and one.ended_on < facts.achieved_to:
                return Finding("unknown", told, clears="confirm_achieved_after_discipline")
            return Finding("not_met", told, clears="achievement_after_discipline")
    return _said(True, "", disciplines=len(facts.disciplines))


_NO_MATTER: Final = Always("met", {"open_matters": 0})


def _no_open_matter(_rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    if facts.open_matters is None:
        return _unknown("open_matters")
    if not facts.open_matters:
        return _NO_MATTER
    first = min(facts.open_matters, key=lambda matter: matter.since)
    return _said(
        False,
        "wait_for_conclusion",
        open_matters=len(facts.open_matters),
        kind=first.kind,
        since=first.since.isoformat(),
    )


_NOT_THE_SAME: Final = Always("met")


def _not_rewarded_before(_rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    if not facts.achievement:
        return _unknown("achievement")
    achievement = facts.achievement
    same = [row for row in facts.history if row.achievement == achievement and not row.is_annulled]
    if not same:
        return _NOT_THE_SAME
    told = {"award": same[0].award, "document": same[0].document}
    return Finding("not_met", told, tuple([row.id for row in same]), "one_achievement_one_award")


def _grounds_count(_rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, basis: str) -> Finding:
    """For merit, awards for sudden or thematic achievements are no ground. The rows that serve as grounds are named."""
    if basis != "merit":
        return _said(True, "", basis=basis)
    if facts.grounds is None:
        return _unknown("grounds")
    used = [row for row in facts.history if row.id in facts.grounds]
    lesser = tuple(row.id for row in used if row.basis in ("sudden", "movement"))
    annulled = tuple(row.id for row in used if row.is_annulled)
    rows = lesser or annulled or tuple(row.id for row in used)
    return _said(not lesser and not annulled, "choose_other_grounds", history=rows, grounds=len(facts.grounds))


def _initiative(rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    if facts.initiatives is None:
        return _unknown("initiatives")
    wanted = _SCOPES.index(rule.scope or "grassroots")
    for one in facts.initiatives:
        if _SCOPES.index(one.scope) >= wanted:
            return Finding("met", {"initiative": one.name, "scope": one.scope})
    return Finding("not_met", {"initiatives": len(facts.initiatives)}, clears="initiative_needs_recognition")


_UNUSED: Final = Always("met")


def _initiative_unused(_rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    if facts.initiatives is None:
        return _unknown("initiatives")
    for one in facts.initiatives:
        if one.used_for:
            told = {"initiative": one.name, "used_for": ", ".join(one.used_for)}
            return Finding("not_met", told, clears="initiative_was_a_ground")
    return _UNUSED


def _score(_rule: CheckRule, rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
    mark = rules.pass_mark.value if rules.pass_mark else None
    if mark is None:
        return Finding("unknown", {} if facts.score is None else {"score": facts.score}, clears="set_local_pass_mark")
    if facts.score is None:
        return _unknown("score")
    return _said(facts.score >= mark, "score_is_too_low", score=facts.score, wanted=mark)


def _competence(_rule: CheckRule, rules: AwardRules, _facts: NomineeFacts, _basis: str) -> Finding:
    return _said(True, "", competence=rules.competence.value, decided_by=rules.decided_by.value)


def _person(_rule: CheckRule, _rules: AwardRules, _facts: NomineeFacts, _basis: str) -> Finding:
    return Finding("unknown", clears="answer_by_person")


def _any_of(rule: CheckRule, rules: AwardRules, facts: NomineeFacts, basis: str) -> Finding:
    found = [check(one, rules, facts, basis) for one in rule.alternatives]
    for finding in found:
        if finding.result == "met":
            return finding
    facts_used = {name: value for finding in found for name, value in finding.facts.items()}
    history = tuple(row for finding in found for row in finding.history)
    is_open = any(finding.result == "unknown" for finding in found)
    return Finding("unknown" if is_open else "not_met", facts_used, history, "one_of_several")


def _flag(name: str, clears: str, *, wanted: bool = True) -> Check:
    """A fact that is a plain yes or no."""
    found: Mapping[bool | None, Finding] = {
        None: _unknown(name),
        wanted: Always("met", {name: "yes" if wanted else "no"}),
        not wanted: Always("not_met", {name: "no" if wanted else "yes"}, clears=clears),
    }

    def judged(_rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
        return found[getattr(facts, name)]

    return judged


def _breaches(name: str, clears: str) -> Check:
    """A list of breaches that must be empty."""

    def judged(_rule: CheckRule, _rules: AwardRules, facts: NomineeFacts, _basis: str) -> Finding:
        found: tuple[str, ...] | None = getattr(facts, name)
        told: dict[str, Any] = {name: ", ".join(found or ()) or "none"}
        return _unknown(name) if found is None else _said(not found, clears, **told)

    return judged


_CHECKS: Final[Mapping[str, Check]] = {
    "any_of": _any_of,
    "award_chain": _award_chain,
    "earlier_award": _earlier_award,
    "member_awards": _member_awards,
    "member_results": _member_results,
    "member_discipline": _member_discipline,
    "work_rating": _work_rating,
    "months_employed": _months_employed,
    "no_discipline": _no_discipline,
    "no_open_matter": _no_open_matter,
    "not_rewarded_before": _not_rewarded_before,
    "grounds_count": _grounds_count,
    "initiative": _initiative,
    "initiative_unused": _initiative_unused,
    "research": _flag("has_research", "research_needs_acceptance"),
    "combat": _flag("has_combat_merit", "combat_merit_needs_confirmation"),
    "score": _score,
    "household_duties": _breaches("household_breaches", "household_is_excluded"),
    "enterprise_duties": _breaches("enterprise_breaches", "enterprise_must_comply"),
    "managed_by_unit": _flag("is_managed_by_unit", "propose_by_managing_unit"),
    "competence": _competence,
    "still_exists": _flag("is_dissolved", "dissolved_body", wanted=False),
    "person": _person,
}
