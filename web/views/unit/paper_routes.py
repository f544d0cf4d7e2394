"""Laying papers in a dossier, replacing them and taking them out again, while it lies with the unit."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from states.refusals import NotMet
from states.vocabulary import Role, State
from web.access import role
from web.clock import now
from web.database import reading
from web.language import _
from web.views.unit.draft_forms import PaperForm
from web.views.unit.drafting import laid_in, stored, taken_out, write
from web.views.unit.papers import boxes, demanded
from web.views.unit.whose import OPEN_TO_CHANGE, own_dossier
from web.words import sentence
from workflow.engine import Change
from workflow.queries.dossier_files import File, files_of
from workflow.queries.open_actions import Look

pages = Blueprint("dossier_papers", __name__, url_prefix="/unit/nominations")
officer = role(Role.UNIT_OFFICER)


@pages.get("/<key>/papers")
@officer
def papers(key: str) -> str:
    """Every paper the rules demand, and what lies in the dossier."""
    return _page(own_dossier(key, *OPEN_TO_CHANGE))


@pages.post("/<key>/papers/<kind>")
@officer
def lay_in(key: str, kind: str) -> Response | tuple[str, int]:
    """Lay a file in; it is on the disk for good before the dossier names it."""
    look, form = own_dossier(key, *OPEN_TO_CHANGE), PaperForm()
    if kind not in demanded(look):
        abort(404)
    if not form.validate():
        return _page(look, (kind, form)), 422
    try:
        file = stored(form.file.data)
    except NotMet as refusal:
        form.note_refusals([("file", sentence(reason)) for reason in refusal.refusals])
        return _page(look, (kind, form)), 422
    replaced = [each for each in _inside(key) if each.kind == kind] if form.replaces.data else []
    if write(laid_in(str(form.fresh_id.data), key, kind, file), *taken_out(replaced)):
        flash(_("Đã lưu tệp %(name)s.", name=file["file_name"]), "good")
    return redirect(url_for("dossier_papers.papers", key=key, _anchor=kind), 303)


@pages.post("/<key>/papers/<file_id>/removal")
@officer
def take_out(key: str, file_id: str) -> Response:
    """Take a file out that was not handed in yet; it can be put back."""
    return _moved(key, file_id, now())


@pages.post("/<key>/papers/<file_id>/return")
@officer
def put_back(key: str, file_id: str) -> Response:
    """Put a file back that was taken out."""
    return _moved(key, file_id, None)


def _moved(key: str, file_id: str, removed_at: int | None) -> Response:
    own_dossier(key, *OPEN_TO_CHANGE)
    file = next((each for each in files_of(reading(), key) if each.id == file_id and not each.is_handed_in), None)
    if file is None:
        abort(404)
    write(Change(of="upload", key=file_id, columns={"removed_at": removed_at}))
    words = (
        _("Đã bỏ tệp %(name)s khỏi hồ sơ.", name=file.name)
        if removed_at
        else _("Đã đưa lại tệp %(name)s.", name=file.name)
    )
    flash(words, "info")
    return redirect(url_for("dossier_papers.papers", key=key, _anchor=file.kind), 303)


def _inside(key: str) -> list[File]:
    return [file for file in files_of(reading(), key) if file.removed_at is None and not file.is_handed_in]


def _page(look: Look, sent: tuple[str, PaperForm] | None = None) -> str:
    files = files_of(reading(), look.case["id"])
    shown = boxes(demanded(look), look.case["award"], files, sent)
    return render_template(
        "views/unit/papers.html", case=look.case, state=State(look.case["state"]), boxes=shown,
        problems=sent[1].problems() if sent else [],
    )  # fmt: skip
