"""Word templates at the administrator's screen: taken down, sent up, tried, looked at, put in force."""

import hashlib
import io

import docx
from flask import Blueprint, abort, render_template, request, send_file
from werkzeug.wrappers import Response

from states.paper_wording import TemplatePart, worded
from states.text import normalise
from states.vocabulary import Role
from web.access import actor, role
from web.database import store
from web.language import _
from web.views.paper_templates.document_form import DocumentForm
from web.views.paper_templates.replacing import awaiting, newest, put_in_force
from web.views.paper_templates.samples import READERS, samples, versions_of
from web.words import sentence
from workflow.attachments import DOCX, Attachments
from workflow.documents.template_trial import built_in_document, document_problems, places_of, sample_in
from workflow.documents.word import written_into
from workflow.documents.word_places import fields_of
from workflow.queries.papers import EDITABLE

pages = Blueprint("word_templates", __name__)
MOST_TOLD, MOST_LINES = 12, 200
_NO_WORDS = ("wide", "wording", "look_up.square")
"""What papers carry that is nothing to be read."""


@pages.route("/templates/<paper>/document", methods=["GET", "POST"])
@role(Role.ADMINISTRATOR)
def document(paper: str) -> Response | str | tuple[str, int]:
    """Replace the document that Word copies of a kind of paper are written into."""
    _require_word_copy(paper)
    form = DocumentForm()
    versions = versions_of(paper, TemplatePart.DOCUMENT)
    shown: list[str] = []
    if not form.is_submitted():
        form.follows.data = str(newest(paper, TemplatePart.DOCUMENT))
    elif form.validate():
        done, shown = _taken(form, paper, versions[0].sha256 if versions else None)
        if done:
            return done
    known, plain = places_of(paper, samples()), written_into(samples().of(paper)[0].data)
    page = render_template(
        "views/paper_templates/document.html", form=form, kind=worded()[paper], versions=versions, shown=shown,
        fields=[each for each in fields_of(known, plain) if each[0] not in _NO_WORDS],
    )  # fmt: skip
    return page, 422 if form.is_submitted() and form.problems() else 200


@pages.get("/templates/<paper>/document.docx")
@role(*READERS)
def file(paper: str) -> Response:
    """The document of a version (``?version=``, 0 for the built-in one), else the one in force; its places are empty."""
    _require_word_copy(paper)
    versions = versions_of(paper, TemplatePart.DOCUMENT)
    asked = normalise(request.args.get("version", ""))
    found = next(
        (each for each in versions if str(each.version) == asked), versions[0] if versions and not asked else None
    )
    if found and found.sha256:
        data = Attachments(store().files).open(actor().organisation_id, found.sha256).read()
    else:
        data = built_in_document(paper)
    return _saved(data, f"mau-{paper}-{found.version if found else 0}.docx")


@pages.get("/templates/<paper>/document-sample.docx")
@role(Role.ADMINISTRATOR)
def sample(paper: str) -> Response:
    """A sample written into the document that its author has sent and not yet put in force."""
    _require_word_copy(paper)
    data = awaiting().find(actor().account_id, request.args.get("look", "")) or abort(404)
    if document_problems(paper, data, samples()):
        abort(404)
    return _saved(sample_in(paper, data, samples()), f"mau-thu-{paper}.docx")


def _taken(form: DocumentForm, paper: str, in_force: str | None) -> tuple[Response | None, list[str]]:
    """Carry it out if it is what was shown; else try it, and show the words of a sample."""
    data = b"" if form.built_in.data else form.sent()
    digest = hashlib.sha256(data).hexdigest() if data else None
    if not data and not form.built_in.data:
        form.file.errors = [_("Chọn tệp mẫu.")]
        return None, []
    if in_force == digest:
        form.file.errors = [_("Mẫu này đang được dùng.")]
        return None, []
    problems = document_problems(paper, data, samples()) if data else []
    if problems:
        form.look.data, form.file.errors = "", [sentence(each) for each in problems[:MOST_TOLD]]
        return None, []
    if data and (form.is_new or form.look.data != digest):
        form.look.data = awaiting().keep(actor().account_id, data)
        return None, _words_of(sample_in(paper, data, samples()))
    if data:
        Attachments(store().files).keep(actor().organisation_id, data)
    return put_in_force(form, lambda: form.order_of(paper, digest), digest), []


def _words_of(document: bytes) -> list[str]:
    """What a document says, a line for each paragraph and each row of a table."""
    found = []
    for each in docx.Document(io.BytesIO(document)).iter_inner_content():
        if hasattr(each, "rows"):
            found += [" · ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in each.rows]
        else:
            found.append(each.text)
    return [line for line in found if line.strip()][:MOST_LINES]


def _require_word_copy(paper: str) -> None:
    if paper not in [each.value for each in EDITABLE]:
        abort(404)


def _saved(data: bytes, name: str) -> Response:
    return send_file(io.BytesIO(data), mimetype=DOCX, as_attachment=True, download_name=name, max_age=0)
