"""Annul an award."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class Annul(Command):
    """The chairman annuls an award (hủy bỏ quyết định khen thưởng). The decision stays on record, marked as annulled."""

    action = Action.ANNUL
    subject = Subject.NOMINATION
    needs_seen = True

    reason: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The reason is said."""
        return required(reason=self.reason)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The award no longer holds; it is to be recovered."""
        return Outcome(to=State.ANNULLED, changes={"reason": self.reason, "resumes_to": None})
