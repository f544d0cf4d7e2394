"""The digital signature of a decision: what was checked of it, and what a token is given to sign."""

from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, render_template, send_file
from werkzeug.wrappers import Response

from states.refusals import FileChanged, NoSuchCase
from states.vocabulary import DecisionState, Role, Subject
from web.access import actor, role
from web.clock import now
from web.database import reading, store
from web.filters import moment
from web.language import _
from web.views.auditor.entry_words import Line
from web.views.decisions.signature_words import CHECKS, failure_words
from web.views.decisions.signing import is_instant, room_for, trusted_for
from workflow.attachments import Attachments
from workflow.commands.decision.sign_decision import SignatureWay
from workflow.queries.open_actions import Look, look_at
from workflow.queries.signatures import frozen_paper, signature_of
from workflow.queries.visibility import may_see
from workflow.signing.checking import Examination, examine

_READERS = (Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)


def offer_signatures(pages: Blueprint) -> None:
    """Lay the pages of signatures into the room of decisions."""

    @pages.get("/decisions/<key>/signed-file")
    @role(*_READERS)
    def signed_file(key: str) -> str:
        """The five checks, made again now, and what could not be checked."""
        look = _look(key)
        signed = signature_of(reading(), key)
        if signed is None:
            abort(404)
        found = _examined(key, signed)
        return render_template(
            "views/decisions/signature.html", case=look.case, found=found, rows=_lines(signed, found), checks=CHECKS,
            failure_words=failure_words,
        )  # fmt: skip

    @pages.app_template_global()
    def is_signed_digitally(key: str) -> bool:
        """Whether a decision bears a digital signature."""
        return signature_of(reading(), key) is not None

    @pages.get("/decisions/<key>/to-sign/<at>.bin")
    @role(Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN)
    def to_sign(key: str, at: str) -> Response:
        """What a token signs: the frozen paper with the room for the signature left out."""
        look = _look(key)
        frozen = frozen_paper(reading(), actor().organisation_id, key)
        if frozen is None or look.case["state"] != DecisionState.NUMBERED or not is_instant(at):
            abort(404)
        answer = send_file(
            BytesIO(room_for(frozen, int(at)).to_sign), mimetype="application/octet-stream", as_attachment=True,
            download_name=f"phan-can-ky-{frozen.entry}.bin", max_age=0,
        )  # fmt: skip
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _look(key: str) -> Look:
    look = look_at(reading(), Subject.DECISION, key, actor=actor(), at=now())
    if look is None or not may_see(actor(), Subject.DECISION, look.case):
        abort(404)
    return look


def _examined(key: str, signed: Mapping[str, Any]) -> Examination | None:
    """The checks made again on the file as it lies there; None where it is gone or another."""
    frozen = frozen_paper(reading(), actor().organisation_id, key)
    if frozen is None:
        return None
    with suppress(NoSuchCase, FileChanged):
        return examine(
            _file(signed["sha256"]), frozen=_file(signed["frozen_sha256"]), frozen_at=frozen.frozen_at,
            trust=trusted_for(signed["username"]), is_taken=True,
        )  # fmt: skip
    return None


def _file(sha256: str) -> bytes:
    with Attachments(store().files).open(actor().organisation_id, sha256) as file:
        return file.read()


def _lines(signed: Mapping[str, Any], found: Examination | None) -> list[Line]:
    """What is on record, and what the certificate says of itself."""
    ways = {
        SignatureWay.SERVER_KEY: _("khóa của cơ quan trên máy chủ"),
        SignatureWay.CMS: _("chữ ký CMS của thiết bị, ghép vào bản đã chốt"),
        SignatureWay.RETURNED_FILE: _("tệp PDF ký ngoài hệ thống rồi gửi lại"),
    }  # fmt: skip
    lines = [
        (_("Cách ký"), ways[SignatureWay(signed["kind"])]),
        (_("Thời điểm ký"), moment(signed["signed_at"])),
        (_("SHA-256 của tệp đã ký"), signed["sha256"]),
        (_("SHA-256 của bản đã chốt"), signed["frozen_sha256"]),
        (_("SHA-256 của chứng thư"), signed["certificate"]),
    ]
    if found is not None:
        lines += [(_("Chủ thể"), found.subject), (_("Nơi cấp"), found.issuer), (_("Số sê-ri"), found.serial)]
        if found.path:
            lines.append((_("Chuỗi tin cậy, tới chứng thư gốc"), " → ".join(found.path)))
        if found.stamped_by:
            lines.append((_("Dấu thời gian của"), found.stamped_by))
    return [Line(label, value) for label, value in lines]
