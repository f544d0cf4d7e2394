"""What is posted for the people's comments now (niêm yết, lấy ý kiến nhân dân): name, unit, award and the last day."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import bindparam, select, tuple_

from states.vocabulary import State
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Posting:
    """One nomination on which anybody may comment until ``ends_on``, that day included."""

    name: str
    unit: str
    award: str
    code: str
    posted_on: date
    ends_on: date
    place: tuple[str, str, str]


def postings(
    driver: Driver, organisation_id: str, *, today: date, after: tuple[str, str, str] | None = None
) -> tuple[list[Posting], bool]:
    """A page of what is posted today, what ends first on top, and whether more follows."""
    places = dict(zip(("after_day", "after_name", "after_id"), after, strict=True)) if after else {}
    rows = driver.rows(_postings(bool(after)), organisation_id=organisation_id, today=today.isoformat(), **places)
    found = [
        Posting(
            name=name, unit=unit, award=award, code=code, posted_on=date.fromisoformat(posted_on),
            ends_on=date.fromisoformat(ends_on), place=(ends_on, name_key, key),
        )
        for name, unit, award, code, posted_on, ends_on, name_key, key in rows[:PAGE]
    ]  # fmt: skip
    return found, len(rows) > PAGE


@cache
def _postings(onward: bool) -> Prepared:
    statement = (
        select(
            Nomination.name, Unit.name, Nomination.award, Nomination.code, Nomination.posted_on,
            Nomination.posting_ends_on, Nomination.sort_key, Nomination.id,
        )
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(
            Nomination.organisation_id == bindparam("organisation_id"), Nomination.state == State.POSTED.value,
            Nomination.posting_ends_on >= bindparam("today"),
        )
        .order_by(Nomination.posting_ends_on, Nomination.sort_key, Nomination.id)
        .limit(PAGE + 1)
    )  # fmt: skip
    place = tuple_(Nomination.posting_ends_on, Nomination.sort_key, Nomination.id)
    after = tuple_(bindparam("after_day"), bindparam("after_name"), bindparam("after_id"))
    return Prepared(statement.where(place > after) if onward else statement)
