"""Record what a consulted body answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, Opinion, State, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class RecordReply(Command):
    """The office records a body's answer. A later answer of the same body counts instead; the earlier one stays."""

    action = Action.RECORD_REPLY
    subject = Subject.NOMINATION
    needs = frozenset({"replies"})

    consultation_id: str
    opinion: Opinion
    text: str
    replied_on: date

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The body was asked, and an objection says why."""
        if self.consultation_id not in {row["id"] for row in facts.replies}:
            yield Refusal("body_unknown", at="consultation_id")
        if self.opinion == Opinion.OBJECT and not self.text.strip():
            yield Refusal("text_missing", at="text")
        if self.replied_on > facts.today:
            yield Refusal("day_in_future", at="replied_on")

    def decide(self, facts: NominationFacts) -> Outcome:
        """One answer more."""
        row = {
            "id": facts.mint.key(), "nomination_id": self.on, "consultation_id": self.consultation_id,
            "opinion": self.opinion.value, "text": self.text, "replied_on": self.replied_on.isoformat(),
            "recorded_at": facts.at,
        }  # fmt: skip
        return Outcome(to=State.IN_CONSULTATION, rows=[("consultation_reply", row)])
