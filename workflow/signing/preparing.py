"""Leaves room for a signature in a frozen paper, and puts into it what a token or a server key made of the rest.

The same paper prepared for the same instant is the same file to the byte. So nothing has to be kept between the moment at
which somebody fetches what is to be signed and the moment at which the signature comes back.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto.cms import ContentInfo
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject, DictionaryObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData, PreparedByteRangeDigest

from workflow.signing.placing import place_for_mark

FIELD, CALLED = "ChuKyChuTich", "Chữ ký số của người ký quyết định"
HASH = "sha256"
ROOM = 32_768
"""How many hexadecimal digits are kept free for the signature with its certificates."""
_SEED = b"bangvang/prepared/v1\n"


class DoesNotFit(ValueError):
    """What came back is no signature that could be put into the room left for it."""


@dataclass(frozen=True)
class Prepared:
    """A paper with room for a signature. ``file`` is the whole of it, ``room`` where the signature goes (from, to)."""

    file: bytes
    room: tuple[int, int]

    @property
    def to_sign(self) -> bytes:
        """What the signature is made over: everything but the room."""
        first, last = self.room
        return self.file[:first] + self.file[last:]

    @property
    def digest(self) -> bytes:
        """SHA-256 of what the signature is made over."""
        return sha256(self.to_sign)

    def signed(self, cms: bytes) -> bytes:
        """The paper with the signature (DER of a CMS) in it; raises ``DoesNotFit``."""
        try:
            content = ContentInfo.load(cms, strict=True)
            if content["content_type"].native != "signed_data":
                raise DoesNotFit
            der = content.dump()
        except (ValueError, TypeError) as error:
            raise DoesNotFit from error
        first, last = self.room
        if 2 * len(der) > last - first - 2:
            raise DoesNotFit
        file = BytesIO(self.file)
        PreparedByteRangeDigest(self.digest, first, last).fill_with_cms(file, der)
        return file.getvalue()


class Appending(IncrementalPdfFileWriter):  # type: ignore[misc]
    """Writes behind a file and changes nothing of what it says about itself, such as when it was made."""

    def name(self, key: bytes) -> None:
        """Give this version of the file a name of its own (16 bytes) that is not drawn by lot."""
        first, _ = self._document_id  # type: ignore[has-type]
        self._document_id = ArrayObject([first, ByteStringObject(key)])

    def _update_meta(self) -> None:
        """Title, day and PDF/A mark stay those of the frozen paper."""


def sha256(data: bytes) -> bytes:
    """The digest that signatures and time stamps are made over."""
    return hashlib.sha256(data).digest()


@dataclass(frozen=True)
class _Mark:
    """What is seen where the signature stands: a page as a picture."""

    picture: bytes

    def apply(self, place: DictionaryObject, writer: Appending) -> None:
        """Draw it; this is what pyHanko calls."""
        drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(self.picture)))
        place[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): drawn})
        writer.update_container(place)


def prepare(frozen: bytes, at: datetime, picture: bytes = b"") -> Prepared:
    """Leave room for a signature at the end of a frozen paper. ``at``: the time of signing that the file will name.

    ``picture``: a page (PDF) that is shown where the paper has a place for it; without one, or a place, nothing is shown.
    """
    seed = hashlib.sha256(_SEED + at.isoformat().encode() + sha256(frozen) + sha256(picture)).digest()
    writer = Appending(BytesIO(frozen))
    writer.name(seed[:16])
    place = place_for_mark(writer.prev) if picture else None
    field = SigFieldSpec(FIELD) if place is None else SigFieldSpec(
        FIELD, on_page=place.page, box=place.box, readable_field_name=CALLED
    )  # fmt: skip
    steps = PdfCMSEmbedder(new_field_spec=field).write_cms(FIELD, writer)
    next(steps)
    room = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, timestamp=at, bytes_reserved=ROOM)
    steps.send(SigObjSetup(sig_placeholder=room, appearance_setup=_Mark(picture) if place is not None else None))
    digest, output = steps.send(SigIOSetup(md_algorithm=HASH))
    return Prepared(output.getvalue(), (digest.reserved_region_start, digest.reserved_region_end))
