"""Doors at which a password may be tried: one for each user name, and one more for each device that has signed in with it.

Whoever types wrong passwords for somebody else's name tires out the door of that name. A device on which the person has
signed in before carries a signed cookie and comes in by a door of its own, so nobody keeps a member away from a vote.
"""

import hashlib
import hmac
import secrets

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from states.text import normalise

NAMES_KEPT = 8
"""How many people's names one shared device remembers."""
A_YEAR = 365 * 24 * 60 * 60


def door_of(username: str) -> str:
    """The door at which this request tries a user name, as a keyed hash; whether somebody has the name does not matter."""
    device, names = _remembered()
    return _keyed(f"{_name(username)}/{device}" if _mark(username) in names else _name(username))


def remember_device(username: str) -> None:
    """Note on the device, for a year, that this person has signed in here."""
    device, names = _remembered()
    kept = [_mark(username), *(each for each in names if each != _mark(username))][:NAMES_KEPT]
    value = _serializer().dumps([device, kept])

    @after_this_request
    def _note(response: Response) -> Response:
        is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(_cookie(), value, max_age=A_YEAR, secure=is_secure, httponly=True, samesite="Lax")
        return response


def _remembered() -> tuple[str, list[str]]:
    """The device's own name and marks of the people who have signed in on it; a new name where there is no true cookie."""
    try:
        device, names = _serializer().loads(request.cookies.get(_cookie(), ""))
    except BadSignature:
        return secrets.token_hex(16), []
    return str(device), list(names)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="known-device")


def _cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _mark(username: str) -> str:
    return _keyed(f"{_name(username)}/mark")[:16]


def _name(username: str) -> str:
    return normalise(username).lower()


def _keyed(text: str) -> str:
    return hmac.new(str(current_app.secret_key).encode(), f"door/{text}".encode(), hashlib.sha256).hexdigest()
