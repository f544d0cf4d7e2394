"""Who is signed in: the account, its offices in force, and its organisation, in one query."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, bindparam, func, literal_column, or_, select

from states.council_vocabulary import UNMINUTED
from states.vocabulary import RegisterState, Role
from workflow.commands.command import Actor, HeldOffice
from workflow.ledger.stopping import AUDIT_FAILED
from workflow.models.account import IN_FORCE, Account, Credential, Office, Preference
from workflow.models.nomination import Nomination
from workflow.models.organisation import Organisation, Unit
from workflow.models.session import Conflict, Session
from workflow.models.witness import Alarm
from workflow.queries.visibility import WORKS_ON
from workflow.sql import Driver, Prepared, among

_CONFLICTS = (
    select(func.aggregate_strings(Conflict.nomination_id, literal_column("' '")))  # type: ignore[arg-type]
    .where(Conflict.account_id == Account.id)
    .correlate(Account)
)
"""In what the person takes no part, as one text, so that it needs no query of its own. The blank is no parameter, because a
parameter of this function is filled in with every execution, and statements are compiled once.
"""
_RECUSED = _CONFLICTS.scalar_subquery()
_RUNNING = (
    _CONFLICTS.join(Nomination, Nomination.id == Conflict.nomination_id)
    .outerjoin(Session, Session.id == Nomination.session_id)
    .where(or_(Session.id.is_(None), among(Session.state, UNMINUTED)))
    .scalar_subquery()
)
"""Those of them that the council is not done with: before it, or waiting for another session after a vote that was voided."""

_STOPS = (
    select(func.count())
    .select_from(Alarm)
    .where(
        Alarm.ended_at.is_(None),
        Alarm.log_id == Account.organisation_id,
        Alarm.code == literal_column(f"'{AUDIT_FAILED}'"),
    )
    .correlate(Account)
    .scalar_subquery()
)
"""Whether writing is stopped for the organisation."""

_SIGNED_IN = Prepared(
    lambda: select(
        Account.id, Account.organisation_id, Account.pseudonym, Account.full_name, Account.username, Account.post_title,
        Preference.language, Credential.sessions_since, Organisation.slug, Organisation.name, Organisation.is_demo,
        _RECUSED, _RUNNING, _STOPS, Office.id, Office.role, Office.unit_id, Office.title, Unit.name,
    )
    .join(Organisation, Organisation.id == Account.organisation_id)
    .outerjoin(Preference, Preference.account_id == Account.id)
    .outerjoin(Credential, Credential.account_id == Account.id)
    .outerjoin(
        Office,
        and_(
            Office.account_id == Account.id,
            IN_FORCE,
        ),
    )
    .outerjoin(Unit, Unit.id == Office.unit_id)
    .where(Account.id == bindparam("account_id"), Account.state == RegisterState.ACTIVE.value)
    .order_by(Office.held_from, Office.id)
)  # fmt: skip

_CREDENTIAL = Prepared(
    lambda: select(
        Account.id, Account.state, Credential.password_hash,
    )
    .outerjoin(Credential, Credential.account_id == Account.id)
    .where(Account.username == bindparam("username"))
)  # fmt: skip


_TERMS = Prepared(
    lambda: (
        select(Office.title, Unit.name, Office.held_from, Office.held_until)
        .outerjoin(Unit, Unit.id == Office.unit_id)
        .where(Office.account_id == bindparam("account_id"))
        .order_by(Office.held_from, Office.id)
    )
)
_HOLDERS = Prepared(
    lambda: select(Account.full_name)
    .join(Office, and_(Office.account_id == Account.id, IN_FORCE))
    .where(
        Account.organisation_id == bindparam("organisation_id"), Account.state == RegisterState.ACTIVE.value,
        Office.role == bindparam("role"),
    )
    .distinct()
    .order_by(Account.full_name)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A person at the screen. ``session_mark`` changes with the password and at every sign-out: old sessions end.

    ``is_stopped``: an audit has stopped writing for the organisation.
    """

    actor: Actor
    username: str
    post_title: str
    language: str | None
    session_mark: int
    slug: str
    organisation: str
    is_demo: bool
    is_stopped: bool
    offices: tuple[str, ...] = field(default=())


def signed_in(driver: Driver, account_id: str, today: date) -> SignedIn | None:
    """The person of an account in use, with the offices held today; ``None`` when the account is closed."""
    rows = driver.rows(_SIGNED_IN, account_id=account_id, today=today.isoformat())
    if not rows:
        return None
    key, organisation_id, pseudonym, name, username, post, language, mark, slug, organisation, is_demo, *veil, stops = (
        rows[0][:14]
    )
    held = [row[14:] for row in rows if row[14]]
    recused, running = (frozenset((text or "").split()) for text in veil)
    works_on = any(Role(role) in WORKS_ON for _, role, *_ in held)
    return SignedIn(
        actor=Actor(
            account_id=key, organisation_id=organisation_id, pseudonym=pseudonym, full_name=name,
            language=language or "vi", recused=recused, veiled=running if works_on else recused,
            offices=tuple(HeldOffice(id=office, role=Role(role), unit_id=unit) for office, role, unit, _, _ in held),
        ),
        username=username, post_title=post, language=language, session_mark=mark or 0, slug=slug,
        organisation=organisation, is_demo=bool(is_demo), is_stopped=stops > 0,
        offices=tuple(f"{title} – {unit}" if unit else title for _, _, _, title, unit in held),
    )  # fmt: skip


def holders(driver: Driver, organisation_id: str, role: Role, today: date) -> list[str]:
    """The names of those who hold an office today, to be asked for what only they may do."""
    rows = driver.rows(_HOLDERS, organisation_id=organisation_id, role=role.value, today=today.isoformat())
    return [name for (name,) in rows]


@dataclass(frozen=True, kw_only=True)
class Term:
    """An office with its first and its last day, whether it counts today or not."""

    title: str
    held_from: date
    held_until: date | None


def terms_of(driver: Driver, account_id: str) -> list[Term]:
    """Every office that was ever given to an account, the one that ends last at the end."""
    terms = [
        Term(
            title=f"{title} – {unit}" if unit else title, held_from=date.fromisoformat(first),
            held_until=date.fromisoformat(last) if last else None,
        )
        for title, unit, first, last in driver.rows(_TERMS, account_id=account_id)
    ]  # fmt: skip
    return sorted(terms, key=lambda term: term.held_until or date.max)


@dataclass(frozen=True, kw_only=True)
class CredentialOf:
    """What the sign-in compares a typed password with."""

    account_id: str
    is_active: bool
    password_hash: str | None


def credential_of(driver: Driver, username: str) -> CredentialOf | None:
    """The credential behind a user name."""
    rows = driver.rows(_CREDENTIAL, username=username)
    if not rows:
        return None
    account_id, state, password_hash = rows[0]
    return CredentialOf(account_id=account_id, is_active=state == RegisterState.ACTIVE, password_hash=password_hash)
