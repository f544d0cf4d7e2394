"""One nominee of the register: who it is, what it was awarded, and what has been stated about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from states.text import sort_key
from states.vocabulary import AwardLevel, FactKind, RegisterState, Role, SubjectKind
from workflow.commands.command import Actor
from workflow.facts.history import ANNULLED, AWARDS_OF_MEMBERS, AWARDS_OF_NOMINEES
from workflow.models.account import Account
from workflow.models.nomination import Nomination
from workflow.models.nominee import Nominee, PastAward, Statement
from workflow.models.organisation import Unit
from workflow.models.verdict import AwardUse
from workflow.queries.recusals import nominees_kept_from
from workflow.queries.visibility import SEES_ALL, is_of_own_unit
from workflow.sql import Driver, Prepared, PreparedForIds

_NOMINEE = Prepared(
    lambda: select(Nominee.id, Nominee.unit_id, Unit.name, Nominee.kind, Nominee.name, Nominee.title, Nominee.birth_year,
           Nominee.household_code)
    .join(Unit, Unit.id == Nominee.unit_id)
    .where(Nominee.id == bindparam("key"), Nominee.organisation_id == bindparam("organisation_id"))
)  # fmt: skip
_ENTERED = PreparedForIds(
    lambda ids: (
        select(PastAward.id, PastAward.level, PastAward.issuer, PastAward.evidence, Account.full_name)
        .join(Account, Account.id == PastAward.recorded_by)
        .where(PastAward.id.in_(ids))
    )
)
_STATED = Prepared(
    lambda: select(
        Statement.id, Statement.unit_id, Unit.name, Account.full_name, Statement.stated_at, Statement.state,
        Statement.year, Statement.fact, Statement.chosen, Statement.amount, Statement.since, Statement.until,
        Statement.called, Statement.used_for, Statement.source,
    )
    .join(Account, Account.id == Statement.stated_by)
    .outerjoin(Unit, Unit.id == Statement.unit_id)
    .where(Statement.nominee_id == bindparam("key"))
    .order_by(Statement.year.desc(), Statement.stated_at, Statement.head)
)  # fmt: skip
_USED_BY = PreparedForIds(
    lambda ids: (
        select(AwardUse.award_id, Nomination.id, Nomination.code, Nomination.name, Nomination.award, Nomination.state)
        .join(Nomination, Nomination.id == AwardUse.nomination_id)
        .where(AwardUse.award_id.in_(ids))
        .distinct()
        .order_by(Nomination.code)
    )
)


@dataclass(frozen=True, kw_only=True)
class NomineeOfRegister:
    """Who it is, as the unit's register has it."""

    key: str
    unit_id: str
    unit: str
    kind: SubjectKind
    name: str
    title: str
    birth_year: int | None
    household_code: str | None


@dataclass(frozen=True, kw_only=True)
class AwardRow:
    """A row of the award register; ``is_entered``: by the office, with level, issuer, evidence and who entered it."""

    key: str
    award: str
    year: int
    decided_on: date | None
    document: str
    basis: str
    is_annulled: bool
    is_entered: bool
    level: AwardLevel | None = None
    issuer: str = ""
    evidence: str = ""
    entered_by: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementShown:
    """One thing that was stated, by whom and on what; ``unit`` is empty where the office did."""

    key: str
    unit_id: str | None
    unit: str
    person: str
    at: int
    is_struck: bool
    year: int
    fact: FactKind
    chosen: str
    amount: int | None
    since: date | None
    until: date | None
    called: str
    used_for: str
    source: str


@dataclass(frozen=True, kw_only=True)
class UserOfAward:
    """A nomination whose conditions were met by an earlier award."""

    award_id: str
    key: str
    code: str
    name: str
    award: str
    state: str


@dataclass(frozen=True, kw_only=True)
class MemberAward:
    """An award that a person holds who stands in the register of the same unit as a collective."""

    key: str
    name: str
    award: str
    year: int
    document: str
    is_annulled: bool


@dataclass(frozen=True, kw_only=True)
class NomineePage:
    """Everything the register holds of one nominee."""

    nominee: NomineeOfRegister
    awards: Sequence[AwardRow]
    statements: Sequence[StatementShown]
    users: Sequence[UserOfAward]
    members: Sequence[MemberAward] = ()

    def used_by(self, key: str) -> list[UserOfAward]:
        """The nominations that rest on one of its awards."""
        return [each for each in self.users if each.award_id == key]


def nominee_page(driver: Driver, key: str, *, actor: Actor) -> NomineePage | None:
    """The page of a nominee; ``None`` when there is none for this person: a unit sees its own register."""
    nominee = nominee_for(driver, key, actor=actor)
    if nominee is None:
        return None
    awards = awards_of(driver, key)
    users = [each for each in users_of(driver, [row.key for row in awards]) if each.key not in actor.veiled]
    said = statements_of(driver, key)
    years = {each.year for each in said if each.fact == FactKind.MEMBER_AWARD}
    members = [row for year in sorted(years) for row in awards_of_members(driver, key, year)]
    return NomineePage(nominee=nominee, awards=awards, statements=said, users=users, members=members)


def awards_of_members(driver: Driver, key: str, year: int) -> list[MemberAward]:
    """What the persons in the register of a collective's unit were awarded for a year, by name."""
    rows = driver.rows_for(AWARDS_OF_MEMBERS, [key], year=year)
    found = [
        MemberAward(key=award_key, name=name, award=award, year=of_year, document=document or "",
                    is_annulled=state in ANNULLED)
        for _whole, name, award_key, award, of_year, _day, document, _basis, state in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: (sort_key(each.name), each.key))


def users_of(driver: Driver, keys: Sequence[str]) -> list[UserOfAward]:
    """The nominations whose verdicts were laid down upon these rows of the register."""
    return [
        UserOfAward(award_id=award_id, key=key, code=code, name=name, award=award, state=state)
        for award_id, key, code, name, award, state in driver.rows_for(_USED_BY, keys)
    ]


def nominee_for(driver: Driver, key: str, *, actor: Actor) -> NomineeOfRegister | None:
    """One nominee, if the person may see it."""
    rows = driver.rows(_NOMINEE, key=key, organisation_id=actor.organisation_id)
    if not rows:
        return None
    found = _nominee(rows[0])
    if is_of_own_unit(actor, {"unit_id": found.unit_id}):
        return found
    return found if actor.roles & SEES_ALL and key not in nominees_kept_from(driver, actor) else None


def _nominee(row: tuple[Any, ...]) -> NomineeOfRegister:
    key, unit_id, unit, kind, name, title, birth_year, household_code = row
    return NomineeOfRegister(
        key=key, unit_id=unit_id, unit=unit, kind=SubjectKind(kind), name=name, title=title, birth_year=birth_year,
        household_code=household_code,
    )  # fmt: skip


def speaks_for(actor: Actor, nominee: NomineeOfRegister) -> str | None:
    """The unit a person states things for: the nominee's own where they are its officer, else none: the office."""
    of_unit = any(o.role == Role.UNIT_OFFICER and o.unit_id == nominee.unit_id for o in actor.offices)
    return nominee.unit_id if of_unit else None


def awards_of(driver: Driver, key: str) -> list[AwardRow]:
    """The award register of one nominee, the latest year first."""
    rows = driver.rows_for(AWARDS_OF_NOMINEES, [key])
    entered = {row[0]: row[1:] for row in driver.rows_for(_ENTERED, [row[1] for row in rows])}
    return sorted((_award(row, entered.get(row[1])) for row in rows), key=lambda each: (-each.year, each.key))


def _award(row: tuple[Any, ...], more: tuple[Any, ...] | None) -> AwardRow:
    _nominee_id, key, award, year, day, document, basis, state = row
    level, issuer, evidence, person = more or (None, "", "", "")
    return AwardRow(
        key=key, award=award, year=year, decided_on=date.fromisoformat(day) if day else None, document=document or "",
        basis=basis, is_annulled=state in ANNULLED, is_entered=more is not None,
        level=AwardLevel(level) if level else None, issuer=issuer, evidence=evidence, entered_by=person,
    )  # fmt: skip


def statements_of(driver: Driver, key: str) -> list[StatementShown]:
    """What was stated about one nominee, the latest year first and in each the oldest first; struck ones too."""
    return [_statement(row) for row in driver.rows(_STATED, key=key)]


def _statement(row: tuple[Any, ...]) -> StatementShown:
    key, unit_id, unit, person, at, state, year, fact, chosen, amount, since, until, called, used_for, source = row
    return StatementShown(
        key=key, unit_id=unit_id, unit=unit or "", person=person, at=at, is_struck=state == RegisterState.ENDED,
        year=year, fact=FactKind(fact), chosen=chosen, amount=amount,
        since=date.fromisoformat(since) if since else None, until=date.fromisoformat(until) if until else None,
        called=called, used_for=used_for, source=source,
    )  # fmt: skip
