"""The award history of nominees: recorded by the office as evidence, never deleted, at most struck."""

from functools import partial

from flask import Blueprint, abort, render_template, url_for
from werkzeug.wrappers import Response

from states.vocabulary import Role, Subject
from web.access import actor, role
from web.actions_shown import shown
from web.clock import now
from web.creating import create
from web.database import reading
from web.views.past_awards.forms import RecordPastAwardForm
from workflow.queries.nomination import nomination_page
from workflow.queries.open_actions import look_at
from workflow.queries.past_awards import nominee_name

pages = Blueprint("past_awards", __name__)


@pages.route("/nominations/<key>/past-awards", methods=["GET", "POST"])
@role(Role.SECRETARIAT)
def record(key: str) -> Response | str | tuple[str, int]:
    """Record an award that the nominee of a case received before."""
    page = nomination_page(reading(), key, actor=actor(), at=now())
    if page is None:
        abort(404)
    form = RecordPastAwardForm()
    if form.validate_on_submit():
        order = partial(form.order, page.case["nominee_id"])
        done = create(form, order, lambda _made: url_for("nominations.detail", key=key))
        if done:
            return done
    return render_template("views/past_awards/record.html", form=form, page=page), 422 if form.is_submitted() else 200


@pages.get("/past-awards/<key>")
@role(Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN, Role.AUDITOR)
def detail(key: str) -> str:
    """One line of an award history, and what may be done to it."""
    look = look_at(reading(), Subject.PAST_AWARD, key, actor=actor(), at=now())
    if look is None:
        abort(404)
    name = nominee_name(reading(), look.case["nominee_id"])
    actions = shown(look.actions, Subject.PAST_AWARD, key)
    return render_template("views/past_awards/detail.html", award=look.case, name=name, actions=actions)
