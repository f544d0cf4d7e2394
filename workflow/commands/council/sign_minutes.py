"""Sign the minutes."""

from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class SignMinutes(Command):
    """The member who chaired signs the minutes (ký biên bản), having read all of them.

    The signature is the recorded act of that member, not a digital signature of the paper. It names the entry in which the
    secretary recorded what is signed.
    """

    action = Action.SIGN_MINUTES
    subject = Subject.SESSION
    needs_seen = True

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session complete."""
        return Outcome(to=SessionState.SIGNED, changes={"signed_entry": facts.case["changed"]})
