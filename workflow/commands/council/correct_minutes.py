"""Correct the minutes."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action
from workflow.commands.command import Outcome, required
from workflow.commands.council.minuting import MinutesCommand


@dataclass(frozen=True, kw_only=True)
class CorrectMinutes(MinutesCommand):
    """The secretary corrects the minutes (đính chính biên bản): a version of its own that names the entry it replaces.

    The earlier version stays, with its signature if it had one, and the new one waits for the chair to sign it. A count is
    corrected by nobody. Cases that went before the chairman of the committee meanwhile stay there.
    Refused with ``reason_missing`` besides.
    """

    action = Action.CORRECT_MINUTES

    reason: str

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """The reason is said too."""
        yield from required(reason=self.reason)
        yield from super().check(facts)

    def decide(self, facts: SessionFacts) -> Outcome:
        """The next version; the last change of the session wrote the one before, unless that was signed since."""
        signed = facts.case["signed_entry"]
        return self.written(facts, corrects=facts.case["changed"] if signed is None else signed, reason=self.reason)
