"""A decision for whole village lists: chosen as one, read a page at a time, no page of thousands of lines."""

from __future__ import annotations

from states.vocabulary import Role, State, SubjectKind
from tests.support.world import World
from tests.web.office.desk import OpenSite, place
from tests.web.office.test_bulk import village_list

TITLE = "Về việc công nhận Gia đình văn hóa"


def test_a_list_is_drafted_as_one_beside_single_cases(world: World, open_site: OpenSite) -> None:
    proposal, keys = village_list(world, 3, State.BEFORE_CHAIRMAN)
    alone = world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name="Hộ bà Lẻ"), State.BEFORE_CHAIRMAN)
    page = open_site.at(Role.SECRETARIAT).open("/decisions/new")
    assert "Gia đình văn hóa: 4 hồ sơ" in page.words and "Cả danh sách: 3 hồ sơ – Thôn Đông" in page.words
    assert "Lê Văn 000" not in page.words and "Hộ bà Lẻ" in page.words
    done = page.send("Lập dự thảo", {"title": TITLE, "lists": f"{proposal}.GDVH", "nominations": alone})
    names = [done.words.index(name) for name in ("Lê Văn 000", "Lê Văn 001", "Lê Văn 002", "Hộ bà Lẻ")]
    assert names == sorted(names)
    assert "Không có hồ sơ nào" in open_site.at(Role.SECRETARIAT).open("/decisions/new").words
    assert len(keys) == 3


def test_a_list_that_no_line_of_waits_is_refused(world: World, open_site: OpenSite) -> None:
    proposal, _keys = village_list(world, 2, State.BEFORE_CHAIRMAN)
    page = open_site.at(Role.SECRETARIAT).open("/decisions/new")
    given = {"title": TITLE, "lists": f"{proposal}.GDVH"}
    page.send("Lập dự thảo", given)
    other = {**given, "fresh_id": "a" * 26}
    assert "không còn hồ sơ nào chờ" in page.send("Lập dự thảo", other, status=422).words


def test_single_lines_of_a_list_may_be_chosen(world: World, open_site: OpenSite) -> None:
    proposal, keys = village_list(world, 3, State.BEFORE_CHAIRMAN)
    office = open_site.at(Role.SECRETARIAT)
    page = office.open(f"/decisions/new?list={proposal}")
    assert "Lê Văn 000" in page.words and "Cả danh sách" not in page.words
    done = page.send("Lập dự thảo", {"title": TITLE, "nominations": keys[1]})
    assert "Lê Văn 001" in done.words and "Lê Văn 000" not in done.words
    assert "Cả danh sách: 2 hồ sơ" in office.open("/decisions/new").words


def test_everything_of_one_award_is_chosen_by_one_link(world: World, open_site: OpenSite) -> None:
    proposal, _keys = village_list(world, 2, State.BEFORE_CHAIRMAN)
    other = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    page = open_site.at(Role.SECRETARIAT).open("/decisions/new?award=GDVH")
    checked = {each.get("value") for each in page.root.iter("input") if each.get("checked") is not None}
    assert f"{proposal}.GDVH" in checked and other not in checked


def test_many_names_are_read_a_page_at_a_time(world: World, open_site: OpenSite) -> None:
    proposal, _keys = village_list(world, 103, State.BEFORE_CHAIRMAN)
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    done = office.open("/decisions/new").send("Lập dự thảo", {"title": TITLE, "lists": f"{proposal}.GDVH"})
    path = place(done)
    world.number(path.rsplit("/", 1)[-1])
    for page in (office.open(path), chairman.open(f"{path}/signature")):
        assert "Danh sách kèm theo: 103 trường hợp" in page.words and "Lê Văn 000" not in page.words
    first = chairman.open(f"{path}/annex")
    assert "Lê Văn 000" in first.words and "Lê Văn 100" not in first.words and "Trang sau" in first.words
    last = chairman.open(f"{path}/annex?from=101")
    assert "Lê Văn 100" in last.words and "Lê Văn 099" not in last.words and "Trang sau" not in last.words
    assert "Danh sách không có dòng nào" in chairman.open(f"{path}/annex?from=9999").words
    for wrong in ("-5", "²", "x", "9" * 50):
        assert "Lê Văn 000" in chairman.open(f"{path}/annex?from={wrong}").words
    open_site.at(Role.UNIT_OFFICER).open(f"{path}/annex", status=403)


def test_sums_that_nobody_knows_are_no_nought(world: World, open_site: OpenSite) -> None:
    proposal, _keys = village_list(world, 2, State.BEFORE_CHAIRMAN)
    page = open_site.at(Role.SECRETARIAT).open("/decisions/new")
    done = page.send("Lập dự thảo", {"title": TITLE, "lists": f"{proposal}.GDVH"})
    assert "Chưa biết mức thưởng của 2 trường hợp" in done.words and "0 ₫" not in done.words
