"""How long a person stays signed in: an hour without a page, twelve hours in all, and a way to stay."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, g, jsonify, redirect, request, session
from werkzeug.wrappers import Response as AnyResponse

from web.clock import now
from web.security import is_static

SECOND = 1_000_000
IDLE_LIMIT = 60 * 60
WHOLE_LIMIT = 12 * 60 * 60
WARNING = 10 * 60
"""Seconds before the end at which the page warns."""
TOUCH_EVERY = 60

pages = Blueprint("session", __name__)


def begin_session() -> None:
    """Start the two limits: called by the sign-in, after the old session was cleared."""
    session["began"] = session["touched"] = now()


def session_remaining() -> int | None:
    """Seconds until this session ends if nothing more is done; None for a visitor."""
    if not _has_cookie() or "began" not in session:
        return None
    present = now()
    idle = IDLE_LIMIT - (present - session["touched"]) // SECOND
    whole = WHOLE_LIMIT - (present - session["began"]) // SECOND
    return int(min(idle, whole))


def limit_session() -> None:
    """End a session that is past a limit (``g.session_ended`` tells the sign-in page why); else note this visit."""
    g.session_ended = False
    if is_static(request.endpoint):
        return
    remaining = session_remaining()
    if remaining is None:
        return
    if remaining <= 0:
        session.clear()
        g.session_ended = True
    elif now() - session["touched"] > TOUCH_EVERY * SECOND:
        session["touched"] = now()


@pages.post("/session/extension")
def keep() -> AnyResponse:
    """ "Giữ phiên": the hour starts anew; the twelve hours do not."""
    if session_remaining() is not None:
        session["touched"] = now()
    if request.accept_mimetypes.best == "application/json":
        answer: Response = jsonify(remaining=session_remaining())
        return answer
    return redirect(way_back(request.form.get("back", "/")), 303)


def init_session_time(app: Flask) -> None:
    """Watch the limits before everything else, so that an ended session is never used."""
    app.before_request(limit_session)
    app.register_blueprint(pages)
    app.jinja_env.globals.update(session_remaining=session_remaining, SESSION_WARNING=WARNING)


def way_back(target: str) -> str:
    """Only a path of this site; an address that leads elsewhere becomes the start page."""
    parts = urlsplit(target)
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    return target if is_ours and target.isprintable() else "/"


def came_from() -> str:
    """The page of this site that the request was sent from, as a path; the start page where it is not known."""
    came = urlsplit(request.referrer or "")
    ours = came.netloc == request.host
    return way_back(came._replace(scheme="", netloc="", fragment="").geturl()) if ours else "/"


def _has_cookie() -> bool:
    """Whether the visitor brought a session at all; asking this first keeps public pages cacheable."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies
