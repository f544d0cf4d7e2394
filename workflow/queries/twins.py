"""Lines of the units' registers that may be one nominee, and those that the office has found to be one.

Careful: the same name, marks and spelling left aside, with nothing that speaks against it (another year of birth, another
household code); or the same household code, whatever the name. Whether it is so, a person says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select, union

from states.vocabulary import RegisterState
from workflow.models.nominee import Merger, Nominee
from workflow.models.organisation import Unit
from workflow.queries.nominees import fits
from workflow.sql import Driver, Prepared

MOST = 20


_COLUMNS = (
    Nominee.id, Nominee.name, Nominee.title, Nominee.birth_year, Nominee.household_code, Unit.name.label("unit")
)  # fmt: skip
_THE_SAME = (
    Nominee.organisation_id == bindparam("organisation_id"), Nominee.kind == bindparam("kind"),
    Nominee.id != bindparam("key"),
)  # fmt: skip
_NAMED_ALIKE = Prepared(
    lambda: (
        select(*_COLUMNS)
        .join(Unit, Unit.id == Nominee.unit_id)
        .where(*_THE_SAME, Nominee.search_key == bindparam("search_key"))
        .order_by(Nominee.sort_key, Nominee.id)
        .limit(MOST)
    )
)
_OF_CODE = Prepared(
    lambda: (
        select(*_COLUMNS)
        .join(Unit, Unit.id == Nominee.unit_id)
        .where(*_THE_SAME, Nominee.household_code == bindparam("household_code"))
        .order_by(Nominee.sort_key, Nominee.id)
        .limit(MOST)
    )
)
_MERGED = Prepared(
    lambda: union(
        select(Merger.id.label("merger"), *_COLUMNS)
        .join(Nominee, Nominee.id == Merger.merged_id)
        .join(Unit, Unit.id == Nominee.unit_id)
        .where(Merger.nominee_id == bindparam("key"), Merger.state == RegisterState.ACTIVE.value),
        select(Merger.id, *_COLUMNS)
        .join(Nominee, Nominee.id == Merger.nominee_id)
        .join(Unit, Unit.id == Nominee.unit_id)
        .where(Merger.merged_id == bindparam("key"), Merger.state == RegisterState.ACTIVE.value),
    )
)
_SELF = Prepared(
    lambda: select(Nominee.kind, Nominee.search_key, Nominee.birth_year, Nominee.household_code).where(
        Nominee.id == bindparam("key"), Nominee.organisation_id == bindparam("organisation_id")
    )
)


@dataclass(frozen=True, kw_only=True)
class Twin:
    """Another line that may be the same nominee, or is: then ``merger`` names what says so."""

    key: str
    name: str
    title: str
    birth_year: int | None
    household_code: str | None
    unit: str
    merger: str = ""


def merged_with(driver: Driver, key: str) -> list[Twin]:
    """The lines that are one with this one by a merger."""
    return [_twin(*row, merger=merger) for merger, *row in driver.rows(_MERGED, key=key)]


def twins(driver: Driver, organisation_id: str, key: str) -> Sequence[Twin]:
    """Lines that may be the same nominee and are not merged with this one."""
    found = driver.rows(_SELF, key=key, organisation_id=organisation_id)
    if not found:
        return ()
    kind, search_key, birth_year, code = found[0]
    where = {"organisation_id": organisation_id, "kind": kind, "key": key}
    rows = driver.rows(_NAMED_ALIKE, **where, search_key=search_key)
    alike = [row for row in rows if fits(row[3], birth_year) and fits(row[4], code)]
    if code:
        alike += driver.rows(_OF_CODE, **where, household_code=code)
    known = {each.key for each in merged_with(driver, key)}
    return [_twin(*row) for row in dict.fromkeys(alike) if row[0] not in known]


def _twin(
    key: str, name: str, title: str, birth_year: int | None, household_code: str | None, unit: str, *, merger: str = ""
) -> Twin:
    return Twin(
        key=key, name=name, title=title, birth_year=birth_year, household_code=household_code, unit=unit, merger=merger
    )
