"""The papers as PDF: what stands on them, how it is laid out, and that the same data gives the same bytes."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from states.ranking import explain_finding
from states.tally import Opinions
from tests.soak.sizes import sizes
from tests.support.poppler import Pdf
from tests.support.source import ROOT
from tests.workflow.documents import papers
from workflow.documents.rendering import PaperFailed, Typesetter

SET_TWICE = """
import hashlib
from tests.workflow.documents import papers
from workflow.documents.rendering import Typesetter
print(hashlib.sha256(Typesetter().pdf("decision", papers.decision(40).as_data(), on=papers.ON)).hexdigest())
"""

SET_MANY = """
from dataclasses import replace
from pathlib import Path
from tests.workflow.documents import papers
from workflow.documents.rendering import Typesetter
typesetter, paper = Typesetter(), papers.decision(100)
for number in range(1, 13):
    lines = [replace(each, name=f"{each.name} {number}") for each in paper.awardees]
    typesetter.pdf("decision", replace(paper, number=number, awardees=lines).as_data(), on=papers.ON)
    print(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0])
"""


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    """One typesetter for all papers, as the worker has one."""
    return Typesetter()


def kept(folder: Path, data: bytes) -> Pdf:
    """The paper as a file."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return Pdf(path)


def test_three_thousand_names_stand_once_and_in_order(typesetter: Typesetter, tmp_path: Path) -> None:
    paper = papers.decision(3000)
    pages = kept(tmp_path, typesetter.pdf("decision", paper.as_data(), on=papers.ON)).pages()
    numbers = [int(found) for page in pages[1:] for found in re.findall(r"^\s*(\d+)\s+.*Thôn Đông", page, re.MULTILINE)]
    assert numbers == list(range(1, 3001))
    text = "\n".join(pages)
    assert unicodedata.is_normalized("NFC", text)
    places = [text.index(line.name) for line in paper.awardees[4:]]
    assert places == sorted(places)
    assert all(text.count(f"{line.name} ") == 1 for line in paper.awardees[4:])
    assert text.count("Tổng cộng: 3.000 hộ gia đình") == 1
    assert all("STT" in page and "Hộ gia đình" in page for page in pages[1:])
    assert [page.split()[0] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]


def test_the_total_never_stands_alone_on_a_page(typesetter: Typesetter, tmp_path: Path) -> None:
    for count in range(26, 40):
        pages = kept(tmp_path, typesetter.pdf("decision", papers.decision(count).as_data(), on=papers.ON)).pages()
        assert re.search(rf"^\s*{count}\s+\S+", pages[-1], re.MULTILINE) and "Tổng cộng" in pages[-1], count


def test_many_papers_take_no_more_memory_than_a_few() -> None:
    done = subprocess.run([sys.executable, "-c", SET_MANY], cwd=ROOT, capture_output=True, text=True, check=True)
    taken = [int(line) for line in done.stdout.split()]
    assert len(taken) == 12
    assert taken[-1] < 1.25 * taken[1], taken


@pytest.mark.parametrize("count", [3, 300])
def test_a_paper_says_that_it_is_for_archives_and_for_readers(
    typesetter: Typesetter, tmp_path: Path, count: int
) -> None:
    """PDF/A-2b as the file says of itself, tagged, in Vietnamese, every typeface within."""
    pdf = kept(tmp_path, typesetter.pdf("decision", papers.decision(count).as_data(), on=papers.ON))
    with pikepdf.open(pdf.path) as opened:
        said = opened.open_metadata()
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "B")
        assert opened.Root.MarkInfo.Marked and opened.Root.StructTreeRoot.K and opened.Root.Lang == "vi-VN"
        assert not opened.is_encrypted and "/OutputIntents" in opened.Root
        assert not opened.check_pdf_syntax()
    assert all(is_within for _, is_within in pdf.fonts())


def test_a_decision_has_every_part_of_its_form(typesetter: Typesetter, tmp_path: Path) -> None:
    pdf = kept(tmp_path, typesetter.pdf("decision", papers.decision().as_data(), on=papers.ON))
    parts = (
        "UBND HUYỆN MẪU", "ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Số: 05/QĐ-UBND", "Đồng Mẫu, ngày 05 tháng 02 năm 2024",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG MẪU", "Căn cứ Luật Thi đua, khen thưởng", "QUYẾT ĐỊNH:",
        "Điều 1. Công nhận danh hiệu “Gia đình văn hóa” cho 05 hộ gia đình (có danh sách kèm theo).",
        "chịu trách nhiệm thi hành Quyết định này./.", "Nơi nhận:", "- Lưu: VT.", "Trần Văn Chủ", "PHỤ LỤC",
        "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2024", "Tổng cộng: 05 hộ gia đình",
        "bản để ký, chốt lúc 10:07 ngày 05/02/2024, mục nhật ký số 812", "Chữ ký số, nếu có, nằm trong tệp PDF",
    )  # fmt: skip
    words = pdf.words()
    assert [part for part in parts if part not in words] == []
    assert pdf.pages()[0].split()[0] != "1"
    assert len(pdf.pages()) == 2


def test_hard_names_are_printed_as_they_stand(typesetter: Typesetter, tmp_path: Path) -> None:
    words = kept(tmp_path, typesetter.pdf("decision", papers.decision().as_data(), on=papers.ON)).words()
    assert [name for name in papers.HARD if name not in words] == []


def test_fonts_are_embedded_and_the_sheet_is_a4(typesetter: Typesetter, tmp_path: Path) -> None:
    pdf = kept(tmp_path, typesetter.pdf("decision", papers.decision().as_data(), on=papers.ON))
    assert pdf.fonts()
    assert all(is_embedded and "Libertinus" in name for name, is_embedded in pdf.fonts())
    assert "A4" in pdf.facts()["Page size"]
    assert b"pdfaid:part" in pdf.path.read_bytes()


def test_two_processes_make_the_same_bytes(typesetter: Typesetter) -> None:
    made = [
        subprocess.run([sys.executable, "-c", SET_TWICE], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    here = hashlib.sha256(typesetter.pdf("decision", papers.decision(40).as_data(), on=papers.ON)).hexdigest()
    assert {each.strip() for each in made} == {here}


def test_a_deputy_signs_for_the_chairman(typesetter: Typesetter, tmp_path: Path) -> None:
    data = papers.decision(signer_title="Phó Chủ tịch UBND xã").as_data()
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in kept(tmp_path, typesetter.pdf("decision", data, on=papers.ON)).words()


def test_the_papers_of_a_demonstration_say_so(typesetter: Typesetter, tmp_path: Path) -> None:
    data = papers.decision().as_data()
    assert "hư cấu" not in kept(tmp_path, typesetter.pdf("decision", data, on=papers.ON)).words()
    office = papers.Office(name="UBND xã Đồng Mẫu", parent="", place="xã Đồng Mẫu", is_demo=True)
    assert any("hư cấu" in line for line in office.footer("một dòng"))
    assert office.masthead(number="", on=papers.ON)["place-and-date"] == "Đồng Mẫu, ngày 05 tháng 02 năm 2024"


def test_minutes_hold_what_was_written_beside_the_records(typesetter: Typesetter, tmp_path: Path) -> None:
    text = "Hội đồng thảo luận *kỹ*.\n\n- Không ai đề nghị gì thêm."
    pdf = kept(tmp_path, typesetter.pdf("minutes", papers.minutes(text).as_data(), on=papers.ON))
    words = pdf.words()
    for part in ("I. THỜI GIAN, ĐỊA ĐIỂM Khai mạc: 08 giờ 30, ngày 05 tháng 02 năm 2024.", "II. THÀNH PHẦN",
                 "có 11 thành viên đương nhiệm; dự họp 08, vắng 03",
                 "III. CHƯƠNG TRÌNH Lao động tiên tiến: 02 hồ sơ, biểu quyết công khai.",
                 "IV. DIỄN BIẾN Hội đồng thảo luận *kỹ*. - Không ai đề nghị gì thêm.", "V. KẾT QUẢ BIỂU QUYẾT",
                 "Hội đồng đã xét 2 hồ sơ: đồng ý đề nghị khen thưởng 1; đồng ý mức thấp hơn 1; không đề nghị 0.",
                 "VI. KẾT LUẬN Giao Thường trực hoàn thiện hồ sơ.", "UBND XÃ ĐỒNG MẪU", "Đi công tác",
                 "Khách mời (được phát biểu, không biểu quyết): Tô Văn Khách, Trưởng thôn Đông.",
                 "Tham dự: 08/11 thành viên đương nhiệm", "THƯ KÝ", "CHỦ TRÌ PHIÊN HỌP",
                 "ghi biên bản ở mục nhật ký số 77", "ký ở mục nhật ký số 78"):  # fmt: skip
        assert part in words, part
    signed = {"Đã ký trên hệ thống", "lúc 15:30 ngày", "lúc 16:30 ngày"}
    assert all(part in words for part in signed)
    assert "Ý KIẾN KHÁC" not in words and "thay biên bản" not in words
    rows = " ".join(" ".join(pdf.pages()[2:]).split())
    assert "11 9 0 1 0 1 1 6" in rows
    assert "11 3 6 1 1 0 0 6" in rows


def test_corrected_minutes_name_those_that_they_replace(typesetter: Typesetter, tmp_path: Path) -> None:
    paper = papers.minutes("Hội đồng đã họp.")
    written = replace(paper.written, corrects=71, reason="Ghi thiếu một ý kiến.", remarks="Cần biểu dương sớm.")
    corrected = replace(paper, written=written)
    words = kept(tmp_path, typesetter.pdf("minutes", corrected.as_data(), on=papers.ON)).words()
    assert "thay biên bản đã ghi ở mục nhật ký số 71. Lý do đính chính: Ghi thiếu một ý kiến." in words
    assert "VI. Ý KIẾN KHÁC Cần biểu dương sớm. VII. KẾT LUẬN" in words


def test_minutes_explain_every_count_in_the_words_of_the_screen(typesetter: Typesetter, tmp_path: Path) -> None:
    """Recused members and invalid papers get columns of their own where there are any; counts alike are told once."""
    paper = papers.minutes("Hội đồng đã họp.")
    first, second = paper.items
    of_an_urn = papers.tallied(Opinions(7), Opinions(1), recused=2, invalid=1)
    items = [first, second, replace(first, code="2024-0003"), replace(first, code="2024-0004", tally=of_an_urn)]
    pdf = kept(tmp_path, typesetter.pdf("minutes", replace(paper, items=items).as_data(), on=papers.ON))
    words = pdf.words()
    for each in items:
        for step in explain_finding(each.tally, each.threshold, each.finding.value, each.rank, "vi"):
            assert step in words
    assert words.count("Cách tính, hồ sơ") == 3 and "Cách tính, hồ sơ 2024-0001, 2024-0003:" in words
    rows = " ".join(" ".join(pdf.pages()[2:]).split())
    assert "11 2 8 0 0 0 1 0 1 6" in rows
    assert (
        "Không được tham gia biểu quyết vì có liên quan: 2; theo quy tắc đang áp dụng, người này vẫn tính vào tổng số."
        in words
    )


def test_a_long_agenda_names_everybody_once_under_its_heading(typesetter: Typesetter, tmp_path: Path) -> None:
    pdf = kept(tmp_path, typesetter.pdf("agenda", papers.agenda(120).as_data(), on=papers.ON))
    pages = pdf.pages()
    numbers = [int(found) for page in pages for found in re.findall(r"^\s*(\d+)\s+2024-\d{4}\s", page, re.MULTILINE)]
    assert numbers == list(range(1, 121)) and len(pages) > 3
    assert all("STT" in page and "Kết quả thẩm định" in page for page in pages if "2024-" in page)
    words = pdf.words()
    assert [name for name in papers.HARD[1:] if name not in words] == []
    assert "Tổng cộng: 120 hồ sơ" in words and "tại mục nhật ký số 70" in words


def test_the_record_of_a_count_has_a_table_for_each_award(typesetter: Typesetter, tmp_path: Path) -> None:
    """Columns that one award needs do not stand in the table of another; what so few give away is said once."""
    first, second = papers.minutes("").items
    told = papers.tallied(Opinions(10), recused=1)
    items = [replace(first, name="Vũ Một"), replace(second, name="Vũ Hai"),
             *(replace(first, code=f"2024-000{n}", name="Vũ Ba", award="Giấy khen", tally=told) for n in (3, 4))]  # fmt: skip
    pdf = kept(tmp_path, typesetter.pdf("counting", papers.counting(items).as_data(), on=papers.ON))
    words, rows = pdf.words(), " ".join(" ".join(pdf.pages()).split())
    for part in ("BIÊN BẢN KIỂM PHIẾU", "có 11 thành viên đương nhiệm", "1. Lao động tiên tiến (02 hồ sơ)",
                 "2. Giấy khen (02 hồ sơ)", "THƯ KÝ HỘI ĐỒNG", "CHỦ TRÌ PHIÊN HỌP", "ở mục nhật ký số 76",
                 "Lưu ý, hồ sơ 2024-0003, 2024-0004: "):  # fmt: skip
        assert part in words, part
    assert "11 9 0 1 0 1 1 6" in rows and "11 1 10 0 0 0 0 0 6" in rows
    for each in items:
        assert all(
            step in words for step in explain_finding(each.tally, each.threshold, each.finding.value, None, "vi")
        )


def test_a_receipt_names_files_entry_and_root(typesetter: Typesetter, tmp_path: Path) -> None:
    pdf = kept(tmp_path, typesetter.pdf("receipt", papers.receipt().as_data(), on=date(2024, 10, 3)))
    words = pdf.words()
    for part in ("GIẤY BIÊN NHẬN", "2024-0001", "0123456789abcdef", "121 KB", "501", "fedcba9876543210fedcba9876543210",
                 "chậm nhất ngày 04 tháng 10 năm 2024"):  # fmt: skip
        assert part in words
    assert len(pdf.pages()) == 1


def test_a_receipt_of_a_list_names_every_dossier(typesetter: Typesetter, tmp_path: Path) -> None:
    pdf = kept(tmp_path, typesetter.pdf("receipt", papers.receipt(300).as_data(), on=date(2024, 10, 3)))
    text = "\n".join(pdf.pages())
    assert re.findall(r"2024-(\d{4})\s+Hộ ông", text) == [f"{place:04d}" for place in range(1, 301)]
    assert "Tổng cộng: 300 hồ sơ" in text


def test_what_cannot_be_set_is_said(typesetter: Typesetter) -> None:
    with pytest.raises(PaperFailed, match="decision"):
        typesetter.pdf("decision", {"title": "nothing else"}, on=papers.ON)


def test_a_ballot_tells_nobody_apart(typesetter: Typesetter, tmp_path: Path) -> None:
    paper = papers.ballots(copies=11, apart=10)
    pages = kept(tmp_path, typesetter.pdf("ballot", paper.as_data(), on=papers.ON)).pages()
    assert len(pages) == 21
    assert len(set(pages[:11])) == len(set(pages[11:])) == 1, "no page is numbered, and none differs from its like"
    assert "PHIẾU BỎ PHIẾU KÍN – Tờ 1" in " ".join(pages[0].split())
    assert pages[0].count("Lao động tiên tiến") == 0 or "Chỉ đồng ý" in pages[0]
    alone = kept(tmp_path, typesetter.pdf("ballot", papers.ballots(apart=0).as_data(), on=papers.ON)).pages()
    assert "Tờ" not in alone[0]
    assert typesetter.pdf("ballot", paper.as_data(), on=papers.ON) == typesetter.pdf(
        "ballot", papers.ballots(copies=11, apart=10).as_data(), on=papers.ON
    )


def test_a_roll_says_who_signs_for_which_sheet(typesetter: Typesetter, tmp_path: Path) -> None:
    words = kept(tmp_path, typesetter.pdf("ballot_roll", papers.ballot_roll().as_data(), on=papers.ON)).words()
    parts = ("DANH SÁCH PHÁT PHIẾU", "Ký nhận tờ 1", "Tờ 2: 2024-0002.", "BAN KIỂM PHIẾU", "Số phiếu in", "THƯ KÝ",
             "mục nhật ký số 90")  # fmt: skip
    assert [part for part in parts if part not in words] == []
    assert words.count("không phát") == 1


def test_no_group_leaves_its_title_behind_at_the_foot_of_a_page(typesetter: Typesetter, tmp_path: Path) -> None:
    for count in range(4, 12):
        paper = papers.agenda(count + 2)
        lines = [replace(line, award="Giấy khen") if place >= count else line for place, line in enumerate(paper.lines)]
        pages = kept(tmp_path, typesetter.pdf("agenda", replace(paper, lines=lines).as_data(), on=papers.ON)).pages()
        (with_title,) = (page for page in pages if "Giấy khen (02 hồ sơ)" in page)
        assert lines[count].code in with_title, f"{count} rows before it"


SQUARE = {
    "checkpoint": {
        "square": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
        "title": "Bản chốt nhật ký: 900 mục",
        "lines": ["Ai giữ giấy này đối chiếu được về sau.", "Nhật ký: xa.example/log/a", "Gốc: AAAA"],
    }
}


def with_items(kind: str, count: int) -> dict[str, Any]:
    """A paper about so many people; minutes without a remark end with their table."""
    if kind == "decision":
        return papers.decision(count).as_data()
    first, _ = papers.minutes("").items
    items = [replace(first, code=f"2024-{place:04d}", name=f"Vũ Văn {place}") for place in range(count)]
    if kind == "counting":
        return papers.counting(items).as_data()
    data = replace(papers.minutes("Đã họp."), items=items).as_data()
    return data | ({"remarks": []} if kind == "minutes without remarks" else {})


@sizes("ROWS", 10, 30)
@pytest.mark.parametrize("kind", ["decision", "minutes", "minutes without remarks", "counting"])
def test_the_checkpoint_never_stands_alone_on_a_page(
    typesetter: Typesetter, tmp_path: Path, kind: str, size: int
) -> None:
    """Whatever comes before it goes with it: the last row of a list under its head, the last remark, the signatures."""
    pages_seen = set()
    for count in range(2, 32, 30 // size):
        data = with_items(kind, count) | SQUARE
        pages = kept(tmp_path, typesetter.pdf(kind.split(maxsplit=1)[0], data, on=papers.ON)).pages()
        assert "Bản chốt nhật ký" in pages[-1]
        number, *before = pages[-1].split("Bản chốt nhật ký")[0].split()
        assert before, f"alone on page {number} after {count} rows"
        if kind in ("decision", "minutes without remarks"):
            assert "STT" in before, "the head of the list stands above the row"
        pages_seen.add(len(pages))
    assert len(pages_seen) > 1, "it came to the end of a page"
