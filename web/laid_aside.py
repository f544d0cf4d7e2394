"""Laying a half-filled form aside ("Lưu tạm") and taking it up again, so that nothing entered is lost."""

import json

from flask import request
from werkzeug.datastructures import MultiDict

from web.access import actor
from web.action_forms import CommandForm
from web.clock import now
from web.database import reading, store
from web.restoring import NEVER_KEPT
from workflow.engine import Change, Insert, keep
from workflow.queries.laid_aside import laid_aside

_NOTHING = "{}"


def begun(kind: type[CommandForm], key: str) -> CommandForm:
    """The form as it was sent, else as its author laid it aside, else empty."""
    form = kind()
    if not form.keeps or form.is_entered():
        return form
    body = laid_aside(reading(), actor().account_id, form.laid_aside_as(key))
    entered = json.loads(body or _NOTHING)
    if not entered:
        return form
    return kind(formdata=MultiDict((name, value) for name, values in entered.items() for value in values))


def lay_aside(form: CommandForm, key: str) -> None:
    """Keep what was entered, for its author alone."""
    entered = {name: values for name, values in request.form.lists() if name not in NEVER_KEPT}
    _keep(form.laid_aside_as(key), json.dumps(entered, ensure_ascii=False))


def take_back(form: CommandForm, key: str) -> None:
    """The action is done: what was laid aside for it is no longer offered."""
    if form.keeps and laid_aside(reading(), actor().account_id, form.laid_aside_as(key)):
        _keep(form.laid_aside_as(key), _NOTHING)


def _keep(page: str, body: str) -> None:
    account_id = actor().account_id
    columns = {"body": body, "saved_at": now()}
    is_new = laid_aside(reading(), account_id, page) is None
    keep(
        store(),
        Insert(into="kept_form", row={"account_id": account_id, "page": page, **columns})
        if is_new
        else Change(of="kept_form", key=(account_id, page), columns=columns),
        organisation_id=actor().organisation_id,
    )
