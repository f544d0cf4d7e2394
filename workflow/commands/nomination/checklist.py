"""The appraisal checklist: one answer of the office for every condition the rules demand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from states.eligibility import COMPETENCE
from states.facts import NominationFacts
from states.guards.nomination import barring
from states.refusals import Refusal
from states.vocabulary import CheckResult, Role
from workflow.commands.command import NewRow


@dataclass(frozen=True, kw_only=True)
class Check:
    """What the office found on one condition. A waiver needs a note that says why."""

    code: str
    result: CheckResult
    note: str = ""


def refusals_of(checks: Sequence[Check], facts: NominationFacts, *, all_met: bool) -> Iterable[Refusal]:
    """Every condition is answered once; for a favourable finding each is met, or waived with a reason.

    What the register and the statements say is not met, the office answers neither as met nor as waived: it is put right
    there, or the chairman waives it. Where the commune is not competent, nothing of that helps.
    """
    answers = {check.code: check for check in checks}
    conditions = facts.rules.conditions_for(facts.case["subject_kind"])
    barred = barring(facts) if all_met else ()
    if COMPETENCE in barred:
        yield Refusal("decided_by_enterprise", {"award": facts.rules.code})
    for condition in conditions:
        answer = answers.get(condition.code)
        facts_of = {"condition": condition.code, "award": facts.rules.code}
        if answer is None:
            yield Refusal("condition_unanswered", facts_of, at=condition.code)
        elif answer.result == CheckResult.WAIVED and not answer.note.strip():
            yield Refusal("waiver_without_reason", facts_of, at=condition.code)
        elif all_met and answer.result == CheckResult.NOT_MET:
            yield Refusal("condition_not_met", facts_of, at=condition.code)
        elif condition.code in barred:
            yield Refusal("facts_say_not_met", facts_of, cleared_by=Role.CHAIRMAN, at=condition.code)
    for code in answers.keys() - {condition.code for condition in conditions}:
        yield Refusal("condition_unknown", {"condition": code}, at=code)


def rows_of(checks: Sequence[Check], facts: NominationFacts) -> list[NewRow]:
    """The answers as they are kept."""
    return [
        (
            "appraisal_check",
            {
                "id": facts.mint.key(), "nomination_id": facts.case["id"], "code": check.code,
                "result": check.result.value, "note": check.note, "checked_at": facts.at,
            },
        )
        for check in checks
    ]  # fmt: skip
