"""Decline to award."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand
from workflow.commands.nomination.clock import last_day_of_notice


@dataclass(frozen=True, kw_only=True)
class Decline(ReasonedCommand):
    """The chairman decides not to award (không khen thưởng), with a reason that the unit is told.

    The council's endorsement is advice; the decision is the chairman's.
    """

    action = Action.DECLINE
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends without an award; its unit is told by the last day of the notice."""
        due_on = last_day_of_notice(facts).isoformat()
        return Outcome(to=State.DECLINED, changes={"reason": self.reason, "due_on": due_on, "noticed_on": None})
