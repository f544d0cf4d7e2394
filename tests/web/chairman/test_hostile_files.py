"""Files that somebody made to deceive or to stop the site: each is named, none is kept, and the site goes on."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from states.vocabulary import DecisionState
from tests.support.certificates import Holder
from tests.support.decision_signing import SIGN, Signing
from tests.web.chairman.test_digital_signature import with_other_text
from workflow.signing.folder import SigningFolder
from workflow.signing.waiting import awaited

AFTERWARDS = "Chữ ký còn nguyên vẹn: Tệp bị sửa sau khi ký."


def signed_again(signing: Signing, file: bytes, holder: Holder) -> bytes:
    """A second signature behind the first."""
    (signing.folder / "keys" / "second.p12").write_bytes(holder.pkcs12(b"x"))
    (signing.folder / "keys" / "second.password").write_text("x", "utf-8")
    key = SigningFolder(signing.folder).key("second")
    assert key is not None
    with key.opened() as signer:
        second = PdfSigner(PdfSignatureMetadata(field_name="Hai"), signer=signer, new_field_spec=SigFieldSpec("Hai"))
        made = awaited(second.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(file))))
    return bytes(made.getvalue())


def encrypted(signing: Signing) -> bytes:
    """The frozen paper behind a password."""
    output = BytesIO()
    with pikepdf.open(BytesIO(signing.frozen)) as paper:
        paper.save(output, encryption=pikepdf.Encryption(owner="x", user="x"))
    return output.getvalue()


@cache
def packed() -> bytes:
    """Three hundred megabytes of nothing, as a stream packs them."""
    packing = zlib.compressobj(9)
    return b"".join(packing.compress(bytes(1_000_000)) for _ in range(300)) + packing.flush()


def bomb(signing: Signing) -> bytes:
    """The frozen bytes, and behind them, where a reader looks first, a stream that unpacks to a thousand times its size."""
    head = b"\n900 0 obj\n<</Type/XRef/Size 901/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
    start = len(signing.frozen) + 1
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    return signing.frozen + head % len(packed()) + packed() + end


def nested(signing: Signing) -> bytes:
    """The frozen bytes with lists in lists in lists behind."""
    depth = 50_000
    start = len(signing.frozen) + 1
    return (
        signing.frozen + b"\n900 0 obj\n" + b"[" * depth + b"]" * depth + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    )


def packed_content(signing: Signing) -> bytes:
    """Signed, with such a stream for the words of a page added before the signature."""
    writer = IncrementalPdfFileWriter(BytesIO(signing.frozen))
    stream = StreamObject(encoded_data=packed())
    stream[pdf_name("/Filter")] = pdf_name("/FlateDecode")
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page)
    output = BytesIO()
    writer.write(output)
    return signing.signed_by(signing.own, output.getvalue())


def loop(signing: Signing) -> bytes:
    """Each version of the file names itself as the one before."""
    start = len(signing.frozen) + 1
    table = b"\nxref\n0 0\ntrailer\n<</Size 1/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (start, start)
    return signing.frozen + table


CASES: dict[str, tuple[Callable[[Signing], bytes], str]] = {
    "other text afterwards": (lambda each: with_other_text(each.signed_by(each.own)), AFTERWARDS),
    "signed by another afterwards": (
        lambda each: signed_again(each, each.signed_by(each.own), each.authority.holder("Nguyễn Văn Khác")),
        AFTERWARDS,
    ),
    "encrypted": (encrypted, "Chữ ký còn nguyên vẹn: Tệp PDF bị đặt mật khẩu nên không đọc được."),
    "bomb": (bomb, "Chữ ký còn nguyên vẹn: Không đọc được tệp"),
    "nested": (nested, "Chữ ký còn nguyên vẹn: "),
    "packed content": (packed_content, "Chữ ký còn nguyên vẹn: "),
    "loop": (loop, "Chữ ký còn nguyên vẹn: "),
    "torn off": (lambda each: each.signed_by(each.own)[:-4000], "Chữ ký còn nguyên vẹn: "),
    "empty": (lambda _: b"%PDF-1.7\n", "Đúng bản đã chốt: "),
}


def not_valid_yet(signing: Signing) -> bytes:
    """Made with a certificate that begins tomorrow."""
    early = signing.authority.holder("Trần Văn Chủ", begins=signing.now + timedelta(days=1))
    signing.lay_down(early)
    return signing.signed_by(early)


CASES["not valid yet"] = (
    not_valid_yet,
    "Chứng thư số được tin cậy: Chứng thư số chưa có hiệu lực vào lúc ký.",
)


@pytest.mark.parametrize("case", CASES)
def test_each_is_named_and_none_is_kept(signing: Signing, case: str) -> None:
    made, said = CASES[case]
    page = signing.send(made(signing), status=422)
    assert said in page.words
    assert signing.state == DecisionState.NUMBERED and not list(signing.kept_files())


def test_a_file_that_is_too_large_is_told(signing: Signing) -> None:
    page = signing.chairman.open(f"{signing.path}/signature")
    for size, status, said in ((20_500_000, 422, "không quá 20 MB"), (50_000_000, 413, "20 MB")):
        given = {**SIGN, "way": "token", "signed_file": (BytesIO(signing.frozen + bytes(size)), "lon.pdf")}
        assert said in page.send("Ký", given, status=status).words  # type: ignore[arg-type]
    assert signing.state == DecisionState.NUMBERED


def test_two_signatures_of_the_chairman_are_one_act(signing: Signing) -> None:
    """Whose software signs again puts a second signature behind the first: the last one counts, and covers everything."""
    twice = signed_again(signing, signing.signed_by(signing.own), signing.own)
    signing.send(twice)
    assert signing.state == DecisionState.SIGNED and signing.kept == twice
