"""Put a nomination on hold."""

from dataclasses import dataclass

from states.facts import NominationFacts
from states.vocabulary import Action, State, Subject
from workflow.commands.command import Outcome, ReasonedCommand


@dataclass(frozen=True, kw_only=True)
class Suspend(ReasonedCommand):
    """The office holds a case (tạm dừng) while discipline, inspection, a complaint or a denunciation is pending.

    The case remembers where it stood; nothing is awarded or forwarded meanwhile (Decree 152/2025, Art. 4 as restated
    by practice). Refused with ``vote_is_open`` while the council votes on it.
    """

    action = Action.SUSPEND
    subject = Subject.NOMINATION
    needs_seen = True

    def decide(self, facts: NominationFacts) -> Outcome:
        """The case rests where it stood."""
        return Outcome(
            to=State.SUSPENDED, changes={"reason": self.reason, "resumes_to": facts.case["state"], "due_on": None}
        )
