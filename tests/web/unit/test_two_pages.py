"""Two pages open on one draft: the second to save reads what the first saved, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.support.site import Person
from tests.web.unit.steps import begin


@pytest.mark.parametrize(
    ("page", "name", "first", "second"),
    [
        ("achievement", "achievement", "Thành tích viết ở trang thứ nhất.", "Thành tích viết ở trang thứ hai."),
        ("facts", "title", "Chi hội trưởng", "Tổ trưởng tổ hòa giải"),
    ],
)
def test_the_second_page_shows_both_and_saves_on_request(
    officer: Person, page: str, name: str, first: str, second: str
) -> None:
    address = f"{begin(officer).path}/{page}"
    here, beside = officer.open(address), officer.open(address)
    here.send("Lưu nháp", {name: first})
    held = beside.send("Lưu nháp", {name: second}, status=409)
    assert f"Đang lưu: {first}" in held.words and f"Ông/bà nhập: {second}" in held.words
    assert officer.open(address).entered()[name] == first, "nothing is overwritten unseen"
    held.send("Lưu nháp")
    assert officer.open(address).entered()[name] == second


def test_the_same_entries_from_two_pages_are_no_conflict(officer: Person) -> None:
    address = f"{begin(officer).path}/achievement"
    here, beside = officer.open(address), officer.open(address)
    for each in (here, beside):
        each.send("Lưu nháp", {"achievement": "Như nhau."})


def test_what_differs_is_told_in_the_words_of_the_page(officer: Person) -> None:
    address = f"{begin(officer).path}/facts"
    here, beside = officer.open(address), officer.open(address)
    here.send("Lưu nháp", {"gender": "male"})
    words = beside.send("Lưu nháp", {"title": "Giáo viên"}, status=409).words
    assert "Đang lưu: Nam" in words and "Ông/bà nhập: Nữ" in words
