"""Lays down the verdict on the conditions at a stage of the procedure, with the earlier awards that it rests on."""

from states.eligibility import Verdict
from states.facts import NominationFacts
from states.verdict_record import digest, written
from states.vocabulary import VerdictStage
from workflow.commands.command import NewRow


def frozen(facts: NominationFacts, verdict: Verdict, stage: VerdictStage) -> list[NewRow]:
    """The rows that keep a verdict and the rows of the register that it rests on."""
    case = facts.case["id"]
    lines = written(verdict)
    kept: NewRow = (
        "verdict",
        {
            "id": facts.mint.key(), "nomination_id": case, "stage": stage.value, "laid_down_at": facts.at,
            "award": verdict.award, "rules": verdict.rules, "outcome": verdict.outcome, "digest": digest(lines),
            "lines": lines,
        },
    )  # fmt: skip
    used = dict.fromkeys(row for line in verdict.conditions for row in line.history)
    return [kept, *(("award_use", _use(facts, row, stage)) for row in used)]


def _use(facts: NominationFacts, row: str, stage: VerdictStage) -> dict[str, str | int]:
    return {
        "id": facts.mint.key(), "nomination_id": facts.case["id"], "award_id": row, "stage": stage.value,
        "used_at": facts.at,
    }  # fmt: skip
