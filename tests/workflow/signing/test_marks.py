"""The visible mark of a signature lies between title and name, covers nothing, and is the same each time."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.pdf_cms import SimpleSigner

from tests.support.poppler import Pdf
from tests.workflow.documents.papers import ON, decision
from tests.workflow.signing.test_checking import AT, FROZEN_AT, OWN, TRUST
from workflow.documents.rendering import PaperFailed, Typesetter
from workflow.documents.stamp_paper import Stamp
from workflow.signing.checking import examine
from workflow.signing.placing import place_for_mark
from workflow.signing.preparing import prepare
from workflow.signing.sealing import seal

BODY = "Ủy ban nhân dân xã Đồng Mẫu"
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""One red point, as PNG."""


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


@pytest.fixture(scope="module")
def frozen(typesetter: Typesetter) -> bytes:
    return typesetter.pdf("decision", decision().as_data(), on=ON)


def mark(typesetter: Typesetter, name: str = "Trần Văn Chủ", image: bytes = b"") -> bytes:
    return Stamp(name=name, body=BODY, at=AT, image=image).picture(typesetter)


def signed(frozen: bytes, picture: bytes) -> bytes:
    return seal(frozen, SimpleSigner.load_pkcs12_data(OWN.pkcs12(b"x"), (), b"x"), AT, picture)


@pytest.mark.parametrize(
    "name", ["Trần Văn Chủ", "Nguyễn Phúc Hoàng Thiên Bảo Quốc Khánh Trường An " * 2, '#panic("x") *a* $x$']
)
def test_it_says_who_and_when_where_the_paper_is_blank(
    frozen: bytes, typesetter: Typesetter, tmp_path: Path, name: str
) -> None:
    file = signed(frozen, mark(typesetter, name))
    assert examine(file, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST).is_accepted
    assert file.startswith(frozen)
    path = tmp_path / "signed.pdf"
    path.write_bytes(file)
    shown, before = seen(path), seen_of(frozen, tmp_path)
    place = place_for_mark(PdfFileReader(BytesIO(frozen)))
    assert place is not None
    changed = {(x, y) for y, (new, old) in enumerate(zip(shown, before, strict=True)) for x in differing(new, old)}
    assert changed, "it is seen"
    left, low, right, high = (point * 72 / 72 for point in place.box)
    page = 841.89
    assert all(left - 1 <= x <= right + 1 and page - high - 1 <= y <= page - low + 1 for x, y in changed)
    stamp = tmp_path / "stamp.pdf"
    stamp.write_bytes(mark(typesetter, name))
    assert Pdf(stamp).words() == f"Ký bởi: {name.strip()} Cơ quan: {BODY} Thời gian ký: 05/02/2024 10:30:00 +07:00"


def seen(path: Path) -> list[bytes]:
    """The first page, one point a point: each row of it, three bytes a point."""
    said = subprocess.run(["pdftoppm", "-r", "72", "-l", "1", str(path)], capture_output=True, check=True).stdout
    found = re.match(rb"P6\n(\d+) (\d+)\n255\n", said)
    assert found is not None
    width, data = 3 * int(found[1]), said[found.end() :]
    return [data[at : at + width] for at in range(0, len(data), width)]


def seen_of(frozen: bytes, folder: Path) -> list[bytes]:
    path = folder / "frozen.pdf"
    path.write_bytes(frozen)
    return seen(path)


def differing(new: bytes, old: bytes) -> list[int]:
    return [x // 3 for x in range(0, len(new), 3) if new[x : x + 3] != old[x : x + 3]]


def test_the_same_signature_leaves_the_same_mark(frozen: bytes, typesetter: Typesetter) -> None:
    picture = mark(typesetter)
    assert picture == mark(Typesetter())
    assert prepare(frozen, AT, picture) == prepare(frozen, AT, picture) != prepare(frozen, AT)


def test_the_page_of_the_mark_is_found_in_a_long_paper(typesetter: Typesetter) -> None:
    short = decision()
    long = replace(short, awardees=[short.awardees[0]] * 300, citations=[*short.citations] * 12)
    frozen = typesetter.pdf("decision", long.as_data(), on=ON)
    place = place_for_mark(PdfFileReader(BytesIO(frozen)))
    assert place is not None and place.page > 0
    assert examine(signed(frozen, mark(typesetter)), frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST).is_accepted


def test_a_paper_without_the_place_bears_no_mark(typesetter: Typesetter) -> None:
    paper = mark(typesetter)
    assert place_for_mark(PdfFileReader(BytesIO(paper))) is None
    assert b"/AP" not in signed(paper, paper)[len(paper) :]


def test_an_image_stands_beside_the_words(frozen: bytes, typesetter: Typesetter) -> None:
    file = signed(frozen, mark(typesetter, image=DOT))
    assert examine(file, frozen=frozen, frozen_at=FROZEN_AT, trust=TRUST).is_accepted
    with pytest.raises(PaperFailed):
        mark(typesetter, image=b"no image")
