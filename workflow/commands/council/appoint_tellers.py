"""Appoint the tellers."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.council_vocabulary import SessionState
from states.guards.paper import items_short_of, unfit
from states.paper_ballots import LEAST_TELLERS
from states.refusals import Refusal
from states.session_facts import SessionFacts
from states.vocabulary import Action, Subject
from workflow.commands.command import Command, NewRow, Outcome


@dataclass(frozen=True, kw_only=True)
class AppointTellers(Command):
    """Members are appointed to count the papers of a secret vote (cử ban kiểm phiếu), at least two.

    Each of them counts and keys the figures alone. Who takes no part in one of these items, the nominee above all, counts the
    others only, so each item needs two tellers who take part in it. A later appointment takes the place of an earlier one, also
    while the vote is open; what an earlier teller keyed stays and counts no more.

    Refused with ``tellers_missing``, ``tellers_known``, ``member_unknown``, ``member_undeclared``, ``teller_not_in_the_room``,
    ``teller_not_counting``, ``teller_is_recused`` from every item, ``tellers_too_few_for`` an item, and ``nothing_on_paper``
    where no item is voted on paper.
    """

    action = Action.APPOINT_TELLERS
    subject = Subject.SESSION
    needs = frozenset({
        "members_in_office", "seated", "roll", "agenda", "attendance", "declared", "conflicts", "tellers",
    })  # fmt: skip

    account_ids: tuple[str, ...]

    def check(self, facts: SessionFacts) -> Iterable[Refusal]:
        """Enough members, each fit to count, and others than before."""
        wrong = list(self._wrong(facts))
        if not wrong and sorted(set(self.account_ids)) == sorted(facts.tellers[1]):
            yield Refusal("tellers_known", at="account_ids")
        yield from wrong

    def _wrong(self, facts: SessionFacts) -> Iterable[Refusal]:
        if len(set(self.account_ids)) < LEAST_TELLERS:
            yield Refusal("tellers_missing", {"needed": LEAST_TELLERS}, at="account_ids")
        for account in dict.fromkeys(self.account_ids):
            if account not in facts.members:
                yield Refusal("member_unknown", at=account)
                continue
            if not facts.has_declared(account):
                yield Refusal("member_undeclared", at=account)
            yield from unfit(account, facts)
        yield from items_short_of(set(self.account_ids), facts)

    def decide(self, facts: SessionFacts) -> Outcome:
        """The new tellers, in the place of those before."""
        version, _standing = facts.tellers
        rows: list[NewRow] = [
            (
                "teller",
                {"id": facts.mint.key(), "session_id": self.on, "account_id": account, "version": version + 1},
            )
            for account in sorted(set(self.account_ids))
        ]  # fmt: skip
        return Outcome(to=SessionState(facts.case["state"]), rows=rows)
