"""Hand out ballots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.council_vocabulary import Attendance, SessionState
from states.paper_ballots import on_paper
from states.refusals import Refusal
from states.session_facts import NOT_MARKED, SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, NewRow, Outcome
from workflow.commands.council.voting import not_in_office


@dataclass(frozen=True, kw_only=True)
class HandOutBallots(Command):
    """The secretary records who was given a ballot on paper (phát phiếu), as the members sign the roll.

    Only who is in the room gets one; who is not, and who joins online, gives an opinion in writing instead, and who has
    written gets none, so that nobody votes twice. A ballot that was handed back unused is recorded as not given. How many
    ballots an item has follows from this, without those who take no part in it.

    Refused with ``handouts_missing``, ``handouts_known`` where nothing is new, ``not_on_roll``, ``not_in_office``,
    ``member_undeclared``, ``not_in_the_room``, ``member_has_written``, ``takes_part_in_nothing``.
    """

    action = Action.HAND_OUT_BALLOTS
    subject = Subject.SESSION
    needs = frozenset({"seated", "roll", "agenda", "attendance", "written", "declared", "conflicts", "handouts"})

    given: Mapping[str, bool]

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Only members who may vote on paper are given a ballot."""
        if not self.given:
            yield Refusal("handouts_missing", at="given")
        for account, is_given in self.given.items():
            if account not in facts.roll:
                yield Refusal("not_on_roll", at=account)
            elif is_given and not facts.has_ballot(account):
                yield from self._why_not(account, facts)
        if self.given and not self._news(facts):
            yield Refusal("handouts_known", at="given")

    def _news(self, facts: SessionFacts) -> list[tuple[str, int, bool]]:
        """Each line that says something else than stands, with its new version; that none was given is said once, too."""
        return [
            (account, facts.handouts.get(account, (0, False))[0] + 1, is_given)
            for account, is_given in self.given.items()
            if account not in facts.handouts or facts.has_ballot(account) != is_given
        ]

    def _why_not(self, account: str, facts: SessionFacts) -> Iterable[Refusal]:
        items = [item["id"] for item in on_paper(facts.agenda)]
        yield from not_in_office(account, facts, at=account)
        if facts.attendance.get(account, NOT_MARKED)[1] != Attendance.PRESENT:
            yield Refusal("not_in_the_room", at=account)
        if not facts.has_declared(account):
            yield Refusal("member_undeclared", at=account)
        if any((item, account) in facts.written for item in items):
            yield Refusal("member_has_written", at=account)
        if items and all((item, account) in facts.conflicts for item in items):
            yield Refusal("takes_part_in_nothing", at=account)

    def decide(self, facts: SessionFacts) -> Outcome:
        """A new version of each line that changed."""
        rows: list[NewRow] = [
            (
                "ballot_handout",
                {
                    "id": facts.mint.key(), "session_id": self.on, "account_id": account, "version": version,
                    "is_given": int(is_given),
                },
            )
            for account, version, is_given in self._news(facts)
        ]  # fmt: skip
        return Outcome(to=SessionState.VOTING, rows=rows)
