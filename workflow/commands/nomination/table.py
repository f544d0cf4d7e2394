"""Put a nomination on the agenda of a session."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject, VerdictStage
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.freezing import frozen


@dataclass(frozen=True, kw_only=True)
class Table(Command):
    """The council's secretary puts an eligible case on a session's agenda (trình Hội đồng).

    The conditions are judged anew and laid down, so that the council sees what has changed since receipt.

    Refused with ``session_takes_no_items`` once the vote of that session has opened, and ``no_council_step`` for an award
    the council has no say in.
    """

    action = Action.TABLE
    subject = Subject.NOMINATION
    needs = frozenset({"verdict"})
    needs_seen = True

    session_id: str

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case waits for the vote."""
        return Outcome(
            to=State.TABLED,
            changes={"session_id": self.session_id},
            rows=frozen(facts, facts.verdict, VerdictStage.TABLING),
        )
