"""Lift the hold on a nomination."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class Resume(ReasonedCommand):
    """The office lifts a hold (tiếp tục xem xét) when the pending matter is cleared; the case goes on where it stood.

    Refused with ``vote_is_open`` while the session that it was tabled in votes: the agenda is closed to changes.
    """

    action = Action.RESUME
    subject = Subject.NOMINATION
    needs = frozenset({"rules"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The state the case had before the hold."""
        return Outcome(
            to=facts.case["resumes_to"],
            changes={
                "reason": self.reason,
                "resumes_to": None,
                "due_on": facts.rules.appraisal_term.value.after(facts.today).isoformat(),
            },
        )
