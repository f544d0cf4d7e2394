"""Who may open which page: the coarse lock. The fine one is the engine's, under the ledger lock.

Every view is marked by exactly one of ``role``, ``signed_in`` and ``public``; a test goes through the route table.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, abort, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user

from states.vocabulary import Role
from web.clock import now
from web.database import reading
from web.navigation import Visitor
from web.security import is_for_everybody
from workflow.commands.command import Actor
from workflow.days import civil_date
from workflow.queries.organisations import count_organisations
from workflow.queries.people import SignedIn
from workflow.queries.people import signed_in as find_signed_in

View = TypeVar("View", bound=Callable[..., Any])
ALL_ROLES = frozenset(Role) - {Role.HOLDER}
manager = LoginManager()


class User(UserMixin):
    """What Flask-Login keeps in the session: the account, and the mark that changes with its password and at sign-out."""

    def __init__(self, person: SignedIn) -> None:
        self.person = person

    def get_id(self) -> str:
        """Account and mark; a session begun before the mark changed no longer opens anything."""
        return f"{self.person.actor.account_id}:{self.person.session_mark}"


def person() -> SignedIn:
    """Who is signed in. Only inside views marked ``role`` or ``signed_in``."""
    return cast(User, current_user).person


def person_or_none() -> SignedIn | None:
    """Who is signed in, if anybody. A page for everybody never asks, so that it is the same for all."""
    if is_for_everybody(request.endpoint):
        return None
    return cast(User, current_user).person if current_user and current_user.is_authenticated else None


def actor() -> Actor:
    """The person as the engine knows them."""
    return person().actor


def visitor() -> Visitor:
    """The person as the frame of a page knows them."""
    someone = person_or_none()
    if someone is None:
        return _passer_by()
    return Visitor(
        name=someone.actor.full_name,
        office=" · ".join(dict.fromkeys(someone.offices)),
        roles=someone.actor.roles,
        organisation=someone.organisation,
        is_demo=someone.is_demo,
        is_stopped=someone.is_stopped,
    )


def _passer_by() -> Visitor:
    """Somebody without an account, on the pages of an organisation or of none."""
    here = g.get("organisation")
    if here is None:
        return Visitor(is_demo=count_organisations(reading())[1] > 0)
    return Visitor(organisation=here.name, is_demo=here.is_demo)


def preference() -> str | None:
    """The signed-in person's language."""
    someone = person_or_none()
    return someone.language if someone else None


def role(*roles: Role) -> Callable[[View], View]:
    """Only people who hold one of these offices today open the page."""
    return _locked(frozenset(roles))


def signed_in(view: View) -> View:
    """Everybody with an account opens the page."""
    return _locked(ALL_ROLES, any_account=True)(view)


def public(view: View) -> View:
    """Everybody opens the page, signed in or not."""
    view.bangvang_roles = None  # type: ignore[attr-defined]
    return view


def everybody(view: View) -> View:
    """A public page that is the same for everybody: it may be cached, reads no session and sets no cookie."""
    view.bangvang_is_for_everybody = True  # type: ignore[attr-defined]
    return public(view)


def kept(lifetime: str) -> Callable[[View], View]:
    """How long caches may keep the answers of a page for everybody, where it is not the usual while."""

    def wrap(view: View) -> View:
        view.bangvang_kept = lifetime  # type: ignore[attr-defined]
        return view

    return wrap


def _locked(roles: frozenset[Role], *, any_account: bool = False) -> Callable[[View], View]:
    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                back = request.full_path.rstrip("?") if request.method == "GET" else None
                return redirect(url_for("account.sign_in", back=back), 303)
            if not any_account and not roles & actor().roles:
                abort(403)
            return view(*args, **kwargs)

        guarded.bangvang_roles = roles  # type: ignore[attr-defined]
        return cast(View, guarded)

    return wrap


def roles_of(view: Callable[..., Any]) -> frozenset[Role] | None:
    """The offices a view is open to, ``None`` for a public one; a view without a mark is a mistake."""
    return cast("frozenset[Role] | None", view.bangvang_roles)  # type: ignore[attr-defined]


def init_access(app: Flask) -> None:
    """Let Flask-Login find the person of a session, once per request."""
    manager.init_app(app)
    manager.session_protection = None
    manager.user_loader(_load)


def _load(key: str) -> User | None:
    account_id, _, mark = key.partition(":")
    found = find_signed_in(reading(), account_id, civil_date(now()))
    if found is None or str(found.session_mark) != mark:
        return None
    g.signed_in = found
    return User(found)
