"""What everybody may read is the same for everybody, may be cached, and holds no more than the minimum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from states.vocabulary import Role, State
from tests.support.site import Person
from tests.web.public.conftest import PAGES, Town
from workflow.queries.log_figures import STAGES

MARKED = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
NAMES = ("Bảng Vàng", "Tiếng Việt")
KEPT_BACK = ("1980", "Nông dân", "Sản xuất giỏi", "H001", "Chưa thật tiêu biểu", "Thiếu chữ ký", "uyvien", "thuongtruc")
"""Birth years, posts, achievements, household codes, reasons and user names of the cases in the town."""


@pytest.mark.parametrize("path", PAGES)
def test_it_may_be_cached_and_sets_no_cookie(passer_by: Person, path: str) -> None:
    answer = passer_by.open(path).response
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", PAGES)
def test_it_is_the_same_for_people_who_are_signed_in(town: Town, passer_by: Person, path: str) -> None:
    official = town.site.person(town.world.actor(Role.SECRETARIAT))
    seen = official.open(path)
    assert seen.text == passer_by.open(path).text
    assert "Set-Cookie" not in seen.response.headers


@pytest.mark.parametrize("path", PAGES)
def test_it_tells_no_more_than_the_minimum(passer_by: Person, path: str) -> None:
    text = passer_by.open(path).text
    assert [words for words in KEPT_BACK if words in text] == []


@pytest.mark.parametrize("path", PAGES)
def test_it_is_all_english_on_request(passer_by: Person, path: str) -> None:
    page = passer_by.open(f"{path}{'&' if '?' in path else '?'}lang=en")
    assert page.root.get("lang") == "en"
    body = page.root.find("body")
    assert body is not None
    assert [words for words in spoken(body) if MARKED.search(without_names(words))] == []
    kept = [link for link in page.links() if "static" not in link and "lang=" not in link and link != "/"]
    assert kept == [], "every link keeps the language"


def without_names(words: str) -> str:
    """Without our own name and the numbers of documents (05/QĐ-UBND), which no language translates."""
    for name in NAMES:
        words = words.replace(name, "")
    return re.sub(r"\d+/(?:\d{4}/)?[\w-]+", "", words)


def spoken(element: Element) -> Iterator[str]:
    """The words of the page's own language: those not marked as Vietnamese."""
    if element.get("lang") == "vi":
        return
    yield element.text or ""
    for child in element:
        yield from spoken(child)
        yield child.tail or ""


def test_the_board_shows_what_stands_and_what_was_annulled(town: Town, passer_by: Person) -> None:
    page = passer_by.open("/dong-mau/cong-khai?year=0")
    lines = [
        " ".join("".join(each.itertext()).split())
        for each in page.root.iter("li")
        if "gb-line" in each.get("class", "")
    ]
    assert sum("Đã hủy bỏ" in line for line in lines) >= 2, "annulled and recovered ones stay"
    assert all("Quyết định số" in line for line in lines)


def test_a_name_is_found_without_marks_and_in_any_spelling(town: Town, passer_by: Person) -> None:
    name = str(town.nomination(State.PUBLISHED)["name"])
    for typed in ("anh tran", "TRAN THI ANH", "A\u0301nh", "Ánh"):
        assert name in passer_by.open(f"/dong-mau/cong-khai?q={typed}").words, typed
    assert "Không có khen thưởng nào" in passer_by.open("/dong-mau/cong-khai?q=khong-co-ai-nhu-the").words


def test_the_board_is_narrowed_by_year_award_and_unit(town: Town, passer_by: Person) -> None:
    year = town.nomination(State.PUBLISHED)["year"]
    assert (
        "gb-line"
        in passer_by.open(f"/dong-mau/cong-khai?year={year}&award=LDTT&unit={town.world.units['thon-dong']}").text
    )
    for nothing in ("year=1999", "award=ZZZ", "unit=nowhere"):
        assert "gb-line" not in passer_by.open(f"/dong-mau/cong-khai?{nothing}").text
    for odd in (
        "year=abc",
        "after=x",
        "after=1_",
        "after=9999_a_b",
        "year=-1",
        "q=%25_%5C",
        "award=%00",
        "after=²_a_b",
    ):
        passer_by.open(f"/dong-mau/cong-khai?{odd}")
        passer_by.open(f"/dong-mau/niem-yet?{odd}")


def test_postings_name_only_what_is_posted_now(town: Town, passer_by: Person) -> None:
    words = passer_by.open("/dong-mau/niem-yet").words
    posted = town.nomination(State.POSTED)
    is_over = str(posted["posting_ends_on"]) < town.world.day.isoformat()
    assert (str(posted["code"]) in words) != is_over
    assert str(town.nomination(State.UNDER_APPRAISAL)["code"]) not in words


def test_every_state_stands_in_one_stage() -> None:
    told = [state for group in STAGES.values() for state in group]
    assert sorted(told) == sorted(set(State) - {State.DRAFT})


def test_nothing_is_at_another_address(passer_by: Person) -> None:
    for path in ("/nowhere/cong-khai", "/nowhere/niem-yet", "/nowhere/phong-trao", "/nowhere/so-lieu"):
        answer = passer_by.open(path, status=404).response
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_only_commune_is_the_start(passer_by: Person) -> None:
    first = passer_by.client.get("/cong-khai")
    assert (first.status_code, first.headers["Location"]) == (302, "/dong-mau/cong-khai")
    assert passer_by.client.get("/").headers["Location"] == "/cong-khai"


@pytest.mark.parametrize("year", ["0", ""])
def test_the_figures_of_board_and_statistics_agree(passer_by: Person, year: str) -> None:
    board = passer_by.open(f"/dong-mau/cong-khai?year={year}")
    tiles = [int(each.text or "") for each in board.root.iter("span") if each.get("class") == "gb-kind__count"]
    stands = re.search(r"(\d+) khen thưởng còn hiệu lực", board.words)
    annulled = re.search(r"thêm (\d+) khen thưởng đã bị hủy bỏ, vẫn ghi lại ở đây", board.words)
    assert stands and annulled and sum(tiles) == int(stands[1])
    words = passer_by.open(f"/dong-mau/so-lieu?year={year}").words
    assert f"{stands[1]} khen thưởng còn hiệu lực, thêm {annulled[1]} đã bị hủy bỏ" in words


def test_the_guide_tells_the_truth_about_papers(passer_by: Person) -> None:
    words = passer_by.open("/huong-dan").words
    assert "năm sinh khi hai người cùng đơn vị trùng tên" in words and "mã vuông ở cuối quyết định" in words
