"""Name a guest of a session."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.text import search_key
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class InviteGuest(Command):
    """The secretary names somebody who is invited to a session, speaks there and does not vote (khách mời).

    A guest stands neither on the roll nor in any count. ``account_id`` is the guest's own account, where there is one: the
    invitation then comes as a message; all others are handed theirs. A substitute is no guest, who may come to vote.

    Refused with ``guest_known`` where the same person was named already, ``guest_is_member`` where it is a member of the body
    that meets, ``account_missing`` where the commune has no such account in use.
    """

    action = Action.INVITE_GUEST
    subject = Subject.SESSION
    needs = frozenset({"seated", "guests", "accounts_in_use"})

    name: str
    post: str
    account_id: str | None = None

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Somebody new, who is no member."""
        yield from required(name=self.name, post=self.post)
        named = (search_key(self.name), search_key(self.post))
        for guest in facts.guests:
            is_same = self.account_id is not None and guest["account_id"] == self.account_id
            if is_same or (search_key(guest["name"]), search_key(guest["post"])) == named:
                yield Refusal("guest_known", {"name": guest["name"]}, at="name")
        if self.account_id is not None:
            if self.account_id not in facts.accounts_in_use:
                yield Refusal("account_missing", at="account_id")
            if any(member["account_id"] == self.account_id for member in facts.seated):
                yield Refusal("guest_is_member", {"name": self.name}, at="account_id")

    def decide(self, facts: SessionFacts) -> Outcome:
        """One more guest; the session stands where it stood."""
        guest = {
            "id": facts.mint.key(), "session_id": self.on, "name": self.name, "post": self.post,
            "account_id": self.account_id,
        }  # fmt: skip
        return Outcome(to=SessionState(facts.case["state"]), rows=[("session_guest", guest)])
