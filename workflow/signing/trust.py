"""Whom a signature leads to, when it was made as far as others vouch for it, and whether it was known to be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from asn1crypto.ocsp import OCSPResponse
from asn1crypto.x509 import Certificate, Name
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel, TimestampSignatureStatus
from pyhanko_certvalidator.context import ValidationContext

from workflow.signing.waiting import awaited

UNREADABLE = (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OverflowError,
              RecursionError, NotImplementedError, OSError)  # fmt: skip
"""What a broken file may make of a reader."""
DEMANDING, LENIENT = "require", "soft-fail"
"""Whether an authority has to say that nothing was revoked."""
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Whom signatures are believed: ``roots`` (DER), fingerprints of the signer (hex); and what is known beside the file:
    lists of what authorities took back (``revocations``, DER), their ``answers`` (OCSP, DER), certificates in between (DER).
    """

    roots: Sequence[bytes]
    revocations: Sequence[bytes] = ()
    answers: Sequence[bytes] = ()
    between: Sequence[bytes] = ()
    persons: Collection[str] = ()

    def with_certificates_of(self, reader: PdfFileReader) -> Trust:
        """The same, and the certificates that the file carries: they lead to a root or to nothing."""
        store = _store(reader)
        if store is None:
            return self
        return replace(self, between=[*self.between, *(each.dump() for each in store.load_certs())])

    def with_store_of(self, reader: PdfFileReader) -> Trust:
        """The same, and what authorities said when the file was signed, as the file itself carries it."""
        store = _store(reader)
        if store is None:
            return self
        return replace(
            self.with_certificates_of(reader),
            revocations=[*self.revocations, *(each.get_object().data for each in store.crls)],
            answers=[*self.answers, *(each.get_object().data for each in store.ocsps)],
        )

    def context(self, moment: datetime | None, mode: str) -> ValidationContext:
        """The same in the words of the validator, at the time of signing."""
        return ValidationContext(
            trust_roots=[Certificate.load(root) for root in self.roots], allow_fetching=False, moment=moment,
            best_signature_time=moment, crls=list(self.revocations), revocation_mode=mode, retroactive_revinfo=True,
            ocsps=[OCSPResponse.load(each) for each in self.answers],
            other_certs=[Certificate.load(each) for each in self.between],
        )  # fmt: skip

    @property
    def modes(self) -> tuple[str, ...]:
        """Whether it is worth asking that revocation be known: never without anything that could tell."""
        return (DEMANDING, LENIENT) if self.revocations or self.answers else (LENIENT,)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a signature stands. ``moment`` is the earliest time that somebody trusted vouches for, else what it says itself.

    ``path``: the names from the signer up to the root. ``stamped_by``: who vouches for the time, empty where nobody does.
    ``is_stamp_untrusted``: there is a time stamp, of somebody who is not believed.
    """

    status: PdfSignatureStatus | None = None
    moment: datetime | None = None
    path: Sequence[str] = ()
    is_revocation_checked: bool = False
    stamped_by: str = ""
    is_stamp_untrusted: bool = False
    is_stamp_broken: bool = False
    is_stamp_revocation_checked: bool = False

    @property
    def is_revoked(self) -> bool:
        """Whether an authority took the certificate back before it was used."""
        return self.status is not None and self.status.revoked


def standing_of(signature: EmbeddedPdfSignature, trust: Trust, said: datetime | None) -> Standing:
    """Follow chain and time stamps. ``said`` is the time that the signature names itself."""
    found = list(_statuses(signature, trust, said))
    stamps = [(status.timestamp_validity, mode) for mode, status in found if status.timestamp_validity is not None]
    of_file = [*stamps, *_later_stamps(signature, trust, said)]
    sound = [(each, mode) for each, mode in of_file if each.valid and each.intact]
    trusted = sorted(((each, mode) for each, mode in sound if each.trusted), key=lambda pair: pair[0].timestamp)
    stamp, stamp_mode = trusted[0] if trusted else (None, LENIENT)
    if stamp is not None and stamp.timestamp != said:
        found = list(_statuses(signature, trust, stamp.timestamp))
    mode, status = next(
        ((mode, each) for mode, each in found if each.trusted or each.revoked), found[-1] if found else (LENIENT, None)
    )
    return Standing(
        status=status, moment=stamp.timestamp if stamp is not None else said, path=_path(status),
        is_revocation_checked=mode == DEMANDING and status is not None,
        stamped_by=called(stamp.signing_cert.subject) if stamp is not None else "",
        is_stamp_untrusted=stamp is None and bool(of_file), is_stamp_broken=len(sound) < len(of_file),
        is_stamp_revocation_checked=stamp is not None and stamp_mode == DEMANDING,
    )  # fmt: skip


def aware(moment: datetime | None) -> datetime | None:
    """A time that names its zone; without one UTC is meant."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def called(name: Name) -> str:
    """A name of a certificate without the labels of its parts: who it is first, then where."""
    said = {key: value if isinstance(value, str) else ", ".join(value) for key, value in name.native.items()}
    return ", ".join(said[key] for key in sorted(said, key=lambda key: key != "common_name"))


def carries_validation(reader: PdfFileReader) -> bool:
    """Whether the file brings what authorities said about its certificates."""
    store = _store(reader)
    return store is not None and bool(store.crls or store.ocsps)


def _store(reader: PdfFileReader) -> DocumentSecurityStore | None:
    try:
        return DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return None


def _statuses(
    signature: EmbeddedPdfSignature, trust: Trust, moment: datetime | None
) -> Iterator[tuple[str, PdfSignatureStatus]]:
    """What the chain of the certificate gives, first with the demand that revocation is known, then without."""
    for mode in trust.modes:
        try:
            yield mode, awaited(_validated(signature, trust.context(moment, mode)))
        except UNREADABLE:
            continue


async def _validated(signature: EmbeddedPdfSignature, context: ValidationContext) -> PdfSignatureStatus:
    return await async_validate_pdf_signature(signature, context, key_usage_settings=_USAGE)


def _later_stamps(
    signature: EmbeddedPdfSignature, trust: Trust, moment: datetime | None
) -> Iterator[tuple[TimestampSignatureStatus, str]]:
    """The time stamps of the whole file that were put behind a signature."""
    for stamp in signature.reader.embedded_timestamp_signatures:
        if stamp.signed_revision <= signature.signed_revision:
            continue
        stamp.compute_integrity_info()
        if stamp.coverage is None or stamp.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            continue
        for mode in trust.modes:
            try:
                yield awaited(_stamp(stamp, trust.context(moment, mode))), mode
            except UNREADABLE:
                continue


async def _stamp(stamp: EmbeddedPdfSignature, context: ValidationContext) -> TimestampSignatureStatus:
    return await async_validate_pdf_timestamp(stamp, context)


def _path(status: PdfSignatureStatus | None) -> Sequence[str]:
    if status is None or not status.trusted or status.validation_path is None:
        return ()
    return [called(each.subject) for each in reversed(list(status.validation_path.iter_certs(include_root=True)))]
