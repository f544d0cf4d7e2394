"""The way in: a person's worklist, or the public board."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.access import person_or_none, public, signed_in

pages = Blueprint("home", __name__)


@pages.get("/")
@public
def start() -> Response:
    """People with an account find their work, others the sign-in."""
    return redirect(url_for("home.worklist" if person_or_none() else "account.sign_in"), 303)


@pages.get("/work")
@signed_in
def worklist() -> str:
    """What waits for this person, by deadline."""
    return render_template("views/home/worklist.html")
