"""Decisions: their list, one decision in full, and drafting one."""

from dataclasses import replace
from functools import partial
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.refusals import ActionRefused, Refusal
from states.text import normalise
from states.vocabulary import DecisionState, Role, Subject
from web.access import actor, role
from web.actions_shown import others, shown
from web.clock import now
from web.database import reading, store
from web.errors import STATUS
from web.language import _
from web.views.decisions.archive_routes import TAKES_ARCHIVE, offer_archive
from web.views.decisions.correcting import offer_correction
from web.views.decisions.differences import differences
from web.views.decisions.drafting import DraftDecisionForm
from web.views.decisions.number_book import offer_number_book
from web.views.decisions.paper import bonuses_on, paper_of
from web.views.decisions.signature_routes import offer_signatures
from web.views.nominations.shown import happened, marks
from web.words import sentence
from workflow.days import civil_date
from workflow.engine import execute
from workflow.queries.bonuses import spent_in
from workflow.queries.candidates import Candidates, candidates
from workflow.queries.corrections import corrections_of
from workflow.queries.decision import ANNEX_PAGE, PAGE, DecisionLineShown, DecisionPage, Named, decision_page
from workflow.queries.decision import annex as annex_of
from workflow.queries.decision import decisions as decisions_of
from workflow.queries.declarations import NamedAuthority, named_authorities
from workflow.queries.fund_notice import fund_notice
from workflow.queries.open_actions import look_at
from workflow.queries.revision import revision_of
from workflow.queries.visibility import may_see

pages = Blueprint("decisions", __name__)
offer_signatures(pages)
offer_archive(pages)
offer_correction(pages)
offer_number_book(pages)
YEARS = 10
"""How many years back the bonuses may be looked at."""
_NOT_BROUGHT_OUT = (DecisionState.DRAFTED, DecisionState.ANNULLED)
"""Where a correction came back, or was given up: what it says may be the beginning of another."""
_READERS = (Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)


@pages.get("/decisions")
@role(*_READERS)
def index() -> str:
    """Every decision, the newest first."""
    wanted = normalise(request.args.get("state", ""))
    wanted = wanted if wanted in set(DecisionState) else ""
    found = decisions_of(reading(), actor().organisation_id, state=wanted, after=place(request.args.get("after", "")))
    return render_template(
        "views/decisions/index.html", decisions=found[:PAGE], wanted=wanted, states=tuple(DecisionState),
        later=later("decisions.index", found, state=wanted or None),
        may_draft=Role.SECRETARIAT in actor().roles,
    )  # fmt: skip


@pages.get("/decisions/<key>")
@role(*_READERS)
def detail(key: str) -> str:
    """One decision in full, what may be done with it, and what happened to it."""
    page = decision_page(reading(), key, actor=actor(), at=now())
    if page is None:
        abort(404)
    paid = bonuses_on(page)
    return render_template(
        "views/decisions/detail.html", page=page, case=page.case, paper=paper_of(page, paid), bonuses=paid,
        differences=differences(page), actions=shown(page.look.actions, Subject.DECISION, key),
        others=others(page.look.actions), entries=happened(page.timeline), sure=marks(), authorities=_authorities(page),
        corrected=corrections_of(reading(), key), fund=fund_notice(reading(), page, paid),
        revision=revision_of(reading(), page),
        may_correct=page.state == DecisionState.ISSUED and not page.case["corrects_id"] and Role.SECRETARIAT in actor().roles,
        may_draft_anew=page.state in _NOT_BROUGHT_OUT and page.case["corrects_id"] and Role.SECRETARIAT in actor().roles,
        may_take_archive=bool(actor().roles & TAKES_ARCHIVE),
    )  # fmt: skip


def _authorities(page: DecisionPage) -> list[NamedAuthority]:
    """Those it names who seem to be the one who signs it, with the seat that person holds on the council."""
    lines = [(line.code, line.name) for line in page.lines]
    return named_authorities(reading(), actor().organisation_id, page.today, lines)


@pages.get("/decisions/<key>/annex")
@role(*_READERS)
def annex(key: str) -> str:
    """The list of a decision, a page at a time: whom it names, and where each of them stands."""
    look = look_at(reading(), Subject.DECISION, key, actor=actor(), at=now())
    if look is None or not may_see(actor(), Subject.DECISION, look.case):
        abort(404)
    first = _position(request.args.get("from", ""))
    lines = annex_of(reading(), actor().organisation_id, key, civil_date(now()), first=first)
    shown = list(enumerate(lines[:ANNEX_PAGE], first))
    return render_template(
        "views/decisions/annex.html", case=look.case, lines=shown, groups=_groups(shown),
        later=url_for("decisions.annex", key=key, **{"from": first + ANNEX_PAGE}) if len(lines) > ANNEX_PAGE else "",
        earlier=url_for("decisions.annex", key=key, **{"from": max(1, first - ANNEX_PAGE)}) if first > 1 else "",
    )  # fmt: skip


@pages.get("/decisions/bonuses")
@role(*_READERS)
def bonuses() -> str:
    """What the signed decisions of a year pay, out of which fund."""
    this_year = civil_date(now()).year
    years = range(this_year, this_year - YEARS, -1)
    year = next((each for each in years if str(each) == normalise(request.args.get("year", ""))), this_year)
    spent = spent_in(reading(), actor().organisation_id, year)
    funds = groupby(sorted(spent, key=lambda each: each.fund), key=lambda each: each.fund)
    return render_template(
        "views/decisions/bonuses.html", year=year, years=years, funds=[(fund, list(each)) for fund, each in funds]
    )


@pages.route("/decisions/new", methods=["GET", "POST"])
@role(Role.SECRETARIAT)
def draft() -> Response | str | tuple[str, int]:
    """Draft a decision for cases that lie before the chairman and are decided here. Sent twice, it creates one."""
    opened = normalise(request.args.get("list", ""))
    found = candidates(reading(), actor(), civil_date(now()), opened=opened)
    form = DraftDecisionForm()
    form.offer(found)
    if form.is_submitted() and decision_page(reading(), str(form.fresh_id.data), actor=actor(), at=now()):
        return redirect(url_for("decisions.detail", key=form.fresh_id.data), 303)
    if not form.is_submitted():
        form.choose_award(normalise(request.args.get("award", "")), found)
    elif form.validate():
        return _drafted(form) or (_draft_page(form, found, opened), STATUS[ActionRefused])
    return _draft_page(form, found, opened), 422 if form.is_submitted() else 200


def _drafted(form: DraftDecisionForm) -> Response | None:
    """Carry the draft out; ``None`` when it was refused."""
    key = str(form.fresh_id.data)
    try:
        execute(store(), form.order(key), actor=actor(), at=now())
    except ActionRefused as refused:
        form.note_refusals([(form.place(each), sentence(_seen(each))) for each in refused.refusals])
        return None
    flash(_("Đã lập dự thảo quyết định. Đọc lại toàn bộ trước khi trình Chủ tịch."), "good")
    return redirect(url_for("decisions.detail", key=key), 303)


def _seen(refusal: Refusal) -> Refusal:
    """Why a case can't be named, without the places of one in which the person takes no part."""
    return replace(refusal, facts={}) if refusal.at in actor().recused else refusal


def _draft_page(form: DraftDecisionForm, found: Candidates, opened: str) -> str:
    awards = sorted({each.award for each in (*found.lists, *found.single)})
    return render_template(
        "views/decisions/new.html", form=form, found=found, awards=awards, opened=opened,
        chosen={*(form.nominations.data or ()), *(form.lists.data or ())}, address=partial(url_for, "decisions.draft"),
    )  # fmt: skip


def _groups(lines: list[tuple[int, Named]]) -> list[tuple[tuple[str, str], list[tuple[int, Named]]]]:
    """Lines that follow each other under what they stand under in the list."""
    return [(key, list(group)) for key, group in groupby(lines, key=lambda each: each[1].group)]


def _position(text: str) -> int:
    """The position to read from; the first one, where none is given."""
    known = normalise(text)
    return max(1, int(known)) if known.isascii() and known.isdigit() and len(known) < 7 else 1


def place(text: str) -> tuple[int, str] | None:
    """The place of the last decision of the page before."""
    number, _sign, key = normalise(text).partition("_")
    return (int(number), key) if key and number.isascii() and number.isdigit() and len(number) < 12 else None


def later(endpoint: str, found: list[DecisionLineShown], **chosen: str | None) -> str:
    """The address of the page after this one."""
    if len(found) <= PAGE:
        return ""
    return url_for(endpoint, **chosen, after="_".join(map(str, found[PAGE - 1].place)))
