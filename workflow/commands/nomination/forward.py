"""Forward a nomination to the higher level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.ranking import over_quota
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class Forward(Command):
    """The chairman signs the letter that submits a nomination to the higher level (trình cấp trên khen thưởng).

    Refused with ``decided_here`` for an award in the chairman's own competence, and with ``beyond_quota``,
    ``equals_beyond_quota`` or ``equals_to_vote_on_anew`` where the council's ranking leaves no place.
    """

    action = Action.FORWARD
    subject = Subject.NOMINATION
    needs = frozenset({"rank"})
    needs_seen = True

    number: str
    dated_on: date

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The letter has a number and a day."""
        yield from required(number=self.number)
        if self.dated_on > facts.today:
            yield Refusal("day_in_future", at="dated_on")
        yield from over_quota(facts.rank, facts.case["code"] or "")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The dossier is with the higher level."""
        return Outcome(
            to=State.FORWARDED,
            changes={"due_on": None},
            particulars={"number": self.number, "dated_on": self.dated_on.isoformat()},
        )
