"""What is checked of a signed paper before it is taken for a decision, and told again whenever somebody looks.

Five checks, each with a reason of its own where it fails. What nobody could check (whether the certificate was revoked, what
time it really was) is told beside them and never passed over.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO

from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate, Name
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator.context import ValidationContext

from workflow.signing.additions import only_signatures_added
from workflow.signing.waiting import awaited

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what is wrong with a file is told to whoever sent it

UNREADABLE = (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OverflowError,
              RecursionError, OSError)  # fmt: skip
"""What a broken file may make of a reader."""
_ROOM = re.compile(rb"<[0-9A-Fa-f]+>")
_DEMANDING, _LENIENT = "require", "soft-fail"
"""Whether a list of the authority has to say that nothing was revoked."""
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


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
class Trust:
    """Whom signatures are believed: ``roots`` (DER), lists of what they revoked (DER), fingerprints of the signer (hex)."""

    roots: Sequence[bytes]
    revocations: Sequence[bytes] = ()
    persons: Collection[str] = ()


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What was found in a file. ``signed_at`` is what the signature says of itself unless ``is_time_stamped``.

    ``is_revocation_checked``: whether a list of the authority said that the certificate was not revoked.
    """

    checks: Sequence[Checked]
    subject: str = ""
    issuer: str = ""
    serial: str = ""
    certificate: str = ""
    signed_at: datetime | None = None
    is_time_stamped: bool = False
    is_revocation_checked: bool = False

    @property
    def failed(self) -> Sequence[Checked]:
        """The checks that were not passed."""
        return [each for each in self.checks if not each.is_passed]

    @property
    def is_accepted(self) -> bool:
        """Whether all five were passed."""
        return not self.failed


def examine(
    file: bytes, *, frozen: bytes, frozen_at: datetime, trust: Trust, not_after: datetime | None = None
) -> Examination:
    """Check a signed paper against the frozen one. ``not_after``: no signature can be of a later time than this."""
    begins = file.startswith(frozen) and len(file) > len(frozen)
    first = Checked(check=Check.FROZEN, failure="" if begins else "other_paper")
    try:
        signature = _signature(file, trust.persons)
        intact = _intact(file, frozen if begins else None, signature)
    except UNREADABLE:
        signature, intact = None, "unreadable"
    if signature is None:
        rest = (Check.CHAIN, Check.PERSON, Check.TIME)
        missing = (Checked(check=check, failure="no_signature") for check in rest)
        return Examination(checks=(first, Checked(check=Check.INTACT, failure=intact or "no_signature"), *missing))
    return _looked_at(signature, first, intact, frozen_at, trust, not_after)


def fingerprint(certificate: bytes) -> str:
    """The SHA-256 (hex) by which a certificate (DER) is known."""
    return hashlib.sha256(certificate).hexdigest()


def _signature(file: bytes, persons: Collection[str]) -> EmbeddedPdfSignature | None:
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
        if not only_signatures_added(PdfFileReader(BytesIO(file)), before):
            return "changed_before"
    return ""


def _is_room_misused(signature: EmbeddedPdfSignature) -> bool:
    """Whether anything but noughts stands behind the signature in the room that no signature covers."""
    content = signature.pkcs7_content
    return any(content[len(ContentInfo.load(content).dump()) :]) or not _ROOM.fullmatch(_room(signature))


def _is_followed(signature: EmbeddedPdfSignature, file: bytes) -> bool:
    """Whether something stands behind the last signature that belongs to no later version of the file."""
    *_, after, length = signature.byte_range
    is_last = signature.signed_revision == signature.reader.total_revisions - 1
    return is_last and bool(file[after + length :].strip(b"\r\n"))


def _room(signature: EmbeddedPdfSignature) -> bytes:
    """The room of a signature as the file has it."""
    _, first, after, _ = signature.byte_range
    signature.reader.stream.seek(first)
    return bytes(signature.reader.stream.read(after - first))


def _looked_at(
    signature: EmbeddedPdfSignature, first: Checked, intact: str, frozen_at: datetime, trust: Trust,
    not_after: datetime | None,
) -> Examination:  # fmt: skip
    certificate = signature.signer_cert
    known = fingerprint(certificate.dump())
    said = signature.self_reported_timestamp
    moment = said if said is None or said.tzinfo else said.replace(tzinfo=UTC)
    status, is_checked = _status(signature, trust, moment)
    if status is None or not (status.intact and status.valid):
        intact = intact or "changed"
    stamped = status.timestamp_validity if status is not None else None
    if stamped is not None and not (stamped.valid and stamped.intact):
        intact = intact or "changed"
    is_stamped = stamped is not None and bool(stamped.valid and stamped.intact and stamped.trusted)
    if is_stamped and stamped is not None:
        moment = stamped.timestamp
    return Examination(
        checks=(
            first,
            Checked(check=Check.INTACT, failure=intact),
            Checked(check=Check.CHAIN, failure=_chain(status, trust, certificate, moment)),
            Checked(check=Check.PERSON, failure="" if known in trust.persons else "other_person"),
            Checked(check=Check.TIME, failure=_time(moment, frozen_at, not_after)),
        ),
        subject=_called(certificate.subject), issuer=_called(certificate.issuer),
        serial=format(certificate.serial_number, "x"), certificate=known, signed_at=moment, is_time_stamped=is_stamped,
        is_revocation_checked=is_checked,
    )  # fmt: skip


def _called(name: Name) -> str:
    """A name of a certificate without the labels of its parts: who it is first, then where."""
    said = {key: value if isinstance(value, str) else ", ".join(value) for key, value in name.native.items()}
    return ", ".join(said[key] for key in sorted(said, key=lambda key: key != "common_name"))


def _status(
    signature: EmbeddedPdfSignature, trust: Trust, moment: datetime | None
) -> tuple[PdfSignatureStatus | None, bool]:
    """What the chain of the certificate gives, at best with the authorities' lists; and whether these were enough."""
    best: PdfSignatureStatus | None = None
    for mode in (_DEMANDING, _LENIENT) if trust.revocations else (_LENIENT,):
        try:
            best = awaited(_validated(signature, _context(trust, moment, mode)))
        except UNREADABLE:
            continue
        if best.trusted or best.revoked:
            return best, mode == _DEMANDING
    return best, False


async def _validated(signature: EmbeddedPdfSignature, context: ValidationContext) -> PdfSignatureStatus:
    return await async_validate_pdf_signature(signature, context, key_usage_settings=_USAGE)


def _context(trust: Trust, moment: datetime | None, mode: str) -> ValidationContext:
    return ValidationContext(
        trust_roots=[Certificate.load(root) for root in trust.roots], allow_fetching=False, moment=moment,
        best_signature_time=moment, crls=list(trust.revocations), revocation_mode=mode,
        retroactive_revinfo=True,
    )  # fmt: skip


def _chain(status: PdfSignatureStatus | None, trust: Trust, certificate: Certificate, moment: datetime | None) -> str:
    if not trust.roots:
        return "no_roots"
    if status is not None and status.trusted:
        return ""
    if status is not None and status.revoked:
        return "revoked"
    if moment and not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return "not_valid_then"
    return "untrusted"


def _time(moment: datetime | None, frozen_at: datetime, not_after: datetime | None) -> str:
    if moment is None:
        return "no_time"
    if moment < frozen_at.replace(microsecond=0):
        return "before_frozen"
    return "in_future" if not_after and moment > not_after else ""
