"""Add a unit."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.text import search_key, sort_key_plain
from states.vocabulary import Action, RegisterState, Subject, UnitKind
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class AddUnit(Command):
    """Enter a village, office, association or school in the register of units that may propose."""

    action = Action.ADD_UNIT
    subject = Subject.UNIT

    kind: UnitKind
    name: str
    valid_from: str
    parent_id: str | None = None

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """A unit has a name."""
        return required(name=self.name)

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The unit, active from the given day."""
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "kind": self.kind.value, "name": self.name, "search_key": search_key(self.name),
                "sort_key": sort_key_plain(self.name), "valid_from": self.valid_from, "valid_until": None,
                "parent_id": self.parent_id,
            },
        )  # fmt: skip
