"""Emulation campaigns: the list, one campaign with its targets, its nominations, and the form for a new plan."""

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from states.facts import Row
from states.text import normalise
from states.vocabulary import Action, CampaignState, ReportPeriod, Role, State, Subject
from web.access import actor, person, role, signed_in
from web.actions_shown import others, shown
from web.clock import now
from web.creating import create
from web.database import reading
from web.plan_words import shown_targets
from web.result_words import owed_by_unit, shown_results
from web.views.campaigns.forms import PlanCampaignForm
from workflow.queries.campaign import CampaignPage, campaign_page, campaigns, nominations_of
from workflow.queries.campaign_results import results, usual_period

pages = Blueprint("campaigns", __name__)


@pages.get("/campaigns")
@signed_in
def index() -> str:
    """Every campaign, newest first; the office may enter a new plan."""
    year, _separator, key = normalise(request.args.get("after", "")).partition("_")
    after = (int(year), key) if year.isascii() and year.isdigit() and key else None
    found, has_more = campaigns(reading(), actor().organisation_id, after=after)
    later = url_for(".index", after=f"{found[-1].year}_{found[-1].key}") if has_more else ""
    may_plan = Role.SECRETARIAT in actor().roles
    return render_template("views/campaigns/index.html", campaigns=found, later=later, may_plan=may_plan)


@pages.route("/campaigns/new", methods=["GET", "POST"])
@role(Role.SECRETARIAT)
def plan() -> Response | str | tuple[str, int]:
    """Enter the plan of a campaign. "Xem trước" shows what was understood of the targets and records nothing."""
    form = PlanCampaignForm(data={"issuer": person().organisation})
    is_sound = form.validate_on_submit()
    if is_sound and "preview" not in request.form:
        done = create(form, form.order, lambda key: url_for("campaigns.detail", key=key))
        if done:
            return done
    status = 422 if form.is_submitted() and form.problems() else 200
    return render_template("views/campaigns/plan.html", form=form, preview=form.preview()), status


@pages.get("/campaigns/<key>")
@signed_in
def detail(key: str) -> str:
    """A campaign: its plan, what was reached of its targets, what may be done next, the nominations born of it."""
    page = _page(key)
    found = results(reading(), actor().organisation_id, key, asked_period(page.case))
    reached = shown_results(found)
    return render_template(
        "views/campaigns/detail.html", page=page, case=page.case, targets=shown_targets(page.targets), found=found,
        reached=reached, owed=owed_by_unit(found, reached), periods=ReportPeriod,
        actions=shown(page.look.actions, Subject.CAMPAIGN, key), others=others(page.look.actions),
        acts=[entry for entry in page.timeline if entry.action != Action.REPORT_ACTUAL],
    )  # fmt: skip


def asked_period(case: Row) -> ReportPeriod:
    """The period that the address asks for, else the usual one."""
    asked = request.args.get("period", "")
    return ReportPeriod(asked) if asked in set(ReportPeriod) else usual_period(CampaignState(case["state"]))


@pages.get("/campaigns/<key>/nominations")
@signed_in
def nominations(key: str) -> str:
    """The nominations born of a campaign that the person may see, by name; all of them or those of one state."""
    page = _page(key)
    wanted = normalise(request.args.get("state", ""))
    state = State(wanted) if wanted in set(State) else None
    name, _separator, last = normalise(request.args.get("after", "")).rpartition("_")
    after = (name, last) if last and name else None
    found, place = nominations_of(reading(), key, actor(), state=state or "", after=after)
    later = url_for(".nominations", key=key, state=state, after="_".join(place)) if place else ""
    return render_template(
        "views/campaigns/nominations.html", page=page, case=page.case, found=found, state=state, later=later
    )


def _page(key: str) -> CampaignPage:
    page = campaign_page(reading(), key, actor=actor(), at=now())
    if page is None:
        abort(404)
    return page
