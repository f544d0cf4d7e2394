"""People who sign in, the offices they hold, and what only they may know."""

from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    String,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from states.council_vocabulary import CouncilBody
from states.vocabulary import Role
from workflow.records import Case, Day, Instant, Key, Line, Record, Word, refers


class Account(Case, Record):
    """A person who signs in. In the ledger only the pseudonym stands."""

    __tablename__ = "account"

    username: Mapped[Word] = mapped_column(unique=True)
    full_name: Mapped[Line]
    sort_key: Mapped[Line]
    post_title: Mapped[Line]
    email: Mapped[Line | None]
    pseudonym: Mapped[str] = mapped_column(String(26), unique=True)


class Office(Case, Record):
    """An office held by a person for a term, granted by a named document.

    ``body`` and ``seat`` are a council member's: in which body of the council, and as what. Where nothing is said it is an
    ordinary seat of the full council. ``substitutes_id`` is the office of the member whom a substitute stands in for.
    ``principal_id`` is the chairman's office in whose place a deputy signs: a mandate, which ends with that office too.
    ``scope`` holds the codes of the awards that a mandate is limited to, with a space between; empty where it is for all.
    """

    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint(
            f"role = '{Role.COUNCIL_MEMBER}' OR (body IS NULL AND seat IS NULL AND substitutes_id IS NULL)",
            name="seat_of_a_council_member",
        ),
        CheckConstraint(
            f"(role = '{Role.DEPUTY_CHAIRMAN}') = (principal_id IS NOT NULL)"
            f" AND (role <> '{Role.DEPUTY_CHAIRMAN}' OR held_until IS NOT NULL)",
            name="mandate_of_a_principal",
        ),
        CheckConstraint(f"role = '{Role.DEPUTY_CHAIRMAN}' OR scope IS NULL", name="scope_of_a_mandate"),
    )

    account_id: Mapped[str] = refers("account", index=True)
    role: Mapped[Word]
    unit_id: Mapped[str | None] = refers("unit")
    title: Mapped[Line]
    body: Mapped[Word | None]
    seat: Mapped[Word | None]
    substitutes_id: Mapped[str | None] = refers("office")
    principal_id: Mapped[str | None] = refers("office")
    scope: Mapped[Line | None]
    held_from: Mapped[Day]
    held_until: Mapped[Day | None]
    document: Mapped[Line]


def _within_term(office: type[Office]) -> ColumnElement[bool]:
    today: BindParameter[str] = bindparam("today")
    return and_(office.held_from <= today, or_(office.held_until.is_(None), office.held_until >= today))


_PRINCIPAL = aliased(Office)
IN_FORCE: ColumnElement[bool] = and_(
    _within_term(Office),
    or_(
        Office.principal_id.is_(None),
        exists(select(_PRINCIPAL.id).where(_PRINCIPAL.id == Office.principal_id, _within_term(_PRINCIPAL))),
    ),
)
"""Whether an office counts on the day ``today``: by its term alone, so that it does through its last day.

A mandate counts while the chairman who gave it is in office.
"""


BODY: ColumnElement[str] = func.coalesce(Office.body, CouncilBody.COUNCIL.value)
"""The body of the council that a member's office is of."""


class Credential(Record):
    """A person's password, as an argon2 hash. Nobody else ever sees or sets it.

    Sessions carry ``sessions_since``; those with another one are over: the password was set anew, or the person signed out.
    """

    __tablename__ = "credential"

    account_id: Mapped[str] = mapped_column(String(26), ForeignKey("account.id"), primary_key=True)
    password_hash: Mapped[Line]
    sessions_since: Mapped[Instant]


class SignInTry(Record):
    """How often one door was tried lately: a typed user name, or a name and a device that knows it, as a keyed hash.

    A name that nobody has is counted like any other, so that counting tells nobody which names there are.
    """

    __tablename__ = "sign_in_try"

    door: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    ends_at: Mapped[Instant] = mapped_column(index=True)


class Invitation(Record):
    """A one-time link, kept as a hash; it ends after 72 hours or with its first use."""

    __tablename__ = "invitation"

    id: Mapped[Key]
    account_id: Mapped[str] = refers("account", index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]


class Preference(Record):
    """What a person chose for their own screens."""

    __tablename__ = "preference"

    account_id: Mapped[str] = mapped_column(String(26), ForeignKey("account.id"), primary_key=True)
    language: Mapped[Word]


class KeptForm(Record):
    """A half-filled form, saved by its author and seen by nobody else."""

    __tablename__ = "kept_form"

    account_id: Mapped[str] = mapped_column(String(26), ForeignKey("account.id"), primary_key=True)
    page: Mapped[str] = mapped_column(String(120), primary_key=True)
    body: Mapped[str]
    saved_at: Mapped[Instant]
