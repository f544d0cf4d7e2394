"""Lay a draft of a decision before the chairman."""

from dataclasses import dataclass

from states.departures import written
from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Command, Outcome
from workflow.sql import Value


@dataclass(frozen=True, kw_only=True)
class SubmitDecision(Command):
    """The office lays the draft before the chairman (trình dự thảo quyết định), with its list as it stands.

    The letter that goes with it (tờ trình) takes the next number of its own book; a draft that comes back keeps it.
    ``explanation`` answers for what differs from the council's proposal, or for what the chairman asked when he returned it.
    Refused with ``decision_names_nobody``, ``departures_unexplained``.
    """

    action = Action.SUBMIT_DECISION
    subject = Subject.DECISION
    needs = frozenset({"next_submission", "lines", "departures"})
    needs_seen = True

    explanation: str = ""

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The draft on the chairman's desk."""
        case = facts.case
        said = {"explanation": self.explanation, "explained": written(facts.departures)}
        return Outcome(
            to=DecisionState.SUBMITTED, changes=self._letter(facts) | said,
            particulars={
                "named": [row["id"] for row in facts.lines if row["stands"]], "draft": case["draft"],
                "title": case["title"], "fund": case["fund"],
            },
        )  # fmt: skip

    def _letter(self, facts: DecisionFacts) -> dict[str, Value]:
        """Number and day of the letter, where the draft has none yet."""
        if facts.case["submission_number"] is not None:
            return {}
        return {
            "submission_number": facts.next_submission, "submission_year": facts.today.year,
            "submitted_on": facts.today.isoformat(),
        }  # fmt: skip
