"""Publish an award."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.making_out import made_out


@dataclass(frozen=True, kw_only=True)
class Publish(Command):
    """An award comes on the public board (công khai): name, unit, award, decision.

    Brought about by issuing the decision: then its certificate takes the next number of the golden book, in the order of the
    list. For an award of a higher level the office publishes once that decision is recorded; its certificate is the higher
    level's.
    """

    action = Action.PUBLISH
    subject = Subject.NOMINATION
    needs = frozenset({"golden_number"})

    def decide(self, facts: NominationFacts) -> Outcome:
        """The award on the board, and a certificate where it was decided here."""
        is_ours = facts.case["state"] == State.AWARDED
        return Outcome(
            to=State.PUBLISHED,
            changes={"published_on": facts.today.isoformat(), "due_on": None},
            rows=[made_out(facts, self.on)] if is_ours else [],
        )
