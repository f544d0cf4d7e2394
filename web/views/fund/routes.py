"""The emulation fund: its book by year, a line of it, and entering one."""

from datetime import date

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from states.money import set_aside
from states.regime import NoRulesInForce
from states.rule_parts import Sourced
from states.text import normalise
from states.vocabulary import Role, Subject
from web.access import actor, role
from web.actions_shown import shown
from web.clock import now
from web.creating import create
from web.database import reading
from web.views.fund.forms import RecordFundEntryForm
from web.views.nominations.shown import marks
from workflow.days import civil_date
from workflow.queries.fund import book_of, fund_lines
from workflow.queries.open_actions import look_at
from workflow.queries.visibility import SEEN_BY, may_see
from workflow.rules_in_force import rules_of

pages = Blueprint("fund_entries", __name__)
YEARS = 10
"""How many years back the book may be opened."""


@pages.get("/fund")
@role(*SEEN_BY[Subject.FUND_ENTRY])
def index() -> str:
    """The book of a year: how each fund adds up, what decisions promise, and every line."""
    today = civil_date(now())
    years = range(today.year, today.year - YEARS, -1)
    year = next((each for each in years if str(each) == normalise(request.args.get("year", ""))), today.year)
    return render_template(
        "views/fund/index.html", book=book_of(reading(), actor().organisation_id, year), year=year, years=years,
        share=_share(min(date(year, 12, 31), today)), sure=marks(), set_aside=set_aside,
        may_enter=Role.SECRETARIAT in actor().roles,
    )  # fmt: skip


def _share(day: date) -> Sourced[tuple[int, int]] | None:
    """What the law in force on a day, the last one of the year that is looked at, sets aside for organising."""
    try:
        return rules_of(reading(), actor().organisation_id).on(day).organising_share
    except NoRulesInForce:
        return None


@pages.route("/fund/new", methods=["GET", "POST"])
@role(Role.SECRETARIAT)
def record() -> Response | str | tuple[str, int]:
    """Enter income or a payment. Sent twice, it is one line."""
    form = RecordFundEntryForm()
    if form.validate_on_submit():
        done = create(form, form.order, lambda made: url_for("fund_entries.detail", key=made))
        if done:
            return done
    return render_template("views/fund/record.html", form=form), 422 if form.is_submitted() else 200


@pages.get("/fund-entries/<key>")
@role(*SEEN_BY[Subject.FUND_ENTRY])
def detail(key: str) -> str:
    """One line of the book, and what may be done to it."""
    look = look_at(reading(), Subject.FUND_ENTRY, key, actor=actor(), at=now())
    if look is None or not may_see(actor(), Subject.FUND_ENTRY, look.case):
        abort(404)
    lines = fund_lines(reading(), actor().organisation_id, int(look.case["entered_on"][:4]))
    line = next(each for each in lines if each.key == key)
    return render_template(
        "views/fund/detail.html", line=line, hidden=line.nomination_id in actor().veiled,
        actions=shown(look.actions, Subject.FUND_ENTRY, key),
    )  # fmt: skip
