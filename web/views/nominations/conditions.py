"""The checklist of one nomination: how it stands to every condition of its award, now and at each stage before."""

from flask import Blueprint, abort, render_template

from states.vocabulary import Role, State, Subject
from web.access import actor, role
from web.clock import now
from web.conditions_shown import conditions_shown
from web.database import reading
from web.declaring_first import declare_first
from web.rules_here import led_to, rules_here
from web.views.nominations.shown import marks
from workflow.queries.verdicts import standing_of
from workflow.queries.visibility import SEEN_BY, is_of_own_unit

pages = Blueprint("conditions", __name__)


@pages.get("/nominations/<key>/conditions")
@role(
    Role.UNIT_OFFICER,
    Role.SECRETARIAT,
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.CHAIRMAN,
    Role.DEPUTY_CHAIRMAN,
    Role.AUDITOR,
)
def detail(key: str) -> str:
    """Every condition with its source, the values and rows used, and what would clear it; a draft by today's rules."""
    standing = standing_of(reading(), key, actor=actor(), at=now())
    if standing is None:
        abort(404)
    case = standing.case
    declare_first(case)
    roles, is_own = actor().roles, is_of_own_unit(actor(), case)
    return render_template(
        "views/nominations/conditions.html", case=case, state=State(case["state"]), shown=conditions_shown(standing),
        sure=marks(), regime=led_to(rules_here().by_digest(standing.verdict.rules)),
        sees_register=is_own or bool(roles & SEEN_BY[Subject.STATEMENT]),
    )  # fmt: skip
