"""Nominations by deadline, the undated ones last, out of as many states as wanted: what desks and queues are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal, literal_column, or_, select, tuple_

from states.regime import Regime
from states.vocabulary import Basis, State
from workflow.models.nomination import Nomination
from workflow.queries.merging import counted, merged, name_of
from workflow.queries.recusals import Veil
from workflow.sql import Driver, Prepared, among, table

NO_DEADLINE = "9999-12-31"
_KEPT_READY = 1000
"""How many statements are kept ready; building one takes longer than asking it."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Slot:
    """One state's share of a list: of one unit or of all, and with or without the awards that the council votes on."""

    state: State
    unit_id: str = ""
    with_council: bool | None = None


@dataclass(frozen=True)
class Without:
    """The awards, and the bases of the simple procedure, in which the council has no say."""

    awards: tuple[str, ...]
    bases: tuple[str, ...]


def without_council(regime: Regime) -> Without:
    """What a regime's council has no say in."""
    awards = [code for code, rules in regime.awards.items() if not rules.council_step.value]
    simple = [basis for basis in regime.simple.bases.value if "council" in regime.simple.skips.value]
    return Without(tuple(awards), tuple(map(str, simple or [Basis.SUDDEN])))


def within(slots: Sequence[Slot], unit_id: str) -> tuple[Slot, ...]:
    """The slots of one unit alone; all of them when no unit is named."""
    if not unit_id:
        return tuple(slots)
    mine = [replace(slot, unit_id=unit_id) for slot in slots if slot.unit_id in ("", unit_id)]
    return tuple(dict.fromkeys(mine))


def page(
    driver: Driver, organisation_id: str, slots: Sequence[Slot], without: Without, *, narrowed: Mapping[str, str],
    after: tuple[str, str] | None, most: int, veil: Veil | None = None,
) -> list[Row]:  # fmt: skip
    """The first lines of the slots after a place: due day, id, code, name, award, state, unit, list, household code.

    ``narrowed`` holds columns of a nomination to the values asked for; ``veil`` leaves out what is kept from the person.
    """
    if not slots:
        return []
    asked = _Asked(_shape(slots), without, tuple(narrowed), veil)
    given = {"organisation_id": organisation_id, **narrowed, **_units(slots)}
    rows: list[Row] = []
    if after is None or after[0] != NO_DEADLINE:
        at = {"after_due": after[0], "after_key": after[1]} if after else {}
        rows = driver.rows(_lines(asked, driver.dialect, True, bool(after)), **given, **at, most=most)
        after = None
    if len(rows) < most:
        at = {"after_key": after[1]} if after else {}
        undated = _lines(asked, driver.dialect, False, bool(after))
        rows += driver.rows(undated, **given, **at, most=most - len(rows))
    return rows


def count(
    driver: Driver, organisation_id: str, slots: Sequence[Slot], without: Without, *, narrowed: Mapping[str, str],
    most: int, before: str = "", veil: Veil | None = None,
) -> int:  # fmt: skip
    """How many lines the slots hold, up to ``most``; with ``before``, how many of them were due before that day."""
    if not slots:
        return 0
    asked = _Asked(_shape(slots), without, tuple(narrowed), veil)
    given = {"organisation_id": organisation_id, **narrowed, **_units(slots), **({"before": before} if before else {})}
    return int(driver.value(_count(asked, bool(before)), **given, most=most))


@dataclass(frozen=True)
class _Asked:
    """What a statement depends on: slots without the ids of their units, the names of the columns narrowed by, and a veil."""

    slots: tuple[Slot, ...]
    without: Without
    narrowed: tuple[str, ...]
    veil: Veil | None


def _shape(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    units = {unit_id: f"unit_{number}" for number, unit_id in enumerate(dict.fromkeys(slot.unit_id for slot in slots))}
    return tuple(Slot(slot.state, units[slot.unit_id] if slot.unit_id else "", slot.with_council) for slot in slots)


def _units(slots: Sequence[Slot]) -> dict[str, str]:
    found = enumerate(dict.fromkeys(slot.unit_id for slot in slots))
    return {f"unit_{number}": unit_id for number, unit_id in found if unit_id}


_LINE = (
    Nomination.due_on, Nomination.id, Nomination.code, Nomination.name, Nomination.award, Nomination.state,
    name_of(table("unit"), Nomination.__table__.c.unit_id), Nomination.proposal_id, Nomination.household_code,
)  # fmt: skip


@lru_cache(maxsize=_KEPT_READY)
def _lines(asked: _Asked, dialect: str, dated: bool, onward: bool) -> Prepared:
    if not dated:
        limits = [Nomination.due_on.is_(None)] + ([Nomination.id > bindparam("after_key")] if onward else [])
    elif onward:
        place = tuple_(bindparam("after_due"), bindparam("after_key"))
        limits = [tuple_(Nomination.due_on, Nomination.id) > place]
    else:
        limits = [Nomination.due_on > ""]
    arms = [arm.where(*limits) for arm in _arms(asked, _LINE)]
    return merged(arms, (Nomination.due_on, Nomination.id), dialect)


@lru_cache(maxsize=_KEPT_READY)
def _count(asked: _Asked, late: bool) -> Prepared:
    arms = list(_arms(asked, (literal(1),)))
    return counted([arm.where(Nomination.due_on < bindparam("before")) for arm in arms] if late else arms)


def _arms(asked: _Asked, columns: Sequence[Any]) -> Iterator[Select[Any]]:
    for slot in asked.slots:
        conditions: list[ColumnElement[bool]] = [
            Nomination.organisation_id == bindparam("organisation_id"),
            Nomination.state == literal_column(f"'{slot.state}'"),
        ]  # fmt: skip
        if slot.state == State.DRAFT:
            conditions.append(Nomination.is_discarded == 0)
        if slot.unit_id:
            conditions.append(Nomination.unit_id == bindparam(slot.unit_id))
        if slot.with_council is not None:
            no_vote = or_(among(Nomination.award, asked.without.awards), among(Nomination.basis, asked.without.bases))
            conditions.append(~no_vote if slot.with_council else no_vote)
        if asked.veil:
            conditions.append(~asked.veil.hides())
        conditions += [getattr(Nomination, name) == bindparam(name) for name in asked.narrowed]
        yield select(*columns).where(*conditions)
