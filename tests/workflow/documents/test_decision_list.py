"""The list of a decision, which everybody may read: its order, what it does not tell, and the way to look it up."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from pathlib import Path

import segno

from states.vocabulary import SubjectKind
from tests.support.poppler import Pdf
from tests.support.unavailable import unavailable
from tests.workflow.documents import papers
from workflow.documents.decision_paper import Awardee, DecisionPaper
from workflow.documents.rendering import Typesetter

ADDRESS = "https://thidua.example.vn/tra-cuu/abcdefgh2345"


def somebody(name: str, kind: SubjectKind = SubjectKind.INDIVIDUAL, **more: str) -> Awardee:
    """One line."""
    about = {"title": "Nông dân", "unit": "Thôn Đông", "award": "Giấy khen"} | more
    born = 1960 if kind in (SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD) else None
    return Awardee(name=name, kind=kind, gender=None, birth_year=born, **about)


def naming(*awardees: Awardee) -> DecisionPaper:
    return dataclasses.replace(papers.decision(), awardees=awardees)


def names(paper: DecisionPaper) -> list[tuple[str, list[str]]]:
    """The groups of the list with the names in each."""
    return [(group["title"], [row[1] for row in group["rows"]]) for group in paper.text()["annex"]["groups"]]


def test_each_kind_stands_together_in_the_order_of_the_draft() -> None:
    paper = naming(
        somebody("Tổ 10", SubjectKind.COLLECTIVE), somebody("Trần Ánh"), somebody("Lê Văn Dung"),
        somebody("Vũ Văn Ước", SubjectKind.HOUSEHOLD), somebody("Vũ Văn An", SubjectKind.HOUSEHOLD),
    )  # fmt: skip
    assert names(paper) == [
        ("TẬP THỂ", ["Tổ 10"]), ("CÁ NHÂN", ["Trần Ánh", "Lê Văn Dung"]), ("HỘ GIA ĐÌNH", ["Vũ Văn Ước", "Vũ Văn An"]),
    ]  # fmt: skip
    rows = [row for group in paper.text()["annex"]["groups"] for row in group["rows"]]
    assert [row[0] for row in rows] == [str(place) for place in range(1, 6)]


def test_the_groups_are_titled_on_paper(tmp_path: Path) -> None:
    paper = naming(somebody("Tổ 2", SubjectKind.COLLECTIVE), somebody("Vũ Văn Ước", SubjectKind.HOUSEHOLD))
    words = printed(paper, tmp_path).words()
    assert words.index("TẬP THỂ") < words.index("Tổ 2") < words.index("HỘ GIA ĐÌNH") < words.index("Vũ Văn Ước")


def test_neither_birth_nor_dwelling_is_told(tmp_path: Path) -> None:
    family = somebody("Vũ Văn An", SubjectKind.HOUSEHOLD, title="Xóm Đình, số nhà 5")
    words = printed(naming(family, somebody("Lê Văn Dung")), tmp_path).words()
    assert "1960" not in words and "Năm sinh" not in words and "Xóm Đình" not in words
    assert "Thôn Đông" in words and "Nông dân, Thôn Đông" in words


def test_namesakes_of_one_unit_are_told_apart_by_the_year(tmp_path: Path) -> None:
    older, younger = somebody("Lê Văn Dung"), dataclasses.replace(somebody("Lê Văn Dung"), birth_year=1988)
    elsewhere = somebody("Lê Văn Dung", unit="Thôn Đoài")
    rows = naming(older, younger, elsewhere).text()["annex"]["groups"][0]["rows"]
    assert [row[2] for row in rows] == ["1960", "1988", ""]


def test_the_square_leads_to_the_look_up() -> None:
    look_up = papers.decision().as_data()["look-up"]
    assert look_up["square"] == segno.make(ADDRESS, error="m", micro=False).svg_inline(border=0)
    assert (look_up["code"], "https://thidua.example.vn/tra-cuu" in look_up["words"]) == ("ABCD EFGH 2345", True)


def test_a_camera_reads_the_square_from_the_last_page_alone(tmp_path: Path) -> None:
    pdf = printed(papers.decision(60), tmp_path)
    if not (shutil.which("zbarimg") and shutil.which("pdftoppm")):
        unavailable("zbarimg is not installed (zbar-tools)")
    subprocess.run(["pdftoppm", "-r", "110", "-png", pdf.path, tmp_path / "page"], check=True)
    pages = sorted(tmp_path.glob("page*.png"))
    read = [
        subprocess.run(["zbarimg", "--raw", "-q", page], capture_output=True, text=True, check=False).stdout.strip()
        for page in pages
    ]
    assert read == [""] * (len(pages) - 1) + [ADDRESS]


def printed(paper: DecisionPaper, folder: Path) -> Pdf:
    """The decision as a file."""
    path = folder / "paper.pdf"
    path.write_bytes(Typesetter().pdf("decision", paper.as_data(), on=papers.ON))
    return Pdf(path)
