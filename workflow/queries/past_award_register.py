"""What the register holds of those whom a list of earlier awards names: asked once for the whole list."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from states.vocabulary import RegisterState
from workflow.facts.history import ANNULLED, AWARDS_OF_NOMINEES
from workflow.intake.past_award_list import AwardKept, Register
from workflow.intake.past_award_reading import PastAwardLine
from workflow.intake.register_matching import Registered
from workflow.models.nominee import Merger, Nominee, PastAward
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared, PreparedForIds

_IS_MERGED = (Merger.merged_id == Nominee.id) & (Merger.state == RegisterState.ACTIVE.value)
_LINE: tuple[Any, ...] = (
    Nominee.id, func.coalesce(Merger.nominee_id, Nominee.id), Nominee.unit_id, Unit.name, Nominee.kind, Nominee.name,
    Nominee.search_key, Nominee.birth_year, func.coalesce(Nominee.household_code, ""),
)  # fmt: skip
"""A line of the register, with the line that it was merged into, or itself."""


def _lines(column: Any, ids: Any) -> Select[Any]:
    return (
        select(*_LINE)
        .join(Unit, Unit.id == Nominee.unit_id)
        .outerjoin(Merger, _IS_MERGED)
        .where(Nominee.organisation_id == bindparam("organisation_id"), column.in_(ids))
        .order_by(Nominee.sort_key, Nominee.id)
    )


_NAMED = PreparedForIds(lambda ids: _lines(Nominee.search_key, ids))
_OF_HOUSEHOLD = PreparedForIds(lambda ids: _lines(Nominee.household_code, ids))
_OF_KEY = PreparedForIds(lambda ids: _lines(Nominee.id, ids))
_RECORDED = Prepared(
    lambda: select(func.count()).where(
        PastAward.id == bindparam("key"), PastAward.organisation_id == bindparam("organisation_id")
    )
)


def register_of(driver: Driver, organisation_id: str, lines: Sequence[PastAwardLine]) -> Register:
    """The lines of the register that those of a list may mean, and the awards these hold, annulled and struck ones left out."""
    asked = (
        (_NAMED, {line.search_key for line in lines}),
        (_OF_HOUSEHOLD, {line.household_code for line in lines}),
        (_OF_KEY, {line.register_code.casefold() for line in lines}),
    )
    found: dict[str, Registered] = {}
    for statement, values in asked:
        for row in driver.rows_for(statement, sorted(values - {""}), organisation_id=organisation_id):
            found[row[0]] = _registered(*row)
    return Register(lines=list(found.values()), awards=_awards(driver, {each.one for each in found.values()}))


def _registered(*row: Any) -> Registered:
    key, one, unit_id, unit, kind, name, search_key, birth_year, household_code = row
    return Registered(
        key=key, one=one, unit_id=unit_id, unit=unit, kind=kind, name=name, search_key=search_key, birth_year=birth_year,
        household_code=household_code,
    )  # fmt: skip


def _awards(driver: Driver, nominees: set[str]) -> dict[str, list[AwardKept]]:
    answer: dict[str, list[AwardKept]] = {}
    for nominee, _key, award, year, _day, document, _basis, state in driver.rows_for(
        AWARDS_OF_NOMINEES, sorted(nominees)
    ):
        if state not in ANNULLED:
            answer.setdefault(nominee, []).append((award, year, document or ""))
    return answer


def is_recorded(driver: Driver, organisation_id: str, key: str) -> bool:
    """Whether an earlier award was recorded under this key: then the form that minted it was sent before."""
    return bool(driver.value(_RECORDED, key=key, organisation_id=organisation_id))
