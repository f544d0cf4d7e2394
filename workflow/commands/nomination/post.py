"""Post a nomination for comment."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Fault, Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.checklist import Check, refusals_of, rows_of


@dataclass(frozen=True, kw_only=True)
class Post(Command):
    """Show a nomination to the people for comment (niêm yết, lấy ý kiến nhân dân) for the days the rules demand.

    Only name, unit and award are shown. Before the council the whole checklist is answered first; after it, that was done.
    Refused with ``posting_not_foreseen`` where the rules know no posting at this stage.
    """

    action = Action.POST
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules", "found", "waived"})
    needs_seen = True

    checks: tuple[Check, ...] = ()

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """Only what the office found in order is shown to the people."""
        if facts.case["state"] != State.UNDER_APPRAISAL:
            return ()
        return refusals_of(self.checks, facts, all_met=True)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case is on the board of comments until its last day."""
        term = facts.rules.posting_term.value
        if term is None:
            raise Fault(f"{facts.rules.code} is posted for no term")
        ends = term.after(facts.today, facts.office_days).isoformat()
        return Outcome(
            to=State.POSTED,
            changes={"posted_on": facts.today.isoformat(), "posting_ends_on": ends, "due_on": ends},
            rows=rows_of(self.checks, facts),
        )
