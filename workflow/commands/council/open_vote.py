"""Open the vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from states.council_vocabulary import SessionForm, SessionState
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class OpenVote(Command):
    """The vote opens on the whole agenda (mở biểu quyết), which is closed to changes from now on.

    The roll is frozen: every member in office today, present or not. It is the base of every count, so nobody can be
    skipped. Where the rules let substitutes vote, one who is there stands on it in the place of the member who is absent.
    How each item is voted on is frozen too: openly by name, or in secret on paper where the rules demand a ballot.

    ``opinions_until`` (UTC microseconds) ends the window in which absent members write; without it they may write until the
    close. Where papers are circulated instead of a meeting, this is what sends them on their way: everybody writes until the
    hour that is named here (``window_missing``), under the rules of this day.

    Refused with ``no_quorum`` while too few members take part, with ``window_in_past``, and where papers are to be counted
    with ``tellers_missing`` and what else keeps the tellers from it.
    """

    action = Action.OPEN_VOTE
    subject = Subject.SESSION
    needs = frozenset({"members_in_office", "agenda", "regime"})
    needs_seen = True

    opinions_until: int | None = None

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """The window lies ahead."""
        if self.opinions_until is not None and self.opinions_until <= facts.at:
            yield Refusal("window_in_past", at="opinions_until")
        if self.opinions_until is None and facts.case["form"] == SessionForm.CIRCULATION:
            yield Refusal("window_missing", at="opinions_until")

    def decide(self, facts: SessionFacts) -> Outcome:
        """The vote is open; the roll stands, and how each item is voted on."""
        roll = [
            (
                "session_roll",
                {
                    "id": facts.mint.key(), "session_id": self.on, "account_id": member["account_id"],
                    "title": member["title"],
                },
            )
            for member in facts.members_in_office
        ]  # fmt: skip
        items = [
            (
                "agenda_item",
                {
                    "id": facts.mint.key(), "session_id": self.on, "nomination_id": item["id"],
                    "method": item["method"].value,
                },
            )
            for item in facts.agenda
        ]  # fmt: skip
        opened: dict[str, Any] = {"vote_opened_at": facts.at, "opinions_until": self.opinions_until}
        told: dict[str, Any] = {}
        if facts.case["form"] == SessionForm.CIRCULATION:
            opened |= {"opened_at": facts.at, "rules": facts.regime.digest}
            told = {"tabled": facts.on_agenda}
        return Outcome(to=SessionState.VOTING, changes=opened, rows=[*roll, *items], particulars=told)
