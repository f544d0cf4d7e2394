"""Find a nomination ineligible."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.eligibility import COMPETENCE
from states.facts import NominationFacts
from states.guards.nomination import barring
from states.refusals import Refusal
from states.vocabulary import Action, CheckResult, State, Subject
from workflow.commands.command import Command, Outcome, required
from workflow.commands.nomination.checklist import Check, refusals_of, rows_of
from workflow.commands.nomination.clock import last_day_of_notice


@dataclass(frozen=True, kw_only=True)
class FindIneligible(Command):
    """The office finds that a condition is not met (không đủ điều kiện); the unit is told which, and why.

    Under appraisal the whole checklist is answered and at least one condition failed (``no_condition_failed``), or the
    commune is not competent; while the
    case is posted, a comment that proved true is ground enough, and after the council's endorsement the only one
    (``council_endorsed_it``).
    """

    action = Action.FIND_INELIGIBLE
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules", "found", "waived"})
    needs_seen = True

    reason: str
    checks: tuple[Check, ...] = ()

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The reason is said, and the checklist shows it."""
        yield from required(reason=self.reason)
        if facts.case["state"] == State.POSTED:
            return
        yield from refusals_of(self.checks, facts, all_met=False)
        if COMPETENCE not in barring(facts) and not any(check.result == CheckResult.NOT_MET for check in self.checks):
            yield Refusal("no_condition_failed", at="checks")

    def decide(self, facts: NominationFacts) -> Outcome:
        """The nomination ends, unless a complaint reopens it."""
        return Outcome(
            to=State.INELIGIBLE,
            changes={"reason": self.reason, "due_on": last_day_of_notice(facts).isoformat(), "noticed_on": None},
            rows=rows_of(self.checks, facts),
        )
