"""The digital signature of a decision: by which ways it can be given here, and what a file is checked for before it counts."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import pem
from flask import Flask, current_app
from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField, RadioField

from web.access import actor, person
from web.clock import is_demo, now
from web.database import reading, store
from web.fields import Filled, options
from web.language import _, lazy
from web.settings import Settings
from workflow.attachments import LIMIT_MB, Attachments
from workflow.commands.decision.sign_decision import SignatureWay, Signed
from workflow.queries.open_actions import Look
from workflow.queries.signatures import FrozenPaper, frozen_paper
from workflow.signing.checking import Check, Examination, Trust, examine
from workflow.signing.folder import SigningFolder
from workflow.signing.preparing import DoesNotFit, Prepared, prepare
from workflow.signing.sealing import seal

EXTENSION = "bangvang.signing"
RECORDED, SERVER, TOKEN = "recorded", "server", "token"
_WAYS = {
    SERVER: lazy("Ký số bằng khóa của cơ quan đặt trên máy chủ"),
    TOKEN: lazy("Ký số bằng thiết bị hoặc phần mềm của ông/bà rồi gửi lại tệp"),
    RECORDED: lazy("Chỉ ghi nhận thao tác ký, không có chữ ký số"),
}
_SLACK = timedelta(minutes=5)
"""How much another clock may be ahead of ours."""

CHECKS: Mapping[Check, Any] = {
    Check.FROZEN: lazy("Đúng bản đã chốt"),
    Check.INTACT: lazy("Chữ ký còn nguyên vẹn"),
    Check.CHAIN: lazy("Chứng thư số được tin cậy"),
    Check.PERSON: lazy("Đúng người ký"),
    Check.TIME: lazy("Ký sau khi chốt"),
}
FAILURES: Mapping[tuple[Check, str], Any] = {
    (Check.FROZEN, "other_paper"): lazy(
        "Tệp không bắt đầu bằng đúng bản PDF đã chốt: đây là văn bản khác, hoặc bản đã chốt bị sửa. Tải lại bản đã chốt rồi ký."
    ),
    (Check.INTACT, "unreadable"): lazy("Không đọc được tệp: tệp bị hỏng hoặc bị sửa. Ký lại từ bản đã chốt."),
    (Check.INTACT, "no_signature"): lazy("Tệp không có chữ ký số nào. Ký bản đã chốt rồi gửi lại."),
    (Check.INTACT, "covers_a_part"): lazy("Chữ ký chỉ bao một phần của tệp. Ký lại từ bản đã chốt."),
    (Check.INTACT, "changed_afterwards"): lazy("Tệp bị sửa sau khi ký. Ký lại từ bản đã chốt."),
    (Check.INTACT, "changed"): lazy("Nội dung tệp không còn khớp với chữ ký: có byte đã bị sửa. Ký lại từ bản đã chốt."),
    (Check.INTACT, "changed_before"): lazy("Trước khi ký, tệp đã được thêm nội dung khác ngoài chữ ký. Ký lại từ bản đã chốt."),
    (Check.INTACT, "covers_words"): lazy(
        "Hình của chữ ký che chữ hoặc mã của văn bản. Đặt hình vào chỗ trống, ví dụ giữa chức danh và họ tên, rồi ký lại."
    ),
    (Check.CHAIN, "no_roots"): lazy("Hệ thống chưa được cài chứng thư gốc nào để tin cậy."),
    (Check.CHAIN, "revoked"): lazy("Chứng thư số đã bị thu hồi."),
    (Check.CHAIN, "not_valid_then"): lazy("Chứng thư số không còn hiệu lực, hoặc chưa có hiệu lực, vào lúc ký."),
    (Check.CHAIN, "untrusted"): lazy("Chứng thư số không dẫn tới chứng thư gốc nào mà hệ thống tin cậy."),
    (Check.PERSON, "other_person"): lazy("Chứng thư số không phải của người ký quyết định này, cũng không phải của cơ quan."),
    (Check.TIME, "no_time"): lazy("Chữ ký không ghi thời điểm ký."),
    (Check.TIME, "before_frozen"): lazy("Thời điểm ký trước lúc bản PDF được chốt."),
    (Check.TIME, "in_future"): lazy("Thời điểm ký ở tương lai. Kiểm tra đồng hồ của máy ký."),
}  # fmt: skip
"""Why a check was not passed, in a sentence of its own."""
_NOT_REACHED = lazy("Chưa kiểm tra được vì không đọc được chữ ký.")


def init_signing(app: Flask, settings: Settings) -> None:
    """Tell the room where it stands whose signatures are taken."""
    app.extensions[EXTENSION] = settings.signing_dir


def signing_folder() -> SigningFolder:
    """The folder as it is now: the operator changes it by hand."""
    return SigningFolder(current_app.extensions[EXTENSION])


def failure_words(check: Check, failure: str) -> str:
    """Why a check failed."""
    return str(FAILURES.get((check, failure), _NOT_REACHED))


def trusted_for(username: str) -> Trust:
    """Whose certificates a signature of this person may be made with here."""
    return signing_folder().trust(person().slug, username)


def frozen_bytes(frozen: FrozenPaper) -> bytes:
    """The file of the frozen paper."""
    with Attachments(store().files).open(actor().organisation_id, frozen.sha256) as file:
        return file.read()


def room_for(frozen: FrozenPaper, at: int) -> Prepared:
    """The frozen paper with room for a signature, made for the instant ``at`` (UTC microseconds)."""
    return prepare(frozen_bytes(frozen), _instant(at))


def is_instant(text: str) -> bool:
    """Whether it reads as microseconds of a time that there can be."""
    return text.isascii() and text.isdigit() and len(text) < 17


class SignedOnFile:
    """A form that takes a digital signature of the frozen paper, by one of the ways that the house offers.

    Where no certificates are laid down nothing is asked, and the signature is the recorded act alone.
    """

    way = RadioField(lazy("Cách ký"), [Filled(lazy("Chọn cách ký."))])
    signed_file = FileField(
        lazy("Tệp đã ký"),
        description=lazy(
            "Khi ký bằng thiết bị của ông/bà: tệp PDF đã ký, hoặc chữ ký CMS (.p7s) của phần cần ký. Tối đa 20 MB."
        ),
    )
    prepared_at = HiddenField()

    frozen: FrozenPaper | None = None
    is_awaited = False
    signed: Signed | None = None
    examination: Examination | None = None

    def offer_ways(self, look: Look) -> None:
        """Ask by which way, where there is more than one."""
        form: Any = self
        folder = signing_folder()
        self.frozen = (
            frozen_paper(reading(), actor().organisation_id, look.case["id"]) if folder.is_configured else None
        )
        self.is_awaited = folder.is_configured and self.frozen is None
        if self.frozen is None:
            for name in ("way", "signed_file", "prepared_at"):
                del form[name]
            return
        has_key = folder.key(person().slug) is not None
        ways = (SERVER, TOKEN, RECORDED) if has_key else (TOKEN, RECORDED)
        form.way.choices = options((way, str(_WAYS[way])) for way in ways)
        if not form.is_submitted():
            form.prepared_at.data = str(now())

    @property
    def is_on_file(self) -> bool:
        """Whether a digital signature can be given here."""
        return self.frozen is not None

    def take_signature(self) -> bool:
        """Make or read the signed file and check it; answers whether the decision may be signed with what there is."""
        form: Any = self
        if self.frozen is None or form.way.data == RECORDED:
            return True
        if form.way.data == SERVER:
            return self._takes(form.way, SignatureWay.SERVER_KEY, self._sealed())
        sent = form.signed_file.data
        data = sent.read(LIMIT_MB * 1_000_000 + 1) if isinstance(sent, FileStorage) else b""
        if not data or len(data) > LIMIT_MB * 1_000_000:
            form.signed_file.errors = [_("Chọn tệp đã ký, không quá 20 MB.")]
            return False
        if data.startswith(b"%PDF-"):
            return self._takes(form.signed_file, SignatureWay.RETURNED_FILE, data)
        filled = self._filled(data)
        if filled is None:
            form.signed_file.errors = [
                _("Tệp gửi lên không phải tệp PDF đã ký, cũng không phải chữ ký CMS ghép được vào bản đã chốt.")
            ]
            return False
        return self._takes(form.signed_file, SignatureWay.CMS, filled)

    def _sealed(self) -> bytes:
        assert self.frozen is not None, "asked by the caller"
        key = signing_folder().key(person().slug)
        assert key is not None, "the way is offered only where there is a key"
        return seal(frozen_bytes(self.frozen), key, _instant(now()))

    def _filled(self, data: bytes) -> bytes | None:
        form: Any = self
        given = form.prepared_at.data or ""
        if not is_instant(given):
            return None
        with suppress(ValueError, DoesNotFit):
            cms = pem.unarmor(data)[2] if pem.detect(data) else data
            assert self.frozen is not None, "asked by the caller"
            return room_for(self.frozen, int(given)).signed(cms)
        return None

    def _takes(self, field: Any, kind: SignatureWay, data: bytes) -> bool:
        assert self.frozen is not None, "asked by the caller"
        found = examine(
            data, frozen=frozen_bytes(self.frozen), frozen_at=self.frozen.frozen_at, trust=trusted_for(person().username),
            not_after=None if is_demo() else _instant(now()) + _SLACK,
        )  # fmt: skip
        self.examination = found
        if not found.is_accepted:
            field.errors = [f"{CHECKS[each.check]}: {failure_words(each.check, each.failure)}" for each in found.failed]
            return False
        assert found.signed_at is not None, "a signature without a time is not accepted"
        self.signed = Signed(
            kind=kind, entry=self.frozen.entry, frozen_sha256=self.frozen.sha256,
            sha256=Attachments(store().files).keep(actor().organisation_id, data), size=len(data),
            certificate=found.certificate, signed_at=int(found.signed_at.timestamp() * 1_000_000),
            is_time_stamped=found.is_time_stamped, is_revocation_checked=found.is_revocation_checked,
        )  # fmt: skip
        return True


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1_000_000, UTC).replace(microsecond=0)
