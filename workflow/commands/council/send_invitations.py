"""Send the invitations to a session."""

from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, NewRow, Outcome


@dataclass(frozen=True, kw_only=True)
class SendInvitations(Command):
    """The secretary invites to a session and sends its agenda ahead (gửi giấy mời và chương trình họp).

    Every member in office of the body that meets is invited, and every guest named so far. The message holds the agenda's
    words: names, awards and units, nothing of a dossier, for nobody has declared a conflict of interest yet. It may be sent
    again when the agenda has changed; each sending stays with its date and with whom it went to. The paper of the agenda is
    made from its entry.

    Refused with ``agenda_empty``, ``council_empty``.
    """

    action = Action.SEND_INVITATIONS
    subject = Subject.SESSION
    needs = frozenset({"agenda", "agenda_units", "members_in_office", "guests", "sendings"})
    needs_seen = True

    def decide(self, facts: SessionFacts) -> Outcome:
        """Who was invited, and to what."""
        rows: list[NewRow] = [
            (
                "session_invitee",
                {
                    "id": facts.mint.key(), "session_id": self.on, "sending": facts.sendings + 1, "account_id": account,
                    "guest_id": guest,
                },
            )
            for account, guest in (
                *((member["account_id"], None) for member in facts.members_in_office),
                *((None, guest["id"]) for guest in facts.guests),
            )
        ]  # fmt: skip
        agenda = [[item["code"], item["name"], item["award"], facts.agenda_units[item["id"]]] for item in facts.agenda]
        return Outcome(
            to=SessionState.PLANNED, changes={"invited_at": facts.at}, rows=rows,
            particulars={"agenda": agenda, "tabled": facts.on_agenda},
        )  # fmt: skip
