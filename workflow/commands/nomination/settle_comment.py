"""Settle a comment of the people."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, SettlementResult, State, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class SettleComment(Command):
    """The office says what verifying a comment came to (kết quả xác minh): upheld, or dismissed with a reason.

    After an upheld comment the nomination can only be found ineligible.
    """

    action = Action.SETTLE_COMMENT
    subject = Subject.NOMINATION
    needs = frozenset({"comments"})

    comment_id: str
    result: SettlementResult
    note: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The comment exists and is open, and the finding says why."""
        yield from required(note=self.note)
        settled = {row["id"]: row["result"] for row in facts.comments}
        if self.comment_id not in settled:
            yield Refusal("comment_unknown", at="comment_id")
        elif settled[self.comment_id] is not None:
            yield Refusal("comment_already_settled", at="comment_id")

    def decide(self, facts: NominationFacts) -> Outcome:
        """One comment less to verify."""
        row = {
            "id": facts.mint.key(), "nomination_id": self.on, "comment_id": self.comment_id,
            "result": self.result.value, "note": self.note, "settled_on": facts.today.isoformat(),
        }  # fmt: skip
        return Outcome(to=State.POSTED, rows=[("comment_settlement", row)])
