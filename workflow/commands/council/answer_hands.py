"""Answer recorded hands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.council_vocabulary import HandAnswer, SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, NewRow, Outcome


@dataclass(frozen=True, kw_only=True)
class AnswerHands(Command):
    """A member confirms or disputes what the secretary recorded of the own raised hand (xác nhận phần giơ tay đã ghi).

    The vote itself stays as it is. A disputed hand keeps the vote from being closed until it is settled: the secretary records
    it anew, or the member votes in person or confirms it after all. A hand that nobody answered blocks nothing.

    ``answers`` maps the ids of the recorded votes. Refused with ``not_on_roll``, ``no_hand_recorded``, ``answers_missing``, and
    ``hand_gone`` where the hand was recorded anew, or replaced, after the member looked.
    """

    action = Action.ANSWER_HANDS
    subject = Subject.SESSION
    needs = frozenset({"hands", "hand_answers"})

    answers: Mapping[str, HandAnswer]
    note: str = ""

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Every answer is about an own hand that still stands."""
        own = {vote for (_nomination, account), vote in facts.hands.items() if account == facts.actor_id}
        if not self.answers:
            yield Refusal("answers_missing", at="answers")
        for vote in self.answers:
            if vote not in own:
                yield Refusal("hand_gone", at=vote)

    def decide(self, facts: SessionFacts) -> Outcome:
        """The answers that changed; the earlier ones stay."""
        rows: list[NewRow] = []
        for vote, answer in self.answers.items():
            version, standing = facts.hand_answers.get(vote, (0, ""))
            if standing != answer:
                rows.append((
                    "hand_answer",
                    {
                        "id": facts.mint.key(), "session_id": self.on, "vote_id": vote, "account_id": facts.actor_id,
                        "version": version + 1, "answer": answer.value, "note": self.note,
                    },
                ))  # fmt: skip
        return Outcome(to=SessionState.VOTING, rows=rows)
