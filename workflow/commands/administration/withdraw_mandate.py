"""Withdraw a deputy's mandate."""

from dataclasses import dataclass
from datetime import timedelta

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Outcome, ReasonedCommand, iso


@dataclass(frozen=True, kw_only=True)
class WithdrawMandate(ReasonedCommand):
    """The chairman takes a mandate back at once (thu hồi ủy quyền). What was decided by it stays decided.

    It is done even while an audit has stopped writing: who did harm must be able to lose the mandate for it.
    Refused with ``no_mandate``.
    """

    action = Action.WITHDRAW_MANDATE
    subject = Subject.OFFICE
    needs_seen = True
    needs_whole_log = False

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The mandate, over since yesterday."""
        yesterday = facts.today - timedelta(days=1)
        return Outcome(
            to=RegisterState.ENDED, changes={"held_until": iso(yesterday)}, particulars={"reason": self.reason}
        )
