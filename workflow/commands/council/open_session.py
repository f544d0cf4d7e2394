"""Open a session."""

from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class OpenSession(Command):
    """The session begins (khai mạc): attendance is taken next. It stands under the rules of this day until it is over.

    The entry names the agenda, and the paper of the agenda is made from it.

    Refused with ``agenda_empty`` and ``council_empty``.
    """

    action = Action.OPEN_SESSION
    subject = Subject.SESSION
    needs = frozenset({"regime", "agenda"})
    needs_seen = True

    def decide(self, facts: SessionFacts) -> Outcome:
        """The session in progress."""
        return Outcome(
            to=SessionState.OPEN, changes={"opened_at": facts.at, "rules": facts.regime.digest},
            particulars={"tabled": facts.on_agenda},
        )  # fmt: skip
