"""A name in free text: found however it was typed, told apart from other names, and blotted out."""

from __future__ import annotations

import unicodedata

import pytest

from states.naming import Named
from states.personal_data import ERASED

HOA = "Nguyễn Thị Hoà"


@pytest.mark.parametrize(
    "text",
    ["Bà Nguyễn Thị Hoà vắng.", "NGUYỄN THỊ HÒA", "nguyen thi hoa", "(Nguyễn Thị\nHòa)", '{"note":"xem\\nNguyễn Thị Hoà"}',
     unicodedata.normalize("NFD", "Bà Nguyễn Thị Hoà")],
)  # fmt: skip
def test_found_however_it_was_typed(text: str) -> None:
    named = Named(HOA)
    assert named.is_in(text) and named.is_surely_in(text)
    left = named.blotted(text)
    assert ERASED in left and not named.is_in(left)
    assert left.partition(ERASED)[0] == text[: len(left.partition(ERASED)[0])]


@pytest.mark.parametrize("text", ["Nguyễn Thị Hoàn", "ANguyễn Thị Hoà", "Nguyễn Hoà", "", "Thị Hoà"])
def test_not_found_in_other_names(text: str) -> None:
    assert not Named(HOA).is_in(text)


def test_other_marks_may_be_somebody_else() -> None:
    named, text = Named("Lê Văn An"), "Ông Lê Vân Ấn và ông Lê Văn An."
    assert named.is_in("Lê Vân Ấn") and not named.is_surely_in("Lê Vân Ấn")
    assert named.blotted(text) == f"Ông Lê Vân Ấn và ông {ERASED}."
    assert named.blotted(text, with_doubtful=True) == f"Ông {ERASED} và ông {ERASED}."


def test_one_word_is_found_as_it_is_written_only() -> None:
    assert Named("An").is_surely_in("bà An") and not Named("An").is_in("bà Ân, an toàn")


def test_a_few_words_around() -> None:
    words = Named(HOA).around(f"{'a ' * 60}bà Nguyễn Thị Hòa vắng mặt. {'b ' * 60}")
    assert words.startswith("…") and words.endswith("…") and "bà Nguyễn Thị Hòa vắng mặt." in words
    assert Named(HOA).around("không") == ""
