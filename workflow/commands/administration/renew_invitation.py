"""Give a person a new one-time link."""

from dataclasses import dataclass

from states.facts import RegisterFacts
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class RenewInvitation(Command):
    """Send a person a new one-time link after a password was lost or a link ran out.

    Until the link is used nobody can sign in to the account, so a link asked for behind somebody's back is noticed.
    """

    action = Action.RENEW_INVITATION
    subject = Subject.ACCOUNT

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The account waits for its holder again."""
        return Outcome(to=RegisterState.INVITED)
