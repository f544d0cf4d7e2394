"""Record the conferral of an award."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, Receiver, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class Confer(Command):
    """The office records when the award was handed over, and to whom (trao tặng): the awardee, a proxy or the family.

    ``ceremony`` is where it was done, ``handed_by`` who handed it over. A proxy, or who of the family received a posthumous
    award, is named in ``received_by``. Refused with ``day_in_future``, ``day_before_publication``, ``received_by_missing``.
    """

    action = Action.CONFER
    subject = Subject.NOMINATION
    needs_seen = True

    conferred_on: date
    receiver: Receiver = Receiver.SELF
    ceremony: str = ""
    handed_by: str = ""
    received_by: str = ""
    note: str = ""

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The day is not in the future and not before the publication; whoever stood in for the awardee is named."""
        if self.conferred_on > facts.today:
            yield Refusal("day_in_future", at="conferred_on")
        if facts.case["published_on"] and self.conferred_on.isoformat() < facts.case["published_on"]:
            yield Refusal("day_before_publication", at="conferred_on")
        if self.receiver != Receiver.SELF:
            yield from required(received_by=self.received_by)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The award in its holder's hands."""
        return Outcome(
            to=State.CONFERRED,
            changes={"conferred_on": self.conferred_on.isoformat(), "receiver": self.receiver.value},
            particulars={
                "ceremony": self.ceremony, "handed_by": self.handed_by, "received_by": self.received_by, "note": self.note,
            },
        )  # fmt: skip
