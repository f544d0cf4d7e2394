"""A village list of forty households: pasted, checked, made into drafts, given its papers, handed in together."""

from __future__ import annotations

from pathlib import Path

from states.vocabulary import State
from tests.support.signing import Signatory
from tests.support.site import Page, Person
from tests.support.world import World
from tests.web.unit.steps import lay_in
from workflow.ledger.receipt_check import judge
from workflow.ledger.receipt_package import packages_at

GIVEN = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hùng", "Khánh", "Lan", "Minh")
FAMILIES = ("Nguyễn Văn", "Trần Thị", "Đỗ Văn", "Lê Thị")
HOUSEHOLDS = [f"{family} {given}" for family in FAMILIES for given in GIVEN]
FORTY = "\n".join(f"{n}\t{name}\t{1950 + n}\tH{n:03}" for n, name in enumerate(HOUSEHOLDS, start=1))
LETTER = {
    "title": "Danh sách đề nghị công nhận Gia đình văn hóa năm 2024", "number": "05/TTr-TĐ", "dated_on": "01/03/2024",
    "award": "GDVH", "basis": "merit", "achievement": "Đạt tiêu chuẩn, được thôn bình xét.",
}  # fmt: skip
PAPERS = ("submission_letter", "household_list_with_comments", "village_minutes")


def check(officer: Person, lines: str, *, status: int = 200, **entries: str) -> Page:
    """Enter a list and have it checked."""
    return officer.open("/unit/lists/new").send(
        "Kiểm tra danh sách", {**LETTER, "lines": lines, **entries}, status=status
    )


def nominations(world: World) -> list[tuple[str, str]]:
    with world.store.reading() as driver:
        return driver.connection.execute("SELECT name, state FROM nomination ORDER BY name").fetchall()


def test_forty_households_from_a_paste_to_the_office(officer: Person, world: World, tmp_path: Path) -> None:
    preview = check(officer, f"STT\tHọ và tên\tNăm sinh\tMã hộ\n{FORTY}")
    assert "Danh sách đúng: 40 hộ" in preview.words
    assert nominations(world) == []
    page = preview.send("Lập 40 hồ sơ nháp")
    assert len(nominations(world)) == 40
    assert "40 hồ sơ nháp còn thiếu" in page.words
    assert "Nguyễn Văn An" in page.words
    later = officer.open(next(link for link in page.links() if "after=" in link))
    assert "Nguyễn Văn An" not in later.root.find(".//table").itertext()
    lacking = officer.open(f"{page.path}/submission")
    assert "40 dòng còn thiếu" in lacking.words
    for kind in PAPERS:
        page = lay_in(officer, page.path.partition("#")[0], kind, to="/papers", kind=kind)
    with world.store.reading() as driver:
        found = driver.connection.execute("SELECT count(*), count(DISTINCT sha256) FROM upload").fetchall()[0]
    assert tuple(found) == (120, 1)
    done = officer.open(f"{page.path.partition('#')[0]}/submission").send("Nộp 40 hồ sơ")
    assert "Đã nộp 40 hồ sơ" in done.words
    assert {state for _, state in nominations(world)} == {State.SUBMITTED}
    for link in (link for link in done.links() if "receipts" in link):
        assert officer.client.get(link).status_code == 202, "the signer has not come to it"
    signatory = Signatory(world)
    signatory.sign()
    ways = [link for link in dict.fromkeys(done.links()) if link.endswith(".zip")]
    assert len(ways) == 2, "after the act, and on the page of the list for ever"
    kept = [officer.client.get(link) for link in ways]
    for answer in kept:
        assert (answer.status_code, answer.mimetype) == (200, "application/zip")
        file = tmp_path / "receipts.zip"
        file.write_bytes(answer.data)
        judged = [judge(package, [signatory.vkey]) for _name, package in packages_at(file)]
        assert [each.code for each in judged] == ["holds"] * 40
    assert kept[0].data == kept[1].data


def test_a_list_that_was_not_handed_in_has_no_receipts(officer: Person, world: World) -> None:
    page = check(officer, FORTY).send("Lập 40 hồ sơ nháp")
    path = page.path.partition("#")[0]
    assert not [link for link in page.links() if link.endswith(".zip")]
    assert officer.client.get(f"{path}/receipts.zip").status_code == 404
    for stretch in ("5-4", "0-999999", f"0-{10**30}"):
        assert officer.client.get(f"/log/receipts/{stretch}.zip").status_code == 404


def test_sent_twice_creates_once(officer: Person, world: World) -> None:
    preview = check(officer, FORTY)
    first, second = preview.post("Lập 40 hồ sơ nháp"), preview.post("Lập 40 hồ sơ nháp")
    assert first.headers["Location"] == second.headers["Location"]
    assert len(nominations(world)) == 40


def test_every_wrong_line_is_named(officer: Person, world: World) -> None:
    world.draft("GDVH", name="Hoàng Văn Cũ", kind="household", files=False)
    lines = (
        "\t1970\tH001\nTrần Văn Bốn; 31/02/1975; H002\nLê Văn Năm, 1789, H003\n"
        "Phạm Thị Sáu\t1960\tH004\nPha\u0323m Thi\u0323 Sa\u0301u\t1960\nHoang Van Cu\t1980\n"
        "Vũ Văn Bảy\tnăm sáu\nĐỗ Văn Tám\t1960\tH004"
    )
    page = check(officer, lines, status=422)
    table = " ".join(" ".join(page.root.find(".//table").itertext()).split())
    for line, column, mend in (
        (1, "Họ và tên chủ hộ", "Ghi họ và tên chủ hộ."),
        (2, "Năm sinh 31/02/1975", "ngày này không có thật"),
        (3, "Năm sinh 1789", "không thể là năm sinh"),
        (5, "Họ và tên chủ hộ Phạm Thị Sáu", "trùng với dòng 4"),
        (6, "Họ và tên chủ hộ Hoang Van Cu", "hồ sơ nháp"),
        (7, "Năm sinh năm sáu", "bốn chữ số"),
        (8, "Mã hộ H004", "trùng với dòng 4"),
    ):
        assert f"{line} {column}" in table
        assert mend in table
    assert "1 dòng đúng, 7 chỗ sai" in page.words
    assert page.entered()["lines"].startswith("\t1970") or "1970" in page.entered()["lines"]
    assert len(nominations(world)) == 1


def test_what_was_changed_after_the_check_is_shown_again(officer: Person, world: World) -> None:
    preview = check(officer, "Trần Văn Ba\t1970\tH001")
    again = preview.send("Lập 1 hồ sơ nháp", {"lines": "Trần Văn Ba\t1970\tH001\nTrần Văn Tư\t1971\tH002"})
    assert "Danh sách đúng: 2 hộ" in again.words
    assert nominations(world) == []
    again.send("Lập 2 hồ sơ nháp")
    assert len(nominations(world)) == 2


def test_an_incomplete_line_holds_the_whole_list(officer: Person, world: World) -> None:
    page = check(officer, "Trần Văn Ba\t1970\tH001\nTrần Văn Tư\t1971\tH002").send("Lập 2 hồ sơ nháp")
    path = page.path.partition("#")[0]
    for kind in PAPERS:
        lay_in(officer, path, kind, to="/papers", kind=kind)
    asked = officer.open(f"{path}/submission")
    line = next(link for link in officer.open(path).links() if link.startswith("/unit/nominations/") and len(link) > 40)
    officer.open(f"{line}/achievement").send("Lưu nháp", {"achievement": " "})
    refused = asked.send("Nộp 2 hồ sơ", status=422)
    assert "Chưa nộp hồ sơ nào" in refused.words
    assert "Ghi tóm tắt thành tích." in refused.words
    assert {state for _, state in nominations(world)} == {State.DRAFT}


def test_a_list_is_put_aside_and_taken_up_again(officer: Person, world: World) -> None:
    page = check(officer, "Trần Văn Ba\t1970\tH001\nTrần Văn Tư\t1971\tH002").send("Lập 2 hồ sơ nháp")
    aside = officer.open(f"{page.path}/putting-aside").send("Bỏ các hồ sơ nháp của danh sách")
    assert "Đã bỏ 2 hồ sơ nháp" in aside.words
    assert "Nộp cả danh sách" not in aside.words
    assert "Đã khôi phục 2 hồ sơ nháp" in aside.send("Khôi phục các hồ sơ nháp đã bỏ").words
    assert "05/TTr-TĐ" in officer.open("/unit/lists").words
