"""Conflicts of interest towards one session: what a member declares upon, who has declared, and whom everybody should mind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from states.council_vocabulary import ConflictGround, CouncilSeat
from states.facts import Row
from states.text import search_key
from states.vocabulary import RegisterState, Role, State, Subject
from workflow.commands.command import Actor
from workflow.judging import read_cases
from workflow.models.account import IN_FORCE, Account, Office
from workflow.models.nomination import Nomination
from workflow.models.session import Conflict, Declaration, Session
from workflow.queries.session import AgendaItem, Seat, SessionPage
from workflow.queries.towards_session import OWES_DECLARATION
from workflow.queries.visibility import is_of_own_unit
from workflow.sql import Driver, Prepared, PreparedForIds, among

_recorder = aliased(Account)
_UNITS = PreparedForIds(lambda ids: select(Nomination.id, Nomination.unit_id).where(Nomination.id.in_(ids)))
_CONFLICTS = Prepared(
    lambda: (
        select(Conflict.nomination_id, Conflict.account_id, Conflict.ground, Conflict.relation, _recorder.full_name)
        .join(Nomination, Nomination.id == Conflict.nomination_id)
        .outerjoin(_recorder, _recorder.id == Conflict.recorded_by)
        .where(Nomination.session_id == bindparam("session_id"))
        .order_by(Conflict.nomination_id, Conflict.id)
    )
)
_CHAIRMEN = Prepared(
    lambda: select(Account.id, Account.full_name, Office.role, Office.title, Office.seat)
    .join(Office, Office.account_id == Account.id)
    .where(
        Office.organisation_id == bindparam("organisation_id"),
        among(Office.role, (Role.CHAIRMAN, Role.COUNCIL_MEMBER)), IN_FORCE,
    )
    .order_by(Account.sort_key, Account.id, Office.body, Office.id)
)  # fmt: skip

_UP_TO = Prepared(
    lambda: select(func.max(Declaration.up_to)).where(
        Declaration.session_id == bindparam("session_id"), Declaration.account_id == bindparam("account_id")
    )
)
_OWES = Prepared(lambda: select(Session.id).where(Session.id == bindparam("session_id"), OWES_DECLARATION))
_SECRETARIES = Prepared(
    lambda: select(Account.full_name)
    .join(Office, Office.account_id == Account.id)
    .where(
        Office.organisation_id == bindparam("organisation_id"), Office.role == Role.COUNCIL_SECRETARY.value, IN_FORCE,
        Account.id != bindparam("account_id"), Account.state == RegisterState.ACTIVE.value,
        ~exists().where(
            Nomination.session_id == bindparam("session_id"), Conflict.nomination_id == Nomination.id,
            Conflict.account_id == Account.id,
        ),
    )
    .distinct()
    .order_by(Account.full_name)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DeclaredLine:
    """One item as a member declares upon it: name, award, unit, and nothing of its dossier.

    ``is_namesake``: the nominee bears the member's name; ``is_own_unit``: the member is officer of the unit it comes from.
    Both are hints. ``ground`` is what was declared already.
    """

    item: AgendaItem
    is_namesake: bool
    is_own_unit: bool
    ground: ConflictGround | None


def declared_lines(driver: Driver, page: SessionPage, actor: Actor) -> list[tuple[str, list[DeclaredLine]]]:
    """The whole agenda by award, what was declared already too."""
    items = sorted([*page.lines, *page.recused], key=lambda item: item.award)
    units = dict(driver.rows_for(_UNITS, [item.key for item in items]))
    own_units, name = {office.unit_id for office in actor.offices if office.unit_id}, search_key(actor.full_name)
    lines = [
        DeclaredLine(
            item=item, is_namesake=search_key(item.name) == name, is_own_unit=units[item.key] in own_units,
            ground=page.facts.conflicts.get((item.key, actor.account_id)),
        )
        for item in items
    ]  # fmt: skip
    return [(award, list(found)) for award, found in groupby(lines, key=lambda line: line.item.award)]


@dataclass(frozen=True, kw_only=True)
class ConflictShown:
    """That a member takes no part in an item; ``recorded_by`` is the secretary who heard it at the meeting."""

    seat: Seat
    item: AgendaItem
    ground: ConflictGround
    relation: str
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """Who has not declared on the whole agenda yet, and who takes no part in what."""

    undeclared: Sequence[Seat]
    conflicts: Sequence[ConflictShown]


def declarations(driver: Driver, page: SessionPage) -> Declarations:
    """The declarations of a session, for its secretary; of what the secretary takes no part in nothing is told."""
    seats = {seat.account_id: seat for seat in page.seats}
    items = {item.key: item for item in [*page.lines, *(each.item for each in page.counted)]}
    found = driver.rows(_CONFLICTS, session_id=page.case["id"])
    return Declarations(
        undeclared=[seat for seat in page.seats if not page.facts.has_declared(seat.account_id)],
        conflicts=[
            ConflictShown(
                seat=seats[account], item=items[nomination], ground=ConflictGround(ground), relation=relation,
                recorded_by=name or "",
            )
            for nomination, account, ground, relation, name in found
            if nomination in items and account in seats
        ],
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NamedAuthority:
    """A nominee who bears the name of the chairman who decides, or of whoever chairs a body of the council.

    ``title`` is that person's seat on the council, if any.
    """

    name: str
    codes: tuple[str, ...]
    title: str
    is_authority: bool
    is_chair: bool


def named_authorities(
    driver: Driver, organisation_id: str, today: date, lines: Iterable[tuple[str, str]]
) -> list[NamedAuthority]:
    """Where the nominee seems to be who decides, or who chairs the council; ``lines`` are codes with names.

    A hint and no refusal: names may be alike.
    """
    codes: dict[str, list[str]] = {}
    for code, name in lines:
        codes.setdefault(search_key(name), []).append(code)
    found = []
    held = driver.rows(_CHAIRMEN, organisation_id=organisation_id, today=today.isoformat())
    for (_account, name), offices in groupby(held, key=lambda row: row[:2]):
        roles, titles, seats = zip(*(row[2:] for row in offices), strict=True)
        is_authority, is_chair = Role.CHAIRMAN in roles, CouncilSeat.CHAIR in seats
        if (is_authority or is_chair) and search_key(name) in codes:
            title = next((title for role, title in zip(roles, titles, strict=True) if role == Role.COUNCIL_MEMBER), "")
            found.append(
                NamedAuthority(
                    name=name, codes=tuple(codes[search_key(name)]), title=title, is_authority=is_authority,
                    is_chair=is_chair,
                )
            )  # fmt: skip
    return found


def owed_declaration(driver: Driver, actor: Actor, case: Row) -> str | None:
    """The session in which a member must declare before this dossier opens; ``None`` where nothing is owed.

    It holds for whoever sits on the council, whatever other office that person has, because the one who reads is the one who
    votes. Only the officer of the unit keeps the dossier that the unit wrote.
    """
    if case["state"] != State.TABLED or Role.COUNCIL_MEMBER not in actor.roles or is_of_own_unit(actor, case):
        return None
    session = str(case["session_id"])
    up_to = driver.value(_UP_TO, session_id=session, account_id=actor.account_id)
    return session if up_to is None or case["changed"] > up_to else None


def owed_declaration_on(driver: Driver, actor: Actor, nomination: str) -> str | None:
    """The same, where only the nomination's id is at hand; nobody but a member is looked up."""
    if Role.COUNCIL_MEMBER not in actor.roles:
        return None
    cases = read_cases(driver, Subject.NOMINATION, [nomination], actor.organisation_id)
    return owed_declaration(driver, actor, cases[nomination]) if nomination in cases else None


def owes_declaration(driver: Driver, actor: Actor, session_id: str) -> bool:
    """Whether a member has still to declare on something before a session: until then nothing is told of its dossiers."""
    is_member = Role.COUNCIL_MEMBER in actor.roles
    return is_member and driver.value(_OWES, session_id=session_id, account_id=actor.account_id) is not None


def other_secretaries(driver: Driver, actor: Actor, session_id: str, today: date) -> list[str]:
    """Who else may run a session in which the person takes no part in everything: by name."""
    found = driver.rows(
        _SECRETARIES, organisation_id=actor.organisation_id, account_id=actor.account_id, session_id=session_id,
        today=today.isoformat(),
    )  # fmt: skip
    return [name for (name,) in found]
