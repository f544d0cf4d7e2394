"""Return a draft of a decision to the office."""

from dataclasses import dataclass

from states.facts import DecisionFacts
from states.vocabulary import Action, DecisionState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class ReturnDecision(ReasonedCommand):
    """The chairman returns the whole draft (trả lại dự thảo) and says what is to be changed or explained.

    Its cases stay before the chairman and in the draft. The office explains and submits it again, or voids it and drafts
    another. A single case is returned or declined by itself, and leaves the draft.
    """

    action = Action.RETURN_DECISION
    subject = Subject.DECISION
    needs_seen = True

    def decide(self, facts: DecisionFacts) -> Outcome:
        """The draft back on the office's desk."""
        return Outcome(to=DecisionState.DRAFTED, changes={"reason": self.reason})
