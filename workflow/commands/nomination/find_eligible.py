"""Find a nomination eligible."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, iso
from workflow.commands.nomination.checklist import Check, refusals_of, rows_of
from workflow.commands.nomination.clock import last_day_of_posting_closed, no_later


@dataclass(frozen=True, kw_only=True)
class FindEligible(Command):
    """The office finds that the nomination meets the conditions (đủ điều kiện), and answers the whole checklist.

    A case that was posted before answered its checklist then; after the posting only the comments matter.

    Refused with ``condition_unanswered``, ``condition_not_met``, ``facts_say_not_met``,
    ``waiver_without_reason``, ``decided_by_enterprise``; with ``posting_owed`` for an award
    that is posted first; after a posting with ``posting_runs``, ``comments_open``, ``comment_upheld``.
    """

    action = Action.FIND_ELIGIBLE
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules", "found", "waived"})
    needs_seen = True

    checks: tuple[Check, ...] = ()

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The checklist is complete and favourable."""
        if facts.case["state"] == State.POSTED:
            return ()
        return refusals_of(self.checks, facts, all_met=True)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case is ready for the council, or for the chairman where the council has no say."""
        changes: dict[str, str | None] = {}
        if facts.case["state"] == State.POSTED:
            due_on = no_later(last_day_of_posting_closed(facts), State.ELIGIBLE, facts)
            changes = {"posting_closed_on": facts.today.isoformat(), "due_on": iso(due_on)}
        return Outcome(to=State.ELIGIBLE, changes=changes, rows=rows_of(self.checks, facts))
