"""Audiences resolved to people, from the offices in force on the day a message is written."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, bindparam, func, or_, select

from notifications.occasions import Occasion
from notifications.subscriptions import Audience, Subscription
from states.council_vocabulary import UNMINUTED
from states.vocabulary import RegisterState, Role, Subject
from workflow.models.account import BODY, IN_FORCE, Account, Office, Preference
from workflow.models.invitation import Guest, Invitee
from workflow.models.nomination import Nomination
from workflow.models.session import Conflict, RollEntry, Session
from workflow.queries.visibility import SEEN_BY
from workflow.sql import Driver, Prepared, among

_PEOPLE = Prepared(
    lambda: (
        select(Account.id, Account.state, Preference.language, Office.role, Office.unit_id)
        .outerjoin(Preference, Preference.account_id == Account.id)
        .outerjoin(
            Office,
            and_(
                Office.account_id == Account.id,
                Office.organisation_id == Account.organisation_id,
                IN_FORCE,
            ),
        )
        .where(
            Account.organisation_id == bindparam("organisation_id"),
            among(Account.state, (RegisterState.INVITED, RegisterState.ACTIVE)),
        )
    )
)
_SEATED = Prepared(
    lambda: (
        select(Office.account_id)
        .join(Session, (Session.organisation_id == Office.organisation_id) & (Session.body == BODY))
        .where(Session.id == bindparam("session_id"), Office.role == Role.COUNCIL_MEMBER.value, IN_FORCE)
    )
)
_LAST = select(func.max(Invitee.sending)).where(Invitee.session_id == bindparam("session_id")).scalar_subquery()
_INVITED = Prepared(
    lambda: select(func.coalesce(Invitee.account_id, Guest.account_id))
    .outerjoin(Guest, Guest.id == Invitee.guest_id)
    .where(
        Invitee.session_id == bindparam("session_id"), Invitee.sending == _LAST,
        func.coalesce(Invitee.account_id, Guest.account_id).is_not(None),
    )
)  # fmt: skip
_ROLL = Prepared(lambda: select(RollEntry.account_id).where(RollEntry.session_id == bindparam("session_id")))

_VEILED = Prepared(
    lambda: (
        select(Conflict.nomination_id, Conflict.account_id)
        .join(Nomination, Nomination.id == Conflict.nomination_id)
        .outerjoin(Session, Session.id == Nomination.session_id)
        .where(
            Nomination.organisation_id == bindparam("organisation_id"),
            or_(Session.id.is_(None), among(Session.state, UNMINUTED)),
        )
    )
)

_OFFICES: Mapping[Audience, Role] = {
    Audience.UNITS: Role.UNIT_OFFICER,
    Audience.SECRETARIAT: Role.SECRETARIAT,
    Audience.COUNCIL_SECRETARY: Role.COUNCIL_SECRETARY,
    Audience.CHAIRMAN: Role.CHAIRMAN,
    Audience.DEPUTIES: Role.DEPUTY_CHAIRMAN,
    Audience.AUDITORS: Role.AUDITOR,
    Audience.ADMINISTRATORS: Role.ADMINISTRATOR,
}


@dataclass(frozen=True)
class People:
    """Everybody of one organisation who may be told something on one day.

    ``languages`` holds every account that is not closed, with the language chosen for it or ``None``; ``offices`` the
    accounts in use by office held: role and, for unit officers, unit; ``veiled`` who takes no part in which nomination that
    the council is not done with.
    """

    driver: Driver
    today: date
    languages: Mapping[str, str | None]
    offices: Mapping[tuple[Role, str | None], Set[str]]
    veiled: Mapping[str, Set[str]] = field(default_factory=dict)

    def told(self, subscription: Subscription, occasion: Occasion) -> dict[str, bool]:
        """The accounts to be told of an occasion, each with whether the reason is for it too; never the one who acted."""
        found = {audience: self.members(audience, occasion) for audience in subscription.to}
        if occasion.object_id in self.veiled:
            found = {audience: each - self._kept_out(audience, occasion) for audience, each in found.items()}
        accounts = sorted(set().union(*found.values()) - {occasion.actor_id})
        return {
            account: any(account in found[audience] for audience in subscription.reason_for) for account in accounts
        }

    def _kept_out(self, audience: Audience, occasion: Occasion) -> Set[str]:
        """Who takes no part in the case, and is not told of it either; a unit is told of its own cases."""
        return set() if audience == Audience.UNIT else self.veiled[occasion.object_id]

    def members(self, audience: Audience, occasion: Occasion) -> Set[str]:
        """The accounts of one audience."""
        match audience:
            case Audience.UNIT:
                return self.holding(Role.UNIT_OFFICER, occasion.unit_id)
            case Audience.COUNCIL_MEMBERS:
                seated = self.driver.rows(_SEATED, session_id=occasion.object_id, today=self.today.isoformat())
                return {account for (account,) in seated} & self.holding(Role.COUNCIL_MEMBER)
            case Audience.INVITED:
                invited = self.driver.rows(_INVITED, session_id=occasion.object_id)
                return {account for (account,) in invited} & self.languages.keys()
            case Audience.ROLL:
                roll = {account for (account,) in self.driver.rows(_ROLL, session_id=occasion.object_id)}
                return roll & self.holding(Role.COUNCIL_MEMBER)
            case Audience.SIGNER:
                return {str(occasion.value("approver_id"))} & self.holding(Role.DEPUTY_CHAIRMAN)
            case Audience.ACCOUNT:
                return self.languages.keys() & {occasion.account_id}
        return self.holding(_OFFICES[audience])

    def opens(self, account: str, subject: Subject) -> bool:
        """Whether an account holds an office that looks at such cases at all; a guest of a session may hold none."""
        roles = SEEN_BY.get(subject)
        return roles is None or any(account in self.holding(role) for role in roles)

    def holding(self, role: Role, *units: str | None) -> set[str]:
        """The accounts that hold an office; of a unit officer's, for the given unit only when one is given."""
        return {
            account
            for (held, unit), accounts in self.offices.items()
            if held == role and (not units or unit in units)
            for account in accounts
        }


def people(driver: Driver, organisation_id: str, today: date) -> People:
    """The people of an organisation as they stand on a day."""
    languages: dict[str, str | None] = {}
    offices: dict[tuple[Role, str | None], set[str]] = {}
    for account, state, language, role, unit in driver.rows(
        _PEOPLE, organisation_id=organisation_id, today=today.isoformat()
    ):
        languages[account] = language
        if role is not None and state == RegisterState.ACTIVE:
            offices.setdefault((Role(role), unit), set()).add(account)
    veiled: dict[str, set[str]] = {}
    for nomination, account in driver.rows(_VEILED, organisation_id=organisation_id):
        veiled.setdefault(nomination, set()).add(account)
    return People(driver, today, languages, offices, veiled)
