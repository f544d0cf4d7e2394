"""Signs a frozen paper with a key that lies on this machine, as PAdES B-B; B-T where a time stamp authority is asked."""

from datetime import datetime

from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.timestamps import TimeStamper

from workflow.signing.preparing import HASH, prepare
from workflow.signing.waiting import awaited


def seal(frozen: bytes, key: Signer, at: datetime, time_stamps: TimeStamper | None = None) -> bytes:
    """The paper with the key's signature; ``at`` is the time of signing that it names."""
    prepared = prepare(frozen, at)
    cms = awaited(
        key.async_sign(
            prepared.digest, HASH, use_pades=True, timestamper=time_stamps,
            signed_attr_settings=PdfCMSSignedAttributes(),
        )
    )  # fmt: skip
    return prepared.signed(cms.dump())
