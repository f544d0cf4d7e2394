"""The paper itself, checked: its proof to carry away, and a file that somebody holds against those that were issued."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, render_template, request, url_for

from web.access import everybody
from web.database import reading
from web.security import csrf
from web.views.public.asked import asked
from web.views.public.here import anywhere, settle
from workflow.documents.file_look_up import known_file
from workflow.documents.paper_proofs import Found, proof_of, sealed_certificate, sealed_decision, sealed_line
from workflow.ledger.paper_leaves import SUFFIX
from workflow.queries.public import organisation_at, organisation_by_id
from workflow.queries.public_look_up import awards_with, certificate_found, clean_code, decision_with


def offer_proofs(pages: Blueprint) -> None:
    """Lay them into the public room."""
    pages.add_url_rule("/tra-cuu/<code>/bang-chung", view_func=proof)
    pages.add_url_rule("/tra-cuu", endpoint="file_checked", view_func=file_checked, methods=["POST"])


@everybody
def proof(code: str) -> Response | tuple[str, int]:
    """The proof of a decision in force, or of the line that names an award, as a file to keep beside the paper."""
    clean = clean_code(code[:100])
    found = _sealed(clean)
    made = proof_of(reading(), found) if found else None
    if made is None:
        return _awaited(clean, found)
    kept_as = f'attachment; filename="{clean}{SUFFIX}"'
    return Response(
        bytes(made), content_type="text/plain; charset=utf-8", headers={"Content-Disposition": kept_as}
    )  # fmt: skip


@everybody
@csrf.exempt
def file_checked() -> str | tuple[str, int]:
    """Whether a PDF is ours, unchanged, and still in force. The file is read and forgotten; nothing is written."""
    anywhere()
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    if not data:
        return render_template("views/public/look_up.html", was_asked=False, is_file_missing=True), 422
    known = known_file(reading(), data)
    decision = decision_with(reading(), known.lookup) if known else None
    keeper = organisation_by_id(reading(), decision.organisation_id) if decision else None
    if keeper:
        settle(keeper)
    name = (sent.filename or "")[:100] if sent else ""
    return render_template(
        "views/public/file_checked.html", name=name, known=known, decision=decision, keeper=keeper
    )  # fmt: skip


def _sealed(code: str) -> Found | None:
    return sealed_decision(reading(), code) or sealed_certificate(reading(), code) or _line(code)


def _line(code: str) -> Found | None:
    """The line of the one organisation that knows the code, or of the one that was asked for."""
    asked_for = organisation_at(reading(), asked("organisation")) if asked("organisation") else None
    keys = [asked_for.id] if asked_for else [each.organisation_id for each in awards_with(reading(), code)]
    lines = (sealed_line(reading(), key, code) for key in keys)
    return next((line for line in lines if line), None)


def _awaited(code: str, found: Found | None) -> tuple[str, int]:
    """The page that says that the proof comes; 404 where nothing in force is known by the code."""
    keys = [*_holding(code)]
    if not keys:
        abort(404)
    keeper = organisation_by_id(reading(), keys[0])
    if keeper:
        settle(keeper)
    return render_template(
        "views/public/proof_awaited.html",
        code=code,
        is_sealed=found is not None,
        again=url_for("public.proof", code=code),
    ), 202


def _holding(code: str) -> Iterator[str]:
    """The organisations of what is known by a code and holds: a decision, a certificate, awards decided here."""
    decision, certificate = decision_with(reading(), code), certificate_found(reading(), code)
    if decision and not decision.is_annulled:
        yield decision.organisation_id
    if certificate and certificate.certificate.is_valid:
        yield certificate.organisation_id
    for award in awards_with(reading(), code):
        if award.line.lookup and not award.line.is_annulled:
            yield award.organisation_id
