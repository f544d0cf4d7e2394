"""Hand a returned nomination in again."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import NominationFacts
from states.refusals import Refusal
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome, required
from workflow.commands.nomination.handing_in import HANDED_IN, handed_in


@dataclass(frozen=True, kw_only=True)
class Resubmit(Command):
    """The unit hands its dossier in again with what was asked for (nộp bổ sung).

    Files handed in before stay; the new ones are added and committed to. ``answer`` says what was supplemented; the account
    of the achievement may be corrected.
    """

    action = Action.RESUBMIT
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "regime", *HANDED_IN})
    needs_seen = True

    answer: str
    achievement: str

    def check(self, facts: NominationFacts) -> Iterable[Refusal]:
        """The unit says what it supplemented."""
        return required(answer=self.answer, achievement=self.achievement)

    def decide(self, facts: NominationFacts) -> Outcome:
        """The dossier waits for intake again."""
        rows, commitments = handed_in(facts)
        return Outcome(
            to=State.SUBMITTED,
            changes={
                "achievement": self.achievement,
                "submitted_at": facts.at,
                "due_on": facts.regime.intake.intake_term.value.after(facts.today, facts.office_days).isoformat(),
                "reason": None,
            },
            rows=rows,
            particulars={"answer": self.answer},
            documents=commitments,
        )
