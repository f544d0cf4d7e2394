"""Waive a condition that is not met."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.guards.nomination import waivable
from states.refusals import Refusal
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome, required
from workflow.sql import Value


@dataclass(frozen=True, kw_only=True)
class WaiveCondition(Command):
    """The chairman waives one condition for one case, with the reason and the document that allows it (miễn điều kiện).

    The rules name nobody who may, so it is the one who signs. What the facts say stays visible beside the waiver. The case
    stays where it is; a condition that nobody has said anything about is answered by the office, not waived here.

    Refused with ``condition_not_barring`` for a condition that the facts do not say is unmet, and for
    the competence to decide: that is the law's to give.
    """

    action = Action.WAIVE_CONDITION
    subject = Subject.NOMINATION
    needs = frozenset({"found", "waived"})

    condition: str
    reason: str
    document: str = ""

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The reason is said, and the condition stands in the way."""
        yield from required(reason=self.reason)
        if self.condition not in waivable(facts):
            yield Refusal("condition_not_barring", at="condition")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The waiver, by whom and why."""
        row: dict[str, Value] = {
            "id": facts.mint.key(), "nomination_id": self.on, "code": self.condition, "reason": self.reason,
            "document": self.document, "waived_by": facts.actor_id, "waived_at": facts.at,
        }  # fmt: skip
        return Outcome(to=facts.case["state"], rows=[("waiver", row)], particulars={"reason": self.reason})
