"""One nomination: its page, for everybody who may see it."""

from flask import Blueprint, abort, render_template

from states.vocabulary import Role, Subject
from web.access import actor, role
from web.actions_shown import others, shown
from web.clock import now
from web.database import reading
from web.views.nominations.stations import stations
from workflow.queries.nomination import nomination_page

pages = Blueprint("nominations", __name__)


@pages.get("/nominations/<key>")
@role(Role.UNIT_OFFICER, Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.AUDITOR)
def detail(key: str) -> str:
    """A nomination with its steps, what may be done next, what it rests on, and its timeline."""
    page = nomination_page(reading(), key, actor=actor(), at=now())
    if page is None:
        abort(404)
    return render_template(
        "views/nominations/detail.html", page=page, case=page.case, stations=stations(page),
        actions=shown(page.look.actions, Subject.NOMINATION, key), others=others(page.look.actions),
    )  # fmt: skip
