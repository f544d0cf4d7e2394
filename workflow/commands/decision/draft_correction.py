"""Draft a decision that corrects clerical errors of another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from states.decision_vocabulary import CorrectedPart
from states.facts import DecisionFacts, Row
from states.refusals import Refusal
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class CorrectedLine:
    """One error: of whom in the list, in what part, what is right, and how it came about.

    ``was`` is given for other words of the text alone.
    """

    part: CorrectedPart
    becomes: str
    nomination_id: str | None = None
    was: str = ""
    reason: str = ""

    @property
    def place(self) -> tuple[CorrectedPart, str]:
        """What of the decision is wrong: no correction names the same twice."""
        return self.part, self.nomination_id or self.was


@dataclass(frozen=True, kw_only=True)
class DraftCorrection(Command):
    """The office drafts a decision that puts clerical errors of an issued one right (đính chính) and names it.

    The old decision and its papers stay as they are; whoever reads it is led to the new one. Nobody is awarded and nobody
    loses an award by it. It is approved, numbered, signed and issued like any decision.
    Refused with ``list_empty``, and per line ``not_in_decision``, ``was_missing``, ``becomes_missing``, ``reason_missing``,
    ``nothing_corrected``, ``corrected_twice``; each names the line and its field (``2.becomes``).
    """

    action = Action.DRAFT_CORRECTION
    subject = Subject.DECISION
    needs = frozenset({"corrected"})

    title: str
    corrects_id: str
    lines: tuple[CorrectedLine, ...]

    def check(self, facts: DecisionFacts) -> Iterable[Refusal]:
        """Each line says what stands there, something else, and why; no two say it of the same place."""
        yield from required(title=self.title)
        if not self.lines:
            yield Refusal("list_empty", at="lines")
        named = facts.corrected["lines"] if facts.corrected else {}
        for number, line in enumerate(self.lines):
            for refusal in _wrong(line, named):
                yield replace(refusal, at=f"{number}.{refusal.at}")
            if any(line.place == each.place for each in self.lines[:number]):
                yield Refusal("corrected_twice", at=f"{number}.becomes")

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
                        "reason": line.reason,
                    },
                )
                for position, line in enumerate(self.lines, start=1)
            ],
        )  # fmt: skip


def _wrong(line: CorrectedLine, named: Row) -> Iterable[Refusal]:
    """What is wrong with one line, at its field."""
    if line.part != CorrectedPart.TEXT and line.nomination_id not in named:
        yield Refusal("not_in_decision", at="nomination_id")
        return
    yield from required(was=_was(line, named), becomes=line.becomes, reason=line.reason)
    if line.becomes.strip() and _was(line, named) == line.becomes:
        yield Refusal("nothing_corrected", at="becomes")


def _was(line: CorrectedLine, named: Row) -> str:
    """What the decision says: of an awardee as it stands in the list, else what the office quotes."""
    if line.part == CorrectedPart.TEXT or line.nomination_id is None or line.nomination_id not in named:
        return line.was
    return str(named[line.nomination_id][line.part.value])
