"""The register of nominees as a unit searches it, and what a new nomination may be tied to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from states.text import search_key
from states.vocabulary import CampaignState, SubjectKind
from workflow.models.campaign import Campaign
from workflow.models.nominee import Nominee
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared, PreparedForIds, among

MOST = 20
_WORDS = 4
RUNNING = (CampaignState.LAUNCHED, CampaignState.INTERIM_REVIEW, CampaignState.FINAL_REVIEW)


@dataclass(frozen=True, kw_only=True)
class NomineeOf:
    """Somebody in the register of a unit."""

    id: str
    unit_id: str
    kind: SubjectKind
    name: str
    title: str
    birth_year: int | None
    gender: str | None
    household_code: str | None

    def may_be(self, birth_year: object, household_code: object) -> bool:
        """Whether somebody of the same name may be this one: nothing that is known of both speaks against it."""
        return fits(self.birth_year, birth_year) and fits(self.household_code, household_code)


def fits(one: object, other: object) -> bool:
    """Equal, or unknown on one side."""
    return one is None or other is None or one == other


_COLUMNS = (
    Nominee.id, Nominee.unit_id, Nominee.kind, Nominee.name, Nominee.title, Nominee.birth_year, Nominee.gender,
    Nominee.household_code,
)  # fmt: skip
_FOUND = Prepared(
    lambda: (
        select(*_COLUMNS)
        .where(
            Nominee.unit_id == bindparam("unit_id"),
            *(Nominee.search_key.like(bindparam(f"word_{n}"), escape="\\") for n in range(_WORDS)),
        )
        .order_by(Nominee.sort_key, Nominee.id)
        .limit(bindparam("most"))
    )
)
_ONE = Prepared(
    lambda: select(*_COLUMNS).where(Nominee.id == bindparam("key"), Nominee.unit_id == bindparam("unit_id"))
)
_OF_KIND = Prepared(
    lambda: select(*_COLUMNS).where(Nominee.unit_id == bindparam("unit_id"), Nominee.kind == bindparam("kind"))
)


def search_nominees(driver: Driver, unit_id: str, words: str) -> list[NomineeOf]:
    """Those whose name holds every word, in any order, with or without marks; exact spellings first."""
    asked = search_key(words).split()[:_WORDS]
    patterns = [f"%{_literal(word)}%" for word in asked] + ["%"] * (_WORDS - len(asked))
    named = {f"word_{n}": pattern for n, pattern in enumerate(patterns)}
    found = [_nominee(row) for row in driver.rows(_FOUND, unit_id=unit_id, most=MOST, **named)]
    return sorted(found, key=lambda each: not all(word in each.name.casefold() for word in words.casefold().split()))


def nominee_of(driver: Driver, unit_id: str, key: str) -> NomineeOf | None:
    """One nominee of the unit."""
    return next((_nominee(row) for row in driver.rows(_ONE, unit_id=unit_id, key=key)), None)


def namesakes(driver: Driver, unit_id: str, kind: SubjectKind, name: str) -> list[NomineeOf]:
    """Those of the unit's register with the same name, marks left aside."""
    return nominees_by_name(driver, unit_id, kind).get(search_key(name), [])


def nominees_by_name(driver: Driver, unit_id: str, kind: SubjectKind) -> dict[str, list[NomineeOf]]:
    """All of one kind in the unit's register, by their names folded to bare letters."""
    answer: dict[str, list[NomineeOf]] = {}
    for row in driver.rows(_OF_KIND, unit_id=unit_id, kind=kind.value):
        nominee = _nominee(row)
        answer.setdefault(search_key(nominee.name), []).append(nominee)
    return answer


def _nominee(row: tuple[Any, ...]) -> NomineeOf:
    key, unit_id, kind, name, title, birth_year, gender, household_code = row
    return NomineeOf(
        id=key, unit_id=unit_id, kind=SubjectKind(kind), name=name, title=title, birth_year=birth_year, gender=gender,
        household_code=household_code,
    )  # fmt: skip


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


@dataclass(frozen=True, kw_only=True)
class CampaignOf:
    """A campaign a nomination may be born of."""

    id: str
    year: int
    title: str


_RUNNING_CAMPAIGNS = Prepared(
    lambda: (
        select(Campaign.id, Campaign.year, Campaign.title)
        .where(Campaign.organisation_id == bindparam("organisation_id"), among(Campaign.state, RUNNING))
        .order_by(Campaign.year.desc(), Campaign.id)
    )
)
_UNIT_NAMES = PreparedForIds(lambda ids: select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
_CAMPAIGN_TITLES = PreparedForIds(lambda ids: select(Campaign.id, Campaign.title).where(Campaign.id.in_(ids)))


def running_campaigns(driver: Driver, organisation_id: str) -> list[CampaignOf]:
    """The campaigns that have been launched and are not closed."""
    rows = driver.rows(_RUNNING_CAMPAIGNS, organisation_id=organisation_id)
    return [CampaignOf(id=key, year=year, title=title) for key, year, title in rows]


def campaign_title(driver: Driver, key: str | None) -> str:
    """The title of a campaign; empty where there is none."""
    return dict(driver.rows_for(_CAMPAIGN_TITLES, [key])).get(key, "") if key else ""


def unit_names(driver: Driver, keys: list[str]) -> list[tuple[str, str]]:
    """The names of units, in the order asked for."""
    found = dict(driver.rows_for(_UNIT_NAMES, keys))
    return [(key, found[key]) for key in keys if key in found]
