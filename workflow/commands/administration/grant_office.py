"""Grant an office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from states.council_vocabulary import CouncilBody, CouncilSeat
from states.facts import RegisterFacts
from states.refusals import Refusal
from states.vocabulary import Action, RegisterState, Role, Subject
from workflow.commands.command import Command, Outcome, iso, required


@dataclass(frozen=True, kw_only=True)
class GrantOffice(Command):
    """Enter that a person holds an office for a term, by the document that appointed them.

    The administrator records what another authority decided: an office is never granted to oneself (``own_office``),
    whoever administers or audits holds no other (``offices_incompatible``), who drafts and numbers decisions signs none
    (``decides_on_own_draft``), and a commune has one chairman at a time
    (``chairman_seated``).

    A member of the council has a seat in one of its bodies; who sits in both holds two offices. A body has one chair at a time
    (``council_chair_seated``) and nobody two seats in it (``council_seat_held``). A substitute has no seat: ``substitutes_id``
    names the office of the member of that body in whose absence the substitute comes (``principal_missing``), one substitute
    for a member (``principal_substituted``).
    """

    action = Action.GRANT_OFFICE
    subject = Subject.OFFICE

    account_id: str
    role: Role
    title: str
    held_from: date
    document: str
    held_until: date | None = None
    unit_id: str | None = None
    body: CouncilBody = CouncilBody.COUNCIL
    seat: CouncilSeat = CouncilSeat.MEMBER
    substitutes_id: str | None = None

    def check(self, facts: RegisterFacts) -> Iterable[Refusal]:
        """The appointing document is named, and the term does not end before it begins."""
        yield from required(title=self.title, document=self.document)
        if self.held_until is not None and self.held_until < self.held_from:
            yield Refusal("day_before_beginning", at="held_until")

    def decide(self, facts: RegisterFacts) -> Outcome:
        """The office, for its term."""
        unit = self.unit_id if self.role == Role.UNIT_OFFICER else None
        is_member = self.role == Role.COUNCIL_MEMBER
        seat = self.seat if is_member and self.substitutes_id is None else None
        return Outcome(
            to=RegisterState.ACTIVE,
            changes={
                "account_id": self.account_id, "role": self.role.value, "unit_id": unit, "title": self.title,
                "body": self.body.value if is_member else None, "seat": seat.value if seat else None,
                "substitutes_id": self.substitutes_id if is_member else None,
                "principal_id": None, "scope": None,
                "held_from": iso(self.held_from), "held_until": iso(self.held_until), "document": self.document,
            },
        )  # fmt: skip
