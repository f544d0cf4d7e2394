"""Take a case up again."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class Reopen(ReasonedCommand):
    """The office takes a case back into appraisal (xem xét lại) after a well-founded complaint or a return.

    What was found before stays in the log; the appraisal, and the council where it decides, begin anew.
    """

    action = Action.REOPEN
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case is under appraisal again."""
        return Outcome(
            to=State.UNDER_APPRAISAL,
            changes={
                "reason": self.reason,
                "session_id": None,
                "award": facts.case["nominated_award"],
                "posted_on": None,
                "posting_ends_on": None,
                "posting_closed_on": None,
                "due_on": facts.rules.appraisal_term.value.after(facts.today, facts.office_days).isoformat(),
            },
        )
