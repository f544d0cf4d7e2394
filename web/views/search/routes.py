"""Finding a nomination by a name or a code, for people with an account."""

from flask import Blueprint, render_template, request

from states.text import normalise
from web.access import actor, signed_in
from web.database import reading
from workflow.queries.search import SHOWN, find

pages = Blueprint("search", __name__)
LONGEST = 200


@pages.get("/search")
@signed_in
def results() -> str:
    """What the words of the search box find among the nominations that the person may see."""
    text = normalise(request.args.get("q", ""))[:LONGEST]
    return render_template("views/search/results.html", q=text, found=find(reading(), actor(), text), most=SHOWN)
