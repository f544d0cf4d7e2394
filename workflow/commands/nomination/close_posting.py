"""Close a posting that followed the council."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, iso
from workflow.commands.nomination.clock import no_later


@dataclass(frozen=True, kw_only=True)
class ClosePosting(Command):
    """The days of posting after the council are over and no comment stands against the nomination (kết thúc niêm yết).

    Refused with ``posting_runs``, ``comments_open``, ``comment_upheld``, ``posted_before_council``.
    """

    action = Action.CLOSE_POSTING
    subject = Subject.NOMINATION
    needs = frozenset({"rules"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The endorsed case may go before the chairman."""
        due_on = iso(no_later(None, State.ENDORSED, facts))
        return Outcome(to=State.ENDORSED, changes={"posting_closed_on": facts.today.isoformat(), "due_on": due_on})
