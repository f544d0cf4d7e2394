"""Invite a person to an account."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.text import sort_key
from states.vocabulary import Action, RegisterState, Subject
from workflow.commands.command import Command, Outcome, required

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]\Z")


@dataclass(frozen=True, kw_only=True)
class InviteAccount(Command):
    """Open an account for a person, who sets the password by a one-time link. Nobody else ever sees or sets it.

    The account has a random pseudonym, the only name under which the person stands in the log.
    Refused with ``username_taken`` and ``username_unusable``.
    """

    action = Action.INVITE_ACCOUNT
    subject = Subject.ACCOUNT

    username: str
    full_name: str
    post_title: str
    email: str | None = None

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """A person has a name, and a user name that can be typed on any keyboard."""
        yield from required(full_name=self.full_name, post_title=self.post_title)
        if not _USERNAME.match(self.username):
            yield Refusal("username_unusable", at="username")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The account, waiting for its holder."""
        return Outcome(
            to=RegisterState.INVITED,
            changes={
                "username": self.username, "full_name": self.full_name, "sort_key": sort_key(self.full_name),
                "post_title": self.post_title, "email": self.email, "pseudonym": facts.mint.key(),
            },
        )  # fmt: skip
