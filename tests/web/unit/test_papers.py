"""Files in a dossier: what is taken, what is refused at its field, who may open them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from states.vocabulary import Role
from tests.support.site import Person, Site
from tests.support.world import World
from tests.web.unit.steps import PDF, begin, complete, key_of, lay_in
from web.security import BODY_LIMIT

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def tasks(officer: Person) -> str:
    return begin(officer).path


def files(world: World) -> list[tuple[str, str, str]]:
    with world.store.reading() as driver:
        sql = "SELECT id, file_name, media_type FROM upload WHERE removed_at IS NULL ORDER BY file_name"
        return driver.connection.execute(sql).fetchall()


def test_each_paper_says_what_it_is(officer: Person, tasks: str) -> None:
    words = officer.open(f"{tasks}/papers").words
    assert "Biên bản họp bình xét của đơn vị" in words
    assert "Bắt buộc." in words
    assert "Không bắt buộc" in words
    assert "thủ tục hành chính 1.012379 (Cần Thơ)" in words


def test_a_file_is_opened_in_the_browser_without_powers(officer: Person, tasks: str, world: World) -> None:
    page = lay_in(officer, f"{tasks}/papers", "unit_minutes", name="Bie\u0302n ba\u0309n.pdf")
    assert "Biên bản.pdf" in page.words
    ((key, name, media_type),) = files(world)
    assert (name, media_type) == ("Biên bản.pdf", "application/pdf")
    with officer.client.get(f"/documents/{key}") as answer:
        assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "UTF-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_word_file_is_only_ever_saved(officer: Person, tasks: str, world: World) -> None:
    body = BytesIO()
    with zipfile.ZipFile(body, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
    lay_in(officer, f"{tasks}/papers", "unit_minutes", body.getvalue(), "biên bản.docx")
    ((key, _, _),) = files(world)
    with officer.client.get(f"/documents/{key}") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"MZ\x90\x00 a program", "báo cáo.exe", "Chọn tệp thuộc loại: PDF, JPEG, PNG, DOCX, XLSX."),
        (b"only text", "báo cáo.pdf", "tên ghi PDF nhưng nội dung không phải là PDF"),
        (b"<html><script>alert(1)</script>", "ảnh.png", "nội dung không phải là PNG"),
        (b"", "trống.pdf", "tệp này không có nội dung"),
        (b"%PDF-" + b"0" * 20_000_001, "to.pdf", "mỗi tệp tối đa 20 MB"),
    ],
)
def test_a_wrong_file_is_refused_at_its_field(
    officer: Person, tasks: str, world: World, data: bytes, name: str, words: str
) -> None:
    page = lay_in(officer, f"{tasks}/papers", "unit_minutes", data, name, status=422)
    assert words in page.words
    assert page.root.find(".//*[@id='file-unit_minutes-error']") is not None
    assert files(world) == []


def test_no_file_at_all_asks_for_one(officer: Person, tasks: str, world: World) -> None:
    page = lay_in(officer, f"{tasks}/papers", "unit_minutes", b"", "", status=422)
    assert "Chọn tệp trước khi gửi." in page.words and "không có nội dung" not in page.words
    assert files(world) == []


def test_after_a_far_too_large_file_there_is_a_way_back(officer: Person, tasks: str) -> None:
    here = f"{tasks}/papers"
    answer = officer.client.post(
        f"{here}/unit_minutes", data=b"x" * (BODY_LIMIT + 1), content_type="multipart/form-data; boundary=b",
        headers={"Referer": f"http://localhost{here}"},
    )  # fmt: skip
    page = officer.read(answer, here, 413)
    assert here in set(page.links()) and "Trở lại trang vừa gửi" in page.words


def test_a_file_is_replaced_taken_out_and_put_back(officer: Person, tasks: str, world: World) -> None:
    papers = f"{tasks}/papers"
    lay_in(officer, papers, "unit_minutes", name="cũ.pdf")
    lay_in(officer, papers, "unit_minutes", PNG, "mới.png", replaces="y")
    assert [name for _, name, _ in files(world)] == ["mới.png"]
    officer.open(papers).send("Bỏ tệp")
    assert files(world) == []
    page = officer.open(papers)
    assert "2 tệp đã bỏ" in page.words
    page.send("Đưa lại")
    assert [name for _, name, _ in files(world)] == ["cũ.pdf"]


def test_a_file_sent_twice_is_laid_in_once(officer: Person, tasks: str, world: World) -> None:
    form = officer.open(f"{tasks}/papers").root.find(".//form[@enctype]")
    assert form is not None
    values = {
        each.get("name", ""): each.get("value", "") for each in form.iter("input") if each.get("type") == "hidden"
    }
    address = form.get("action", "").partition("#")[0]
    for _ in range(2):
        assert officer.client.post(address, data={**values, "file": (BytesIO(PDF), "a.pdf")}).status_code == 303
    assert len(files(world)) == 1


def test_who_may_open_a_file(officer: Person, other_officer: Person, tasks: str, world: World, site: Site) -> None:
    complete(officer, tasks)
    key = files(world)[0][0]
    office = site.person(world.actor(Role.SECRETARIAT))
    member = site.person(world.members[0])
    for person in (other_officer, office, member):
        person.open(f"/documents/{key}", status=404)
    officer.open(f"/nominations/{key_of(officer.open(tasks))}/submission").send("Nộp hồ sơ")
    with office.client.get(f"/documents/{key}") as answer:
        assert answer.status_code == 200
    for person in (other_officer, member):
        person.open(f"/documents/{key}", status=404)
    assert officer.client.get("/documents/nothing").status_code == 404
    assert site.visitor().client.get(f"/documents/{key}").status_code == 303
