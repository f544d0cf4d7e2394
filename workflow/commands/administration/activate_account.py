"""Take an account into use."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class ActivateAccount(Command):
    """The person opened the one-time link and set a password that only they know."""

    action = Action.ACTIVATE_ACCOUNT
    subject = Subject.ACCOUNT

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The account is in use."""
        return Outcome(to=RegisterState.ACTIVE)
