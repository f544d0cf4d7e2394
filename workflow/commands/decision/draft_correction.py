"""Draft a decision that corrects a clerical error of another."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.decision_vocabulary import CorrectedPart
from states.facts import DecisionFacts, Row
from states.refusals import Refusal
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class CorrectedLine:
    """One error: of whom in the list, in what part, and what is right. ``was`` is given for other words of the text alone."""

    part: CorrectedPart
    becomes: str
    nomination_id: str | None = None
    was: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftCorrection(Command):
    """The office drafts a decision that puts clerical errors of an issued one right (đính chính) and names it.

    The old decision and its papers stay as they are; whoever reads it is led to the new one. Nobody is awarded and nobody
    loses an award by it. It is approved, numbered, signed and issued like any decision.
    Refused with ``list_empty``, and per line ``not_in_decision``, ``was_missing``, ``becomes_missing``, ``nothing_corrected``.
    """

    action = Action.DRAFT_CORRECTION
    subject = Subject.DECISION
    needs = frozenset({"corrected"})

    title: str
    corrects_id: str
    lines: tuple[CorrectedLine, ...]

    def check(self, facts: DecisionFacts) -> Iterable[Refusal]:
        """Each line says what stands there, and something else."""
        yield from required(title=self.title)
        if not self.lines:
            yield Refusal("list_empty", at="lines")
        named = facts.corrected["lines"] if facts.corrected else {}
        for line in self.lines:
            if line.part != CorrectedPart.TEXT and line.nomination_id not in named:
                yield Refusal("not_in_decision", at="nomination_id")
                continue
            yield from required(was=_was(line, named), becomes=line.becomes)
            if line.becomes.strip() and _was(line, named) == line.becomes:
                yield Refusal("nothing_corrected", at="becomes")

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The draft, with what it puts right."""
        assert facts.corrected is not None, "a guard has seen the corrected decision"
        named = facts.corrected["lines"]
        return Outcome(
            to=DecisionState.DRAFTED,
            changes={
                "title": self.title, "fund": "", "draft": 1, "year": facts.today.year, "lookup": facts.mint.key()[:12],
                "corrects_id": self.corrects_id,
            },
            rows=[
                (
                    "correction",
                    {
                        "id": facts.mint.key(), "decision_id": self.on, "nomination_id": line.nomination_id,
                        "position": position, "part": line.part.value, "was": _was(line, named), "becomes": line.becomes,
                    },
                )
                for position, line in enumerate(self.lines, start=1)
            ],
        )  # fmt: skip


def _was(line: CorrectedLine, named: Row) -> str:
    """What the decision says: of an awardee as it stands in the list, else what the office quotes."""
    if line.part == CorrectedPart.TEXT or line.nomination_id is None or line.nomination_id not in named:
        return line.was
    return str(named[line.nomination_id][line.part.value])
