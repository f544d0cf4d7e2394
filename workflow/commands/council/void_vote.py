"""Void a vote."""

from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Outcome, ReasonedCommand
from workflow.commands.nomination.release import Release


@dataclass(frozen=True, kw_only=True)
class VoidVote(ReasonedCommand):
    """A vote that can't come to a count is voided (hủy cuộc biểu quyết), with the reason: the way out of an open vote.

    Nothing is counted. Every case of the agenda is eligible again and may be tabled in another session, where each member is
    asked anew. The votes already given stay in the log and are shown to nobody but the member who gave them, so that the next
    vote is not foreseen. The session is over; it takes no minutes.

    Refused with ``reason_missing``.
    """

    action = Action.VOID_VOTE
    subject = Subject.SESSION
    needs = frozenset({"agenda"})
    needs_seen = True

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session voided, and an order to release each case."""
        orders = [Release(on=item["id"], reason=self.reason) for item in facts.agenda]
        return Outcome(to=SessionState.VOIDED, changes={"reason": self.reason}, then=orders)
