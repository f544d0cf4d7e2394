"""End a layer or a confirmation."""

from dataclasses import dataclass
from datetime import date

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class EndRuleChange(ReasonedCommand):
    """Say that a layer, or a confirmed regime, is in force until a day and no longer.

    A last day before its first day takes back what was entered by mistake: it never counted from then on. Dossiers received
    under it stay under it.
    """

    action = Action.END_RULE_CHANGE
    subject = Subject.RULE_CHANGE
    needs_seen = True

    last_day: date

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The change of rules, with its last day."""
        return Outcome(
            to=RegisterState.ENDED,
            changes={"valid_until": self.last_day.isoformat()},
            particulars={"reason": self.reason},
        )
