"""The chairman's desk: what lies before them, and what they signed."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from states.text import normalise
from states.vocabulary import Action, Role
from web.access import actor, role
from web.clock import now
from web.creating import create
from web.database import reading
from web.rules_here import regime_today
from web.views.chairman.mandate_forms import GiveMandateForm
from web.views.decisions.routes import later, place
from web.views.nominations.shown import count_in_words
from workflow.days import civil_date
from workflow.queries.chairman import inbox as inbox_of
from workflow.queries.decision import PAGE, decisions
from workflow.queries.mandates import mandates as mandates_of
from workflow.queries.mandates import possible_deputies

pages = Blueprint("chairman", __name__)


@pages.get("/chairman/inbox")
@role(Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN)
def inbox() -> str:
    """Decisions to sign, annulments to decide on, and nominations by award with what the council found."""
    parts = normalise(request.args.get("after", "")).rsplit("_", 2)
    after = (parts[0], parts[1], parts[2]) if len(parts) == 3 else None
    found = inbox_of(reading(), actor(), today=civil_date(now()), after=after)
    on = ""
    if found.has_more and found.last:
        on = url_for("chairman.inbox", after=f"{found.last.award}_{found.last.sort_key}_{found.last.key}")
    return render_template(
        "views/chairman/inbox.html", inbox=found, later=on, count_in_words=count_in_words, forward=Action.FORWARD
    )


@pages.route("/chairman/mandates", methods=["GET", "POST"])
@role(Role.CHAIRMAN)
def mandates() -> Response | str | tuple[str, int]:
    """Who signs in the chairman's place, and a form to have somebody do so."""
    form, mine = GiveMandateForm(), actor()
    awards = [code for code, rules in regime_today().awards.items() if rules.competence.value == "decide"]
    form.offer(possible_deputies(reading(), mine.organisation_id, mine.account_id), awards)
    if form.validate_on_submit():
        done = create(form, form.order, lambda _key: url_for("chairman.mandates"))
        if done:
            return done
    given = mandates_of(reading(), mine.organisation_id, civil_date(now()))
    status = 422 if form.is_submitted() and form.problems() else 200
    return render_template("views/chairman/mandates.html", form=form, mandates=given), status


@pages.get("/chairman/signed")
@role(Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN)
def signed() -> str:
    """Decisions that were signed, the newest first."""
    after = place(request.args.get("after", ""))
    found = decisions(reading(), actor().organisation_id, signed=True, after=after)
    return render_template("views/chairman/signed.html", decisions=found[:PAGE], later=later("chairman.signed", found))
