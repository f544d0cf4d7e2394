"""The digital signature of a decision: by which ways it can be given here, and what a file is checked for before it counts."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import pem
from flask import Flask, current_app
from werkzeug.datastructures import FileStorage
from wtforms import FileField, HiddenField, RadioField

from states.vocabulary import DecisionState
from web.access import actor, person
from web.clock import is_demo, now
from web.database import reading, store
from web.fields import Filled, options
from web.language import _, lazy
from web.settings import Settings
from web.views.decisions.signature_words import CHECKS, failure_words, reason_words
from web.views.decisions.stamping import mark_of_house, mark_of_person
from workflow.attachments import LIMIT_MB, Attachments
from workflow.commands.decision.sign_decision import SignatureWay, Signed
from workflow.queries.open_actions import Look
from workflow.queries.signatures import FrozenPaper, frozen_paper
from workflow.signing.checking import NOTHING_ELSE, Demands, Examination, examine
from workflow.signing.completing import Completion, with_store
from workflow.signing.failures import CannotSign, Reason
from workflow.signing.folder import SigningFolder
from workflow.signing.preparing import DoesNotFit, Prepared, prepare
from workflow.signing.rules import SigningFolderBroken
from workflow.signing.sealing import signature_of
from workflow.signing.trust import Trust

log = logging.getLogger(__name__)
EXTENSION = "bangvang.signing"
RECORDED, SERVER, TOKEN = "recorded", "server", "token"
_WAYS = {
    SERVER: lazy("Ký số bằng khóa của cơ quan đặt trên máy chủ"),
    TOKEN: lazy("Ký số bằng thiết bị hoặc phần mềm của ông/bà rồi gửi lại tệp"),
    RECORDED: lazy("Chỉ ghi nhận thao tác ký, không có chữ ký số"),
}
_SLACK = timedelta(minutes=5)
"""How much another clock may be ahead of ours."""


def init_signing(app: Flask, settings: Settings) -> None:
    """Tell the room where it stands whose signatures are taken."""
    app.extensions[EXTENSION] = settings.signing_dir


def signing_folder() -> SigningFolder:
    """The folder as it is now: the operator changes it by hand."""
    return SigningFolder(current_app.extensions[EXTENSION])


def trusted_for(username: str) -> Trust:
    """Whose certificates a signature of this person may be made with here."""
    return signing_folder().trust(person().slug, username)


def frozen_bytes(frozen: FrozenPaper) -> bytes:
    """The file of the frozen paper."""
    with Attachments(store().files).open(actor().organisation_id, frozen.sha256) as file:
        return file.read()


def room_for(frozen: FrozenPaper, at: int) -> Prepared:
    """The frozen paper with room for a signature, made for the instant ``at`` (UTC microseconds)."""
    instant = _instant(at)
    return prepare(frozen_bytes(frozen), instant, mark_of_person(signing_folder(), instant))


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
    is_broken = False
    looked: Look | None = None
    signed: Signed | None = None

    def offer_ways(self, look: Look) -> None:
        """Ask by which way, where there is more than one."""
        form: Any = self
        self.looked = look
        try:
            folder = signing_folder()
            is_configured, has_key = folder.is_configured, folder.key(person().slug) is not None
            folder.trust(person().slug, person().username)
        except SigningFolderBroken as fault:
            log.error("the signing folder can't be used: %s", fault)
            is_configured, has_key, self.is_broken = False, False, True
        self.frozen = frozen_paper(reading(), actor().organisation_id, look.case["id"]) if is_configured else None
        self.is_awaited = is_configured and self.frozen is None
        if self.frozen is None:
            for name in ("way", "signed_file", "prepared_at"):
                del form[name]
            return
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
        if self.frozen is None or form.way.data == RECORDED or self._is_refused_anyhow():
            return True
        if form.way.data == SERVER:
            return self._tried(form.way, self._sealed)
        sent = form.signed_file.data
        data = b""
        if isinstance(sent, FileStorage):
            data = sent.read(LIMIT_MB * 1_000_000 + 1)
            sent.close()
        if not data or len(data) > LIMIT_MB * 1_000_000:
            form.signed_file.errors = [_("Chọn tệp đã ký, không quá 20 MB.")]
            return False
        return self._tried(form.signed_file, lambda: self._returned(data))

    def _is_refused_anyhow(self) -> bool:
        """Whether the engine refuses for good: signed meanwhile, moved on, approved by somebody else. No key signs for that."""
        form: Any = self
        assert self.looked is not None, "looked at when the ways were offered"
        case = self.looked.case
        is_stale = str(form.seen.data) != str(case["changed"]) or case["state"] != DecisionState.NUMBERED
        return is_stale or case["approver_id"] != actor().account_id

    def _tried(self, field: Any, way: Callable[[], bool]) -> bool:
        """What fails beside the person's own file is told at the field, and its cause goes to the operator's log."""
        try:
            return way()
        except CannotSign as failure:
            log.warning("a decision could not be signed: %s", failure)
            field.errors = [reason_words(failure.reason)]
        except SigningFolderBroken as fault:
            log.error("the signing folder can't be used: %s", fault)
            field.errors = [reason_words(Reason.FOLDER_BROKEN)]
        return False

    @property
    def _completion(self) -> Completion:
        return Completion(rules=signing_folder().rules, trust=trusted_for(person().username))

    def _sealed(self) -> bool:
        form: Any = self
        assert self.frozen is not None, "asked by the caller"
        folder, at = signing_folder(), _instant(now())
        key = folder.key(person().slug)
        assert key is not None, "the way is offered only where there is a key"
        prepared = prepare(frozen_bytes(self.frozen), at, mark_of_house(folder, key, at))
        with key.opened() as signer:
            made = signature_of(prepared, signer)
        try:
            data = prepared.signed(self._completion.with_stamp(made))
        except DoesNotFit as error:
            raise CannotSign(Reason.TOO_LARGE) from error
        return self._takes(form.way, SignatureWay.SERVER_KEY, data)

    def _returned(self, data: bytes) -> bool:
        form: Any = self
        if data.startswith(b"%PDF-"):
            return self._takes(form.signed_file, SignatureWay.RETURNED_FILE, data)
        filled = self._filled(data)
        if filled is None:
            form.signed_file.errors = [
                _("Tệp gửi lên không phải tệp PDF đã ký, cũng không phải chữ ký CMS ghép được vào bản đã chốt.")
            ]
            return False
        return self._takes(form.signed_file, SignatureWay.CMS, filled)

    def _filled(self, data: bytes) -> bytes | None:
        form: Any = self
        given = form.prepared_at.data or ""
        if not is_instant(given):
            return None
        try:
            cms = pem.unarmor(data)[2] if pem.detect(data) else data
            assert self.frozen is not None, "asked by the caller"
            prepared = room_for(self.frozen, int(given))
            prepared.signed(cms)
        except (ValueError, DoesNotFit):
            return None
        try:
            return prepared.signed(self._completion.with_stamp(cms))
        except DoesNotFit as error:
            raise CannotSign(Reason.TOO_LARGE) from error

    def _takes(self, field: Any, kind: SignatureWay, data: bytes) -> bool:
        """Examine the file, add what the operator demands, and examine it again with that."""
        completion = self._completion
        rules, found = completion.rules, self._examined(data, completion.trust)
        if found.is_accepted:
            if kind == SignatureWay.RETURNED_FILE:
                data = completion.with_stamp_behind(data, found)
            demands = Demands(time_stamp=rules.needs_time_stamp, revocation=rules.needs_revocation)
            trust = completion.informed(data, found)
            found = self._examined(data, trust, demands)
            if found.is_accepted and rules.is_long_term:
                data = with_store(data, trust, found)
                found = self._examined(data, trust, demands)
        if not found.is_accepted:
            field.errors = [f"{CHECKS[each.check]}: {failure_words(each.check, each.failure)}" for each in found.failed]
            return False
        self._keep(kind, data, found)
        return True

    def _examined(self, data: bytes, trust: Trust, demands: Demands = NOTHING_ELSE) -> Examination:
        assert self.frozen is not None, "asked by the caller"
        return examine(
            data, frozen=frozen_bytes(self.frozen), frozen_at=self.frozen.frozen_at, trust=trust, demands=demands,
            not_after=None if is_demo() else _instant(now()) + _SLACK,
        )  # fmt: skip

    def _keep(self, kind: SignatureWay, data: bytes, found: Examination) -> None:
        assert self.frozen is not None, "asked by the caller"
        assert found.signed_at is not None, "a signature without a time is not accepted"
        self.signed = Signed(
            kind=kind, entry=self.frozen.entry, frozen_sha256=self.frozen.sha256,
            sha256=Attachments(store().files).keep(actor().organisation_id, data), size=len(data),
            certificate=found.certificate, signed_at=int(found.signed_at.timestamp() * 1_000_000),
            is_time_stamped=found.is_time_stamped, is_revocation_checked=found.is_revocation_checked,
        )  # fmt: skip


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1_000_000, UTC).replace(microsecond=0)
