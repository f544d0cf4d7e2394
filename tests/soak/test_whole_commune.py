"""3,065 households go from the villages' lists to one published decision, in a browser, by the people whose work it is.

Five villages paste their lists and three send Excel files; the office takes every list in, posts it, finds it eligible and
lays it before the chairman; the chairman reads the whole annex, page after page, and signs. In the end every name stands
once, and in order, in the annex on the screen, in the printed decision and in the workbook, and all totals are the same.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser

from states.rule_names import award_name
from states.text import sort_key_plain
from states.vocabulary import Action
from tests.browser import list_steps as steps
from tests.browser.list_steps import Handed
from tests.browser.nomination_steps import issue, sign
from tests.support.poppler import Pdf
from tests.support.reader import DESK, PHONE, Device, Reader, seated
from tests.support.running import RunningSite, serving, working
from tests.support.workbooks import household, workbook
from workflow.demo.figures import Figures, load
from workflow.demo.village_names import heads_of

pytestmark = pytest.mark.soak

HOUSEHOLDS = 3065
AFTER_THE_POSTING = "2024-12-16T08:00+07:00"
_ROW = re.compile(r"^ *(\d+) +(\S.*?) {2,}(?:\d{4} {2,})?Thôn ", re.MULTILINE)
"""A line of the printed annex: number, name, of namesakes the year of birth, village."""

PATIENCE = 120_000
"""Milliseconds that a page of the whole commune may take on a busy machine."""

EVERY_LINE = (
    Action.SUBMIT, Action.ACCEPT, Action.POST, Action.FIND_ELIGIBLE, Action.SUBMIT_TO_CHAIRMAN, Action.AWARD,
    Action.PUBLISH,
)  # fmt: skip
"""What happens to every household once, each time with an entry of its own."""


def village_lists(figures: Figures) -> list[tuple[str, Handed]]:
    """Every village's officer and its whole list."""
    officers = {o.unit: p.username for p in figures.people.values() for o in p.offices if o.unit}
    known = {person.name for person in figures.people.values()} | {each.name for each in figures.nominees.values()}
    found = []
    for village in figures.ways.villages:
        lines = heads_of(village, figures.ways.names, known=known)
        known |= {line.head for line in lines}
        unit = figures.units[village.unit].name
        found.append((officers[village.unit], Handed(
            unit=unit, title=f"Danh sách Gia đình văn hóa bổ sung của {unit}", number=f"09/TTr-{village.code}",
            households=[(line.head, line.birth_year, line.code) for line in lines],
        )))  # fmt: skip
    return found


def device(place: int) -> Device:
    """Phones and desks in turn."""
    return (PHONE, DESK)[place % 2]


class Story:
    """One browser, and the lists of the commune."""

    def __init__(self, browser: Browser, folder: Path, paper: Path, lists: Sequence[tuple[str, Handed]]) -> None:
        self.browser, self.folder, self.paper, self.lists = browser, folder, paper, lists
        self.handed = [handed for _officer, handed in lists]

    @contextmanager
    def at(self, site: RunningSite, username: str, device: Device) -> Iterator[Reader]:
        """Somebody signed in, with patience for a machine that does other things too."""
        with seated(self.browser, site, device) as reader:
            reader.page.set_default_timeout(PATIENCE)
            reader.page.set_default_navigation_timeout(PATIENCE)
            yield reader.sign_in(username)

    def hand_in(self, site: RunningSite) -> None:
        """Every village, by paste or as an Excel file."""
        for place, (officer, handed) in enumerate(self.lists):
            with self.at(site, officer, device(place)) as reader:
                if place % 3 == 1:
                    file = self.folder / f"{officer}.xlsx"
                    lines = [household(name, year=year, code=code) for name, year, code in handed.households]
                    file.write_bytes(workbook(lines))
                    steps.send_workbook(reader, handed, file)
                else:
                    steps.paste(reader, handed)
                steps.hand_in(reader, handed, self.paper)

    def by_office(self, site: RunningSite, what: Callable[[Reader, Handed], None]) -> None:
        """The office does something with every list, on a phone and at a desk in turn."""
        for turn in (0, 1):
            with self.at(site, "lanvn", device(turn)) as office:
                for handed in self.handed[turn::2]:
                    what(office, handed)


def read_annex(chairman: Reader) -> list[str]:
    """Every name of the annexed list, page after page."""
    chairman.follow("Đọc toàn bộ danh sách kèm theo")
    names: list[str] = []
    while True:
        names += chairman.main.locator("ol.bv-annex li > a").all_inner_texts()
        onward = chairman.main.locator("nav.bv-pager a[rel=next]")
        if not onward.count():
            return names
        with chairman.page.expect_navigation():
            onward.click()


def entries(site: RunningSite) -> Counter[str]:
    """How many entries of each action the log has."""
    with closing(sqlite3.connect(site.folder / "bangvang.db")) as database:
        return Counter(json.loads(entry)["act"] for (entry,) in database.execute("SELECT entry FROM ledger_leaf"))


def columns(data: bytes, heading: str) -> list[str]:
    """What stands under a heading of a workbook."""
    rows = [list(row) for row in load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(values_only=True)]
    top = next(n for n, row in enumerate(rows) if heading in row)
    return [str(row[rows[top].index(heading)]) for row in rows[top + 1 :] if row[0] is not None]


def titles_on_the_board(visitor: Reader) -> int:
    """The number of cultural families that the public board names."""
    visitor.start()
    words = visitor.main.locator(".gb-kind", has_text=award_name("GDVH", visitor.device.language)).inner_text()
    return int(re.sub(r"\D", "", words))


def titles_in_the_figures(visitor: Reader) -> int:
    """The same number in the public figures."""
    visitor.follow("Số liệu", inside=visitor.page.locator("body"))
    row = visitor.main.locator("tr", has_text=award_name("GDVH", visitor.device.language)).first
    return int(re.sub(r"\D", "", row.locator("strong").inner_text()))


def check_printed(path: Path, names: Sequence[str]) -> int:
    """Every name once and in order in the printed annex, and the heading on each of its pages; answers how many."""
    pages = Pdf(path).pages()
    first = next(n for n, page in enumerate(pages) if "DANH SÁCH KHEN THƯỞNG" in page)
    annex = pages[first:]
    lines = [line for page in annex for line in page.splitlines()]
    rows = [(int(found[1]), found[2]) for line in lines if (found := _ROW.match(line))]
    assert rows == list(enumerate(names, start=1))
    assert all(re.search(r"^ *STT +Hộ gia đình", page, re.MULTILINE) for page in annex if _ROW.search(page))
    assert sum("Tổng cộng: 3.065 hộ gia đình" in line for line in lines) == 1
    return len(annex)


def wait_for_paper(reader: Reader) -> bytes:
    """The printed decision, as soon as the worker has set it."""
    until = time.monotonic() + PATIENCE / 1000
    link = reader.main.get_by_role("link", name="PDF")
    while not link.count():
        assert time.monotonic() < until, reader.read()
        reader.page.wait_for_timeout(500)
        reader.page.reload()
    return saved(reader, link.first.get_attribute("href"))


def saved(reader: Reader, href: str | None) -> bytes:
    """What a link gives to the person who follows it."""
    answer = reader.page.request.get(f"{reader.site.address}{href}", timeout=PATIENCE)
    assert answer.ok, (href, answer.status)
    return answer.body()


def test_the_whole_commune(
    demo: Path, tmp_path: Path, browser: Browser, paper: Path, tally: Callable[[str], None]
) -> None:
    story = Story(browser, tmp_path, paper, village_lists(load(village_lists=False)))
    assert sum(map(len, story.handed)) == HOUSEHOLDS
    began = time.monotonic()
    with serving(demo, tmp_path / "site") as site:
        before = entries(site)
        story.hand_in(site)
        story.by_office(site, steps.take_in)
    with serving(tmp_path / "site", tmp_path / "later", clock=AFTER_THE_POSTING) as site:
        with seated(browser, site, PHONE) as visitor:
            titles = titles_on_the_board(visitor)
        story.by_office(site, steps.find_eligible)
        with (
            working(site),
            story.at(site, "lanvn", DESK) as office,
            story.at(site, "thuatdq", PHONE) as chairman,
        ):
            in_order = sorted(story.handed, key=lambda each: sort_key_plain(each.unit))
            steps.draft(office, in_order)
            chairman.menu("Trình Chủ tịch").follow(steps.DECISION)
            annex = read_annex(chairman)
            sign(chairman, steps.DECISION)
            office.menu("Việc cần làm")
            issue(office, steps.DECISION)
            office.menu("Quyết định khen thưởng").follow(steps.DECISION)
            printed = wait_for_paper(office)
            saved_list = saved(office, office.main.get_by_role("link", name=office.words(_SAVE)).get_attribute("href"))
        assert len(annex) == len(set(annex)) == HOUSEHOLDS
        assert [sorted(part) for part in _parts(annex, in_order)] == [sorted(each.heads) for each in in_order]
        assert columns(saved_list, "Name" if office.device is DESK else "Tên") == annex
        (tmp_path / "decision.pdf").write_bytes(printed)
        pages = check_printed(tmp_path / "decision.pdf", annex)
        for each in (PHONE, DESK):
            with seated(browser, site, each) as visitor:
                assert titles_on_the_board(visitor) == titles + HOUSEHOLDS
                assert titles_in_the_figures(visitor) == titles + HOUSEHOLDS
                public = saved(visitor, f"/huong-lam/cong-khai.xlsx?award=GDVH&year=2024&lang={each.language}")
                named = columns(public, "Name" if each is DESK else "Tên")
                assert len(named) == titles + HOUSEHOLDS and Counter(named) >= Counter(annex)
        grown = entries(site) - before
        assert {act: grown[act.value] for act in EVERY_LINE} == dict.fromkeys(EVERY_LINE, HOUSEHOLDS)
        verified = json.loads(site.bangvang("ledger", "verify", "--json"))
        assert verified["whole"] is True
    tally(f"the whole commune: {HOUSEHOLDS} households, {pages} pages of annex, {time.monotonic() - began:.0f} s")


_SAVE = "Tải danh sách này (Excel)"


def _parts(names: Sequence[str], lists: Sequence[Handed]) -> Iterator[Sequence[str]]:
    """The names cut into the lists they came in."""
    place = 0
    for each in lists:
        yield names[place : place + len(each)]
        place += len(each)
