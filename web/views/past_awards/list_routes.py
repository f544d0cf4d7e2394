"""Earlier awards from an Excel file: a template to fill in, a check that writes nothing, and the right lines recorded."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from states.refusals import ActionRefused, StaleView
from states.vocabulary import Role
from web.access import actor, role
from web.database import look_again, reading
from web.errors import STATUS
from web.language import _, ngettext
from web.list_files import ListFileForm, faults_shown, own_file, painted, sent, with_those_left_out
from web.recorded import tell_many_recorded
from web.views.past_awards.listing import RegisterAsked, check, newcomers, record, was_sent_before
from web.words import sentence
from workflow.intake.past_award_list import PastAwardList, unknown_awards
from workflow.intake.past_award_template import write_past_award_template
from workflow.queries.worklist import units_of

pages = Blueprint("past_award_lists", __name__, url_prefix="/nominees/past-awards/import")
office = role(Role.SECRETARIAT)
TEMPLATE = "mau-khen-thuong-da-co.xlsx"
MOST_SHOWN = 100


@pages.route("", methods=["GET", "POST"])
@office
def enter() -> Response | str | tuple[str, int]:
    """Send a list: checked whole and shown first; only the lines shown as right are recorded."""
    form = ListFileForm()
    if not form.is_submitted():
        return _entered(form)
    if was_sent_before(form):
        return redirect(url_for("nominees.index"), 303)
    asked = RegisterAsked()
    found = check(form, asked) if form.validate() else None
    if found is None or not form.is_as_shown(found):
        return _entered(form, found), 200 if found and found.lines else 422
    return _recorded(form, found, asked)


@pages.get("/marked/<digest>.xlsx")
@office
def marked(digest: str) -> Response:
    """The author's own file that waits, with the wrong cells painted and a note on each."""
    form = ListFileForm()
    form.digest.data = digest
    data = own_file(digest) or abort(404)
    return painted(data, check(form, RegisterAsked()) or abort(404))


@pages.get("/template.xlsx")
@office
def template() -> Response:
    """The workbook to fill in, with the units of the commune."""
    return sent(write_past_award_template([name for _key, name in units_of(reading(), actor())]), TEMPLATE)


def _recorded(form: ListFileForm, found: PastAwardList, asked: RegisterAsked) -> Response | tuple[str, int]:
    try:
        indexes = record(form, found.lines, asked)
    except (ActionRefused, StaleView) as refusal:
        look_again()
        if not was_sent_before(form):
            return _refused(form, refusal), STATUS[type(refusal)]
    else:
        count = len(found.lines)
        done = ngettext("Đã ghi %(num)s khen thưởng đã có vào sổ.", "Đã ghi %(num)s khen thưởng đã có vào sổ.", count)
        tell_many_recorded(with_those_left_out(done, found), indexes)
    return redirect(url_for("nominees.index"), 303)


def _refused(form: ListFileForm, refusal: ActionRefused | StaleView) -> str:
    """The list as it stands now, with why nothing was recorded."""
    words = [_("Sổ vừa thay đổi. Chưa có gì được ghi: xem lại danh sách rồi nhập lại.")]
    if isinstance(refusal, ActionRefused):
        words = list(dict.fromkeys(sentence(reason) for reason in refusal.refusals))
    form.note_refusals([("", each) for each in words])
    again = check(form, RegisterAsked())
    if again:
        form.is_as_shown(again)
    return _entered(form, again)


def _entered(form: ListFileForm, found: PastAwardList | None = None) -> str:
    lines = found.lines if found else ()
    units = dict(units_of(reading(), actor()))
    return render_template(
        "views/past_awards/list_file.html", form=form, found=found, faults=faults_shown(found), lines=lines[:MOST_SHOWN],
        new=newcomers(lines), unknown=unknown_awards(lines), units=units, most=MOST_SHOWN,
    )  # fmt: skip
