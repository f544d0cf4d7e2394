"""Record the minutes."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class RecordMinutes(Command):
    """The secretary records the minutes of the session (biên bản họp). Only then do its cases go before the chairman.

    ``chair_id`` is the member who chaired. Refused with ``text_missing``, ``member_unknown``.
    """

    action = Action.RECORD_MINUTES
    subject = Subject.SESSION
    needs = frozenset({"roll"})
    needs_seen = True

    minutes: str
    chair_id: str

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """The minutes say something, and a member of the council chaired."""
        yield from required(text=self.minutes)
        if self.chair_id not in facts.roll:
            yield Refusal("member_unknown", at="chair_id")

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session is complete."""
        return Outcome(to=SessionState.MINUTED, changes={"minutes": self.minutes, "chair_id": self.chair_id})
