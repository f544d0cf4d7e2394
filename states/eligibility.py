"""Whether a nominee meets what the rules ask for an award: every condition, with the facts and history rows it rests on.

Nothing is decided here. A verdict lists each condition as met, not met, waived with a reason, or unknown, with its source,
its mark and what would clear it; a person's answer on a line that facts cannot judge counts as given. A waiver stands over
what the facts say, and the finding of the facts stays visible beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from states.award_rules import AwardRules
from states.eligibility_checks import BY_PERSON, NO_FACTS, Always, Check, check, check_of, standard_of
from states.eligibility_facts import Answer, NomineeFacts
from states.regime import Regime
from states.rule_checks import CheckRule
from states.rule_parts import ConditionRule, Sourced
from states.rule_reading import Mark

ELSEWHERE = "elsewhere"
"""Whose competence it is, where the commune has none."""

Result = Literal["met", "not_met", "waived", "unknown"]
Outcome = Literal["eligible", "not_eligible", "held", "open"]

COMPETENCE = "competent_here"
"""The condition that every award has without a line of its own: the commune decides or forwards it, and no director does."""


class ConditionVerdict(NamedTuple):
    """One condition and how it stands. Ten thousand nominees have a hundred thousand of them: a tuple is made fastest.

    ``rule`` is the line of the rules that it was judged by, with its sentence, source and mark; ``facts`` are the values used,
    by name; ``history`` the keys of the register's rows; ``clears`` the code of a phrase that says what would clear it, empty
    when it is met. ``reason`` is a waiver's; ``found`` is what the facts say without it.
    """

    rule: ConditionRule
    result: Result
    found: Result
    facts: Mapping[str, str | int] = NO_FACTS
    history: tuple[str, ...] = ()
    clears: str = ""
    reason: str = ""

    @property
    def code(self) -> str:
        """The condition's code in the rules."""
        return self.rule.code

    @property
    def source(self) -> str:
        """Document and article that the condition stands in."""
        return self.rule.source

    @property
    def mark(self) -> Mark:
        """How sure that source is."""
        return self.rule.mark

    @property
    def is_warning(self) -> bool:
        """Tell whether it is told only, and bars nothing."""
        return self.rule.check is not None and self.rule.check.is_warning

    @property
    def holds(self) -> bool:
        """Tell whether the case waits because of it, where it is not met."""
        return self.rule.check is not None and self.rule.check.holds

    @property
    def is_concluded(self) -> bool:
        """Tell whether a person's conclusion stands where the facts leave it open."""
        return self.found == "unknown" and self.result in ("met", "not_met")

    @property
    def may_be_waived(self) -> bool:
        """Tell whether there is anything to waive: a warning bars nothing, and no waiver makes the commune competent."""
        return not self.is_warning and self.code != COMPETENCE

    @property
    def bars(self) -> bool:
        """Tell whether the nominee is not eligible because of it."""
        return self.result == "not_met" and not self.is_warning and not self.holds


class Verdict(NamedTuple):
    """All conditions of an award under one set of rules, in the order of the rules."""

    award: str
    regime: str
    rules: str
    conditions: tuple[ConditionVerdict, ...]

    @property
    def outcome(self) -> Outcome:
        """What follows: a bar comes before a hold, a hold before what is still open."""
        if any(line.bars for line in self.conditions):
            return "not_eligible"
        if any(line.holds and line.result == "not_met" for line in self.conditions):
            return "held"
        is_open = any(line.result == "unknown" and not line.is_warning for line in self.conditions)
        return "open" if is_open else "eligible"

    @property
    def concluded(self) -> tuple[ConditionVerdict, ...]:
        """What a person concluded because the facts leave it open; the outcome rests on that person there."""
        return tuple(line for line in self.conditions if line.is_concluded)

    @property
    def warnings(self) -> tuple[ConditionVerdict, ...]:
        """What is told and bars nothing."""
        return tuple(line for line in self.conditions if line.is_warning and line.result == "not_met")


@dataclass(frozen=True)
class _Asked:
    """One line of an award's checklist; ``known`` is what it comes to by findings that are always the same."""

    line: ConditionRule
    check: CheckRule | None
    run: Check
    known: dict[int, ConditionVerdict] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class _Checklist:
    """What an award asks of a kind of nominee: the rules, the line that is always there, and the others in their order."""

    rules: AwardRules
    competence: ConditionVerdict
    for_enterprises: ConditionVerdict
    asked: tuple[_Asked, ...]


def judge(regime: Regime, award: str, basis: str, subject_kind: str, facts: NomineeFacts) -> Verdict:
    """Return the verdict on a nominee for ``award`` on this ``basis``; raises ``UnknownRules`` for an unknown award."""
    checklist = _checklist(regime, award, basis, subject_kind)
    rules, answers = checklist.rules, facts.answers
    lines = [checklist.for_enterprises if facts.work == "enterprise" else checklist.competence]
    for asked in checklist.asked:
        finding = asked.run(asked.check, rules, facts, basis) if asked.check else BY_PERSON
        known = asked.known.get(id(finding)) if type(finding) is Always else None
        told = known or ConditionVerdict(
            asked.line, finding.result, finding.result, finding.facts, finding.history, finding.clears
        )
        if known is None and type(finding) is Always:
            asked.known[id(finding)] = told
        lines.append(_answered(told, answers) if answers else told)
    return Verdict(award=award, regime=regime.code, rules=regime.digest, conditions=tuple(lines))


@lru_cache(maxsize=4096)
def _checklist(regime: Regime, award: str, basis: str, subject_kind: str) -> _Checklist:
    rules = regime.rules(award, basis)
    asked = tuple(_asked(line, regime, rules, subject_kind) for line in rules.conditions_for(subject_kind))
    return _Checklist(rules, competence_line(rules), competence_line(rules, of_enterprise=True), asked)


def differences(before: Verdict, after: Verdict) -> tuple[tuple[str, Result | None, Result | None], ...]:
    """Return what changed between two verdicts on the same case: code, result before, result after; None where it is new."""
    old = {line.code: line.result for line in before.conditions}
    new = {line.code: line.result for line in after.conditions}
    return tuple((code, old.get(code), new.get(code)) for code in {**old, **new} if old.get(code) != new.get(code))


def competence_line(rules: AwardRules, *, of_enterprise: bool = False) -> ConditionVerdict:
    """Who decides, as the first condition of every award.

    It is not met for those who work for an enterprise where the rules say that its director decides; and it is the one
    condition that nobody may waive, for no waiver makes an authority competent.
    """
    elsewhere = rules.enterprise_decides if of_enterprise else None
    if elsewhere is None or not elsewhere.value:
        facts = {"competence": rules.competence.value, "decided_by": rules.decided_by.value}
        return ConditionVerdict(_competence(rules.competence), "met", "met", facts)
    return ConditionVerdict(
        _competence(elsewhere), "not_met", "not_met", {"competence": ELSEWHERE}, clears="director_decides"
    )


def _competence(figure: Sourced[Any]) -> ConditionRule:
    return ConditionRule(code=COMPETENCE, text_vi="", text_en="", source=figure.source, mark=figure.mark)


def _asked(line: ConditionRule, regime: Regime, rules: AwardRules, subject_kind: str) -> _Asked:
    if line.check and line.check.kind == "earlier_award" and line.check.award in regime.awards:
        return _Asked(line, line.check, _standard(regime.awards[line.check.award], rules, subject_kind))
    return _Asked(line, line.check, check_of(line.check) if line.check else check)


def _standard(lower: AwardRules, rules: AwardRules, subject_kind: str) -> Check:
    """The standard of the lower award: what it asks and the higher one does not, warnings and holds left out."""
    own = {line.code for line in rules.conditions}
    asked = (line for line in lower.conditions_for(subject_kind) if line.code not in own)
    return standard_of(
        [line for line in asked if line.check and not (line.check.is_warning or line.check.holds)], lower
    )


def _answered(told: ConditionVerdict, answers: Mapping[str, Answer]) -> ConditionVerdict:
    """The same with what a person answered, where the facts leave it open or the condition is waived."""
    answer = answers.get(told.code)
    if answer is None or (told.found != "unknown" and answer.result != "waived"):
        return told
    clears = "" if answer.result != "not_met" else "change_answer"
    return told._replace(result=answer.result, reason=answer.reason, clears=clears)
