"""The award history of nominees: recorded by the office as evidence, never deleted, at most struck."""

from functools import partial

from flask import Blueprint, abort, render_template, url_for
from werkzeug.wrappers import Response

from states.vocabulary import AwardLevel, Basis, Role, Subject
from web.access import actor, role
from web.actions_shown import shown
from web.clock import now
from web.creating import create
from web.database import reading
from web.views.past_awards.forms import RecordPastAwardForm, award_names
from workflow.queries.nominee_register import nominee_for, users_of
from workflow.queries.open_actions import look_at
from workflow.queries.register_search import resting_on

pages = Blueprint("past_awards", __name__)


@pages.route("/nominees/<key>/past-awards", methods=["GET", "POST"])
@role(Role.SECRETARIAT)
def record(key: str) -> Response | str | tuple[str, int]:
    """Record an award that a nominee received before."""
    nominee = nominee_for(reading(), key, actor=actor())
    if nominee is None:
        abort(404)
    form = RecordPastAwardForm()
    if form.validate_on_submit():
        done = create(form, partial(form.order, key), lambda _made: url_for("nominees.detail", key=key))
        if done:
            return done
    status = 422 if form.is_submitted() else 200
    return render_template("views/past_awards/record.html", form=form, nominee=nominee, named=award_names()), status


@pages.get("/past-awards/<key>")
@role(Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)
def detail(key: str) -> str:
    """One line of an award history, and what may be done to it."""
    look = look_at(reading(), Subject.PAST_AWARD, key, actor=actor(), at=now())
    if look is None:
        abort(404)
    nominee = nominee_for(reading(), look.case["nominee_id"], actor=actor()) or abort(404)
    actions, users = shown(look.actions, Subject.PAST_AWARD, key), users_of(reading(), [key])
    later = [each for each in resting_on(reading(), [key]) if each.through]
    level, basis = AwardLevel(look.case["level"]), Basis(look.case["basis"])
    return render_template(
        "views/past_awards/detail.html", award=look.case, nominee=nominee, level=level, basis=basis, users=users,
        actions=actions, later=later,
    )  # fmt: skip
