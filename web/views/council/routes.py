"""The council's lists: the secretary's sessions, a member's sessions, and what a member voted."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.council_vocabulary import SessionState
from states.refusals import ActionRefused, NotNow
from states.text import normalise
from states.vocabulary import Role
from web.access import actor, role
from web.clock import now
from web.database import reading, store
from web.errors import STATUS
from web.language import _
from web.recorded import tell_recorded
from web.views.council.forms import PlanSessionForm
from web.views.council.members import meeting_hint
from web.views.nominations.shown import marks
from web.words import sentence
from workflow.days import civil_date
from workflow.engine import execute
from workflow.queries.council import sessions as find_sessions

pages = Blueprint("council", __name__)


@pages.get("/council/planning")
@role(Role.COUNCIL_SECRETARY)
def planning() -> str:
    """Every session, the latest first, and the way to a new one."""
    return _list(
        "views/council/planning.html", "council.planning", state=normalise(request.args.get("state", "")),
        hint=meeting_hint(), sure=marks(), today=civil_date(now()),
    )  # fmt: skip


@pages.get("/council/sessions")
@role(Role.COUNCIL_MEMBER)
def sessions() -> str:
    """The sessions of the council for its members: where an opinion is wanted, and what is over."""
    return _list("views/council/sessions.html", "council.sessions", own=True)


@pages.get("/council/receipts")
@role(Role.COUNCIL_MEMBER)
def receipts() -> str:
    """The sessions in which the member voted, each with the way to the own votes."""
    return _list("views/council/receipts.html", "council.receipts", own=True)


@pages.route("/council/sessions/new", methods=["GET", "POST"])
@role(Role.COUNCIL_SECRETARY)
def new_session() -> Response | str | tuple[str, int]:
    """Plan a session; sent twice, it is planned once."""
    form = PlanSessionForm()
    if not form.is_submitted():
        return render_template("views/council/new_session.html", form=form)
    if not form.validate():
        return render_template("views/council/new_session.html", form=form), 422
    key = form.fresh_id.data
    try:
        receipt = execute(store(), form.order(key), actor=actor(), at=now())
        tell_recorded(_("Đã lập phiên họp."), receipt.index)
    except NotNow:
        flash(_("Phiên họp này đã được lập từ trước."), "info")
    except ActionRefused as refusal:
        form.note_refusals([(form.place(reason), sentence(reason)) for reason in refusal.refusals])
        return render_template("views/council/new_session.html", form=form), STATUS[type(refusal)]
    return redirect(url_for("sessions.detail", key=key), 303)


def _list(template: str, endpoint: str, *, state: str = "", own: bool = False, **more: Any) -> str:
    wanted = state if state in set(SessionState) else ""
    after = normalise(request.args.get("after", ""))
    found, is_more = find_sessions(reading(), actor(), civil_date(now()), state=wanted, after=after, own=own)
    later = url_for(endpoint, state=wanted or None, after=found[-1].position) if is_more else ""
    return render_template(template, found=found, later=later, wanted=wanted, states=tuple(SessionState), **more)
