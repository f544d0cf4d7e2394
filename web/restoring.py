"""A form that was sent after its session had ended: what was typed comes back, to the account whose page it was alone.

Every page's forgery token is signed and names the account it was made for. A form that is refused because its session
is over travels, sealed, inside the sign-in form; whoever signs in gets it back only as the account of the token.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict

from web.clock import now
from web.database import reading, store
from workflow.engine import Change, Insert, keep
from workflow.queries.laid_aside import laid_aside

NEVER_KEPT = frozenset({"csrf_token", "seen", "fresh_id", "password", "present", "again", "code", "kept", "later"})
"""What no page keeps: secrets, and what names the old page instead of what somebody entered."""

_PAGE = "restored"
_TOKENS = "wtf-csrf-token"
_A_DAY = 24 * 60 * 60

Entries = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class SentTooLate:
    """What was sent: by which account's page, from where, and what stood in it."""

    account_id: str
    address: str
    entries: Entries

    def sealed(self) -> str:
        """As it travels through a page; nobody can alter it, or make one up for another account."""
        return str(_seal().dumps([self.account_id, self.address, self.entries]))

    @property
    def texts(self) -> list[str]:
        """What somebody wrote in words, to be copied in any case; choices and keys have no space in them."""
        return [text for values in self.entries.values() for text in values if " " in text.strip()]


def mark_tokens(account_id: str) -> None:
    """Let every forgery token of this session name its account: called by the sign-in."""
    session["csrf_token"] = f"{secrets.token_hex(20)}:{account_id}"


def sent_too_late(address: str) -> SentTooLate | None:
    """The form of this request, if its token was once made for an account; ``None`` where nobody can tell whose it was."""
    account_id = _whose(request.form.get("csrf_token", ""))
    if not account_id:
        return None
    entries = {name: values for name, values in request.form.lists() if name not in NEVER_KEPT and any(values)}
    return SentTooLate(account_id, address, entries)


def restore(sealed: str, account_id: str, organisation_id: str) -> str:
    """Keep a sealed form for its author; answers its address, or nothing where it is another's or no seal of ours."""
    try:
        owner, address, entries = _seal().loads(sealed, max_age=_A_DAY)
    except BadData:
        return ""
    if owner != account_id:
        return ""
    body = json.dumps({"address": address, "entries": entries}, ensure_ascii=False)
    columns = {"body": body, "saved_at": now()}
    is_new = laid_aside(reading(), account_id, _PAGE) is None
    keep(
        store(),
        Insert(into="kept_form", row={"account_id": account_id, "page": _PAGE, **columns})
        if is_new
        else Change(of="kept_form", key=(account_id, _PAGE), columns=columns),
        organisation_id=organisation_id,
    )
    session["restored"] = [account_id, address.partition("?")[0]]
    return str(address)


def restored() -> MultiDict[str, str] | None:
    """What comes back on the page that is being shown; ``None`` on every other."""
    account_id, path = session.get("restored") or ("", "")
    if request.method != "GET" or request.path != path or session.get("_user_id", "").partition(":")[0] != account_id:
        return None
    kept = json.loads(laid_aside(reading(), account_id, _PAGE) or "{}")
    if kept.get("address", "").partition("?")[0] != path:
        return None
    return MultiDict((name, value) for name, values in kept["entries"].items() for value in values)


def forget_restored() -> None:
    """Once the form is sent again, its page has the entries; they no longer come back."""
    if request.method == "POST" and request.path == (session.get("restored") or ("", ""))[1]:
        session.pop("restored")


def _whose(token: str) -> str:
    try:
        value: Any = URLSafeTimedSerializer(current_app.secret_key or "", salt=_TOKENS).loads(token)
    except BadData:
        return ""
    return value.partition(":")[2] if isinstance(value, str) else ""


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="bangvang-sent-too-late")
