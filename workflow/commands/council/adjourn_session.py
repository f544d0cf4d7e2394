"""Adjourn a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.council_vocabulary import SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class AdjournSession(Command):
    """The session is put off to another day (hoãn phiên họp): the way out when too few members came.

    The agenda stays; who was there is taken anew when the session opens again. Once the vote has opened the session can't be
    put off; absent members give their opinion in writing, or the vote is voided.
    """

    action = Action.ADJOURN_SESSION
    subject = Subject.SESSION
    needs_seen = True

    meets_on: date
    reason: str

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """The new day lies ahead, and the members are told why."""
        yield from required(reason=self.reason)
        if self.meets_on < facts.today:
            yield Refusal("session_in_past", at="meets_on")

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session, planned for the other day."""
        return Outcome(
            to=SessionState.PLANNED,
            changes={"meets_on": self.meets_on.isoformat(), "reason": self.reason, "opened_at": None, "rules": None},
        )
