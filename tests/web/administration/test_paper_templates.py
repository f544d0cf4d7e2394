"""Templates at the administrator's screen: entered, shown as a paper, put in force; and nothing that was typed is lost."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

import pytest

from states.paper_wording import Wording, worded
from states.vocabulary import Role
from tests.support.chronicle import word_anew
from tests.support.poppler import Pdf
from tests.support.site import Page, Person, Site
from tests.support.world import World
from tests.workflow.documents.test_word_templates import document

PAGE = "/templates/payment/wording"
ENTERED = {"receivers": "Kho bạc;\nLưu: VT.", "reason": "Quy chế văn thư."}


def sample_links(page: Page) -> list[str]:
    return [link for link in page.links() if ".pdf?look=" in link]


def test_a_wording_is_shown_as_a_paper_before_it_is_in_force(
    world: World, administrator: Person, tmp_path: Path
) -> None:
    page = administrator.open("/templates")
    assert PAGE in page.links()
    page = administrator.open(PAGE).send("Xem trước", ENTERED)
    assert "Chưa có gì được ghi" in page.words
    (link,) = sample_links(page)
    (tmp_path / "sample.pdf").write_bytes(administrator.client.get(link).data)
    assert "- Kho bạc; - Lưu: VT." in Pdf(tmp_path / "sample.pdf").words()
    assert "Có sẵn trong phần mềm" in administrator.open("/templates").words

    page = page.send("Đưa mẫu này vào dùng")
    assert "Lời văn, bản số 1" in page.words
    assert "Quy chế văn thư." in page.words and "Kho bạc;" in page.words
    page = administrator.open("/templates")
    assert "Bản số 1" in page.words
    assert administrator.client.get(link).status_code == 404, "it waits no longer"


def test_every_problem_is_said_and_nothing_typed_is_lost(administrator: Person) -> None:
    typed = {"rights": "Khiếu nại tại {nơi nào} <b>{", "declined": "", "reason": ""}
    page = administrator.open("/templates/refusal/wording").send("Xem trước", typed, status=422)
    for words in (
        "Bỏ hoặc sửa {nơi nào}",
        "Bỏ dấu ngoặc nhọn lẻ",
        "Kết thúc phần này bằng “./.”",
        "Nhập lời văn",
        "Nêu lý do",
    ):
        assert words in page.words, words
    assert escape(typed["rights"], quote=False) in page.text
    assert sample_links(page) == []


def test_what_is_the_same_is_nothing_new(administrator: Person) -> None:
    page = administrator.open(PAGE).send("Xem trước", {"reason": "Không rõ."}, status=422)
    assert "Chưa có gì khác với lời văn đang dùng" in page.words


def test_what_was_changed_after_it_was_shown_is_shown_again(administrator: Person) -> None:
    page = administrator.open(PAGE).send("Xem trước", ENTERED)
    page = page.send("Đưa mẫu này vào dùng", {"receivers": "Một cửa;\nLưu: VT."})
    assert "Chưa có gì được ghi" in page.words and "Một cửa;" in page.words
    assert "Lời văn, bản số 1" in page.send("Đưa mẫu này vào dùng").words


def test_of_two_administrators_the_second_sees_the_other_first(world: World, administrator: Person) -> None:
    page = administrator.open(PAGE).send("Xem trước", ENTERED)
    word_anew(world, "payment", receivers="Người khác viết.")
    page = page.send("Đưa mẫu này vào dùng", status=422)
    assert "nay là bản số 1" in page.words and "Kho bạc;" in page.text
    page = page.send("Xem trước")
    assert "Người khác viết." in page.words
    assert "Lời văn, bản số 2" in page.send("Đưa mẫu này vào dùng").words


def test_an_older_and_the_built_in_version_come_back_as_new_ones(world: World, administrator: Person) -> None:
    for text in ("Bản một.", "Bản hai."):
        word_anew(world, "payment", receivers=text)
    page = administrator.open(f"{PAGE}?from=1").send("Xem trước", {"reason": "Về bản cũ."})
    assert "bản số 3" in page.send("Đưa mẫu này vào dùng").words
    page = administrator.open(f"{PAGE}?from=0").send("Xem trước", {"reason": "Về bản có sẵn."})
    page = page.send("Đưa mẫu này vào dùng")
    assert "Bản này đưa lại lời văn có sẵn trong phần mềm." in page.words
    assert Wording(paper="payment").text("receivers").split("\n")[0] in page.words


def test_others_look_and_do_not_touch(world: World, administrator: Person, tmp_path: Path) -> None:
    key = word_anew(world, "payment", receivers="Lưu: VT.")
    site = Site(world, tmp_path / "others")
    for role, may_look in (
        (Role.AUDITOR, True),
        (Role.SECRETARIAT, True),
        (Role.CHAIRMAN, False),
        (Role.UNIT_OFFICER, False),
    ):
        person = site.person(world.actor(role))
        assert (person.client.get("/templates").status_code == 200) is may_look
        assert (person.client.get(f"/paper-templates/{key}").status_code == 200) is may_look
        assert person.client.get(PAGE).status_code == 403
        assert person.client.get("/templates/payment/wording/award.pdf").status_code == 403


def test_nobody_reads_what_another_left_waiting(world: World, administrator: Person, tmp_path: Path) -> None:
    (link,) = sample_links(administrator.open(PAGE).send("Xem trước", ENTERED))
    other = Site(world, tmp_path / "other").person(world.person("admin2", "Vũ Thị Hai", Role.ADMINISTRATOR))
    assert other.client.get(link).status_code == 404
    assert administrator.client.get(link.replace("payment", "refusal")).status_code == 404
    assert administrator.client.get("/templates/nothing/wording").status_code == 404


@pytest.mark.parametrize("paper", worded())
def test_each_kind_of_paper_has_its_page_in_both_languages(administrator: Person, paper: str) -> None:
    for language, word in (("vi", "Chỗ điền"), ("en", "Places")):
        page = administrator.open(f"/templates/{paper}/wording?lang={language}")
        assert word in page.words or not any(block.places for block in worded()[paper].blocks.values())
    assert (
        administrator.client.get(f"/templates/{paper}/wording/{'decline' if paper == 'refusal' else 'award'}.pdf").data[
            :5
        ]
        == b"%PDF-"
    )


def document_page(person: Person, paper: str = "refusal") -> Page:
    return person.open(f"/templates/{paper}/document")


def sent(data: bytes, **other: str) -> dict[str, object]:
    return {"file": (io.BytesIO(data), "mau.docx"), "reason": "Mẫu của xã.", **other}


def test_a_word_template_is_tried_shown_and_put_in_force(world: World, administrator: Person) -> None:
    page = document_page(administrator)
    assert "masthead.number" in page.words and "lines[]" in page.words
    taken_down = administrator.client.get("/templates/refusal/document.docx").data
    assert taken_down.startswith(b"PK")
    changed = document("Mẫu riêng: {{ about }}")
    page = page.send("Xem trước", sent(changed))
    assert "Mẫu riêng: Về việc" in page.words and "Chưa có gì được ghi" in page.words
    (link,) = [link for link in page.links() if "document-sample.docx" in link]
    assert administrator.client.get(link).data.startswith(b"PK")
    page = page.send("Đưa mẫu này vào dùng")
    assert "Mẫu Word, bản số 1" in page.words
    assert administrator.client.get("/templates/refusal/document.docx").data == changed
    assert administrator.client.get("/templates/refusal/document.docx?version=0").data == taken_down

    page = document_page(administrator).send("Xem trước", {"built_in": "y", "reason": "Về mẫu cũ."})
    assert "đưa lại mẫu Word có sẵn" in page.words
    assert administrator.client.get("/templates/refusal/document.docx").data == taken_down


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "không phải tài liệu Word"),
        (b"PK\x03\x04" + bytes(20_000_000), "nhỏ hơn 2 MB"),
        (document("Số {{ abuot }}"), "Sửa tên “abuot” trong đoạn “Số {{ abuot }}”"),
        (b"", "Chọn tệp mẫu."),
    ],
)
def test_a_file_that_is_no_template_is_refused_in_a_sentence(administrator: Person, data: bytes, words: str) -> None:
    page = document_page(administrator).send("Xem trước", sent(data), status=422)
    assert words in page.words and "Mẫu của xã." in page.text


def test_of_two_word_templates_at_once_the_second_is_told(world: World, administrator: Person, tmp_path: Path) -> None:
    other = Site(world, tmp_path / "other").person(world.person("admin2", "Vũ Thị Hai", Role.ADMINISTRATOR))
    first = document_page(administrator).send("Xem trước", sent(document("Một {{ about }}")))
    second = document_page(other).send("Xem trước", sent(document("Hai {{ about }}")))
    second.send("Đưa mẫu này vào dùng")
    page = first.send("Đưa mẫu này vào dùng", status=422)
    assert "nay là bản số 1" in page.words
    assert other.client.get("/templates/certificate/document").status_code == 404, "it has no Word copy"
