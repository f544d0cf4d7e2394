"""What every answer carries and what no request may do: headers, cookies, forged forms, too large bodies."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect
from werkzeug.utils import safe_join

from web.settings import LOOPBACK, Settings

BODY_LIMIT = 21 * 1024 * 1024
"""The largest request in bytes: one file of 20 MB and the form around it."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
A_WHILE = "public, max-age=300"
A_MOMENT = "public, max-age=2"
"""How long caches may keep a page that is the same for everybody."""

csrf = CSRFProtect()


@cache
def file_hash(path: Path) -> str:
    """The first 16 hex digits of a file's SHA-256; they stand in its address, so it may be kept forever."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def is_static(endpoint: str | None) -> bool:
    """Whether the address is a stylesheet, script or font: the application's own, or one of an extension."""
    return endpoint is not None and (endpoint == "static" or endpoint.endswith(".static"))


def is_for_everybody(endpoint: str | None) -> bool:
    """Whether the page is the same for everybody: caches may keep it, and it never looks at a session."""
    return bool(getattr(current_app.view_functions.get(endpoint or ""), "bangvang_is_for_everybody", False))


class SessionOfPeople(SecureCookieSessionInterface):
    """Pages for everybody neither set a cookie nor depend on one; all others keep their session as usual."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not is_for_everybody(request.endpoint):
            super().save_session(app, session, response)


def add_hash(endpoint: str, values: dict[str, Any]) -> None:
    """Put the file's hash into every address of a static file made by ``url_for``."""
    if is_static(endpoint) and "filename" in values:
        found = _current_hash(endpoint, values["filename"])
        if found:
            values.setdefault("v", found)


def add_headers(response: Response) -> Response:
    """Forbid foreign and inline content, framing and sniffing; keep pages out of caches and static files in them.

    A page that is the same for everybody may be kept for a few minutes.
    """
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if is_static(request.endpoint) and response.status_code in (200, 206, 304):
        filename = (request.view_args or {}).get("filename", "")
        fresh = request.args.get("v", "") == _current_hash(request.endpoint or "", filename)
        response.headers["Cache-Control"] = FOREVER if fresh else A_DAY
    elif is_for_everybody(request.endpoint) and response.status_code == 200:
        response.headers["Cache-Control"] = getattr(
            current_app.view_functions[request.endpoint or ""], "bangvang_kept", A_WHILE
        )
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def address_of(path: str) -> str:
    """The whole address of a path of this site, by the settings: what a request says of its host goes into no link."""
    return str(current_app.config["BASE_URL"]) + path


def refuse_other_hosts() -> None:
    """Turn away who asks for another host than ours, where ours is known. Whoever watches the machine may ask by any name."""
    ours = current_app.config["HOST"]
    asked = urlsplit(f"//{request.host}").hostname
    if ours and asked not in (ours, *LOOPBACK) and request.blueprint != "operations":
        abort(400)


def init_security(app: Flask, settings: Settings) -> None:
    """Close the application: hosts, session cookie, body limit, forged-form check, headers."""
    app.secret_key = settings.secret_key
    app.before_request(refuse_other_hosts)
    app.config.update(
        BASE_URL=settings.base_url,
        HOST=settings.host,
        SESSION_COOKIE_NAME="__Host-bangvang" if settings.is_https else "bangvang",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session, which has limits of its own
    )
    app.session_interface = SessionOfPeople()
    csrf.init_app(app)
    app.url_defaults(add_hash)
    app.after_request(add_headers)


def _current_hash(endpoint: str, filename: str) -> str:
    owner = current_app.blueprints[endpoint.rsplit(".", 1)[0]] if "." in endpoint else current_app
    path = safe_join(str(owner.static_folder), filename) if owner.static_folder else None
    return file_hash(Path(path)) if path and Path(path).is_file() else ""
