"""Give a deputy the mandate to decide in the chairman's place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Role, Subject
from workflow.commands.command import Command, Outcome, iso, required


@dataclass(frozen=True, kw_only=True)
class GiveMandate(Command):
    """The chairman has a deputy decide on awards in his place (ký thay, KT. CHỦ TỊCH) from a day to a day, by a document.

    The deputy approves, returns and signs decisions; nothing else of the chairman's. ``scope`` names the awards (by their code)
    on which the deputy decides; empty means all of them. It begins today at the earliest, so that nobody is made a deputy of
    days gone by, and ends with its last day, when it is withdrawn, or with the office of the chairman who gave it. A deputy
    gives no mandate on: only a chairman gives one. Refused with ``award_unknown``, ``own_office``, ``account_missing``,
    ``offices_incompatible``, ``decides_on_own_draft``, ``day_in_past``, ``day_before_beginning``.
    """

    action = Action.GIVE_MANDATE
    subject = Subject.OFFICE
    needs = frozenset({"own_chair", "known_awards"})

    account_id: str
    title: str
    held_from: date
    held_until: date
    document: str
    scope: tuple[str, ...] = ()
    role: Role = Role.DEPUTY_CHAIRMAN
    unit_id: str | None = None

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """The document is named, the awards are known, and the term lies ahead and does not end before it begins."""
        yield from required(title=self.title, document=self.document)
        if set(self.scope) - facts.known_awards:
            yield Refusal("award_unknown", at="scope")
        if self.held_from < facts.today:
            yield Refusal("day_in_past", at="held_from")
        if self.held_until < max(self.held_from, facts.today):
            yield Refusal("day_before_beginning", at="held_until")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The mandate, bound to the office of the chairman who gives it."""
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "account_id": self.account_id, "role": Role.DEPUTY_CHAIRMAN.value, "unit_id": None, "title": self.title,
                "body": None, "seat": None, "substitutes_id": None, "principal_id": facts.own_chair,
                "scope": " ".join(sorted(set(self.scope))) or None,
                "held_from": iso(self.held_from), "held_until": iso(self.held_until), "document": self.document,
            },
        )  # fmt: skip
