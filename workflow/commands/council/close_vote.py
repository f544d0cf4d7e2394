"""Close the vote."""

from dataclasses import dataclass

from states.facts import SessionFacts
from states.tally import count
from states.vocabulary import Action, SessionState, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.record_finding import RecordFinding


@dataclass(frozen=True, kw_only=True)
class CloseVote(Command):
    """Close the council's vote (kiểm phiếu) and turn each count into a finding.

    Every member on the roll is counted: who gave no opinion has not agreed, because the base is the whole council and
    not those present (Decree 98/2023, Art. 30(7)). After this no vote is taken, even one already on its way.

    Refused with ``too_few_opinions`` for each item on which fewer members than the rules demand have given an opinion.
    """

    action = Action.CLOSE_VOTE
    subject = Subject.SESSION
    needs = frozenset({"roll", "agenda", "votes"})
    needs_seen = True

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session closed, and an order to record the finding on each item."""
        orders = []
        for item in facts.agenda:
            choices = {member: facts.votes.get((item["id"], member), (0, None))[1] for member in facts.roll}
            tally = count(choices, facts.roll)
            orders.append(RecordFinding(on=item["id"], session_id=self.on, tally=tally))
        return Outcome(to=SessionState.CLOSED, changes={"closed_at": facts.at}, then=orders)
