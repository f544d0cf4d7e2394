"""The golden book at the screen: replacing a certificate, printing a stretch, and what the public finds by a code."""

from __future__ import annotations

from states.vocabulary import Action, Role, State
from tests.support.site import Person
from tests.support.world import World
from tests.web.office.desk import OpenSite, question
from workflow.queries.certificates import CertificateShown, certificates_of


def book(world: World, key: str) -> list[CertificateShown]:
    with world.store.reading() as driver:
        return certificates_of(driver, key)


def is_printed(office: Person, number: int) -> bool:
    """Whether the book prints a number of 2024."""
    answer = office.client.get(f"/golden-book/print.pdf?year=2024&first={number}&last={number}&way=whole")
    return answer.status_code == 200


def test_a_lost_certificate_is_replaced_and_the_look_up_shows_both_numbers(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.CONFERRED)
    office = open_site.at(Role.SECRETARIAT)
    page = question(office, key, Action.REPLACE_CERTIFICATE)
    day = world.day.strftime("%d/%m/%Y")
    said = {"cause": "lost", "requested_on": day, "request": "Đơn ngày hôm nay"}
    assert "Ghi văn bản xác nhận việc mất giấy" in page.send("Cấp đổi", said, status=422).words
    done = page.send("Cấp đổi", said | {"confirmation": "Công an xã, số 5"})
    assert "Đã thay bằng số 02/2024" in done.words and "Thay giấy số 01/2024" in done.words
    first, second = book(world, key)
    passer_by = open_site.at(Role.SECRETARIAT).site.visitor()
    old, new = (
        passer_by.open(f"/tra-cuu/{first.lookup}").words,
        passer_by.open(f"/tra-cuu/{second.lookup.upper()}").words,
    )
    assert "Đã được thay bằng giấy khác" in old and "02/2024" in old and second.lookup not in old
    assert "Còn hiệu lực" in new and "02/2024" in new and "Thay giấy có số sổ vàng" in new and "01/2024" in new
    assert "Công an xã" not in new + old
    assert is_printed(office, 2) and not is_printed(office, 1), "one that was replaced is not printed again"


def test_an_annulled_award_makes_the_look_up_say_revoked(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft("LDTT"), State.CONFERRED)
    (only,) = book(world, key)
    passer_by = open_site.at(Role.SECRETARIAT).site.visitor()
    assert "Còn hiệu lực" in passer_by.open(f"/tra-cuu/{only.lookup}").words
    office, chairman = open_site.at(Role.SECRETARIAT), open_site.at(Role.CHAIRMAN)
    question(office, key, Action.PROPOSE_ANNULMENT).send(
        "Đề nghị", {"ground": "false_declaration", "reason": "Kê khai gian dối."}
    )
    assert "Còn hiệu lực" in passer_by.open(f"/tra-cuu/{only.lookup}").words
    question(chairman, key, Action.ANNUL).send("Hủy bỏ", {"reason": "Kết luận thanh tra số 5."})
    words = passer_by.open(f"/tra-cuu/{only.lookup}").words
    assert "Đã thu hồi" in words and "không còn giá trị" in words and "thanh tra" not in words
    assert "Revoked" in passer_by.open(f"/tra-cuu/{only.lookup}?lang=en").words
    assert "Đã thu hồi" in office.open("/golden-book").words and not is_printed(office, 1)
    assert "thêm 1 đã bị hủy bỏ" in passer_by.open(f"/{world.slug}/so-lieu").words


def test_prints_a_stretch_on_blank_and_on_pre_printed_paper(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.PUBLISHED)
    office = open_site.at(Role.SECRETARIAT)
    assert "01/2024" in office.open("/golden-book").words
    asked = f"/golden-book/print.pdf?year={world.day.year}&first=1&last=1"
    whole = office.client.get(f"{asked}&way=whole")
    again = office.client.get(f"{asked}&way=whole")
    moved = office.client.get(f"{asked}&way=overprint&right=1,5&down=-2")
    assert whole.status_code == moved.status_code == 200 and whole.data[:5] == b"%PDF-"
    assert whole.data == again.data != moved.data
    for way in ("overprint", "calibration"):
        assert "Nhập từ -50 đến 50 mm." in office.open(f"{asked}&way={way}&right=51", status=422).words
    assert "Nhập một số" in office.open(f"{asked}&way=calibration&down=hai", status=422).words
    sheet = office.client.get(f"{asked}&way=calibration&right=1,5&down=-2")
    assert sheet.status_code == 200 and sheet.data[:5] == b"%PDF-" and sheet.data not in (whole.data, moved.data)
    assert (
        "Nhập số cuối không nhỏ hơn" in office.open("/golden-book/print.pdf?year=2024&first=3&last=2", status=422).words
    )
    assert "không có giấy nào còn hiệu lực" in office.open(
        "/golden-book/print.pdf?year=2024&first=2&last=9&way=whole", status=422
    ).words  # fmt: skip
    office.open("/golden-book/print.pdf?year=x", status=422)
    officer = open_site.at(Role.UNIT_OFFICER)
    officer.open("/golden-book", status=403)
    assert "01/2024" in officer.open(f"/nominations/{key}").words


def test_a_conferral_names_ceremony_and_proxy(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.PUBLISHED)
    page = question(open_site.at(Role.SECRETARIAT), key, Action.CONFER)
    day = world.day.strftime("%d/%m/%Y")
    said = {"conferred_on": day, "receiver": "proxy", "ceremony": "Hội nghị tổng kết", "handed_by": "Trần Văn Chủ"}
    assert "Ghi họ tên người nhận thay" in page.send("Ghi nhận", said, status=422).words
    done = page.send("Ghi nhận", said | {"received_by": "Lê Thị Con"})
    assert "Hội nghị tổng kết · Trần Văn Chủ · Lê Thị Con" in done.words
