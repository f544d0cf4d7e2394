"""The auditor's desk: every act is found, opened and verified; nothing there changes anything."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from states.vocabulary import Role, State
from tests.support.desk import work_at_desk
from tests.support.site import Page, Site
from tests.support.unbound import Unbound
from tests.support.world import World
from workflow.desk.tasks import TaskStage, desk_of
from workflow.store import Store


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    world = World.open(sqlite_store)
    world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    return Site(world, tmp_path / "var")


def test_a_dossier_is_followed_by_its_code(site: Site) -> None:
    page = site.person(site.world.actor(Role.AUDITOR)).open("/log?code=2024-0001")

    assert len(page.root.findall(".//table[@id='log']/tbody/tr")) == 2
    assert "2024-0001" in page.words


def test_an_unknown_code_says_so(site: Site) -> None:
    page = site.person(site.world.actor(Role.AUDITOR)).open("/log?code=2024-9999")

    assert "Không có hồ sơ nào mang mã hoặc tên này." in page.words
    assert page.root.find(".//input[@id='code']").get("aria-invalid") == "true"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("q=nguyen+thi+thuong", "2024-0001"),
        ("who=nguyễn thị&action=accept", "Nguyễn Thị Thường"),
        ("office=unit_officer&state=submitted&from=01/01/2024&until=31/12/2024", "Vũ Thị"),
    ],
)
def test_entries_are_found_by_who_what_and_when(site: Site, query: str, rows: str) -> None:
    page = site.person(site.world.actor(Role.AUDITOR)).open(f"/log?{query}")

    assert page.root.findall(".//table[@id='log']/tbody/tr")
    assert rows in page.words
    assert next(link for link in page.links() if link.startswith("/log.xlsx")).count("=") == query.count("=")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=31/02/2024", "không có thật"),
        ("from=02/03/2024&until=01/03/2024", "Ngày kết thúc phải từ ngày bắt đầu"),
        ("who=zzzz", "Không có ai mang tên này"),
        ("state=ended&office=nobody&action=x&after=9.x", "Mục 0"),
    ],
)
def test_what_can_t_be_read_is_said_at_its_field(site: Site, query: str, said: str) -> None:
    assert said in site.person(site.world.actor(Role.AUDITOR)).open(f"/log?{query}").words


def test_an_entry_shows_that_its_detail_opens(site: Site) -> None:
    auditor = site.person(site.world.actor(Role.AUDITOR))
    first = next(link for link in auditor.open("/log").links() if link.startswith("/log/") and link[5:].isdigit())
    page = auditor.open(first)

    assert "khớp với cam kết" in page.words
    assert '"act":"accept"' in page.words
    shown = page.words.partition("Nguyên văn chi tiết")[0]
    for words in ("Tình trạng trước", "Tình trạng sau", "Tiếp nhận đủ hồ sơ ngày", site.world.day.strftime("%d/%m/%Y")):
        assert words in shown
    folded = ["".join(fold.itertext()) for fold in page.root.iter("details")]
    assert sum('"act":"accept"' in words or '"changes"' in words for words in folded) == 2
    assert "/log" in set(page.links())


def test_papers_that_an_entry_commits_to_have_names(site: Site) -> None:
    auditor = site.person(site.world.actor(Role.AUDITOR))
    links = [link for link in auditor.open("/log").links() if link.startswith("/log/") and link[5:].isdigit()]
    said = [auditor.open(link).words.partition("Nguyên văn mục nhật ký")[0] for link in dict.fromkeys(links)]
    labels = [rest.split()[0] for words in said for rest in words.split("Cam kết cho giấy tờ:")[1:]]
    assert labels and not [label for label in labels if "_" in label]


def verified(site: Site) -> Page:
    auditor = site.person(site.world.actor(Role.AUDITOR))
    auditor.open("/log/verification").send("Kiểm chứng ngay")
    work_at_desk(site)
    return auditor.open("/log/verification")


def test_verification_says_in_words_what_was_checked_and_when(site: Site) -> None:
    auditor = site.person(site.world.actor(Role.AUDITOR))
    asked = auditor.open("/log/verification").send("Kiểm chứng ngay")
    assert "Đang chờ máy chủ bắt đầu." in asked.words and "không thấy sai lệch" not in asked.words
    asked.send("Kiểm chứng ngay")
    assert work_at_desk(site) == 1, "nobody gets a second one while the first waits"
    page = auditor.open("/log/verification")
    assert "đã tự tính lại và không thấy sai lệch" in page.words
    assert "Máy chủ đã băm lại từng mục và từng phần chi tiết, diễn lại từng hồ sơ" in page.words
    assert site.world.day.strftime("%d/%m/%Y") in page.words.partition("Bắt đầu ")[2][:20]
    assert "Xét lại tất cả từ mục đầu." in page.words
    assert "không có bản chốt cũ nào từ bên ngoài" in page.words
    site.world.submit(site.world.draft("LDTT", name="Người Khác"))
    assert "mục ghi sau đó chưa có trong lần này" in auditor.open("/log/verification").words


def test_verification_shows_how_far_it_is(site: Site) -> None:
    auditor = site.person(site.world.actor(Role.AUDITOR))
    auditor.open("/log/verification").send("Kiểm chứng ngay")
    desk = desk_of(site.world.store)
    (task,) = desk.of(site.world.organisation_id)
    desk.note(replace(task, stage=TaskStage.WORKING, done=2000, of=5000))
    page = auditor.open("/log/verification?auto=1")
    assert "Đang làm: 2.000 trên 5.000 mục." in page.words
    assert page.root.find(".//meta[@http-equiv='refresh']") is not None
    desk.note(replace(task, stage=TaskStage.WORKING, done=5000, of=5000))
    assert "Đã đọc hết 5.000 mục" in auditor.open("/log/verification").words


def test_where_it_finds_something_writing_stops_and_every_page_says_so(site: Site) -> None:
    with Unbound.over(site.world.store) as hands:
        hands.do("UPDATE unit SET name = 'x'")
    auditor = site.person(site.world.actor(Role.AUDITOR))
    assert "tạm dừng ghi" not in auditor.open("/log/verification").words
    page = verified(site)
    assert "KHÔNG toàn vẹn" in page.words and "unit/" in page.words
    for person in (auditor, site.person(site.world.actor(Role.SECRETARIAT))):
        assert "Kiểm chứng nhật ký phát hiện sai lệch nên đơn vị tạm dừng ghi mọi việc mới." in person.open("/").words


def test_entries_are_handed_out_with_their_hashes(site: Site) -> None:
    answer = site.person(site.world.actor(Role.AUDITOR)).client.get("/log/entries.jsonl")
    lines = [json.loads(line) for line in answer.text.splitlines()]

    assert [line["index"] for line in lines] == list(range(len(lines)))
    assert all(len(line["hash"]) == 64 and line["entry"]["seq"] == line["index"] for line in lines)


def test_an_auditor_has_no_action_on_a_case(site: Site) -> None:
    world = site.world
    case = world.draft("LDTT", name="Người Khác")
    world.submit(case)
    page = site.person(world.actor(Role.AUDITOR)).open(f"/nominations/{case}")

    assert page.root.find(".//*[@id='my-actions']") is None


def test_a_number_beyond_every_log_is_an_address_like_any_other(site: Site) -> None:
    auditor = site.person(site.world.actor(Role.AUDITOR))

    assert auditor.client.get(f"/log/{10**25}").status_code == 404
    assert auditor.client.get(f"/log?after={10**25}.{10**25}").status_code == 200
