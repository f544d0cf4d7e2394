"""What is checked of a signed paper before it is taken for a decision, and told again whenever somebody looks.

Five checks, each with a reason of its own where it fails. What nobody could check (whether the certificate was revoked, what
time it really was) is told beside them and never passed over.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from workflow.signing.additions import covers_the_paper, only_signatures_added
from workflow.signing.trust import UNREADABLE, Standing, Trust, aware, called, carries_validation, standing_of

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what is wrong with a file is told to whoever sent it

_ROOM = re.compile(rb"<[0-9A-Fa-f]+>")


class Check(StrEnum):
    """What is checked, in this order."""

    FROZEN = "frozen"
    INTACT = "intact"
    CHAIN = "chain"
    PERSON = "person"
    TIME = "time"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One check: ``failure`` is why it failed, empty where it was passed."""

    check: Check
    failure: str = ""

    @property
    def is_passed(self) -> bool:
        """Whether there is nothing to say against it."""
        return not self.failure


@dataclass(frozen=True, kw_only=True)
class Demands:
    """What else the house demands before it takes a signature: that somebody else vouches for the time, that revocation is
    known.
    """

    time_stamp: bool = False
    revocation: bool = False


NOTHING_ELSE = Demands()


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What was found in a file. ``signed_at`` is what the signature says of itself unless ``is_time_stamped``.

    ``path``: whom the certificate leads to, from the signer up to the root. ``stamped_by``: whose time stamp it bears.
    ``is_revocation_checked``: whether an authority said that the certificate was not revoked. ``is_long_term``: whether the
    file itself carries what authorities said.
    """

    checks: Sequence[Checked]
    subject: str = ""
    issuer: str = ""
    serial: str = ""
    certificate: str = ""
    path: Sequence[str] = ()
    signed_at: datetime | None = None
    stamped_by: str = ""
    is_stamp_untrusted: bool = False
    is_stamp_revocation_checked: bool = False
    is_revocation_checked: bool = False
    is_long_term: bool = False

    @property
    def is_time_stamped(self) -> bool:
        """Whether somebody who is believed vouches for the time."""
        return bool(self.stamped_by)

    @property
    def failed(self) -> Sequence[Checked]:
        """The checks that were not passed."""
        return [each for each in self.checks if not each.is_passed]

    @property
    def is_accepted(self) -> bool:
        """Whether all five were passed."""
        return not self.failed


def examine(
    file: bytes, *, frozen: bytes, frozen_at: datetime, trust: Trust, not_after: datetime | None = None,
    demands: Demands = NOTHING_ELSE, is_taken: bool = False,
) -> Examination:  # fmt: skip
    """Check a signed paper against the frozen one. ``not_after``: no signature can be of a later time than this.

    ``is_taken``: the file is on record, so that what it carries on revocation counts where nothing else is known. That of a
    file that is only offered never counts: whoever signed chose it, and may have kept an old word of the authority.
    """
    begins = file.startswith(frozen) and len(file) > len(frozen)
    first = Checked(check=Check.FROZEN, failure="" if begins else "other_paper")
    try:
        if PdfFileReader(BytesIO(file)).encrypted:
            return _unread(first, "encrypted")
        signature = signature_that_counts(file, trust.persons)
        intact = _intact(file, frozen if begins else None, signature)
        if signature is not None:
            standing = _standing(signature, trust, is_taken)
            return _looked_at(signature, standing, first, intact, _Limits(frozen_at, not_after, demands), trust)
    except UNREADABLE:
        intact = "unreadable"
    return _unread(first, intact)


def _unread(first: Checked, intact: str) -> Examination:
    """Nothing is known of a signature."""
    rest = (Check.CHAIN, Check.PERSON, Check.TIME)
    missing = (Checked(check=check, failure="no_signature") for check in rest)
    return Examination(checks=(first, Checked(check=Check.INTACT, failure=intact), *missing))


def fingerprint(certificate: bytes) -> str:
    """The SHA-256 (hex) by which a certificate (DER) is known."""
    return hashlib.sha256(certificate).hexdigest()


def signature_that_counts(file: bytes, persons: Collection[str]) -> EmbeddedPdfSignature | None:
    """The signature that counts: the person's, or where there is none the last one."""
    found = list(PdfFileReader(BytesIO(file)).embedded_regular_signatures)
    own = [each for each in found if fingerprint(each.signer_cert.dump()) in persons]
    return next(reversed(own or found), None)


def _intact(file: bytes, frozen: bytes | None, signature: EmbeddedPdfSignature | None) -> str:
    """Why the file is not what was signed, or the signature not only added to the paper; empty where all is well."""
    if signature is None:
        return "no_signature"
    signature.compute_integrity_info()
    if signature.coverage is None or signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "covers_a_part"
    changed = signature.diff_result
    if not isinstance(changed, DiffResult) or changed.modification_level > ModificationLevel.LTA_UPDATES:
        return "changed_afterwards"
    if _is_room_misused(signature):
        return "changed"
    if _is_followed(signature, file):
        return "changed_afterwards"
    if frozen is not None:
        before = PdfFileReader(BytesIO(frozen)).total_revisions - 1
        whole = PdfFileReader(BytesIO(file))
        if not only_signatures_added(whole, before):
            return "changed_before"
        if covers_the_paper(whole, before):
            return "covers_words"
    return ""


def _is_room_misused(signature: EmbeddedPdfSignature) -> bool:
    """Whether anything but noughts stands behind the signature in the room that no signature covers."""
    content = signature.pkcs7_content
    return any(content[len(ContentInfo.load(content).dump()) :]) or not _ROOM.fullmatch(_room(signature))


def _is_followed(signature: EmbeddedPdfSignature, file: bytes) -> bool:
    """Whether something stands behind the last signature that belongs to no later version of the file."""
    *_, after, length = signature.byte_range
    is_last = signature.signed_revision == signature.reader.total_revisions - 1
    is_ended = file.rstrip(b"\r\n").endswith(b"%%EOF")
    return not is_ended or (is_last and bool(file[after + length :].strip(b"\r\n")))


def _room(signature: EmbeddedPdfSignature) -> bytes:
    """The room of a signature as the file has it."""
    _, first, after, _ = signature.byte_range
    signature.reader.stream.seek(first)
    return bytes(signature.reader.stream.read(after - first))


@dataclass(frozen=True)
class _Limits:
    """Between which times a signature may be, and what else is demanded."""

    frozen_at: datetime
    not_after: datetime | None
    demands: Demands


def _standing(signature: EmbeddedPdfSignature, trust: Trust, is_taken: bool) -> Standing:
    """How it stands by what the operator knows; where that tells nothing of revocation, by what a taken file carries."""
    said, known = aware(signature.self_reported_timestamp), trust.with_certificates_of(signature.reader)
    own = standing_of(signature, known, said)
    if known.answers and known.revocations and not own.is_revoked:
        by_lists = standing_of(signature, replace(known, answers=()), said)
        own = by_lists if by_lists.is_revoked else own
    if not is_taken or own.is_revoked or own.is_revocation_checked or not carries_validation(signature.reader):
        return own
    return standing_of(signature, trust.with_store_of(signature.reader), said)


def _looked_at(
    signature: EmbeddedPdfSignature, standing: Standing, first: Checked, intact: str, limits: _Limits, trust: Trust
) -> Examination:
    certificate = signature.signer_cert
    known = fingerprint(certificate.dump())
    status = standing.status
    if status is None or not (status.intact and status.valid) or standing.is_stamp_broken:
        intact = intact or "changed"
    said = aware(signature.self_reported_timestamp)
    return Examination(
        checks=(
            first,
            Checked(check=Check.INTACT, failure=intact),
            Checked(check=Check.CHAIN, failure=_chain(standing, trust, certificate, limits.demands)),
            Checked(check=Check.PERSON, failure="" if known in trust.persons else "other_person"),
            Checked(check=Check.TIME, failure=_time(standing, said, limits)),
        ),
        subject=called(certificate.subject), issuer=called(certificate.issuer),
        serial=format(certificate.serial_number, "x"), certificate=known, path=standing.path,
        signed_at=standing.moment, stamped_by=standing.stamped_by, is_stamp_untrusted=standing.is_stamp_untrusted,
        is_stamp_revocation_checked=standing.is_stamp_revocation_checked,
        is_revocation_checked=standing.is_revocation_checked, is_long_term=carries_validation(signature.reader),
    )  # fmt: skip


def _chain(standing: Standing, trust: Trust, certificate: Certificate, demands: Demands) -> str:
    if not trust.roots:
        return "no_roots"
    status, moment = standing.status, standing.moment
    if status is not None and status.trusted:
        return "revocation_unknown" if demands.revocation and not standing.is_revocation_checked else ""
    if status is not None and status.revoked:
        return "revoked"
    if moment and not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return "not_valid_yet" if moment < certificate.not_valid_before else "not_valid_then"
    return "untrusted"


def _time(standing: Standing, said: datetime | None, limits: _Limits) -> str:
    if standing.moment is None:
        return "no_time"
    times = [each for each in (said, standing.moment) if each is not None]
    if min(times) < limits.frozen_at.replace(microsecond=0):
        return "before_frozen"
    if limits.not_after and max(times) > limits.not_after:
        return "in_future"
    if limits.demands.time_stamp and not standing.stamped_by:
        return "stamp_untrusted" if standing.is_stamp_untrusted else "no_stamp"
    return ""
