"""Propose to erase what is known of a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, ErasureGround, ErasureState, Role, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class ProposeErasure(Command):
    """The office, or the administrator, proposes to erase the personal data of a nominee, on a named document (đề nghị xóa).

    Nothing is erased yet: the other office confirms. Refused while a case of the person runs (``case_running``) or a hold
    keeps the data (``held_by_law``).
    """

    action = Action.PROPOSE_ERASURE
    subject = Subject.ERASURE
    needs = frozenset({"own_roles"})

    nominee_id: str
    ground: ErasureGround
    document: str
    requested_on: date

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """There is a document, and it is not of a day to come."""
        yield from required(document=self.document)
        if self.requested_on > facts.today:
            yield Refusal("day_in_future", at="requested_on")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """A proposal that waits for the other office."""
        proposed_as = Role.SECRETARIAT if Role.SECRETARIAT in facts.own_roles else Role.ADMINISTRATOR
        return Outcome(
            to=ErasureState.PROPOSED,
            changes={
                "nominee_id": self.nominee_id, "ground": self.ground.value, "document": self.document,
                "requested_on": self.requested_on.isoformat(), "proposed_by": facts.actor_id,
                "proposed_as": proposed_as.value, "confirmed_by": None, "confirmed_at": None, "details": None,
                "records": None, "stays": None,
            },
        )  # fmt: skip
