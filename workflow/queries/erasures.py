"""Erasures and legal holds as their pages show them, and what an erasure would take away."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from states.facts import Row
from states.passages import Left, Place, places, stays
from states.processes import PROCESSES
from states.refusals import Refusal
from states.vocabulary import ErasureGround, ErasureState, RegisterState, Role
from workflow.commands.administration.propose_erasure import ProposeErasure
from workflow.commands.command import Actor
from workflow.days import civil_date
from workflow.facts.erasure import plan_of
from workflow.judging import facts_about
from workflow.models.account import Account
from workflow.models.erasure import ErasedDetail, Erasure, LegalHold, Residue
from workflow.models.nominee import Nominee
from workflow.sql import Driver, Prepared

MOST_SHOWN = 500

_proposer, _confirmer = aliased(Account), aliased(Account)
_ERASURES = Prepared(
    lambda: (
        select(
            Erasure.id, Erasure.state, Erasure.ground, Erasure.document, Erasure.requested_on, Erasure.head,
            Erasure.proposed_as, _proposer.full_name, _confirmer.full_name, Erasure.confirmed_at, Erasure.details,
            Erasure.records, Erasure.stays, Residue.removed_at,
        )
        .join(_proposer, _proposer.id == Erasure.proposed_by)
        .outerjoin(_confirmer, _confirmer.id == Erasure.confirmed_by)
        .outerjoin(Residue, Residue.erasure_id == Erasure.id)
        .where(Erasure.organisation_id == bindparam("organisation_id"))
        .order_by(Erasure.head.desc())
        .limit(MOST_SHOWN)
    )
)  # fmt: skip
_HOLDS = Prepared(
    lambda: (
        select(LegalHold.id, LegalHold.state, LegalHold.document, LegalHold.held_from, LegalHold.held_until)
        .where(LegalHold.organisation_id == bindparam("organisation_id"))
        .order_by(LegalHold.head.desc())
        .limit(MOST_SHOWN)
    )
)
_PERSON = Prepared(
    lambda: select(Nominee.name, Nominee.kind, Nominee.birth_year).where(
        Nominee.id == bindparam("key"), Nominee.organisation_id == bindparam("organisation_id")
    )
)
_ENTRIES = Prepared(
    lambda: select(ErasedDetail.entry).where(ErasedDetail.erasure_id == bindparam("key")).order_by(ErasedDetail.entry)
)
_WAITING = Prepared(lambda: select(func.count()).select_from(Residue).where(Residue.removed_at.is_(None)))


@dataclass(frozen=True, kw_only=True)
class ErasureLine:
    """One erasure: its basis, who proposed and confirmed it, how much it took away, and when the residue was gone."""

    key: str
    state: ErasureState
    ground: ErasureGround
    document: str
    requested_on: date
    index: int
    proposed_as: Role
    proposed_by: str
    confirmed_by: str | None
    confirmed_at: int | None
    details: int | None
    records: int | None
    stays: Mapping[str, int]
    removed_at: int | None


@dataclass(frozen=True, kw_only=True)
class HoldLine:
    """One legal hold."""

    key: str
    state: RegisterState
    document: str
    held_from: str
    held_until: str | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an erasure would take away now: details of entries, rows by table, files; and what stays, by reason.

    ``places`` are free texts about others in which the name stands, ``left`` the records that keep it. Words of a place are
    empty where the reader takes no part in some case of the commune.
    """

    name: str
    kind: str
    details: int
    rows: Mapping[str, int]
    files: int
    stays: Mapping[str, int]
    why_not: Sequence[Refusal] = field(default_factory=tuple)
    places: Sequence[Place] = ()
    left: Sequence[Left] = ()


def erasures(driver: Driver, organisation_id: str) -> list[ErasureLine]:
    """The erasures of an organisation, the latest first."""
    return [_line(*row) for row in driver.rows(_ERASURES, organisation_id=organisation_id)]


def _line(key: str, state: str, ground: str, document: str, day: str, index: int, role: str, *more: Any) -> ErasureLine:
    proposer, confirmer, confirmed_at, details, records, stays, removed_at = more
    return ErasureLine(
        key=key, state=ErasureState(state), ground=ErasureGround(ground), document=document,
        requested_on=date.fromisoformat(day), index=index, proposed_as=Role(role),
        proposed_by=proposer, confirmed_by=confirmer, confirmed_at=confirmed_at,
        details=details, records=records, stays=json.loads(stays or "{}"), removed_at=removed_at,
    )  # fmt: skip


def holds(driver: Driver, organisation_id: str) -> list[HoldLine]:
    """The legal holds of an organisation, the latest first."""
    return [
        HoldLine(key=key, state=RegisterState(state), document=document, held_from=held_from, held_until=held_until)
        for key, state, document, held_from, held_until in driver.rows(_HOLDS, organisation_id=organisation_id)
    ]


def entries_erased(driver: Driver, key: str) -> list[int]:
    """The entries whose detail an erasure took away."""
    return [index for (index,) in driver.rows(_ENTRIES, key=key)]


def name_of(driver: Driver, organisation_id: str, nominee_id: str) -> str | None:
    """What the register calls a nominee; ``None`` where the organisation has no such one."""
    found = driver.rows(_PERSON, key=nominee_id, organisation_id=organisation_id)
    return str(found[0][0]) if found else None


def preview(driver: Driver, nominee_id: str, *, actor: Actor, at: int) -> Preview | None:
    """What would go and what would stay, and what stands against it; ``None`` where there is no such nominee."""
    found = driver.rows(_PERSON, key=nominee_id, organisation_id=actor.organisation_id)
    if not found:
        return None
    name, kind, _birth_year = found[0]
    erasable = plan_of(driver, actor.organisation_id, nominee_id)
    plan = erasable.choose()
    return Preview(
        name=name, kind=kind, details=len(plan.remains), rows=Counter(each.table for each in plan.blanks),
        files=len(plan.digests), stays=plan.stays, why_not=_against(driver, nominee_id, actor, at),
        places=[_as_seen(each, actor) for each in places(erasable.found)], left=stays(erasable.found),
    )  # fmt: skip


def _as_seen(place: Place, actor: Actor) -> Place:
    """The place, without its words for somebody who takes no part in some case: they may be about that one."""
    return replace(place, words="") if actor.recused else place


def _against(driver: Driver, nominee_id: str, actor: Actor, at: int) -> tuple[Refusal, ...]:
    """What the guards of a proposal say."""
    subject = ProposeErasure.subject
    guards = next(move for move in PROCESSES[subject].moves if move.action == ProposeErasure.action).guards
    needs = {need for guard in guards for need in guard.needs}
    case: Row = {"id": nominee_id, "state": None, "nominee_id": nominee_id}
    facts = facts_about(driver, subject, {nominee_id: case}, needs, actor=actor, at=at, today=civil_date(at))
    return tuple(refusal for guard in guards for refusal in guard.judge(facts[nominee_id]))


def is_residue_left(driver: Driver) -> bool:
    """Whether maintenance has not been since the last erasure."""
    return bool(driver.value(_WAITING))
