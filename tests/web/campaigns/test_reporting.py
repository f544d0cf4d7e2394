"""What was reached is reported on the screen by a unit and by the office, and the dashboard tells how the targets stand."""

from __future__ import annotations

import io
import re

import pytest

from states.vocabulary import Role, Subject, UnitKind
from tests.support.site import Page, Person, Site
from tests.support.world import World
from tests.web.campaigns.test_story import PLAN
from workflow.commands.campaign.launch_campaign import LaunchCampaign
from workflow.ledger.verify import verify

TARGETS = """1. Nâng tỷ lệ gia đình văn hóa // Raise the share of cultural families
- Tỷ lệ gia đình văn hóa: ≥ 90,5 %
- Tội phạm: Kiềm chế
2. Thu ngân sách
- Thu trên địa bàn: vượt dự toán huyện giao năm 2024
- Vụ phức tạp: 0 vụ"""
PDF = b"%PDF-1.7 bang ke"


@pytest.fixture
def path(office: Person, world: World) -> str:
    """The address of a launched campaign."""
    found = office.open("/campaigns/new").send("Lưu kế hoạch", PLAN | {"targets": TARGETS}).path
    key = found.rsplit("/", 1)[-1]
    world.do(LaunchCampaign(on=key, seen=world.seen(key, Subject.CAMPAIGN)), world.actor(Role.CHAIRMAN))
    return found


@pytest.fixture
def village(site: Site) -> Person:
    return site.person(site.world.people["thon-dong"])


def form_of(person: Person, path: str, label: str) -> str:
    """The address of the form for one figure, found as a person finds it."""
    page = person.open(f"{path}/actual")
    for anchor in page.root.findall(".//main//a"):
        if label in "".join(anchor.itertext()):
            return str(anchor.get("href"))
    raise AssertionError(f"{label} is not offered")


def report(person: Person, path: str, label: str, status: int = 200, **entries: str) -> Page:
    page = person.open(form_of(person, path, label))
    return page.send("Báo cáo kết quả", {"reported_on": "01/03/2024", **entries}, status=status)


def test_a_unit_reports_corrects_and_the_others_owe(
    village: Person, office: Person, path: str, site: Site, world: World
) -> None:
    world.unit("thon-tay", UnitKind.VILLAGE, "Thôn Tây")
    done = report(village, path, "Tỷ lệ gia đình", value="89,5")
    assert "Mục nhật ký số" in done.text and "89,5 %" in done.words
    assert "Thôn Tây" in done.words and "Thường trực Hội đồng chưa báo cáo" in done.words
    again = report(village, path, "Tỷ lệ gia đình", status=422, value="91,0")
    assert "lý do đính chính" in again.words and again.entered()["value"] == "91,0"
    done = again.send("Báo cáo kết quả", {"note": "Đếm sót hai hộ."})
    assert "Đã được đính chính" in done.words and "Bản đính chính" in done.words and "Đếm sót hai hộ." in done.words
    dashboard = office.open(path).words
    assert "Thiếu báo cáo: Thôn Tây" in dashboard and "1 đơn vị đã báo cáo" in dashboard
    assert "4 Chưa có số liệu" in dashboard, "what units report is not the commune's own figure"
    assert verify(world.store).is_whole


def test_the_office_reports_for_the_commune_and_the_public_reads_it(office: Person, path: str, site: Site) -> None:
    done = report(office, path, "Tỷ lệ gia đình", value="92,3", note="Số liệu chính thức.")
    assert "bằng 101,9 % mức đề ra" in done.words and "Đạt" in done.words
    report(office, path, "Thu trên", value="1.150,5", measured_in="triệu đồng", reference_value="1.200")
    report(office, path, "Vụ phức tạp", value="0")
    report(office, path, "Tội phạm", text="Được kiềm chế.")
    for page in (office.open(path), site.visitor().open("/dong-mau/phong-trao")):
        assert "92,3 %" in page.words and "bằng 95,8 % mức được giao" in page.words and "không phát sinh" in page.words
        assert "so với 1.200 triệu đồng" in page.words and "Được kiềm chế." in page.words
        for counted in ("2 Đạt", "1 Chưa đạt", "0 Chưa có số liệu", "1 Đánh giá định tính"):
            assert counted in page.words, counted
        assert re.search(r"<svg[^>]*bv-reach", page.text)
    assert "4 Chưa có số liệu" in office.open(f"{path}?period=year_end").words
    assert "Thôn Đông" not in site.visitor().open("/dong-mau/phong-trao?period=interim").words


def test_an_evidence_file_is_handed_in_and_opened(village: Person, path: str, site: Site) -> None:
    page = village.open(form_of(village, path, "Tỷ lệ gia đình"))
    entered = {**page.entered(), "reported_on": "01/03/2024", "value": "90"}
    sent = village.client.post(page.path, data={**entered, "evidence": (io.BytesIO(PDF), "bảng kê.pdf")})
    assert sent.status_code == 303
    done = village.open(sent.headers["Location"])
    (address,) = [link for link in done.links() if link.startswith("/documents/")]
    for person in (village, site.person(site.world.actor(Role.AUDITOR))):
        with person.client.get(address) as opened:
            assert opened.data == PDF
    assert site.visitor().client.get(address).status_code in (302, 303)
    wrong = village.client.post(
        page.path, data={**page.entered(), **entered, "note": "x", "evidence": (io.BytesIO(b"MZ"), "a.exe")}
    )
    assert wrong.status_code == 422 and "Chọn lại các tệp" in wrong.text


def test_a_form_sent_twice_reports_once(village: Person, path: str) -> None:
    page = village.open(form_of(village, path, "Tỷ lệ gia đình"))
    entries = {"reported_on": "01/03/2024", "value": "90"}
    first, second = page.post("Báo cáo kết quả", entries), page.post("Báo cáo kết quả", entries)
    assert first.headers["Location"] == second.headers["Location"]
    assert "Đã được đính chính" not in village.open(first.headers["Location"]).words


def test_nobody_reports_for_another_unit(village: Person, path: str, site: Site) -> None:
    page = village.open(form_of(village, path, "Tỷ lệ gia đình"))
    entries = {**page.entered(), "reported_on": "01/03/2024", "value": "90"}
    for unit in ("commune", site.world.units["truong-hoc"]):
        refused = village.client.post(page.path, data={**entries, "unit_id": unit})
        assert refused.status_code in (403, 422)
    assert "Chưa có báo cáo nào" in village.open(page.path.replace("/actual?figure=", "/figures/").split("&")[0]).words
    site.person(site.world.actor(Role.CHAIRMAN)).open(f"{path}/actual", status=403)


def test_wrong_numbers_are_named(office: Person, path: str) -> None:
    for typed in ("chín mươi", "1,23456", "18.0.1"):
        page = report(office, path, "Tỷ lệ gia đình", status=422, value=typed)
        assert page.entered()["value"] == typed
    assert (
        "không muộn hơn hôm nay"
        in report(office, path, "Tỷ lệ gia đình", status=422, value="90", reported_on="02/03/2024").words
    )
    office.open(f"{path}/figures/nothing", status=404)
    assert "Chọn số liệu" in office.open(f"{path}/actual?figure=nothing").words


def test_a_draft_has_nothing_to_report(office: Person) -> None:
    draft = office.open("/campaigns/new").send("Lưu kế hoạch", PLAN).path
    assert "Kết quả thực hiện chỉ tiêu" not in office.open(draft).words
    assert "Chưa thể thực hiện" in office.open(f"{draft}/actual").words
