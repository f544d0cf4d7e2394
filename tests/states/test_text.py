import random
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from states.text import normalise, normalise_lines, search_key, sort_key, sort_key_plain


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  Nguyễn \t Thị\u00a0Ánh \n", "Nguyễn Thị Ánh"),
        (unicodedata.normalize("NFD", "Đặng Thị Hồng Ửng"), "Đặng Thị Hồng Ửng"),
        ("Hư\u200bơng\ufeff Lâm\u0000", "Hương Lâm"),
        ("e\u200b\u0302\u0301", "ế"),
        ("e\u034f\u0302", "ê"),
        ("a\ud800b", "ab"),
        ("\u200b \ufe0f", ""),
    ],
)
def test_text_is_stored_in_one_form(raw: str, stored: str) -> None:
    assert normalise(raw) == stored


def test_lines_keep_their_breaks_and_inner_blank_lines() -> None:
    assert normalise_lines("\r\n  Kính  gửi:\r\n\r\n\u200bHội đồng \n\n") == "Kính gửi:\n\nHội đồng"


@given(st.text())
@example("\u2000\u0340")
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once == unicodedata.normalize("NFC", once)
    assert normalise_lines(normalise_lines(text)) == normalise_lines(text)
    assert search_key(search_key(text)) == search_key(text)


def test_search_finds_without_marks_and_case() -> None:
    assert search_key("ĐẶNG  Thị Ửng") == search_key("đặng thị ửng") == "dang thi ung"
    assert search_key(unicodedata.normalize("NFD", "Nguyễn Đình Thọ")) == "nguyen dinh tho"


ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]


def test_the_alphabet_is_the_vietnamese_one() -> None:
    assert sorted(ALPHABET, key=sort_key_plain) == ALPHABET
    assert (
        sorted(random.Random(1).sample(ALPHABET, len(ALPHABET)), key=lambda letter: sort_key(f"Vũ {letter.upper()}"))
        == ALPHABET
    )


@pytest.mark.parametrize("vowel", ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"])
def test_tones_stand_in_their_order_and_below_the_letters(vowel: str) -> None:
    syllables = [f"h{vowel}{tone}nh" for tone in TONES]
    assert sorted(random.Random(1).sample(syllables, len(syllables)), key=sort_key_plain) == syllables
    assert sort_key_plain(syllables[-1]) < sort_key_plain(f"h{vowel}nho")
    assert len({sort_key_plain(syllable) for syllable in syllables}) == len(TONES)


def test_people_stand_by_given_name_then_family_and_middle() -> None:
    people = [
        "Vũ An", "Bùi Văn Án", "Trần Thị Anh", "Lê Ánh", "Đỗ Bình", "Nguyễn Thị Dung", "Nguyễn Văn Dung", "Cao Đạt",
        "Nguyễn Ê", "Lý Hà", "Đào Thị Hạ", "Đặng Hải", "Phan Hân", "Bùi Yến",
    ]  # fmt: skip
    for seed in range(5):
        shuffled = random.Random(seed).sample(people, len(people))
        assert sorted(shuffled, key=sort_key) == people


def test_one_name_alone_stands_before_the_same_with_a_family() -> None:
    assert sort_key("An") < sort_key("Bùi An") < sort_key("Bùi An (thôn 2)") < sort_key("Bùi Thị An") < sort_key("Anh")


def test_old_and_new_places_of_the_tone_mark_are_the_same_name() -> None:
    assert sort_key("Lê Hoà") == sort_key("Lê Hòa")


def test_numbers_stand_as_numbers() -> None:
    names = ["Thôn 2", "Thôn 10", "Thôn 11a", "Thôn Hương Câu", "Trường THCS", "Trường Tiểu học số 1"]
    assert sorted(random.Random(1).sample(names, len(names)), key=sort_key_plain) == names
    assert sort_key_plain("Thôn 02") == sort_key_plain("Thôn 2")
    assert sort_key_plain("9" * 300) > sort_key_plain("9" * 99)


def test_other_scripts_and_signs_stand_last_or_vanish() -> None:
    assert sort_key_plain("H'Hen Niê") == sort_key_plain("HHen  Niê")
    assert sort_key_plain("Zzz") < sort_key_plain("Ωmega") < sort_key_plain("中国")
    assert sort_key("") == sort_key("  ")


@given(st.text(max_size=60))
def test_keys_hold_only_what_every_collation_orders_alike(text: str) -> None:
    for key in (sort_key(text), sort_key_plain(text)):
        assert re.fullmatch(r"[0-9a-z]+", key)
        assert not re.search(r"[a-z]{2}", key)
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text))
