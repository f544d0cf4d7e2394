"""Dismiss a proposed annulment."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class DismissAnnulment(Command):
    """The chairman finds no ground to annul (không hủy bỏ): the award stands as before."""

    action = Action.DISMISS_ANNULMENT
    subject = Subject.NOMINATION
    needs_seen = True

    reason: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The reason is said."""
        return required(reason=self.reason)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The state the case had before the proposal."""
        return Outcome(to=facts.case["resumes_to"], changes={"reason": self.reason, "resumes_to": None})
