"""What certificates say: long names, orders to the typesetter, pre-printed paper, and bytes that are always the same."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from states.certificate_vocabulary import CertificateCause
from states.vocabulary import SubjectKind
from workflow.documents.calibration_paper import TEMPLATE as CALIBRATION
from workflow.documents.calibration_paper import CalibrationPaper
from workflow.documents.certificate_paper import TEMPLATE, CertificateSheet, CertificatesPaper, Offset
from workflow.documents.rendering import Typesetter
from workflow.documents.writing_style import Office

SHEET = CertificateSheet(
    label="07/2024", lookup="abcd2345efgh", made_on=date(2024, 2, 5), cause=None, replaces="", name="Nguyễn Thị Phượng Ưởng",
    kind=SubjectKind.INDIVIDUAL, gender="female", title="Nông dân", unit="Thôn Đông", award="Giấy khen", occasion="",
    year=2024, decision_number=5, decided_on=date(2024, 2, 5), signer="Trần Văn Chủ", signer_titles=["CHỦ TỊCH"],
)  # fmt: skip
OFFICE = Office(name="UBND xã Đồng Mẫu", parent="UBND huyện Mẫu", place="xã Đồng Mẫu")
LONG = "Tổ hợp tác sản xuất nông nghiệp sạch và tiêu thụ nông sản liên xã " * 6
MILLIMETRE = 25.4 / 72
ORDERS = '#panic("x") *a* $x$ {{7*7}} <script>=1+1'


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


def words(
    typesetter: Typesetter, folder: Path, *sheets: CertificateSheet, overprint: Offset | None = None
) -> list[str]:
    """The words of each page."""
    paper = CertificatesPaper(office=OFFICE, sheets=sheets, site="https://mau.example", overprint=overprint)
    pdf = typesetter.pdf(TEMPLATE, paper.as_data(), on=paper.on)
    assert pdf == typesetter.pdf(TEMPLATE, paper.as_data(), on=paper.on)
    (folder / "c.pdf").write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-layout", folder / "c.pdf", "-"], check=True, capture_output=True, text=True)
    return [" ".join(page.split()) for page in run.stdout.split("\f")[:-1]]


def test_each_sheet_is_one_page_however_long_its_name(typesetter: Typesetter, tmp_path: Path) -> None:
    long = replace(SHEET, name=LONG.strip(), kind=SubjectKind.COLLECTIVE, title="", award="Tập thể lao động tiên tiến")
    pages = words(typesetter, tmp_path, SHEET, long, replace(SHEET, name=ORDERS, gender=None))
    assert len(pages) == 3
    assert (
        "Bà Nguyễn Thị Phượng Ưởng" in pages[0] and "Số sổ vàng: 07/2024" in pages[0] and "ABCD 2345 EFGH" in pages[0]
    )
    assert LONG.rsplit(maxsplit=1)[-1] in pages[1] and "TẬP THỂ LAO ĐỘNG TIÊN TIẾN" in pages[1]
    assert ORDERS in pages[2]


def test_pre_printed_paper_gets_only_what_differs(typesetter: Typesetter, tmp_path: Path) -> None:
    (page,) = words(typesetter, tmp_path, SHEET, overprint=Offset(right=15, down=-20))
    assert "Bà Nguyễn Thị Phượng Ưởng" in page and "Số sổ vàng: 07/2024" in page and "Trần Văn Chủ" in page
    assert not any(said in page for said in ("CỘNG HÒA", "GIẤY KHEN", "TẶNG", "CHỦ TỊCH ỦY BAN"))


def test_one_made_out_anew_says_so_and_names_the_movement_once(typesetter: Typesetter, tmp_path: Path) -> None:
    anew = replace(
        SHEET, cause=CertificateCause.LOST, replaces="01/2024", made_on=date(2024, 3, 9), occasion="Phong trào thi đua năm 2024"
    )  # fmt: skip
    (page,) = words(typesetter, tmp_path, anew)
    assert "Cấp lại ngày 09/03/2024, thay giấy có số sổ vàng 01/2024" in page
    assert "Đã có thành tích trong phong trào thi đua năm 2024" in page and page.count("năm 2024") == 3


def places(folder: Path, pdf: bytes) -> dict[str, list[tuple[float, float]]]:
    """Where each word begins, in millimetres from the upper left corner, page after page."""
    (folder / "p.pdf").write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-bbox", folder / "p.pdf", "-"], check=True, capture_output=True, text=True)
    found: dict[str, list[tuple[float, float]]] = {}
    for left, top, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)</word>', run.stdout):
        found.setdefault(word, []).append((float(left) * MILLIMETRE, float(top) * MILLIMETRE))
    return found


def test_the_calibration_sheet_has_its_boxes_where_the_print_goes(typesetter: Typesetter, tmp_path: Path) -> None:
    plain, moved = (
        places(
            tmp_path, typesetter.pdf(CALIBRATION, CalibrationPaper(office=OFFICE, moved=by).as_data(), on=SHEET.made_on)
        )
        for by in (Offset(), Offset(right=15, down=-20))
    )
    for word in ("Chức", "Nơi,", "Quyết"):
        for (left, top), (moved_left, moved_top) in zip(plain[word], moved[word], strict=True):
            assert (moved_left - left, moved_top - top) == pytest.approx((1.5, -2), abs=0.01), word
    assert plain["Đoạn"] == moved["Đoạn"], "ruler and grid belong to the paper"
    paper = CertificatesPaper(
        office=OFFICE, sheets=[SHEET], site="https://mau.example", overprint=Offset(right=15, down=-20)
    )
    printed = places(tmp_path, typesetter.pdf(TEMPLATE, paper.as_data(), on=paper.on))
    for label, word, height in (
        ("Chức", "Thôn", 13),
        ("Thành", "thành", 14),
        ("Quyết", "Quyết", 43),
        ("Nơi,", "Đồng", 7),
    ):
        (left, top), (print_left, print_top) = moved[label][0], printed[word][0]
        assert top - 2 <= print_top <= top + height and print_left > left - 2, label
