"""Submit a nomination to the chairman."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, iso, required
from workflow.commands.nomination.clock import last_day_of_decision, no_later

_ANSWERS = (State.RETURNED_BY_CHAIRMAN, State.RETURNED_FROM_ABOVE)


@dataclass(frozen=True, kw_only=True)
class SubmitToChairman(Command):
    """The office lays a case before the chairman (trình Chủ tịch), with the council's minutes where it voted.

    ``note`` is the office's remark; it must answer the questions when the case had been returned.

    Refused with ``minutes_missing``, ``posting_owed``, ``council_owed``.
    """

    action = Action.SUBMIT_TO_CHAIRMAN
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules"})
    needs_seen = True

    note: str = ""

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """Questions are answered."""
        return required(note=self.note) if facts.case["state"] in _ANSWERS else ()

    def decide(self, facts: NominationFacts) -> Outcome:
        """The chairman decides next, or forwards it: by the last day that the rules give him, or that the level above sets."""
        due_on = iso(no_later(last_day_of_decision(facts), State.BEFORE_CHAIRMAN, facts))
        return Outcome(to=State.BEFORE_CHAIRMAN, changes={"due_on": due_on}, particulars={"note": self.note})
