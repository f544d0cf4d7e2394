"""Revise the draft of a decision."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState
from workflow.commands.command import Outcome
from workflow.commands.decision.draft_decision import DraftDecision


@dataclass(frozen=True, kw_only=True)
class ReviseDecision(DraftDecision):
    """The office drafts the list, the wording and the fund anew (sửa dự thảo), above all after the chairman returned it.

    The list before stays on record, and with it what the chairman was shown. A case that is taken off lies before the chairman
    as it did, and may enter another draft; one that left the draft by itself may come back to it. The letter keeps its number.
    Refused as drafting is, and with ``correction_drafted_anew``.
    """

    action = Action.REVISE_DECISION
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The draft with its new list, in the order of any list."""
        draft = facts.case["draft"] + 1
        return Outcome(
            to=DecisionState.DRAFTED, changes={"title": self.title, "fund": self.fund, "draft": draft},
            rows=self.lines(facts, draft),
        )  # fmt: skip
