"""What is kept from somebody who takes no part in a case, so that nothing else gives it away."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select, union

from states.vocabulary import Role
from workflow.commands.command import Actor
from workflow.models.council_paper import ItemVotedOn
from workflow.models.nomination import Nomination
from workflow.models.session import Conflict, Finding
from workflow.sql import Driver, PreparedForIds, among

_COUNTED_IN = PreparedForIds(
    lambda ids: (
        select(Finding.session_id, Nomination.award, Nomination.nominated_award)
        .join(Nomination, Nomination.id == Finding.nomination_id)
        .where(Finding.nomination_id.in_(ids))
    )
)

_NOMINEES = PreparedForIds(lambda ids: select(Nomination.nominee_id, Nomination.unit_id).where(Nomination.id.in_(ids)))
_BEFORE = PreparedForIds(
    lambda ids: union(
        select(Finding.session_id).where(Finding.nomination_id.in_(ids)),
        select(Conflict.session_id).where(Conflict.nomination_id.in_(ids)),
        select(Nomination.session_id).where(Nomination.id.in_(ids)),
        select(ItemVotedOn.session_id).where(ItemVotedOn.nomination_id.in_(ids)),
    )
)


def hidden_places(driver: Driver, recused: Collection[str]) -> frozenset[tuple[str, str]]:
    """By session and award: where the places of others would give away the one that is kept from the person."""
    found = driver.rows_for(_COUNTED_IN, sorted(recused)) if recused else []
    return frozenset((session, award) for session, *awards in found for award in awards)


def takes_no_part(driver: Driver, actor: Actor, session: str) -> bool:
    """Whether a session has, or had, a case before it in which the person takes no part."""
    found = driver.rows_for(_BEFORE, sorted(actor.recused)) if actor.recused else []
    return (session,) in [tuple(row) for row in found]


def nominees_kept_from(driver: Driver, actor: Actor) -> frozenset[str]:
    """Whose line of the register is kept from the person too: what is stated of a nominee belongs to its dossier.

    The officer of the unit keeps the unit's own register.
    """
    own = {office.unit_id for office in actor.offices if office.role == Role.UNIT_OFFICER}
    found = driver.rows_for(_NOMINEES, sorted(actor.veiled)) if actor.veiled else []
    return frozenset(nominee for nominee, unit in found if unit not in own)


@dataclass(frozen=True)
class Veil:
    """The cases that are left out of somebody's lists; of the units that the person is officer of nothing is."""

    cases: tuple[str, ...]
    own_units: tuple[str, ...]

    def hides(self) -> ColumnElement[bool]:
        """Which nominations of a list are left out."""
        hidden = among(Nomination.id, self.cases)
        return and_(hidden, ~among(Nomination.unit_id, self.own_units)) if self.own_units else hidden


def veil_of(actor: Actor) -> Veil | None:
    """What is left out of a person's lists; ``None`` for nearly everybody."""
    own = {office.unit_id for office in actor.offices if office.role == Role.UNIT_OFFICER and office.unit_id}
    return Veil(tuple(sorted(actor.veiled)), tuple(sorted(own))) if actor.veiled else None
