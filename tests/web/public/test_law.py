"""The catalogue of the law: what was in force on a day, what differs between two days, and how sure each figure is."""

from __future__ import annotations

import pytest

from states.regime import regime_on, regimes, written_rules
from states.rule_differences import Difference
from states.rule_parts import Sourced
from tests.support.site import Person
from web.law_words import FIGURES, SET_BY, VALUES
from web.rule_comparison import common_values
from web.rule_words import changed_line

LAW = "/dong-mau/cong-khai/quy-dinh"


def test_the_rules_of_today_where_no_day_is_said(passer_by: Person) -> None:
    words = passer_by.open(LAW).words
    assert "Luật Thi đua, khen thưởng 2022, Nghị định 98/2023/NĐ-CP" in words
    assert "áp dụng từ 01/01/2024 đến hết 30/06/2025" in words


@pytest.mark.parametrize(
    ("day", "who"),
    [("01/06/2024", "Chủ tịch Ủy ban nhân dân huyện"), ("2025-08-01", "Chủ tịch Ủy ban nhân dân xã")],
)
def test_who_decided_on_a_day(passer_by: Person, day: str, who: str) -> None:
    assert f"Người quyết định {who}" in passer_by.open(f"{LAW}/TTLDTT?on={day}").words


def test_two_days_are_compared(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}/TTLDTT?on=01/08/2025&with=01/06/2024").words
    assert "Người quyết định Chủ tịch Ủy ban nhân dân xã Chủ tịch Ủy ban nhân dân huyện có thay đổi" in words
    assert "có thay đổi" not in passer_by.open(f"{LAW}/TTLDTT?on=01/08/2025&with=02/08/2025").words


def test_two_days_are_compared_whole(passer_by: Person) -> None:
    page = passer_by.open(f"{LAW}/so-sanh?on=01/08/2025&with=01/06/2024")
    words = page.words
    assert "Chủ tịch Ủy ban nhân dân huyện Chủ tịch Ủy ban nhân dân xã" in words  # who decides
    assert "Bắt buộc bỏ phiếu kín cho" in words  # council
    assert "Căn cứ ghi trong quyết định" in words
    assert "suy luận, chưa đối chiếu văn bản" in words
    alone = next(link for link in page.links() if "/quy-dinh/TTLDTT?" in link)
    back = next(link for link in passer_by.open(alone).links() if "/so-sanh?" in link)
    assert passer_by.open(back).words == words


def _form(number: str) -> dict[str, str]:
    return {"value": number, "source": "Phụ lục", "mark": "V"}


def test_a_paper_that_gets_another_form_differs(passer_by: Person) -> None:
    paper = {"code": "achievement_report", "name_vi": "Báo cáo thành tích", "name_en": "Achievement report",
             "is_required": True, "source": "Điều 1", "mark": "V", "form": _form("04")}  # fmt: skip
    key = ("awards", "TTLDTT", "documents", "achievement_report")
    with passer_by.site.app.test_request_context():
        line = changed_line(Difference(key, paper, paper | {"form": _form("05"), "is_required": False}))
    assert (line.name, line.before, line.is_value) == ("Giấy tờ", "Báo cáo thành tích (Mẫu số 04)", True)
    assert line.after == "Báo cáo thành tích (Mẫu số 05, không bắt buộc)"


def test_a_share_of_a_condition_is_compared_and_an_award_that_came(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}/so-sanh?on=01/06/2024&with=01/06/2023").words
    assert "trên 50%" in words
    assert "70%" in words
    assert "mới có danh hiệu, hình thức này" in words
    assert "Mức lương cơ sở từ ngày 01/07/2024" in words
    gone = passer_by.open(f"{LAW}/so-sanh?on=01/06/2023&with=01/06/2024&lang=en").words
    assert "This award is gone on 01/06/2023." in gone


def test_the_same_rules_do_not_differ_and_a_wrong_day_is_told(passer_by: Person) -> None:
    assert "giống hệt nhau" in passer_by.open(f"{LAW}/so-sanh?on=01/06/2024&with=02/06/2024").words
    assert "Ngày không có thật" in passer_by.open(f"{LAW}/so-sanh?on=01/06/2024&with=31/02/2024").words


def test_what_holds_for_all_awards_is_public(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}?on=01/06/2024").words
    for said in ("Số thành viên phải dự họp 2/3", "Thời hạn tiếp nhận 1 ngày làm việc", "Thời hạn thu hồi 15 ngày",
                 "Mức lương cơ sở từ ngày 01/07/2024 2.340.000", "Làm tròn tiền thưởng lên đến 10.000",
                 "Lấy mức lương cơ sở của ngày Ngày ra quyết định", "Các bước được bỏ qua Họp bình xét ở đơn vị"):  # fmt: skip
        assert said in words, said


def test_every_common_value_has_words() -> None:
    for regime in regimes():
        for part in common_values(written_rules(regime.digest)):
            for line in part.lines:
                assert "_" not in line.name + line.after, line


def test_rules_that_nobody_has_confirmed_say_so(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}?on=01/10/2026").words
    assert "chưa được xác nhận" in words and "xin hỏi Ủy ban nhân dân xã" in words
    for page in (f"{LAW}?on=01/10/2026", f"{LAW}/LDTT?on=01/10/2026"):
        said = passer_by.open(page).words
        assert "hãy xác nhận" not in said, "an order for the administrator is none for citizens"
        assert "R2025" not in said and "R2026" not in said, "nor is a code of ours"
    assert "đã đối chiếu với nguồn" not in passer_by.open(f"{LAW}/LDTT?on=01/10/2026").words


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("31/02/2025", "Ngày không có thật"), ("hôm qua", "Nhập ngày theo thứ tự"), ("01/01/2010", "chưa có quy định")],
)
def test_a_day_without_an_answer_is_told_at_its_field(passer_by: Person, day: str, sentence: str) -> None:
    page = passer_by.open(f"{LAW}?on={day}")
    assert sentence in page.words
    assert page.entered()["on"] == day


def test_the_list_marks_what_was_not_read(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}?on=01/06/2024").words
    assert "Chủ tịch Ủy ban nhân dân tỉnh suy luận, chưa đối chiếu văn bản" in words  # who decides on BK_TINH
    assert "Chủ tịch Ủy ban nhân dân xã suy luận" not in words
    assert "Giơ tay suy luận, chưa đối chiếu văn bản" in words
    unknown = passer_by.open(f"{LAW}?on=01/10/2026").words
    assert "Chủ tịch Ủy ban nhân dân xã chưa tìm thấy nguồn; mặc định của phần mềm" in unknown


@pytest.mark.parametrize(("form", "basis"), [("GK_SUDDEN", "Đột xuất"), ("GK_THEME", "Phong trào thi đua")])
def test_a_form_is_for_its_own_kind_of_achievement(passer_by: Person, form: str, basis: str) -> None:
    words = passer_by.open(f"{LAW}/{form}?on=01/08/2025").words
    said = words.split("Loại thành tích ")[1]
    assert said.startswith(f"{basis} ")
    assert "Công trạng" not in words


def test_a_form_under_the_simple_procedure_is_told_as_it_goes(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}/GK_SUDDEN?on=01/08/2025").words
    assert "Hội đồng xã xét Không" in words
    assert "Thời hạn thẩm định 5 ngày làm việc" in words


def test_papers_name_their_forms(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}/CSTDCS?on=01/08/2025").words
    assert "Tờ trình kèm danh sách đề nghị, Mẫu số 01" in words
    assert "Báo cáo thành tích, Mẫu số 05" in words
    assert "Biên bản họp bình xét của đơn vị, Mẫu" not in words
    assert words.count("Mẫu số 13") == 1
    assert "(Mẫu số 05), Mẫu" not in passer_by.open(f"{LAW}/TVH?on=01/08/2025").words


def test_an_award_that_no_rules_know_does_not_exist(passer_by: Person) -> None:
    passer_by.open(f"{LAW}/NOBEL", status=404)


def test_every_figure_and_every_value_has_words() -> None:
    values = {*VALUES, *SET_BY}
    for regime in regimes():
        for rules in (*regime.awards.values(), *(form.rules for form in regime.forms.values())):
            figures = {name: part for name, part in vars(rules).items() if isinstance(part, Sourced)}
            assert figures.keys() <= FIGURES.keys()
            spoken = {part.value for name, part in figures.items() if type(part.value) is str and name not in WRITTEN}
            assert spoken <= values


WRITTEN = {"lower_award", "submit_by", "finish_by", "upper_submit_by", "decision_form"}
"""Figures that are a code, a day of the year or a number of a form."""


def test_each_figure_names_its_source(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}/LDTT?on=01/06/2024").words
    rules = regime_on(passer_by.site.world.day).rules("LDTT", "merit")
    assert all(part.source in words for part in vars(rules).values() if isinstance(part, Sourced))
    assert all(condition.text_vi in words for condition in rules.conditions)
    assert "đã đối chiếu với nguồn" in words


def test_english(passer_by: Person) -> None:
    words = passer_by.open(f"{LAW}/LDTT?on=01/06/2024&lang=en").words
    assert "Decided by Chairman of the commune's People's Committee" in words
    assert "more than 1/2" in words
