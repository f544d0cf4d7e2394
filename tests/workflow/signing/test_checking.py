"""A paper is prepared the same each time, and a signed one is refused whichever of its bytes is changed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, PdfObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.pdf_cms import SimpleSigner

from tests.support.certificates import Authority
from tests.support.poppler import Pdf
from tests.workflow.documents.papers import ON, decision
from workflow.documents.rendering import Typesetter
from workflow.signing.checking import Check, examine, fingerprint
from workflow.signing.covering import covers
from workflow.signing.preparing import DoesNotFit, prepare
from workflow.signing.sealing import seal
from workflow.signing.trust import Trust

AT = datetime(2024, 2, 5, 3, 30, tzinfo=UTC)
FROZEN_AT = AT - timedelta(hours=1)
CA = Authority()
OWN = CA.holder("Trần Văn Chủ")
TRUST = Trust(
    roots=[CA.certificate.public_bytes(Encoding.DER)], persons=[fingerprint(OWN.certificate.public_bytes(Encoding.DER))]
)


@pytest.fixture(scope="module")
def frozen() -> bytes:
    assert isinstance(ON, date)
    return Typesetter().pdf("decision", decision().as_data(), on=ON)


@pytest.fixture(scope="module")
def signed(frozen: bytes) -> bytes:
    return seal(frozen, SimpleSigner.load_pkcs12_data(OWN.pkcs12(b"x"), (), b"x"), AT)


def test_the_same_paper_is_prepared_the_same(frozen: bytes) -> None:
    made = prepare(frozen, AT)
    assert made == prepare(frozen, AT) != prepare(frozen, AT + timedelta(seconds=1))
    assert made.file.startswith(frozen)
    for wrong in (b"", b"not a signature", b"0" * 40_000):
        with pytest.raises(DoesNotFit):
            made.signed(wrong)


def test_every_byte_outside_the_unsigned_wrapping_counts(frozen: bytes, signed: bytes) -> None:
    assert examine(signed, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST).is_accepted
    first, last = prepare(frozen, AT).room
    drawn = random.Random(2024)
    places = [drawn.randrange(len(signed)) for _ in range(150)] + [*range(first, first + 2), *range(last - 200, last)]
    for place in places:
        if first + 2 <= place < last - 200:
            continue  # the certificates and fields around the signature itself: no signature covers them
        broken = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        found = examine(broken, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST)
        assert not found.is_accepted, place


def test_a_revocation_list_is_looked_at_and_told(frozen: bytes, signed: bytes) -> None:
    def looked_at(*lists: bytes) -> tuple[list[tuple[Check, str]], bool]:
        found = examine(signed, frozen=frozen, frozen_at=FROZEN_AT, trust=replace(TRUST, revocations=lists))
        return [(each.check, each.failure) for each in found.failed], found.is_revocation_checked

    before, after = AT - timedelta(days=1), AT + timedelta(days=1)
    assert looked_at() == ([], False)
    assert looked_at(CA.revocations(CA.holder("Người khác"), at=before)) == ([], True)
    assert looked_at(CA.revocations(OWN, at=before)) == ([(Check.CHAIN, "revoked")], True)
    assert looked_at(CA.revocations(OWN, at=after))[0] == []


def test_a_time_to_come_is_refused(frozen: bytes, signed: bytes) -> None:
    found = examine(signed, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST, not_after=AT - timedelta(minutes=1))
    assert [(each.check, each.failure) for each in found.failed] == [(Check.TIME, "in_future")]


@pytest.mark.parametrize("more", [b"%junk\n", b"PK\x03\x04", b"\0", b" "])
def test_nothing_hides_behind_the_signature(frozen: bytes, signed: bytes, more: bytes) -> None:
    found = examine(signed + more, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST)
    assert [(each.check, each.failure) for each in found.failed] == [(Check.INTACT, "changed_afterwards")]
    assert examine(signed + b"\n", frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST).is_accepted


def crafted(frozen: bytes, place: Mapping[str, PdfObject], *, is_signed: bool) -> bytes:
    """A paper with a place for a signature on its first page that was laid there by hand, sealed with the own key."""
    writer = IncrementalPdfFileWriter(BytesIO(frozen))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    named = {pdf_name(name): value for name, value in place.items()}
    whole = {
        pdf_name("/FT"): pdf_name("/Sig"),
        pdf_name("/Subtype"): pdf_name("/Widget"),
        pdf_name("/T"): pdf_string("x"),
    }
    value = {pdf_name("/V"): writer.add_object(DictionaryObject())} if is_signed else {}
    page[pdf_name("/Annots")] = ArrayObject(
        [*page.get("/Annots", ()), writer.add_object(DictionaryObject(whole | named | value))]
    )
    writer.update_container(page)
    changed = BytesIO()
    writer.write(changed)
    return seal(changed.getvalue(), SimpleSigner.load_pkcs12_data(OWN.pkcs12(b"x"), (), b"x"), AT)


@pytest.mark.parametrize(
    ("place", "is_signed"),
    [
        ({}, False),
        (
            {"/A": DictionaryObject({pdf_name("/S"): pdf_name("/URI"), pdf_name("/URI"): pdf_string("https://a.b")})},
            True,
        ),
        ({"/AA": DictionaryObject()}, True),
    ],
)
def test_a_place_of_a_signature_is_signed_and_does_nothing(
    frozen: bytes, place: Mapping[str, PdfObject], is_signed: bool
) -> None:
    file = crafted(frozen, place, is_signed=is_signed)
    found = examine(file, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST)
    assert [(each.check, each.failure) for each in found.failed] == [(Check.INTACT, "changed_before")]


def test_a_picture_of_a_signature_covers_nothing_of_the_paper(frozen: bytes) -> None:
    def found(*corners: float) -> list[tuple[Check, str]]:
        file = crafted(frozen, {"/Rect": ArrayObject(map(FloatObject, corners))}, is_signed=True)
        failed = examine(file, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST).failed
        return [(each.check, each.failure) for each in failed]

    assert found(10, 300, 70, 400) == found(0, 0, 0, 0) == []
    refused = [(Check.INTACT, "covers_words")]
    assert found(0, 0, 595, 842) == found(595, 842, 0, 0) == refused
    assert found(140, 744, 160, 750) == refused, "a letter of the masthead"


def test_ink_is_found_where_another_reader_finds_words(frozen: bytes, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(frozen)
    page = PdfFileReader(BytesIO(frozen)).root["/Pages"]["/Kids"][0].get_object()
    words = Pdf(file).places()
    assert len(words) > 100
    for left, top, right, bottom in words:
        middle, high = (top + bottom) / 2, float(page["/MediaBox"][3])
        corners = (left, high - middle - 2, right, high - middle + 2)
        assert covers(page, DictionaryObject({pdf_name("/Rect"): ArrayObject(map(FloatObject, corners))})), corners
