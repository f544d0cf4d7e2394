"""Nominations that may be of the same person: units keep a register each, so that nothing but a person can tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.facts import Row
from states.vocabulary import State
from workflow.facts.nomination import ENDED
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared, among

_NAMESAKES = Prepared(
    lambda: (
        select(Nomination.id, Nomination.code, Nomination.name, Nomination.state, Unit.name)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(
            Nomination.organisation_id == bindparam("organisation_id"),
            Nomination.search_key == bindparam("search_key"),
            Nomination.birth_year == bindparam("birth_year"),
            Nomination.year == bindparam("year"),
            Nomination.nominated_award == bindparam("nominated_award"),
            Nomination.unit_id != bindparam("unit_id"),
            ~among(Nomination.state, ENDED),
        )
        .order_by(Nomination.code)
    )
)


@dataclass(frozen=True, kw_only=True)
class Namesake:
    """A living nomination from another unit: same name without marks, year of birth, award and year."""

    key: str
    code: str
    name: str
    unit: str
    state: State


def namesakes(driver: Driver, case: Row) -> Sequence[Namesake]:
    """Who else may be the nominee of this case; nobody where no year of birth is known."""
    if case["birth_year"] is None:
        return ()
    asked = ("organisation_id", "search_key", "birth_year", "year", "nominated_award", "unit_id")
    return [
        Namesake(key=key, code=code, name=name, unit=unit, state=State(state))
        for key, code, name, state, unit in driver.rows(_NAMESAKES, **{column: case[column] for column in asked})
    ]
