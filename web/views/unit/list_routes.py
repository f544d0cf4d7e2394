"""Village lists: entered and checked line by line, made into drafts together, given their papers, handed in together."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from states.refusals import ActionRefused, NotMet
from states.text import normalise
from states.vocabulary import Role, State, SubjectKind
from web.access import actor, role
from web.clock import now
from web.database import look_again, reading, store
from web.errors import STATUS
from web.fields import options
from web.language import _
from web.recorded import tell_many_recorded
from web.rules_here import regime_today
from web.views.receipts.routes import receipts_file
from web.views.unit.draft_forms import PutAsideForm
from web.views.unit.drafting import laid_in, stored, write
from web.views.unit.list_drafting import create, read_list
from web.views.unit.list_forms import ListForm, SharedPaperForm, cell_name, what_to_do
from web.views.unit.whose import chosen_unit, own_proposal, own_units
from web.words import Words, sentence
from workflow.commands.nomination.submit import Submit
from workflow.days import civil_date
from workflow.documents.receipt_files import handed_in_with
from workflow.engine import Change, execute_all
from workflow.ids import new_id
from workflow.intake.household_list import HouseholdList
from workflow.queries.list_review import review_list
from workflow.queries.nominees import running_campaigns
from workflow.queries.proposals import drafts_of, proposal_of, proposals_of, put_aside_of
from workflow.queries.unit import counts, lines_of

pages = Blueprint("proposals", __name__, url_prefix="/unit/lists")
officer = role(Role.UNIT_OFFICER)


@officer
def list_import() -> Response | str | tuple[str, int]:
    """Enter a list: checked whole and shown first, made into drafts only as it was shown."""
    unit_id, form = chosen_unit(), ListForm()
    today = civil_date(now())
    running = running_campaigns(reading(), actor().organisation_id)
    form.offer(regime_today(), SubjectKind.HOUSEHOLD, running)
    if not form.is_submitted():
        return _entered(form)
    if not (form.validate() and form.agrees()):
        return _entered(form), 422
    if proposal_of(reading(), actor().organisation_id, str(form.fresh_id.data)):
        return redirect(url_for("proposals.detail", key=form.fresh_id.data), 303)
    year = next((each.year for each in running if each.id == form.campaign.data), today.year)
    found = read_list(form, unit_id, year)
    if found.faults or form.checked.data != form.content:
        form.checked.data = "" if found.faults else form.content
        return _entered(form, found), 422 if found.faults else 200
    if create(form, unit_id, year, found.households):
        flash(_("Đã lập %(count)s hồ sơ nháp.", count=len(found.households)), "good")
    return redirect(url_for("proposals.detail", key=form.fresh_id.data), 303)


@pages.get("")
@officer
def index() -> str:
    """The lists of the unit, newest first."""
    unit_id = chosen_unit()
    found, later = proposals_of(reading(), unit_id, after=normalise(request.args.get("after", "")))
    return render_template("views/unit/lists.html", lists=found, later=later, unit_id=unit_id, units=own_units())


@pages.get("/<key>")
@officer
def detail(key: str) -> str:
    """One list: its lines with their states, its shared papers, and what it still lacks."""
    return _page(key)


@pages.post("/<key>/papers")
@officer
def share_paper(key: str) -> Response | tuple[str, int]:
    """Lay one file in the dossier of every line that is not handed in yet; it is stored once."""
    found = own_proposal(key)
    form, asked_of = _paper_form(key)
    if not asked_of:
        abort(404)
    if not form.validate():
        return _page(key, form), 422
    try:
        file = stored(form.file.data)
    except NotMet as refusal:
        form.note_refusals([("file", sentence(reason)) for reason in refusal.refusals])
        return _page(key, form), 422
    lines = asked_of[form.kind.data]
    first, *others = lines
    ids = [(str(form.fresh_id.data), first), *((new_id(), line) for line in others)]
    if write(*(laid_in(file_id, line, form.kind.data, file) for file_id, line in ids)):
        flash(
            _("Đã lưu tệp %(name)s vào %(count)s hồ sơ của danh sách.", name=file["file_name"], count=len(lines)),
            "good",
        )
    return redirect(url_for("proposals.detail", key=found.id, _anchor="papers"), 303)


@pages.route("/<key>/submission", methods=["GET", "POST"])
@officer
def submit(key: str) -> Response | str | tuple[str, int]:
    """Hand the whole list in: all lines or none, an entry for each."""
    found, lines, form = own_proposal(key), drafts_of(reading(), key), PutAsideForm()
    if not form.validate_on_submit():
        return _asked(key, form)
    if not lines:
        return redirect(url_for("proposals.detail", key=key), 303)
    try:
        receipts = execute_all(store(), [Submit(on=line) for line in lines], actor=actor(), at=now())
    except ActionRefused as refusal:
        look_again()
        form.note_refusals([("", _("Chưa nộp hồ sơ nào: danh sách chỉ nộp được khi mọi dòng đều đủ."))])
        return _asked(key, form), STATUS[type(refusal)]
    tell_many_recorded(_("Đã nộp %(count)s hồ sơ.", count=len(lines)), [each.index for each in receipts])
    return redirect(url_for("proposals.detail", key=found.id), 303)


@pages.get("/<key>/receipts.zip")
@officer
def receipts(key: str) -> Response | tuple[str, int]:
    """The receipts of everything that was handed in with the list, as one file."""
    indexes = handed_in_with(store(), actor().organisation_id, own_proposal(key).id)
    if not indexes:
        abort(404)
    return receipts_file(indexes, f"bien-nhan-danh-sach-{key[:8]}")


@pages.route("/<key>/putting-aside", methods=["GET", "POST"])
@officer
def put_aside(key: str) -> Response | str:
    """Put the drafts of a list aside, all together; nothing is deleted."""
    found, form = own_proposal(key), PutAsideForm()
    lines = drafts_of(reading(), key)
    if not form.validate_on_submit():
        return render_template("views/unit/put_list_aside.html", found=found, form=form, count=len(lines))
    _mark(lines, 1)
    flash(_("Đã bỏ %(count)s hồ sơ nháp của danh sách. Có thể khôi phục trên trang này.", count=len(lines)), "info")
    return redirect(url_for("proposals.detail", key=key), 303)


@pages.post("/<key>/restoration")
@officer
def restore(key: str) -> Response:
    """Take the drafts of a list up again."""
    own_proposal(key)
    lines = put_aside_of(reading(), key)
    _mark(lines, 0)
    flash(_("Đã khôi phục %(count)s hồ sơ nháp.", count=len(lines)), "good")
    return redirect(url_for("proposals.detail", key=key), 303)


def _mark(lines: dict[str, str], is_discarded: int) -> None:
    write(*(Change(of="nomination", key=line, columns={"is_discarded": is_discarded}) for line in lines))


def _entered(form: ListForm, found: HouseholdList | None = None) -> str:
    faults = [(fault, cell_name(fault.cell), what_to_do(fault)) for fault in found.faults] if found else []
    return render_template(
        "views/unit/list_import.html", form=form, found=found, faults=faults, unit_id=chosen_unit(), units=own_units()
    )


def _paper_form(key: str) -> tuple[SharedPaperForm, Mapping[str, Sequence[str]]]:
    """The form with the kinds of paper that the awards of the list demand, and the lines that each is demanded of."""
    form = SharedPaperForm()
    demanded = review_list(reading(), drafts_of(reading(), key), actor=actor(), at=now())
    form.kind.choices = options(
        [("", _("Chọn loại giấy tờ"))] + [(p.code, Words().document(p.code, demanded.award)) for p in demanded.demanded]
    )
    return form, demanded.asked_of


def _page(key: str, form: SharedPaperForm | None = None) -> str:
    found, places = own_proposal(key), {name: normalise(request.args.get(name, "")) for name in ("after", "before")}
    lines = drafts_of(reading(), key)
    return render_template(
        "views/unit/list.html", found=found, page=lines_of(reading(), key, **places), form=form or _paper_form(key)[0],
        review=review_list(reading(), lines, actor=actor(), at=now()), drafts=lines, put_aside=PutAsideForm(),
        counts=counts(reading(), "proposal_id", key), DRAFT=State.DRAFT,
    )  # fmt: skip


def _asked(key: str, form: PutAsideForm) -> str:
    lines = drafts_of(reading(), key)
    review = review_list(reading(), lines, actor=actor(), at=now())
    return render_template(
        "views/unit/list_submission.html", found=own_proposal(key), review=review, drafts=lines, form=form
    )
