"""Whether a corrected name may mean another person: a correction puts letters right, and makes nobody else an awardee."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.decision_vocabulary import CorrectedPart
from states.text import normalise, search_key
from workflow.models.decision import Correction
from workflow.models.nomination import Nomination
from workflow.models.nominee import Nominee
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared

_DRAFTED = Prepared(
    lambda: (
        select(Correction.was, Correction.becomes, Correction.nomination_id)
        .where(Correction.decision_id == bindparam("key"), Correction.part == CorrectedPart.NAME.value)
        .order_by(Correction.position)
    )
)
_CALLED_SO = Prepared(
    lambda: (
        select(Nominee.name, Unit.name)
        .join(Unit, Unit.id == Nominee.unit_id)
        .where(
            Nominee.organisation_id == bindparam("organisation_id"),
            Nominee.search_key == bindparam("folded"),
            Nominee.id.not_in(select(Nomination.nominee_id).where(Nomination.id == bindparam("nomination"))),
        )
        .order_by(Nominee.id)
    )
)


@dataclass(frozen=True, kw_only=True)
class NameDoubt:
    """A new name that should be looked at: ``units`` keep somebody else of that name; or it shares no word with the old one."""

    was: str
    becomes: str
    units: tuple[str, ...]
    shares_no_word: bool


def doubts_about_draft(driver: Driver, organisation_id: str, decision: str) -> list[NameDoubt]:
    """The doubtful names of a drafted correction; none where a decision corrects nothing."""
    return doubts_about(driver, organisation_id, driver.rows(_DRAFTED, key=decision))


def doubts_about(driver: Driver, organisation_id: str, lines: Iterable[tuple[str, str, str]]) -> list[NameDoubt]:
    """The doubtful names among (what was written, what is right, whose nomination)."""
    found = [_looked_up(driver, organisation_id, *line) for line in lines]
    return [each for each in found if each.units or each.shares_no_word]


def _looked_up(driver: Driver, organisation_id: str, was: str, becomes: str, nomination: str) -> NameDoubt:
    folded = search_key(becomes)
    others = driver.rows(_CALLED_SO, organisation_id=organisation_id, folded=folded, nomination=nomination)
    return NameDoubt(
        was=was, becomes=becomes, units=tuple(unit for name, unit in others if normalise(name) == normalise(becomes)),
        shares_no_word=not set(folded.split()) & set(search_key(was).split()),
    )  # fmt: skip
