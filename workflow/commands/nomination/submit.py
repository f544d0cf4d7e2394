"""Submit a nomination."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Command, Outcome
from workflow.commands.nomination.handing_in import HANDED_IN, handed_in


@dataclass(frozen=True, kw_only=True)
class Submit(Command):
    """The unit hands its nomination in to the standing office (nộp hồ sơ).

    From now on every change is an entry; this first one commits to the whole dossier and every file in it. The dossier gets
    its code, numbered within the year. The draft itself held no history.

    Refused with ``document_missing`` for each paper the award demands, ``achievement_missing``, ``already_nominated``,
    ``award_not_offered``, ``award_not_for_subject``, ``basis_not_for_award``, ``campaign_not_running``, ``unit_ended``.
    """

    action = Action.SUBMIT
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "next_code", "regime", *HANDED_IN})

    def decide(self, facts: NominationFacts) -> Outcome:
        """The dossier with its code, waiting for intake the next working day."""
        rows, commitments = handed_in(facts)
        return Outcome(
            to=State.SUBMITTED,
            changes={
                "code": f"{facts.case['year']}-{facts.next_code:04d}",
                "submitted_at": facts.at,
                "due_on": facts.regime.intake.intake_term.value.after(facts.today, facts.office_days).isoformat(),
            },
            rows=rows,
            documents=commitments,
        )
