"""Record a declaration of interest that was said at the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import NewRow, Outcome
from workflow.commands.council.declaring import Declaration


@dataclass(frozen=True, kw_only=True)
class RecordConflict(Declaration):
    """The secretary records what members declared by word of mouth (ghi khai báo xung đột lợi ích nói tại phiên họp).

    It has the effect of the member's own declaration and is marked with who recorded it; the members are told, so that nobody
    is kept from a vote unnoticed. Several members who said the same, above all that there is none, are recorded together.

    Refused with ``marks_missing`` where nobody is named, ``member_unknown``, ``agenda_empty``, ``item_not_on_agenda``,
    ``relation_missing``, ``ballot_given``.
    """

    action = Action.RECORD_CONFLICT
    subject = Subject.SESSION
    needs = frozenset({"agenda", "declared", "conflicts", "seated", "roll", "handouts"})

    account_ids: tuple[str, ...]

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Only members declare, and what they say fits the agenda."""
        if not self.account_ids:
            yield Refusal("marks_missing", at="account_ids")
        for account in self.account_ids:
            if account not in facts.members:
                yield Refusal("member_unknown", at=account)
            yield from self.ballots_of(account, facts, at=account)
        yield from super().check(facts)

    def decide(self, facts: SessionFacts) -> Outcome:
        """A declaration of each of them, marked with who recorded it."""
        rows: list[NewRow] = []
        for account in dict.fromkeys(self.account_ids):
            rows += self.rows_of(account, facts, recorded_by=facts.actor_id)
        return Outcome(to=SessionState(facts.case["state"]), rows=rows)
