"""Whether a nominee meets what the rules ask for an award: every condition, with the facts and history rows it rests on.

Nothing is decided here. A verdict lists each condition as met, not met, waived with a reason, or unknown, with its source,
its mark and what would clear it; a person's answer on a line that facts cannot judge counts as given. A waiver stands over
what the facts say, and the finding of the facts stays visible beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from states.award_rules import AwardRules
from states.eligibility_checks import Finding, check
from states.eligibility_facts import NomineeFacts
from states.regime import Regime
from states.rule_parts import ConditionRule
from states.rule_reading import Mark

Result = Literal["met", "not_met", "waived", "unknown"]
Outcome = Literal["eligible", "not_eligible", "held", "open"]

COMPETENCE = "competent_here"
"""The condition that every award has without a line of its own: the commune decides or forwards it."""


@dataclass(frozen=True, kw_only=True)
class ConditionVerdict:
    """One condition and how it stands.

    ``facts`` are the values used, by name; ``history`` the keys of the register's rows; ``clears`` the code of a phrase that
    says what would clear it, empty when it is met. ``reason`` is a waiver's; ``found`` is what the facts say without it.
    """

    code: str
    result: Result
    found: Result
    source: str
    mark: Mark
    facts: Mapping[str, str | int] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    clears: str = ""
    reason: str = ""
    is_warning: bool = False
    holds: bool = False

    @property
    def bars(self) -> bool:
        """Tell whether the nominee is not eligible because of it."""
        return self.result == "not_met" and not self.is_warning and not self.holds


@dataclass(frozen=True, kw_only=True)
class Verdict:
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
    def warnings(self) -> tuple[ConditionVerdict, ...]:
        """What is told and bars nothing."""
        return tuple(line for line in self.conditions if line.is_warning and line.result == "not_met")


def judge(regime: Regime, award: str, basis: str, subject_kind: str, facts: NomineeFacts) -> Verdict:
    """Return the verdict on a nominee for ``award`` on this ``basis``; raises ``UnknownRules`` for an unknown award."""
    rules = regime.rules(award, basis)
    lines = [_competence(rules)] + [_line(line, rules, facts, basis) for line in rules.conditions_for(subject_kind)]
    return Verdict(award=award, regime=regime.code, rules=regime.digest, conditions=tuple(lines))


def differences(before: Verdict, after: Verdict) -> tuple[tuple[str, Result | None, Result | None], ...]:
    """Return what changed between two verdicts on the same case: code, result before, result after; None where it is new."""
    old = {line.code: line.result for line in before.conditions}
    new = {line.code: line.result for line in after.conditions}
    return tuple((code, old.get(code), new.get(code)) for code in {**old, **new} if old.get(code) != new.get(code))


def _competence(rules: AwardRules) -> ConditionVerdict:
    facts = {"competence": rules.competence.value, "decided_by": rules.decided_by.value}
    return ConditionVerdict(
        code=COMPETENCE, result="met", found="met", source=rules.competence.source, mark=rules.competence.mark, facts=facts
    )  # fmt: skip


def _line(line: ConditionRule, rules: AwardRules, facts: NomineeFacts, basis: str) -> ConditionVerdict:
    finding = check(line.check, rules, facts, basis) if line.check else Finding("unknown", clears="answer_by_person")
    told = ConditionVerdict(
        code=line.code,
        result=finding.result,
        found=finding.result,
        source=line.source,
        mark=line.mark,
        facts=finding.facts,
        history=finding.history,
        clears=finding.clears,
        is_warning=line.check is not None and line.check.is_warning,
        holds=line.check is not None and line.check.holds,
    )
    answer = facts.answers.get(line.code)
    if answer is None or (finding.result != "unknown" and answer.result != "waived"):
        return told
    clears = "" if answer.result != "not_met" else "change_answer"
    return replace(told, result=answer.result, reason=answer.reason, clears=clears)
