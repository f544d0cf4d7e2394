"""Return a dossier for a supplement."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class ReturnForSupplement(ReasonedCommand):
    """The office sends an incomplete dossier back once, saying fully what is missing (trả lại để bổ sung).

    Refused with ``no_supplement_round_left`` when it went back as often as the rules allow.
    """

    action = Action.RETURN_FOR_SUPPLEMENT
    subject = Subject.NOMINATION
    needs = frozenset({"office_days", "regime"})
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The dossier is with the unit again."""
        return Outcome(
            to=State.RETURNED,
            changes={
                "supplements": facts.case["supplements"] + 1,
                "reason": self.reason,
                "due_on": facts.regime.intake.supplement_term.value.after(facts.today, facts.office_days).isoformat(),
            },
        )
