"""Lists that come as Excel files: a template to fill in, a check that writes nothing, and the right lines made into drafts."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.regime import Regime
from states.vocabulary import Role
from web.access import actor, role
from web.clock import now
from web.database import reading
from web.language import ngettext
from web.list_files import faults_shown, own_file, painted, sent, with_those_left_out
from web.rules_here import regime_today
from web.views.unit.file_drafting import check, create
from web.views.unit.file_forms import FileListForm
from web.views.unit.whose import chosen_unit, own_units
from workflow.days import civil_date
from workflow.intake.nomination_list import NominationList
from workflow.intake.template import Template, write_template
from workflow.queries.nominees import running_campaigns
from workflow.queries.proposals import proposal_of

pages = Blueprint("list_files", __name__, url_prefix="/unit/lists/from-file")
officer = role(Role.UNIT_OFFICER)
NAMES = {Template.NOMINATIONS: "mau-danh-sach-de-nghi.xlsx", Template.HOUSEHOLDS: "mau-danh-sach-ho.xlsx"}


@pages.route("", methods=["GET", "POST"])
@officer
def enter() -> Response | str | tuple[str, int]:
    """Send a list: checked whole and shown first; only the lines shown as right are made into drafts."""
    unit_id, (form, year) = chosen_unit(), _form(FileListForm())
    if not form.is_submitted():
        return _entered(form)
    if proposal_of(reading(), actor().organisation_id, str(form.fresh_id.data)):
        return redirect(url_for("proposals.detail", key=form.fresh_id.data), 303)
    found = check(form, unit_id, _regime(), year) if form.validate() else None
    if found is None or not form.is_as_shown(found):
        return _entered(form, found), 200 if found and found.lines else 422
    if create(form, unit_id, year, found.lines):
        flash(_told(found), "good")
    return redirect(url_for("proposals.detail", key=form.fresh_id.data), 303)


@pages.get("/marked/<digest>.xlsx")
@officer
def marked(digest: str) -> Response:
    """The author's own file that waits, with the wrong cells painted and a note on each."""
    unit_id, (form, year) = chosen_unit(), _form(FileListForm(formdata=request.args))
    form.digest.data = digest
    data = own_file(digest) or abort(404)
    found = check(form, unit_id, _regime(), year) or abort(404)
    return painted(data, found)


@pages.get("/<template>.xlsx")
@officer
def template(template: str) -> Response:
    """The workbook to fill in."""
    if template not in set(Template):
        abort(404)
    return sent(write_template(Template(template), _regime()), NAMES[Template(template)])


def _form(form: FileListForm) -> tuple[FileListForm, int]:
    """The form with what may be chosen, and the year it is about: that of the campaign, else this one."""
    running = running_campaigns(reading(), actor().organisation_id)
    form.offer(_regime(), running)
    year = next((each.year for each in running if each.id == form.campaign.data), civil_date(now()).year)
    return form, year


def _regime() -> Regime:
    return regime_today()


def _told(found: NominationList) -> str:
    done = ngettext("Đã lập %(num)s hồ sơ nháp.", "Đã lập %(num)s hồ sơ nháp.", len(found.lines))
    return with_those_left_out(done, found)


def _entered(form: FileListForm, found: NominationList | None = None) -> str:
    return render_template(
        "views/unit/list_file.html", form=form, found=found, faults=faults_shown(found), unit_id=chosen_unit(),
        units=own_units(),
    )  # fmt: skip
