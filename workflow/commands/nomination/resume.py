"""Lift the hold on a nomination."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class Resume(Command):
    """The office lifts a hold (tiếp tục xem xét) when the pending matter is cleared; the case goes on where it stood."""

    action = Action.RESUME
    subject = Subject.NOMINATION
    needs = frozenset({"rules"})
    needs_seen = True

    reason: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """How the matter was cleared is said."""
        return required(reason=self.reason)

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
