"""A campaign from its plan to its end, as the office and the chairman take it through the screens."""

from __future__ import annotations

from states.vocabulary import Role, State
from tests.support.site import Page, Person, Site
from tests.support.world import World

TARGETS = """1. Nâng tỷ lệ gia đình văn hóa // Raise the share of cultural families
- Tỷ lệ gia đình văn hóa: ≥ 90,5 %
- Tội phạm: Kiềm chế
2. Thu ngân sách
- Thu trên địa bàn: vượt dự toán huyện giao năm 2024"""
PLAN = {
    "title": "Thi đua yêu nước năm 2024", "theme": "Đoàn kết, sáng tạo", "year": "2024", "starts_on": "01/01/2024",
    "ends_on": "31/12/2024", "plan_number": "14/KH-UBND", "plan_on": "29/01/2024", "plan_signer": "Trần Văn Chủ",
    "issuer": "UBND xã Đồng Mẫu", "recipients": "Các thôn\nLưu VT", "targets": TARGETS,
}  # fmt: skip


def planned(office: Person) -> Page:
    return office.open("/campaigns/new").send("Lưu kế hoạch", PLAN)


def test_from_the_plan_to_the_end(office: Person, chairman: Person, site: Site, world: World) -> None:
    page = planned(office)
    path = page.path
    assert "2 chỉ tiêu" in page.words and "≥ 90,5 %" in page.words and "Đánh giá định tính" in page.words
    assert "vượt dự toán huyện giao năm 2024" in page.words and "Lưu VT" in page.words
    assert "phong-trao" not in path and "Thi đua yêu nước" not in site.visitor().open("/dong-mau/phong-trao").words

    asked = chairman.open(f"{path}/launch")
    assert "Đoàn kết, sáng tạo" in asked.words and "Tỷ lệ gia đình văn hóa" in asked.words, "nobody launches blindly"
    asked.send("Phát động")
    assert "Đoàn kết, sáng tạo" in site.visitor().open("/dong-mau/phong-trao").words

    key = world.bring(world.draft(campaign_id=path.rsplit("/", 1)[-1]), State.SUBMITTED)
    assert f"/nominations/{key}" in set(office.open(f"{path}/nominations?state=submitted").links())
    assert "1 hồ sơ" in office.open(path).words
    office.open(f"{path}/interim-review").send("Sơ kết", {"text": "Sáu tháng đầu năm đạt khá."})
    done = office.open(f"{path}/final-review").send("Tổng kết", {"text": "Cả năm hoàn thành."})
    assert "Sáu tháng đầu năm đạt khá." in done.words and "Cả năm hoàn thành." in done.words

    closing = chairman.open(f"{path}/closure")
    assert "Cả năm hoàn thành." in closing.words
    assert "còn lại" in closing.send("Kết thúc phong trào", status=422).words, "a case still waits"


def test_the_targets_are_previewed_before_anything_is_kept(office: Person) -> None:
    seen = office.open("/campaigns/new").send("Xem trước", PLAN)
    assert "chưa có gì được ghi" in seen.words and "≥ 90,5 %" in seen.words
    assert "Chưa có phong trào thi đua nào" in office.open("/campaigns").words
    assert "2 chỉ tiêu" in seen.send("Lưu kế hoạch").words, "what was typed is still there"


def test_every_wrong_line_is_named_and_what_was_typed_stays(office: Person) -> None:
    wrong = PLAN | {
        "targets": "- Số liệu không có chỉ tiêu: 5 %\n1. Một\n- Không có mức\n1. Trùng số\n- Thiếu đơn vị: ≥ 5"
    }
    page = office.open("/campaigns/new").send("Lưu kế hoạch", wrong, status=422)
    for line in (1, 3, 4, 5):
        assert f"Dòng {line}:" in page.words
    assert page.entered()["title"] == PLAN["title"] and "Trùng số" in page.entered()["targets"]
    page = office.open("/campaigns/new").send(
        "Lưu kế hoạch", PLAN | {"year": "hai nghìn", "ends_on": "01/01/2023"}, status=422
    )
    assert "bốn chữ số" in page.words
    page = office.open("/campaigns/new").send("Lưu kế hoạch", PLAN | {"ends_on": "01/01/2023"}, status=422)
    assert "không sớm hơn ngày bắt đầu" in page.words


def test_a_plan_sent_twice_is_one_plan(office: Person) -> None:
    form = office.open("/campaigns/new")
    first, second = form.post("Lưu kế hoạch", PLAN), form.post("Lưu kế hoạch", PLAN)
    assert first.headers["Location"] == second.headers["Location"]
    assert len([link for link in office.open("/campaigns").links() if link == first.headers["Location"]]) == 1


def test_only_the_office_plans(site: Site, office: Person) -> None:
    path = planned(office).path
    for role in (Role.UNIT_OFFICER, Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.AUDITOR):
        person = site.person(site.world.actor(role))
        person.open("/campaigns/new", status=403)
        assert "Thi đua yêu nước" in person.open("/campaigns").words
        assert "2 chỉ tiêu" in person.open(path).words
    office.open("/campaigns/nothing", status=404)
    office.open(f"{path}/nominations?state=nonsense&after=x")


def test_a_page_in_english(office: Person) -> None:
    path = planned(office).path
    token = office.open("/campaigns/new").entered()["csrf_token"]
    office.client.post("/account/language", data={"csrf_token": token, "language": "en", "back": "/"})
    page = office.open(path)
    assert page.root.get("lang") == "en"
    assert "Raise the share of cultural families" in page.words and "≥ 90.5 %" in page.words
    assert "Judged in words" in page.words
