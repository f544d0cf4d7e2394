"""Open the vote."""

from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class OpenVote(Command):
    """The vote opens on the whole agenda (mở biểu quyết), which is closed to changes from now on.

    The roll is frozen: every member in office today, present or not. It is the base of every count, so nobody can be
    skipped. Refused with ``no_quorum`` while too few members take part.
    """

    action = Action.OPEN_VOTE
    subject = Subject.SESSION
    needs = frozenset({"members_in_office"})
    needs_seen = True

    def decide(self, facts: SessionFacts) -> Outcome:
        """The vote is open; the roll stands."""
        rows = [
            (
                "session_roll",
                {
                    "id": facts.mint.key(), "session_id": self.on, "account_id": member["account_id"],
                    "title": member["title"],
                },
            )
            for member in facts.members_in_office
        ]  # fmt: skip
        return Outcome(to=SessionState.VOTING, changes={"vote_opened_at": facts.at}, rows=rows)
