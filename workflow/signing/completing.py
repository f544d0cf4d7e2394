"""Adds to a signed paper what lets it be checked in later years: a time stamp, and what authorities say of its certificates.

Everything is put behind the signature, which stays what it is. Either all that the operator demands is added, or the paper is
not taken (``CannotSign``) and nothing of it is kept.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import cms
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore, collect_validation_info
from pyhanko.sign.validation.generic_cms import extract_certificate_info, extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.errors import PathError, ValidationError

from workflow.signing.checking import Examination, signature_that_counts
from workflow.signing.failures import CannotSign, Reason
from workflow.signing.preparing import HASH, Appending, sha256
from workflow.signing.revocation import informed
from workflow.signing.rules import SigningRules
from workflow.signing.time_stamps import TimeStamps
from workflow.signing.trust import DEMANDING, Trust
from workflow.signing.waiting import awaited

log = logging.getLogger(__name__)
_STAMP = "signature_time_stamp_token"
_FIELD_OF_STAMP = "DauThoiGian"


@dataclass(frozen=True, kw_only=True)
class Completion:
    """What the operator demands, and who is trusted."""

    rules: SigningRules
    trust: Trust

    def time_stamps(self) -> TimeStamps | None:
        """The authority that is asked for time stamps."""
        return None if self.rules.time_stamps is None else TimeStamps(self.rules.time_stamps)

    def with_stamp(self, signature: bytes) -> bytes:
        """A detached CMS (DER) that bears a time stamp; unchanged where it has one, where nobody is asked, and where an
        answer is not demanded and does not come.
        """
        stamps = self.time_stamps()
        if stamps is None:
            return signature
        content = cms.ContentInfo.load(signature)
        signer = content["content"]["signer_infos"][0]
        there = signer["unsigned_attrs"] if signer["unsigned_attrs"].native else cms.CMSAttributes([])

        def stamped() -> bytes:
            token = awaited(stamps.async_timestamp(sha256(signer["signature"].native), HASH))
            there.append(simple_cms_attribute(_STAMP, token))
            signer["unsigned_attrs"] = there
            return bytes(content.dump())

        return signature if _has_stamp(there) else self._tried(stamped, signature)

    def with_stamp_behind(self, file: bytes, found: Examination) -> bytes:
        """A signed file that came from elsewhere, with a time stamp of the whole of it behind; the same exceptions."""
        stamps = self.time_stamps()
        if stamps is None or found.stamped_by:
            return file
        return self._tried(lambda: _stamped(file, stamps), file)

    def _tried(self, stamped: Callable[[], bytes], unstamped: bytes) -> bytes:
        """An authority may fail where the operator said that a signature is taken without its stamp."""
        try:
            return stamped()
        except CannotSign as failure:
            if self.rules.needs_time_stamp:
                raise
            log.warning("a signature is taken without a time stamp: %s", failure)
            return unstamped

    def informed(self, file: bytes, found: Examination) -> Trust:
        """The trust with what authorities say today of whoever signed and stamped; raises ``CannotSign``."""
        if not self.rules.revocation.addresses and not self.rules.revocation.lists:
            return self.trust
        signers = [extract_certificate_info(each) for each in _signed(file, self.trust)]
        return awaited(
            informed(
                self.trust,
                [each.signer_cert for each in signers],
                [other.dump() for each in signers for other in each.other_certs],
                self.rules.revocation,
                found.signed_at,
            )
        )


def _has_stamp(attributes: cms.CMSAttributes) -> bool:
    return any(each["type"].native == _STAMP for each in attributes)


def _signed(file: bytes, trust: Trust) -> list[cms.SignedData]:
    """What was signed and stamped: the signature that counts, its time stamps, and those of the file behind it."""
    signature = signature_that_counts(file, trust.persons)
    assert signature is not None, "it was examined before"
    within = [
        each for is_signed in (False, True) for each in extract_tst_data_iter(signature.signer_info, signed=is_signed)
    ]
    return [signature.signed_data, *within, *(each.signed_data for each in _stamps_behind(signature))]


def _stamps_behind(signature: EmbeddedPdfSignature) -> list[EmbeddedPdfSignature]:
    found = signature.reader.embedded_timestamp_signatures
    return [each for each in found if each.signed_revision > signature.signed_revision]


def _stamped(file: bytes, stamps: TimeStamps) -> bytes:
    """The file with a time stamp of the whole of it: for a signature that came back inside a file and can't be changed."""
    writer = Appending(BytesIO(file))
    output = BytesIO()
    awaited(PdfTimeStamper(stamps, field_name=_FIELD_OF_STAMP).async_timestamp_pdf(writer, HASH, output=output))
    return output.getvalue()


def with_store(file: bytes, trust: Trust, found: Examination) -> bytes:
    """The file with a document security store: chain, answers and lists that the trust knows; raises ``CannotSign``."""
    context = trust.context(found.signed_at, DEMANDING)
    signature = signature_that_counts(file, trust.persons)
    assert signature is not None, "it was examined before"
    try:
        paths = awaited(collect_validation_info(signature, context))
        for stamp in _stamps_behind(signature):
            paths += awaited(collect_validation_info(stamp, context, skip_timestamp=True))
    except (PathError, ValidationError) as error:
        raise CannotSign(Reason.REVOCATION_UNKNOWN, str(error)) from error
    writer = Appending(BytesIO(file))
    DocumentSecurityStore.supply_dss_in_writer(
        writer, signature.pkcs7_content.hex().encode(), paths=paths, validation_context=context
    )
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
