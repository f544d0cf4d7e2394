"""A person's inbox: what they were told, newest first."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from notifications import inbox
from states.refusals import NoSuchCase
from web.access import actor, signed_in
from web.clock import now
from web.database import reading, store

pages = Blueprint("inbox", __name__)
PAGE = 20


@pages.get("/inbox")
@signed_in
def messages() -> str:
    """A page of messages."""
    at, _separator, key = request.args.get("before", "").partition("_")
    before = (int(at), key) if at.isascii() and at.isdigit() and key else None
    found = inbox.page(reading(), actor().account_id, before, PAGE)
    later = url_for(".messages", before=f"{found[-1].at}_{found[-1].id}") if len(found) == PAGE else ""
    return render_template("views/inbox/messages.html", messages=found, later=later)


@pages.post("/inbox/<key>/reading")
@signed_in
def read(key: str) -> Response:
    """Open what a message is about, and mark it as read."""
    try:
        link = inbox.message(reading(), actor().account_id, key).link
        inbox.mark_read(store(), actor().account_id, key, at=now(), organisation_id=actor().organisation_id)
    except NoSuchCase:
        abort(404)
    return redirect(link or url_for(".messages"), 303)
