"""Say that two lines of the register are one nominee."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class MergeNominees(Command):
    """The office has found that two lines of the units' registers are one person, body or family (gộp).

    From now on both have one award history, and what is stated of one counts for the other. Nothing is moved or deleted, so
    that it can be undone. Refused with ``nominees_differ_in_kind`` and ``merged_already``.
    """

    action = Action.MERGE_NOMINEES
    subject = Subject.MERGER
    needs = frozenset({"register_lines"})

    nominee_id: str
    merged_id: str
    reason: str

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """It is said how that was found."""
        return required(reason=self.reason)

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The two are one."""
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "nominee_id": self.nominee_id, "merged_id": self.merged_id, "merged_by": facts.actor_id,
                "reason": self.reason,
            },
            particulars={"register": facts.register_lines},
        )  # fmt: skip
