"""Close a consultation."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class CloseConsultation(Command):
    """The answers are in, or the time is over: the appraisal goes on.

    Refused with ``replies_awaited`` and ``objection_stands``; a case someone objects to is put on hold or found ineligible.
    """

    action = Action.CLOSE_CONSULTATION
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "rules"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case under appraisal again, with what is left of its term or a day to finish."""
        return Outcome(
            to=State.UNDER_APPRAISAL,
            changes={"due_on": facts.rules.appraisal_term.value.after(facts.today, facts.office_days).isoformat()},
        )
