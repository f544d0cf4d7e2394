"""The council as a page: who sits in which of its bodies, from when to when, and when it met last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import aliased

from states.council_vocabulary import CouncilBody, CouncilSeat, SessionState
from states.vocabulary import Role
from workflow.models.account import BODY, Account, Office
from workflow.models.session import Session
from workflow.sql import Driver, Prepared, among

_principal, _member = aliased(Office), aliased(Account)
_SEATS = Prepared(
    lambda: select(
        BODY, Account.full_name, Account.post_title, Office.title, Office.seat, Office.held_from, Office.held_until,
        Office.document, _member.full_name,
    )
    .join(Account, Account.id == Office.account_id)
    .outerjoin(_principal, _principal.id == Office.substitutes_id)
    .outerjoin(_member, _member.id == _principal.account_id)
    .where(
        Office.organisation_id == bindparam("organisation_id"), Office.role == Role.COUNCIL_MEMBER.value,
        or_(Office.held_until.is_(None), Office.held_until >= bindparam("today")),
    )
    .order_by(Account.sort_key, Office.held_from, Office.id)
)  # fmt: skip
_MET = Prepared(
    lambda: select(func.max(Session.meets_on)).where(
        Session.organisation_id == bindparam("organisation_id"), Session.body == CouncilBody.COUNCIL.value,
        ~among(Session.state, (SessionState.PLANNED, SessionState.VOIDED)),
    )
)  # fmt: skip
_BY_SEAT = {seat: place for place, seat in enumerate(CouncilSeat)}


@dataclass(frozen=True, kw_only=True)
class SeatHeld:
    """A seat in a body of the council; one whose term lies ahead stands here too, with its first day.

    ``substitutes`` is the name of the member whom a substitute stands in for.
    """

    name: str
    post: str
    title: str
    seat: CouncilSeat
    held_from: date
    held_until: date | None
    document: str
    substitutes: str

    def counts_on(self, day: date) -> bool:
        """Whether it is one of the seats that a count is based on: a substitute's is none."""
        return self.held_from <= day and not self.substitutes


def council_seats(driver: Driver, organisation_id: str, today: date) -> list[tuple[CouncilBody, Sequence[SeatHeld]]]:
    """The bodies of the council that have members today or later, each by seat and name."""
    seats: dict[CouncilBody, list[SeatHeld]] = {body: [] for body in CouncilBody}
    for body, name, post, title, seat, first, last, document, member in driver.rows(
        _SEATS, organisation_id=organisation_id, today=today.isoformat()
    ):
        seats[CouncilBody(body)].append(
            SeatHeld(
                name=name, post=post, title=title, seat=CouncilSeat(seat or CouncilSeat.MEMBER),
                held_from=date.fromisoformat(first), held_until=date.fromisoformat(last) if last else None,
                document=document, substitutes=member or "",
            )
        )  # fmt: skip
    return [
        (body, sorted(held, key=lambda each: (bool(each.substitutes), _BY_SEAT[each.seat])))
        for body, held in seats.items()
        if held
    ]


def last_met(driver: Driver, organisation_id: str) -> date | None:
    """The day on which the full council met last."""
    found = driver.value(_MET, organisation_id=organisation_id)
    return date.fromisoformat(found) if found else None
