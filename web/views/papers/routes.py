"""The typeset papers, opened by whoever may see their case; an issued decision by everybody who has its code."""

import io

from flask import Blueprint, abort, request, send_file
from werkzeug.wrappers import Response

from states.vocabulary import Subject
from web.access import actor, public, signed_in
from web.database import reading, store
from web.declaring_first import declare_first_on
from web.printer import printer
from web.views.documents.routes import NO_POWERS
from workflow.attachments import DOCX, PDF, Attachments
from workflow.documents.paper_readers import paper_data
from workflow.documents.word import as_word
from workflow.documents.wording_source import document_at
from workflow.queries.papers import PaperShown, issued_decision, paper_for, papers_seen
from workflow.queries.public_look_up import clean_code

pages = Blueprint("papers", __name__)

NAMES = {
    "decision": "quyet-dinh", "minutes": "bien-ban", "receipt": "bien-nhan", "agenda": "chuong-trinh-hop",
    "counting": "bien-ban-kiem-phieu", "ballot": "phieu-bo-phieu-kin", "ballot_roll": "danh-sach-phat-phieu",
    "certificates": "giay-khen", "certificate": "giay-cap-lai", "ceremony": "danh-sach-trao-thuong",
    "refusal": "thong-bao", "appraisal": "phieu-tham-dinh", "payment": "danh-sach-chi-tien-thuong",
    "submission": "to-trinh",
}  # fmt: skip
"""What a saved file is called, before the number of its entry."""


@pages.get("/papers/<subject>/<key>/<kind>.pdf")
@signed_in
def file(subject: str, key: str, kind: str) -> Response:
    """The latest paper of a kind about a case, or the one that rests on ``?entry=``."""
    entry = request.args.get("entry", type=int)
    if subject == Subject.NOMINATION:
        declare_first_on(key)
    return _sent(paper_for(reading(), actor(), subject=subject, key=key, kind=kind, entry=entry))


@pages.get("/papers/<subject>/<key>/<kind>.docx")
@signed_in
def word(subject: str, key: str, kind: str) -> Response:
    """The same paper to be edited in Word, written from the same entry; whoever may open the one may have the other."""
    entry = request.args.get("entry", type=int)
    if subject == Subject.NOMINATION:
        declare_first_on(key)
    paper = paper_for(reading(), actor(), subject=subject, key=key, kind=kind, entry=entry)
    if paper is None or not paper.is_editable:
        abort(404)
    _template, data, _on = paper_data(
        reading(), paper.organisation_id, subject, key, paper.kind, paper.entry, printer().site
    )
    return send_file(
        io.BytesIO(as_word(paper.kind, data, _document(paper))), mimetype=DOCX, as_attachment=True,
        download_name=f"{NAMES[paper.kind.value]}-{paper.entry}.docx", max_age=0,
    )  # fmt: skip


@pages.get("/tra-cuu/<code>/quyet-dinh.pdf")
@public
def issued(code: str) -> Response:
    """The paper of a decision in force, by the code printed on it."""
    return _sent(issued_decision(reading(), clean_code(code[:100])))


def _document(paper: PaperShown) -> bytes | None:
    """The Word template that was in force at the entry the paper rests on; nothing for the built-in one."""
    digest = document_at(reading(), paper.organisation_id, paper.kind.value, paper.entry)
    return Attachments(store().files).open(paper.organisation_id, digest).read() if digest else None


def _sent(paper: PaperShown | None) -> Response:
    if paper is None or not paper.is_ready:
        abort(404)
    answer = send_file(
        Attachments(store().files).open(paper.organisation_id, paper.sha256), mimetype=PDF,
        download_name=f"{NAMES[paper.kind.value]}-{paper.entry}.pdf", etag=paper.sha256, max_age=0,
    )  # fmt: skip
    answer.headers["Content-Security-Policy"] = NO_POWERS
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@pages.app_template_global()
def papers_about(*keys: str | None) -> list[PaperShown]:
    """The papers about a case, and about the list it was handed in with, that the person looking may open."""
    return papers_seen(reading(), actor(), *keys)


@pages.app_template_global()
def issued_paper(code: str) -> PaperShown | None:
    """The paper of a decision in force, once it is ready."""
    paper = issued_decision(reading(), code)
    return paper if paper and paper.is_ready else None
