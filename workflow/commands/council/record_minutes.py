"""Record the minutes."""

from dataclasses import dataclass

from states.session_facts import SessionFacts
from states.vocabulary import Action
from workflow.commands.command import Outcome
from workflow.commands.council.minuting import MinutesCommand


@dataclass(frozen=True, kw_only=True)
class RecordMinutes(MinutesCommand):
    """The secretary records the minutes of the session (biên bản họp), which is her signature under them.

    She writes only what happened and what was concluded; attendance, agenda and every count stand from the records. The
    member who chaired signs next, and only then do the cases go before the chairman of the committee.
    """

    action = Action.RECORD_MINUTES

    def decide(self, facts: SessionFacts) -> Outcome:
        """The first version."""
        return self.written(facts)
