"""Record who takes part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from states.council_vocabulary import Attendance, SessionState
from states.refusals import Refusal
from states.session_facts import NOT_MARKED, SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, NewRow, Outcome
from workflow.commands.council.voting import AWAY, THERE


@dataclass(frozen=True, kw_only=True)
class RecordAttendance(Command):
    """The secretary marks members present, remote, excused or absent (điểm danh). A later mark counts; earlier ones stay.

    A latecomer is marked while the vote is open: what that member says from then on was said in the session, and a hand may be
    recorded. Once the vote has opened only those on the roll are marked; nobody joins it.

    A substitute is marked as present only for a member who is absent (``principal_present``), and only where the rules of the
    council let substitutes vote (``substitute_not_allowed``): then the substitute counts in the member's place.

    ``reasons`` says why a member is excused. Who has dropped a ballot on paper and leaves is marked as gone: that the ballot
    was given stays on record, and it counts. Refused with ``marks_missing`` and ``member_unknown``.
    """

    action = Action.RECORD_ATTENDANCE
    subject = Subject.SESSION
    needs = frozenset({"seated", "roll", "attendance", "regime"})

    marks: Mapping[str, Attendance]
    reasons: Mapping[str, str] = field(default_factory=dict)

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Only members in office are marked, or those on the roll once it is frozen."""
        if not self.marks:
            yield Refusal("marks_missing")
        for account in self.marks.keys() - facts.members:
            yield Refusal("member_unknown", at=account)
        if not facts.roll:
            yield from self._of_substitutes(facts)

    def _of_substitutes(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Whoever is marked as there in a member's place may stand there."""
        names = {row["account_id"]: row["name"] for row in facts.seated}
        for row in facts.seated:
            account, principal = row["account_id"], row["substitutes"]
            if principal is None or self.marks.get(account) not in THERE:
                continue
            if not facts.regime.council.substitutes_may_vote.value:
                yield Refusal("substitute_not_allowed", {"name": row["name"]}, at=account)
            elif self.marks.get(principal, facts.attendance.get(principal, NOT_MARKED)[1]) not in AWAY:
                yield Refusal("principal_present", {"name": row["name"], "member": names[principal]}, at=account)

    def decide(self, facts: SessionFacts) -> Outcome:
        """A new version of each mark that changed; the session stands where it stood."""
        rows: list[NewRow] = []
        for account, mark in self.marks.items():
            version, *standing = facts.attendance.get(account, NOT_MARKED)
            reason = self.reasons.get(account, "")
            if standing != [mark, reason]:
                rows.append((
                    "attendance",
                    {
                        "id": facts.mint.key(), "session_id": self.on, "account_id": account, "version": version + 1,
                        "attendance": mark.value, "reason": reason, "opened_at": facts.case["opened_at"],
                    },
                ))  # fmt: skip
        return Outcome(to=SessionState(facts.case["state"]), rows=rows)
