"""Signs a frozen paper with a key of this machine, as PAdES B-B."""

from datetime import datetime

from asn1crypto import cms
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from workflow.signing.failures import CannotSign, Reason
from workflow.signing.preparing import HASH, DoesNotFit, Prepared, prepare
from workflow.signing.waiting import awaited


def seal(frozen: bytes, key: Signer, at: datetime, picture: bytes = b"") -> bytes:
    """The paper with the key's signature; ``at`` is the time of signing that it names. Raises ``CannotSign``."""
    prepared = prepare(frozen, at, picture)
    made = signature_of(prepared, key)
    try:
        return prepared.signed(made)
    except DoesNotFit as error:
        raise CannotSign(Reason.TOO_LARGE, f"{len(made)} bytes") from error


def signature_of(prepared: Prepared, key: Signer) -> bytes:
    """The key's signature (DER of a CMS) of a prepared paper; raises ``CannotSign``."""
    made = awaited(
        key.async_sign(
            prepared.digest, HASH, use_pades=True, signed_attr_settings=PdfCMSSignedAttributes()
        )
    )  # fmt: skip
    _belongs(made, key, prepared.digest)
    return bytes(made.dump())


def _belongs(made: cms.ContentInfo, key: Signer, digest: bytes) -> None:
    """A key in a device and the certificate laid down for it may not go together: then nobody could check the signature."""
    signer = made["content"]["signer_infos"][0]
    is_intact, is_valid = validate_sig_integrity(
        signer, key.signing_cert, expected_content_type="data", actual_digest=digest
    )
    if not (is_intact and is_valid):
        raise CannotSign(Reason.KEY_OF_ANOTHER)
