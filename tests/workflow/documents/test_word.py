"""Papers as Word documents: the same words as the typeset paper, and text that stays text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.workflow.documents import papers
from workflow.documents.word import as_word, standard
from workflow.models.paper import PaperKind
from workflow.queries.papers import EDITABLE

EVIL = '#panic("x") *a* $x$ {{7*7}} <script>=1+1 {% for x in y %} </w:t> &amp;'


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def words(document: Any) -> str:
    """All its text, in order."""
    return "\n".join(
        "".join(piece.text or "" for piece in line.iter(qn("w:t"))) for line in document.element.iter(qn("w:p"))
    )


def test_a_decision_reads_as_on_paper() -> None:
    named = papers.decision(300)
    document = opened(as_word(PaperKind.DECISION, named.as_data()))
    said = words(document)
    for part in ("UBND HUYỆN MẪU", "Số: 05/QĐ-UBND", "Đồng Mẫu, ngày 05 tháng 02 năm 2024", "QUYẾT ĐỊNH:", "Điều 1. Công nhận",
                 "thi hành Quyết định này./.", "- Lưu: VT.", "CHỦ TỊCH", "Trần Văn Chủ", "PHỤ LỤC",
                 "Tổng cộng: 300 hộ gia đình"):  # fmt: skip
        assert part in said, part
    table = document.tables[-1]
    rows = table._tbl.findall(qn("w:tr"))
    assert len(rows) == 301
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    places = [said.index(line.name) for line in named.awardees[4:]]
    assert places == sorted(places)
    assert "{%" not in said.replace(EVIL, "") and "{{" not in said


@pytest.mark.parametrize("name", [EVIL, "=1+1"])
def test_what_looks_like_an_order_is_a_name(name: str) -> None:
    paper = papers.decision(3)
    data = replace(paper, awardees=[replace(each, name=name) for each in paper.awardees]).as_data()
    said = words(opened(as_word(PaperKind.DECISION, data)))
    assert said.count(name) == 3


def test_minutes_have_their_annexes() -> None:
    said = words(opened(as_word(PaperKind.MINUTES, papers.minutes(f"Hội đồng đã họp. {EVIL}").as_data())))
    for part in (
        "BIÊN BẢN",
        EVIL,
        "THƯ KÝ",
        "CHỦ TRÌ PHIÊN HỌP",
        "PHỤ LỤC I",
        "PHỤ LỤC II",
        papers.HARD[0],
        papers.HARD[1],
    ):
        assert part in said, part


def test_word_keeps_the_look_of_the_decree() -> None:
    """Rules below the motto and the issuer, bold numbers of articles, counts on a page that lies across, whole columns."""
    decision = opened(as_word(PaperKind.DECISION, papers.decision(3).as_data()))
    masthead = [cell.paragraphs for cell in decision.tables[0].rows[0].cells]
    assert all(any(line._p.pPr.find(qn("w:pBdr")) is not None for line in lines) for lines in masthead)
    (first,) = (line for line in decision.paragraphs if line.text.startswith("Điều 1. "))
    assert [run.bold for run in first.runs if run.text] == [True, None]
    minutes = opened(as_word(PaperKind.MINUTES, papers.minutes("x").as_data()))
    assert [section.page_width > section.page_height for section in minutes.sections] == [False, True]
    counts = minutes.tables[-1]
    widths = [int(each.get(qn("w:w"))) for each in counts._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert abs(sum(widths) - Mm(249).twips) < len(widths) and min(widths) > Mm(10).twips


def test_every_cell_and_grid_is_whole() -> None:
    """Word calls a file damaged that has a cell without a paragraph, or a row with more cells than its grid has columns."""
    for kind, data in (
        (PaperKind.DECISION, papers.decision(5).as_data()), (PaperKind.MINUTES, papers.minutes("x").as_data()),
    ):  # fmt: skip
        body = opened(as_word(kind, data)).element
        assert all(cell.find(qn("w:p")) is not None for cell in body.iter(qn("w:tc")))
        for table in body.iter(qn("w:tbl")):
            columns = len(table.tblGrid.findall(qn("w:gridCol")))
            for row in table.findall(qn("w:tr")):
                spans = [cell.tcPr.gridSpan for cell in row.findall(qn("w:tc")) if cell.tcPr is not None]
                assert sum(int(each.val) if each is not None else 1 for each in spans) == columns


def test_whatever_may_be_edited_has_a_document() -> None:
    for kind in EDITABLE:
        with zipfile.ZipFile(io.BytesIO(standard(kind))) as parts:
            assert "word/document.xml" in parts.namelist()
