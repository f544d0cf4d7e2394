"""Reporting what was reached: which figure, the form, and the history of one figure with its corrections."""

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.facts import Row
from states.refusals import ActionRefused, StaleView
from states.vocabulary import Action, ReportPeriod, Role, Subject
from web.access import actor, signed_in
from web.clock import now
from web.database import look_again, reading, store
from web.errors import STATUS
from web.language import _
from web.own_pages import own_page
from web.recorded import tell_recorded
from web.result_words import ShownResult, shown_report, shown_results
from web.views.campaigns.report_form import WHOLE_COMMUNE, ReportActualForm
from web.views.campaigns.routes import asked_period, pages
from web.words import sentence
from workflow.days import civil_date
from workflow.engine import execute
from workflow.queries.campaign_reports import reports_of
from workflow.queries.campaign_results import FigureResult, Results, reporting_units, results
from workflow.queries.open_actions import Look, look_at
from workflow.queries.visibility import may_see

Answer = Response | str | tuple[str, int]


@own_page(Action.REPORT_ACTUAL)
def report(key: str) -> Answer:
    """Ask which figure, then for what was reached of it, and record it."""
    look = _look(key)
    found = results(reading(), actor().organisation_id, key, asked_period(look.case))
    result = _figure(found, request.args.get("figure", ""))
    if result is None or look.standing(Action.REPORT_ACTUAL) is None:
        return abort(409) if request.method == "POST" else _choose(look, found)
    form = ReportActualForm()
    form.offer(result.figure, reported_for())
    if not form.is_submitted():
        form.suggest(look.case, civil_date(now()), _asked_unit(), found.period)
        return _page(look, found, result, form)
    if not form.validate():
        return _page(look, found, result, form), 422
    return _recorded(look, found, result, form)


def reported_for() -> dict[str, str]:
    """Whom the person may report for, by id: the own units, or for the office the whole commune and every unit."""
    units = reporting_units(reading(), actor().organisation_id)
    if Role.SECRETARIAT in actor().roles:
        return {WHOLE_COMMUNE: _("Toàn xã (số liệu chính thức)"), **units}
    own = {office.unit_id for office in actor().offices if office.role == Role.UNIT_OFFICER}
    return {key: name for key, name in units.items() if key in own}


def _asked_unit() -> str:
    offered = list(reported_for())
    wanted = request.args.get("unit", "")
    return wanted if wanted in offered else next(iter(offered), WHOLE_COMMUNE)


def _recorded(look: Look, found: Results, result: FigureResult, form: ReportActualForm) -> Answer:
    key = look.case["id"]
    there = url_for("campaigns.figure", key=key, figure_id=result.figure.key, period=form.period.data)
    try:
        form.keep_files()
        receipt = execute(store(), form.order(key), actor=actor(), at=now())
    except (ActionRefused, StaleView) as refusal:
        look_again()
        reasons = refusal.refusals if isinstance(refusal, ActionRefused) else ()
        if any(reason.code == "already_done" for reason in reasons):
            return redirect(there, 303)
        form.note_refusals([(_place(form, reason.at), sentence(reason)) for reason in reasons])
        return _page(_look(key), found, result, form), STATUS[type(refusal)]
    tell_recorded(_("Đã ghi kết quả thực hiện."), receipt.index)
    return redirect(there, 303)


def _place(form: ReportActualForm, at: str) -> str:
    name = "evidence" if at == "file" else at
    return name if name in form else ""


@pages.get("/campaigns/<key>/figures/<figure_id>")
@signed_in
def figure(key: str, figure_id: str) -> str:
    """One figure: how it stands, what each unit contributed, and every report of it with its entry in the log."""
    look = _look(key)
    found = results(reading(), actor().organisation_id, key, asked_period(look.case))
    result, shown = _figure(found, figure_id), _shown(found, figure_id)
    if result is None or shown is None:
        abort(404)
    history = [
        (each, shown_report(result, each.report))
        for each in reports_of(reading(), actor().organisation_id, key, figure_id)
    ]
    standing = look.standing(Action.REPORT_ACTUAL)
    return render_template(
        "views/campaigns/figure.html", case=look.case, result=shown, period=found.period, history=history, periods=ReportPeriod,
        may_report=standing is not None and standing.is_open, reads_log=bool(actor().roles & LOG_READERS),
    )  # fmt: skip


LOG_READERS = frozenset({Role.AUDITOR, Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN})
"""Who may open an entry of the log."""


def _look(key: str) -> Look:
    found = look_at(reading(), Subject.CAMPAIGN, key, actor=actor(), at=now())
    if found is None or not may_see(actor(), Subject.CAMPAIGN, found.case):
        abort(404)
    return found


def _figure(found: Results, figure_id: str) -> FigureResult | None:
    return next((each for each in found.figures if each.figure.key == figure_id), None)


def _shown(found: Results, figure_id: str) -> ShownResult | None:
    figures = (each for target in shown_results(found) for each in target.figures)
    return next((each for each in figures if each.key == figure_id), None)


def _choose(look: Look, found: Results) -> str:
    desk = reported_for()
    reported = {each.figure.key for each in found.figures if _is_reported(each, desk)}
    owed = {each.figure.key for each in found.figures if _is_owed(each, desk)} - reported
    return render_template(
        "views/campaigns/choose_figure.html", case=look.case, standing=look.standing(Action.REPORT_ACTUAL),
        action=Action.REPORT_ACTUAL, period=found.period, targets=shown_results(found), reported=reported, owed=owed,
        periods=ReportPeriod,
    )  # fmt: skip


def _is_reported(result: FigureResult, desk: Mapping[str, str]) -> bool:
    """Whether the person's desk has reported the figure: the office for the commune, an officer for an own unit."""
    if WHOLE_COMMUNE in desk:
        return result.latest is not None
    return any(report.unit_id in desk for report in result.contributions)


def _is_owed(result: FigureResult, desk: Mapping[str, str]) -> bool:
    """Whether a report of the figure is missing at the person's desk; the office owes one of every figure."""
    return WHOLE_COMMUNE in desk or not set(desk.values()).isdisjoint(result.owing)


def _page(look: Look, found: Results, result: FigureResult, form: ReportActualForm) -> str:
    case: Row = look.case
    return render_template(
        form.template, case=case, form=form, action=Action.REPORT_ACTUAL, period=found.period,
        standing=look.standing(Action.REPORT_ACTUAL), result=_shown(found, result.figure.key),
        files_lost=form.is_submitted() and bool(form.sent_files()),
        back=url_for("campaigns.figure", key=case["id"], figure_id=result.figure.key, period=found.period.value),
    )  # fmt: skip
