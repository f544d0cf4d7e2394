"""The register of one nominee: what it was awarded, and what is stated about it year by year."""

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.refusals import ActionRefused, NotNow
from states.text import normalise
from states.vocabulary import Role, Subject, SubjectKind
from web.access import actor, role
from web.actions_shown import shown
from web.clock import now
from web.database import look_again, reading, store
from web.language import _, ngettext
from web.recorded import tell_many_recorded
from web.rules_here import rules_here
from web.views.nominees.at_hand import asked_in, at_hand
from web.views.nominees.shown import stated_in_words, years_of
from web.views.nominees.statement_forms import StatementForm, statement_form
from web.words import sentence
from workflow.commands.administration.record_past_award import FIRST_YEAR
from workflow.commands.administration.record_statement import RecordStatement
from workflow.days import civil_date
from workflow.engine import execute_all
from workflow.queries.nominee_register import NomineePage, awards_of_members, nominee_page, speaks_for
from workflow.queries.open_actions import look_at
from workflow.queries.register_search import MOST, find_in_register, shaken
from workflow.queries.twins import merged_with, twins
from workflow.queries.visibility import SEEN_BY, may_see

pages = Blueprint("nominees", __name__)
statements_room = Blueprint("statements", __name__)
LONGEST = 200
READERS = (
    Role.UNIT_OFFICER,
    Role.SECRETARIAT,
    Role.COUNCIL_SECRETARY,
    Role.CHAIRMAN,
    Role.DEPUTY_CHAIRMAN,
    Role.AUDITOR,
)


@pages.get("/nominees")
@role(*READERS)
def index() -> str:
    """The award register, found by name; and for the offices the cases that rest on an award that holds no more."""
    text = normalise(request.args.get("q", ""))[:LONGEST]
    sees_all = bool(actor().roles & SEEN_BY[Subject.STATEMENT])
    return render_template(
        "views/nominees/index.html", q=text, found=find_in_register(reading(), actor(), text), most=MOST,
        shaken=shaken(reading(), actor().organisation_id) if sees_all else (),
        is_office=Role.SECRETARIAT in actor().roles,
    )  # fmt: skip


@pages.get("/nominees/<key>")
@role(*READERS)
def detail(key: str) -> str:
    """One nominee: its awards with what rests on them, and the statements of each year with their sources."""
    page = _page(key)
    return render_template(
        "views/nominees/detail.html", page=page, nominee=page.nominee, years=years_of(page), may_state=_may_state(page),
        is_office=Role.SECRETARIAT in actor().roles, this_year=civil_date(now()).year,
        sees_mergers=bool(actor().roles & SEEN_BY[Subject.MERGER]), merged=merged_with(reading(), key),
        twins=twins(reading(), actor().organisation_id, key), cases=at_hand(key),
    )  # fmt: skip


@pages.route("/nominees/<key>/statements", methods=["GET", "POST"])
@role(Role.UNIT_OFFICER, Role.SECRETARIAT)
def state(key: str) -> Response | str | tuple[str, int]:
    """State what the conditions of a year ask for; boxes left empty state nothing."""
    page, year = _page(key), _year()
    if not _may_state(page):
        abort(404)
    cases = [case for case in at_hand(key) if case.year == year]
    came_from = next((case for case in cases if case.key == request.args.get("case")), None)
    counted = rules_here().member_awards(year, civil_date(now()))
    is_body = page.nominee.kind == SubjectKind.COLLECTIVE
    members = awards_of_members(reading(), key, year) if is_body else ()
    form = statement_form(page.nominee.kind, page.awards, page.statements, year, counted, asked_in(cases), members)
    back = url_for("conditions.detail", key=came_from.key) if came_from else url_for("nominees.detail", key=key)
    if form.validate_on_submit():
        orders = form.orders(key, speaks_for(actor(), page.nominee), year, page.statements)
        held = [row.key for row in (*page.awards, *members)]
        done = _recorded(form, orders, page, held, back)
        if done:
            return done
    status = 422 if form.is_submitted() else 200
    return render_template(
        "views/nominees/statements.html", form=form, page=page, nominee=page.nominee, year=year, cases=cases, back=back,
        came_from=came_from,
    ), status  # fmt: skip


@statements_room.get("/statements/<key>", endpoint="detail")
@role(*READERS)
def statement(key: str) -> str:
    """One statement, who made it, and what may be done to it."""
    look = look_at(reading(), Subject.STATEMENT, key, actor=actor(), at=now())
    if look is None or not may_see(actor(), Subject.STATEMENT, look.case):
        abort(404)
    page = _page(look.case["nominee_id"])
    one = next(each for each in page.statements if each.key == key)
    actions = shown(look.actions, Subject.STATEMENT, key)
    return render_template(
        "views/nominees/statement.html",
        page=page,
        nominee=page.nominee,
        line=stated_in_words(one, page),
        actions=actions,
    )


def _page(key: str) -> NomineePage:
    page = nominee_page(reading(), key, actor=actor())
    if page is None:
        abort(404)
    return page


def _may_state(page: NomineePage) -> bool:
    return Role.SECRETARIAT in actor().roles or speaks_for(actor(), page.nominee) is not None


def _year() -> int:
    """The year asked for; this one where none is, 404 for one that nobody states anything of."""
    this_year = civil_date(now()).year
    year = request.args.get("year", this_year, type=int)
    if not FIRST_YEAR <= year <= this_year:
        abort(404)
    return year


def _recorded(
    form: StatementForm, orders: Sequence[RecordStatement], page: NomineePage, held: Sequence[str], there: str
) -> Response | None:
    if not orders:
        form.note_refusals([("", _("Chưa có thông tin mới để ghi. Chọn hoặc nhập ít nhất một ô."))])
        return None
    if form.complain(orders, page.nominee.kind, held):
        return None
    try:
        done = execute_all(store(), orders, actor=actor(), at=now())
    except NotNow:
        return redirect(there, 303)
    except ActionRefused as refusal:
        look_again()
        form.note_refusals([("", sentence(each)) for each in refusal.refusals])
        return None
    words = ngettext("Đã ghi %(num)s thông tin.", "Đã ghi %(num)s thông tin.", len(done))
    tell_many_recorded(words, [each.index for each in done])
    return redirect(there, 303)
