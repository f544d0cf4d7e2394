"""One document may change several figures: they are entered row by row, and become one layer with one entry."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from states.vocabulary import Role, State, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.site import Page, Person
from tests.support.world import World
from tests.web.office.desk import OpenSite
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.models.ledger import Leaf
from workflow.sql import Prepared

FIRST = "/rules/places/awards/posting_term?code=GDVH"
HEAD = {"level": "council", "document": "05/QC-HĐ", "article": "Điều 7", "mark": "V", "valid_from": "01/03/2024"}
TERM = {"days": "12", "day_kind": "calendar"}
SECOND = {"more": "awards:GDVH:appraisal_term"}
MEMBERS = "awards:TTLDTT:conditions.members_are_advanced"


_ENTRIES = Prepared(select(func.count()).select_from(Leaf))


def wrong(page: Page) -> set[str | None]:
    """What the summary of problems points at."""
    return {anchor.get("href") for anchor in page.root.iter("a")}


def of_place(page: Page, place: str) -> Page:
    return page.send("Hiện nội dung của phần này", {"more_place": place})


def test_two_figures_of_one_document_are_one_layer_and_one_entry(world: World, administrator: Person) -> None:
    waiting = world.draft("GDVH", name="Hộ ông Chờ", kind=SubjectKind.HOUSEHOLD)
    world.bring(waiting, State.SUBMITTED)
    other = world.bring(world.draft("LDTT"), State.SUBMITTED)
    page = administrator.open(FIRST).send("Thêm nội dung", {**TERM, **HEAD, **SECOND})
    assert "Quy định riêng: 2 nội dung" in page.words
    assert page.entered()["days"] == "12", "nothing is typed twice"
    page = of_place(page, "council:").send("Thêm nội dung", {"more": "council::months_between_meetings"})
    filled = {"f1-days": "6", "f1-day_kind": "calendar", "f2-whole": "3"}
    page = page.send("Xem trước", filled)
    assert "12 ngày" in page.words
    assert "6 ngày" in page.words
    assert "Số tháng giữa hai kỳ họp" in page.words
    assert str(world.nomination(waiting)["code"]) in page.words
    assert str(world.nomination(other)["code"]) not in page.words
    before = entries(world)
    page = page.send("Áp dụng quy định riêng")
    assert entries(world) == before + 1
    regime = world.regime()
    assert len(regime.layers) == 1
    rules = regime.awards["GDVH"]
    assert [term.days for term in (rules.posting_term.value, rules.appraisal_term.value) if term] == [12, 6]
    assert regime.council.months_between_meetings.value == 3
    assert all(words in page.words for words in ("12 ngày", "6 ngày", "05/QC-HĐ, Điều 7"))
    assert verify(world.store).is_whole


def test_a_row_is_taken_away_and_the_others_stay(world: World, administrator: Person) -> None:
    page = administrator.open(FIRST).send("Thêm nội dung", {**TERM, **HEAD, **SECOND})
    page = page.send("Bỏ nội dung 1", {"f1-days": "6", "f1-day_kind": "calendar"})
    assert page.entered()["f1-days"] == "6"
    assert "days" not in page.entered()
    page = page.send("Xem trước").send("Áp dụng quy định riêng")
    rules = world.regime().awards["GDVH"]
    assert rules.appraisal_term.source == "05/QC-HĐ, Điều 7"
    assert rules.posting_term.source != "05/QC-HĐ, Điều 7"


def test_what_is_wrong_is_told_at_its_row(world: World, administrator: Person) -> None:
    page = administrator.open(FIRST).send("Thêm nội dung", {**TERM, **HEAD, **SECOND})
    page = page.send("Xem trước", {"f1-days": "0", "f1-day_kind": "calendar"}, status=422)
    assert "#f1-days" in wrong(page)
    assert "#days" not in wrong(page)
    assert page.entered()["document"] == "05/QC-HĐ"
    page = page.send("Thêm nội dung", {"more": "awards:GDVH:threshold"})
    page = page.send("Xem trước", {"f1-days": "6", "f2-num": "5", "f2-den": "4", "f2-strict": "no"}, status=422)
    assert "bộ quy định không ghép được" in page.words
    assert "#f2-num" in wrong(page), "the row that no rules come of"
    assert not world.regime().layers


def test_a_figure_is_not_added_twice_and_none_that_was_chosen_is_left_out(administrator: Person) -> None:
    page = administrator.open(FIRST)
    offered = {option.get("value") for option in page.root.iter("option")}
    assert "awards:GDVH:posting_term" not in offered
    assert "awards:GDVH:appraisal_term" in offered
    assert "Chọn nội dung cần thêm." in page.send("Thêm nội dung", status=422).words
    page = page.send("Xem trước", {**TERM, **HEAD, **SECOND}, status=422)
    assert "Nội dung này chưa được thêm" in page.words


def test_what_was_previewed_is_previewed_again_when_a_row_is_added(world: World, administrator: Person) -> None:
    page = administrator.open(FIRST).send("Xem trước", {**TERM, **HEAD})
    page = page.send("Thêm nội dung", SECOND)
    assert "Chưa có gì được ghi" not in page.words
    page = page.send("Xem trước", {"f1-days": "6", "f1-day_kind": "calendar"})
    assert "Chưa có gì được ghi" in page.words
    assert not world.regime().layers


def test_the_share_of_members_in_a_condition_is_changed_with_its_words(world: World, administrator: Person) -> None:
    listed = administrator.open("/rules/places/awards?code=TTLDTT")
    link = next(link for link in listed.links() if "conditions.members_are_advanced" in link)
    page = administrator.open(link)
    assert "Có từ 70% cá nhân trở lên đạt Lao động tiên tiến." in page.words
    page = page.send("Xem trước", {"num": "6", "den": "10", **HEAD}, status=422)
    assert "giá trị đã đổi nhưng câu vẫn ghi như cũ" in page.words
    page = page.send("Xem trước", {"text_vi": "Có từ 60% cá nhân trở lên đạt Lao động tiên tiến."})
    assert "Có từ 60% cá nhân" in page.words
    page.send("Áp dụng quy định riêng", {"acknowledged": "y"} if "nới lỏng" in page.words else {})
    (line,) = [line for line in world.regime().awards["TTLDTT"].conditions if line.code == "members_are_advanced"]
    assert line.check is not None
    assert (line.check.share, line.check.award, line.source) == ((6, 10), "LDTT", "05/QC-HĐ, Điều 7")


def test_months_and_years_of_two_awards_are_changed_together(world: World, administrator: Person) -> None:
    page = administrator.open("/rules/places/awards/conditions.employed_six_months?code=LDTT")
    page = of_place(page, "awards:CSTDT")
    chain = next(
        value
        for each in page.root.iter("option")
        if "conditions." in (value := each.get("value", "")) and "CSTDT" in value
    )
    page = page.send("Thêm nội dung", {"more": chain})
    entered = {"months": "9", "text_vi": "Đã làm việc từ 09 tháng trở lên.", "f1-times": "4",
               "f1-text_vi": "04 lần liên tục là Chiến sĩ thi đua cơ sở."}  # fmt: skip
    page = page.send("Xem trước", {**entered, **HEAD})
    page.send("Áp dụng quy định riêng")
    checks = [line.check for code in ("LDTT", "CSTDT") for line in world.regime().awards[code].conditions if line.check]
    assert [check.months for check in checks if check.months] == [9]
    assert [check.times for check in checks if check.kind == "award_chain"] == [4]


def entries(world: World) -> int:
    """How many entries the log has."""
    with world.store.reading() as driver:
        return int(driver.value(_ENTRIES))


def over_the_province(world: World) -> None:
    content = own_layer(world.day, {"awards": {"GDVH": {"posting_term": figure({"days": 15, "kind": "calendar"})}}})
    world.do(EnactLayer(on=new_id(), content=content), world.actor(Role.ADMINISTRATOR))


def test_who_enters_what_another_document_prevails_over_is_told_and_asked(world: World, tmp_path: Path) -> None:
    over_the_province(world)
    sites = OpenSite(world, tmp_path)
    mine = {**TERM, **HEAD, "level": "province", "document": "86/2025/QĐ-UBND"}
    page = sites.at(Role.ADMINISTRATOR).open(FIRST).send("Xem trước", mine)
    assert "Không có nội dung nào thay đổi" not in page.words
    assert "đang theo văn bản 05/QC-HĐ (hội đồng xã quy định) là 15 ngày, không phải 12 ngày" in page.words
    assert "Dừng lại, không ghi" in page.words
    page = page.send("Áp dụng quy định riêng", status=422)
    assert "văn bản 05/QC-HĐ đang được ưu tiên áp dụng" in page.words
    assert len(world.regime().layers) == 1
    page = page.send("Áp dụng quy định riêng", {"gives_way": "y"})
    assert [term.days for term in [world.regime().awards["GDVH"].posting_term.value] if term] == [15]
    entry = re.search(r"Mục nhật ký số (\d+)", page.words)
    assert entry is not None
    told = sites.at(Role.AUDITOR).open(f"/log/{entry[1]}").words
    assert "Chưa có tác dụng vì văn bản khác được ưu tiên" in told
    assert "theo văn bản 05/QC-HĐ" in told
    assert verify(world.store).is_whole


def test_nothing_is_asked_where_the_other_document_has_ended_or_speaks_of_something_else(
    world: World, administrator: Person
) -> None:
    content = own_layer(date(2024, 1, 1), valid_to=date(2024, 2, 1))
    world.do(EnactLayer(on=new_id(), content=content, acknowledged=True), world.actor(Role.ADMINISTRATOR))
    page = administrator.open(FIRST).send("Xem trước", {**TERM, **HEAD, "level": "province"})
    assert "ưu tiên" not in page.words
    page.send("Áp dụng quy định riêng")
    assert world.regime().layers
