"""What the secretary writes in the minutes, once or again. All figures stand in them from the records."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.council_vocabulary import SessionForm, SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.council.voting import is_there, not_in_office
from workflow.sql import Value


@dataclass(frozen=True, kw_only=True)
class MinutesCommand(Command):
    """A version of the minutes. ``chair_id`` is the member who chaired and has to sign it: not the one who writes it.

    Where the term of that member has ended, nobody else is said to have chaired: ``signer_id`` is another member who was there
    and signs instead, and the minutes say so.

    Refused with ``text_missing``, ``member_unknown``, ``chair_writes_minutes``, and ``chair_was_away`` for who was not in the
    meeting; where papers were circulated nobody was. ``signer_id`` is refused with ``chair_can_sign``, ``member_unknown``,
    ``not_in_office``, ``chair_was_away``, ``chair_writes_minutes``.
    """

    subject = Subject.SESSION
    needs = frozenset({"seated", "roll", "attendance", "minutes"})
    needs_seen = True

    chair_id: str
    course: str
    conclusions: str
    remarks: str = ""
    signer_id: str | None = None

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """The course and the conclusions are written, and another member of the council chaired."""
        for name in ("course", "conclusions"):
            if not getattr(self, name).strip():
                yield Refusal("text_missing", at=name)
        yield from _may_lead(self.chair_id, facts, at="chair_id")
        if self.signer_id is not None:
            yield from _may_lead(self.signer_id, facts, at="signer_id")
            yield from not_in_office(self.signer_id, facts, at="signer_id")
            if any(row["account_id"] == self.chair_id for row in facts.seated):
                yield Refusal("chair_can_sign", at="signer_id")

    def written(self, facts: SessionFacts, *, corrects: int | None = None, reason: str = "") -> Outcome:
        """The next version, which waits for the signature of the chair; ``corrects`` is the entry of the one before."""
        row: dict[str, Value] = {
            "id": facts.mint.key(), "session_id": self.on, "version": facts.minutes + 1, "course": self.course,
            "remarks": self.remarks, "conclusions": self.conclusions, "chair_id": self.chair_id,
            "signer_id": self.signer_id, "reason": reason, "corrects": corrects,
        }  # fmt: skip
        return Outcome(
            to=SessionState.MINUTED,
            changes={"chair_id": self.chair_id, "signer_id": self.signer_id, "signed_entry": None},
            rows=[("minutes_version", row)], particulars={"reason": reason, "corrects": corrects} if reason else {},
        )  # fmt: skip


def _may_lead(member: str, facts: SessionFacts, *, at: str) -> Iterable[Refusal]:
    """Who chairs, or signs instead, is on the roll, was in the meeting, and is not the one who writes."""
    if member not in facts.roll:
        yield Refusal("member_unknown", at=at)
    elif member == facts.actor_id:
        yield Refusal("chair_writes_minutes", at=at)
    elif facts.case["form"] == SessionForm.MEETING and not is_there(member, facts):
        yield Refusal("chair_was_away", at=at)
