"""The lists a unit has made: each a bundle of nominations under one letter."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_

from states.vocabulary import State
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.proposal import Proposal
from workflow.sql import Driver, Prepared

PAGE = 20
HOUSEHOLD_LIST, NOMINATION_LIST = "household_list", "nomination_list"
"""A village's list of households, and a list of nominees of any kind."""


@dataclass(frozen=True, kw_only=True)
class ProposalOf:
    """One list."""

    id: str
    unit_id: str
    unit: str
    title: str
    number: str
    dated_on: str | None
    created_at: int
    lines: int

    @property
    def place(self) -> str:
        """Where it stands in the order of time, for the address of a page."""
        return f"{self.created_at}.{self.id}"


_SIZE = (
    select(func.count()).where(Nomination.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
)  # fmt: skip
_LISTS = (
    select(Proposal.id, Proposal.unit_id, Unit.name, Proposal.title, Proposal.number, Proposal.dated_on,
           Proposal.created_at, _SIZE)
    .join(Unit, Unit.id == Proposal.unit_id)
)  # fmt: skip
_PLACE = tuple_(Proposal.created_at, Proposal.id)
_NEWEST = _LISTS.where(Proposal.unit_id == bindparam("unit_id")).order_by(
    Proposal.created_at.desc(), Proposal.id.desc()
).limit(bindparam("most"))  # fmt: skip
_FIRST = Prepared(lambda: _NEWEST)
_AFTER = Prepared(lambda: _NEWEST.where(tuple_(bindparam("at"), bindparam("key")) > _PLACE))
_ONE = Prepared(
    lambda: _LISTS.where(Proposal.id == bindparam("key"), Proposal.organisation_id == bindparam("organisation_id"))
)
_LINES = Prepared(
    lambda: (
        select(Nomination.id, Nomination.name, Nomination.state, Nomination.is_discarded)
        .where(Nomination.proposal_id == bindparam("key"))
        .order_by(Nomination.sort_key, Nomination.id)
    )
)


def proposals_of(driver: Driver, unit_id: str, *, after: str = "") -> tuple[list[ProposalOf], str]:
    """The unit's lists, newest first, and the place the next page is read from."""
    at, _, key = after.partition(".")
    if at.isdigit():
        rows = driver.rows(_AFTER, unit_id=unit_id, at=int(at), key=key, most=PAGE + 1)
    else:
        rows = driver.rows(_FIRST, unit_id=unit_id, most=PAGE + 1)
    found = [_proposal(row) for row in rows[:PAGE]]
    return found, found[-1].place if len(rows) > PAGE else ""


def proposal_of(driver: Driver, organisation_id: str, key: str) -> ProposalOf | None:
    """One list of the organisation."""
    return next((_proposal(row) for row in driver.rows(_ONE, key=key, organisation_id=organisation_id)), None)


def drafts_of(driver: Driver, proposal_id: str) -> dict[str, str]:
    """The lines of a list that are not handed in yet: id to name, in the order of names."""
    rows = driver.rows(_LINES, key=proposal_id)
    return {key: name for key, name, state, is_discarded in rows if state == State.DRAFT and not is_discarded}


def put_aside_of(driver: Driver, proposal_id: str) -> dict[str, str]:
    """The lines of a list that were put aside: id to name."""
    rows = driver.rows(_LINES, key=proposal_id)
    return {key: name for key, name, state, is_discarded in rows if state == State.DRAFT and is_discarded}


def _proposal(row: tuple[Any, ...]) -> ProposalOf:
    key, unit_id, unit, title, number, dated_on, created_at, lines = row
    return ProposalOf(
        id=key, unit_id=unit_id, unit=unit, title=title, number=number, dated_on=dated_on, created_at=created_at,
        lines=lines,
    )  # fmt: skip
