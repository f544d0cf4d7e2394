"""What may be put into the draft of a decision: single nominations, and whole lists that lie before the chairman."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from states.vocabulary import State
from workflow.commands.command import Actor
from workflow.facts.departures import living_line
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.proposal import Proposal
from workflow.queries.decision import MOST_CANDIDATES, Named, before_chairman
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared

_WAITING = (
    Nomination.organisation_id == bindparam("organisation_id"),
    Nomination.state == State.BEFORE_CHAIRMAN.value,
    ~living_line,
)
_KIND = (Nomination.award, Nomination.basis, Nomination.rules)
_LISTS = Prepared(
    lambda: (
        select(Proposal.id, Proposal.title, Proposal.number, Unit.name, func.count(), *_KIND)
        .join(Nomination, Nomination.proposal_id == Proposal.id)
        .join(Unit, Unit.id == Proposal.unit_id)
        .where(*_WAITING)
        .group_by(Proposal.id, Proposal.title, Proposal.number, Unit.name, *_KIND)
        .order_by(Nomination.award, Unit.name, Proposal.number, Proposal.id)
    )
)
_LINES = Prepared(
    lambda: (
        select(Nomination.id)
        .where(*_WAITING, Nomination.proposal_id == bindparam("proposal_id"), Nomination.award == bindparam("award"))
        .order_by(Nomination.sort_key, Nomination.id)
    )
)


@dataclass(frozen=True, kw_only=True)
class WaitingList:
    """The lines of one list that wait for a decision on one award."""

    proposal_id: str
    title: str
    number: str
    unit: str
    award: str
    lines: int

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.proposal_id}.{self.award}"


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Single nominations and whole lists, by award and name. ``is_cut`` where more single ones wait than are offered."""

    single: Sequence[Named]
    lists: Sequence[WaitingList]
    is_cut: bool


def candidates(driver: Driver, actor: Actor, today: date, *, opened: str = "") -> Candidates:
    """What is decided here and stands in no living decision; the lines of the list ``opened`` count as single ones."""
    organisation_id = actor.organisation_id
    found = before_chairman(driver, organisation_id, today, recused=actor.recused, unnamed=True, outside_lists=opened)
    lists: dict[str, WaitingList] = {}
    rules = rules_of(driver, organisation_id)
    for proposal_id, title, number, unit, count, award, basis, digest in driver.rows(
        _LISTS, organisation_id=organisation_id
    ):
        regime = rules.under(digest, today)
        if proposal_id == opened or regime.rules(award, basis).competence.value != "decide":
            continue
        known = lists.get(f"{proposal_id}.{award}")
        one = WaitingList(
            proposal_id=proposal_id, title=title, number=number, unit=unit, award=award,
            lines=count + (known.lines if known else 0),
        )  # fmt: skip
        lists[one.key] = one
    single = [line for line in found if line.is_decided_here]
    return Candidates(single=single, lists=list(lists.values()), is_cut=len(found) == MOST_CANDIDATES)


def lines_of_waiting(driver: Driver, organisation_id: str, chosen: WaitingList) -> list[str]:
    """The lines of a list that wait, in the order of names."""
    rows = driver.rows(
        _LINES, organisation_id=organisation_id, proposal_id=chosen.proposal_id, award=chosen.award
    )  # fmt: skip
    return [key for (key,) in rows]
