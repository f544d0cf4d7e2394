"""Keep what is known of a person from being erased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class PlaceHold(Command):
    """A complaint, an inspection or a court needs what is known of a person: by a named document nothing of it is erased.

    It is placed even while an audit has stopped writing: evidence is kept the more when something is wrong.
    """

    action = Action.PLACE_HOLD
    subject = Subject.LEGAL_HOLD
    needs_whole_log = False

    nominee_id: str
    document: str
    held_from: date

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """There is a document."""
        return required(document=self.document)

    def decide(self, facts: RegisterFacts) -> Outcome:
        """A hold in force."""
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "nominee_id": self.nominee_id, "document": self.document, "held_from": self.held_from.isoformat(),
                "held_until": None, "placed_by": facts.actor_id,
            },
        )  # fmt: skip
