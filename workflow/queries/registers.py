"""The registers as the administrator's pages show them: units, accounts, and the offices people hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select

from states.council_vocabulary import CouncilBody, CouncilSeat
from states.vocabulary import RegisterState, Role, UnitKind
from workflow.models.account import BODY, Account, Office
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared

PAGE = 50

_UNITS = Prepared(
    lambda: (
        select(Unit.id, Unit.kind, Unit.name, Unit.state, Unit.valid_from, Unit.valid_until)
        .where(Unit.organisation_id == bindparam("organisation_id"))
        .order_by(Unit.kind, Unit.sort_key, Unit.id)
    )
)
_ACCOUNTS = Prepared(
    lambda: (
        select(Account.id, Account.username, Account.full_name, Account.post_title, Account.state, Account.sort_key)
        .where(
            Account.organisation_id == bindparam("organisation_id"),
            (Account.sort_key > bindparam("after_name"))
            | ((Account.sort_key == bindparam("after_name")) & (Account.id > bindparam("after_key"))),
        )
        .order_by(Account.sort_key, Account.id)
        .limit(bindparam("most"))
    )
)
_ACCOUNT = Prepared(
    lambda: select(
        Account.id, Account.username, Account.full_name, Account.post_title, Account.state, Account.sort_key
    ).where(Account.organisation_id == bindparam("organisation_id"), Account.id == bindparam("key"))
)
_OFFICE = (
    Office.id, Office.account_id, Office.role, Office.title, Unit.name, Office.held_from, Office.held_until,
    Office.document, Office.state, Office.body, Office.seat, Office.substitutes_id,
)  # fmt: skip
_OFFICES = Prepared(
    lambda: (
        select(*_OFFICE)
        .outerjoin(Unit, Unit.id == Office.unit_id)
        .where(Office.organisation_id == bindparam("organisation_id"))
        .order_by(Office.held_from, Office.id)
    )
)
_OFFICES_OF = Prepared(
    lambda: (
        select(*_OFFICE)
        .outerjoin(Unit, Unit.id == Office.unit_id)
        .where(Office.organisation_id == bindparam("organisation_id"), Office.account_id == bindparam("key"))
        .order_by(Office.held_from, Office.id)
    )
)

_MEMBERS = Prepared(
    lambda: select(Office.id, Account.full_name, Office.title, BODY)
    .join(Account, Account.id == Office.account_id)
    .where(
        Office.organisation_id == bindparam("organisation_id"), Office.role == Role.COUNCIL_MEMBER.value,
        Office.substitutes_id.is_(None), or_(Office.held_until.is_(None), Office.held_until >= bindparam("today")),
    )
    .order_by(BODY, Account.sort_key, Office.id)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit in the register."""

    key: str
    kind: UnitKind
    name: str
    state: RegisterState
    valid_from: str
    valid_until: str | None


@dataclass(frozen=True, kw_only=True)
class OfficeRow:
    """An office held, or held once."""

    key: str
    account_id: str
    role: Role
    title: str
    unit: str | None
    held_from: str
    held_until: str | None
    document: str
    state: RegisterState
    body: CouncilBody | None
    seat: CouncilSeat | None
    is_substitute: bool


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """An account with its offices."""

    key: str
    username: str
    full_name: str
    post_title: str
    state: RegisterState
    sort_key: str
    offices: tuple[OfficeRow, ...] = ()


def units(driver: Driver, organisation_id: str) -> list[UnitRow]:
    """Every unit, by kind and name; units that ended stay in the list."""
    return [
        UnitRow(key=key, kind=UnitKind(kind), name=name, state=RegisterState(state), valid_from=first, valid_until=last)
        for key, kind, name, state, first, last in driver.rows(_UNITS, organisation_id=organisation_id)
    ]


def accounts(driver: Driver, organisation_id: str, after: tuple[str, str]) -> tuple[list[AccountRow], bool]:
    """A page of accounts by given name, with their offices, and whether more follow."""
    rows = driver.rows(
        _ACCOUNTS, organisation_id=organisation_id, after_name=after[0], after_key=after[1], most=PAGE + 1
    )
    held = _by_account(driver.rows(_OFFICES, organisation_id=organisation_id))
    return [_account(row, held.get(row[0], ())) for row in rows[:PAGE]], len(rows) > PAGE


def account(driver: Driver, organisation_id: str, key: str) -> AccountRow | None:
    """One account with every office it ever held."""
    rows = driver.rows(_ACCOUNT, organisation_id=organisation_id, key=key)
    if not rows:
        return None
    held = _by_account(driver.rows(_OFFICES_OF, organisation_id=organisation_id, key=key))
    return _account(rows[0], held.get(key, ()))


def council_members(driver: Driver, organisation_id: str, today: str) -> list[tuple[str, str, CouncilBody]]:
    """The seats on the council that count today or later: key of the office, name with title, body."""
    found = driver.rows(_MEMBERS, organisation_id=organisation_id, today=today)
    return [(key, f"{name}, {title}", CouncilBody(body)) for key, name, title, body in found]


def _account(row: Sequence[str], offices: Sequence[OfficeRow]) -> AccountRow:
    key, username, full_name, post_title, state, sort_key = row
    return AccountRow(
        key=key, username=username, full_name=full_name, post_title=post_title, state=RegisterState(state),
        sort_key=sort_key, offices=tuple(offices),
    )  # fmt: skip


def _by_account(rows: Sequence[Sequence[str]]) -> dict[str, list[OfficeRow]]:
    answer: dict[str, list[OfficeRow]] = {}
    for key, account_id, role, title, unit, first, last, document, state, body, seat, substitutes in rows:
        office = OfficeRow(
            key=key, account_id=account_id, role=Role(role), title=title, unit=unit, held_from=first, held_until=last,
            document=document, state=RegisterState(state), body=CouncilBody(body) if body else None,
            seat=CouncilSeat(seat) if seat else None, is_substitute=substitutes is not None,
        )  # fmt: skip
        answer.setdefault(account_id, []).append(office)
    return answer
