"""The way in: a person's worklist, or the public board."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.regime import offered_awards
from states.text import normalise
from web.access import actor, person_or_none, public, signed_in
from web.clock import now
from web.database import reading
from web.navigation import landmark
from web.rules_here import regime_today
from web.without_office import without_office
from workflow.days import civil_date
from workflow.queries.worklist import MOST_COUNTED, Filter, Worklist, units_of
from workflow.queries.worklist import worklist as desk_of

pages = Blueprint("home", __name__)


@pages.get("/")
@public
def start() -> Response:
    """People with an account find their work, others the public board or the sign-in."""
    if person_or_none():
        return redirect(url_for("home.worklist"), 303)
    return redirect(landmark("start") or url_for("account.sign_in"), 303)


@pages.get("/worklist")
@signed_in
def worklist() -> str:
    """What waits for this person, by deadline."""
    wanted = _wanted()
    today = civil_date(now())
    desk = desk_of(reading(), actor=actor(), today=today, wanted=wanted)
    return render_template(
        "views/home/worklist.html", desk=desk, wanted=wanted, today=today,
        awards=tuple(rules.code for rules in offered_awards(regime_today())),
        units=units_of(reading(), actor()), most=MOST_COUNTED, later=_later(desk, wanted),
        without=without_office(),
    )  # fmt: skip


def _wanted() -> Filter:
    given = {name: normalise(request.args.get(name, "")) for name in ("state", "award", "unit_id", "after")}
    due, _, key = given.pop("after").partition("_")
    return Filter(**given, after=(due, key) if key else None)


def _later(desk: Worklist, wanted: Filter) -> str:
    """The address of the page after this one."""
    if not desk.has_more:
        return ""
    return url_for(
        "home.worklist", state=wanted.state or None, award=wanted.award or None, unit_id=wanted.unit_id or None,
        after="_".join(desk.items[-1].place),
    )  # fmt: skip
