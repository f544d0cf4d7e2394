"""One count, told in many places: page, minutes, papers, workbook and log give the same figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from states.tally import CHOICES, COLUMNS, Tally, Threshold
from states.tally_figures import FIGURES, RARE, figures
from states.vocabulary import Role
from tests.support.poppler import Pdf
from tests.support.site import PASSWORD, Page, Person, Site
from tests.support.workbooks import cells_of, part_of
from tests.support.world import World
from tests.web.council.sessions import attend, close, declare, plan, rows, table_all, vote
from tests.web.council.test_declaration import recuse
from workflow.documents import worker
from workflow.documents.rendering import Typesetter
from workflow.ledger.reading import entries_of
from workflow.ledger.verify import verify

Figures = Mapping[str, int]
NAMES = ("Trần Thị Ánh", "Nguyễn Văn Bình", "Lý Thị Cúc")


def voted(site: Site, secretary: Person, members: list[Person]) -> str:
    """A counted session: one member recused from one case, one writing, one abstaining, one silent on a case."""
    session = plan(secretary, site.world)
    table_all(secretary, session)
    recuse(members[0], session)
    attend(secretary, session, site.world)
    declare(secretary, session, site.world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    for member, choice in zip(members, ("agree", "agree", "abstain", "agree", "disagree"), strict=True):
        vote(member, session, choice, only=2 if member is members[3] else None)
    close(secretary, session)
    return session


def minuted(site: Site, secretary: Person, chair: Person, session: str) -> None:
    """The minutes are written and signed, and the worker has made every paper."""
    said = {"chair_id": site.world.members[1].account_id, "course": "Đã thảo luận.", "conclusions": "Nhất trí."}
    secretary.open(f"{session}/minutes").send("Ghi biên bản", said)
    chair.open(f"{session}/signature").send("Ký biên bản", {"has_read": "y", "password": PASSWORD})
    worker.turn(site.world.store, Typesetter(), lambda: site.world.at)


def on_page(page: Page) -> dict[str, Figures]:
    """The figures of a page by code; the headings say which is which."""
    found = {}
    for table in page.root.iter("table"):
        heads = [" ".join(head.itertext()) for head in table.findall(".//thead//th")][1:]
        for row in table.findall(".//tbody/tr"):
            code = re.findall(r"\d{4}-\d{4}", "".join(row.find("th").itertext()))[0]
            numbers = [int("".join(cell.itertext())) for cell in row.findall("td")]
            found[code] = dict(zip([HEADS[head] for head in heads], numbers, strict=True))
    return found


HEADS = {
    "Tính trên số thành viên": "base", "Không được tham gia": "recused", "Đồng ý": "agree", "Mức thấp hơn": "agree_lower",
    "Không đồng ý": "disagree", "Không biểu quyết": "abstain", "Phiếu không hợp lệ": "invalid", "Phiếu thừa": "surplus",
    "Chưa cho ý kiến": "missing", "Ý kiến bằng văn bản": "written", "Cần ít nhất": "needed",
}  # fmt: skip


def in_paper(world: World, session: str, kind: str, person: Person, folder: Path) -> dict[str, tuple[int, ...]]:
    """The rows of numbers of a paper by code, as somebody finds it from the page of the session."""
    (address,) = [link for link in person.open(session).links() if f"/{kind}.pdf" in link]
    path = folder / f"{kind}.pdf"
    path.write_bytes(person.client.get(address).data)
    lines = [line for page in Pdf(path).pages() for line in page.splitlines()]
    starts = [re.match(r"\s*\d+\s+(\d{4}-\d{4})\s.*?((?:\s+\d+){8,11})(?:\s|$)", line) for line in lines]
    return {found[1]: tuple(map(int, found[2].split())) for found in starts if found}


def in_workbook(person: Person, session: str) -> dict[str, Figures]:
    """The figures of the workbook by code."""
    answer = person.client.get(f"{session}/results.xlsx")
    assert answer.status_code == 200
    assert b"<f" not in part_of(answer.data, "xl/worksheets/sheet1.xml")
    heads, *lines = cells_of(answer.data)
    first = heads.index("Tính trên số thành viên")
    assert [HEADS[head] for head in heads[first : first + len(FIGURES)]] == list(FIGURES)
    return {line[1]: dict(zip(FIGURES, line[first : first + len(FIGURES)], strict=True)) for line in lines}


def in_log(world: World) -> dict[str, Figures]:
    """What the entries say that recorded the findings; every one of them follows from the votes before it."""
    assert verify(world.store).findings == ()
    found = {}
    with world.store.reading() as driver:
        for key, code in driver.connection.execute("SELECT id, code FROM nomination").fetchall():
            for row in [
                row for entry in entries_of(driver, world.organisation_id, key) for row in entry.rows_of("finding")
            ]:
                tally = Tally.of({name: row[name] for name in COLUMNS})
                threshold = Threshold(row["threshold_num"], row["threshold_den"], bool(row["threshold_strict"]))
                found[code] = figures(tally, threshold)
                assert sum(row[choice] for choice in CHOICES) + row["missing"] + row["recused"] == row["members"]
    return found


def test_page_papers_workbook_and_log_agree(
    site: Site, secretary: Person, members: list[Person], tmp_path: Path
) -> None:
    session = voted(site, secretary, members)
    minuted(site, secretary, members[1], session)
    logged = in_log(site.world)
    assert len(logged) == 3
    assert {each["recused"] for each in logged.values()} == {0, 1}
    assert {each["written"] for each in logged.values()} == {1} and any(each["missing"] for each in logged.values())
    reader = site.person(site.world.actor(Role.SECRETARIAT))
    assert in_workbook(reader, session) == logged
    for page in (reader.open(session), reader.open(f"{session}/record")):
        shown = on_page(page)
        assert shown == {code: {name: logged[code][name] for name in shown[code]} for code in logged}
        assert all(set(FIGURES) - RARE <= set(row) for row in shown.values())
    rarely = [name for name in FIGURES if name not in RARE or any(each[name] for each in logged.values())]
    of_all = {code: tuple(each[name] for name in rarely) for code, each in logged.items()}
    assert in_paper(site.world, session, "minutes", reader, tmp_path) == of_all
    by_award = {code: tuple(row[name] for name in on_page(reader.open(session))[code]) for code, row in logged.items()}
    assert in_paper(site.world, session, "counting", reader, tmp_path) == by_award


def test_a_recused_member_saves_no_figure_of_the_own_case(site: Site, secretary: Person, members: list[Person]) -> None:
    session = voted(site, secretary, members)
    hidden = set(in_workbook(members[1], session)) - set(in_workbook(members[0], session))
    assert len(hidden) == 1


def test_there_is_no_workbook_before_the_close(site: Site, secretary: Person, members: list[Person]) -> None:
    session = plan(secretary, site.world)
    table_all(secretary, session)
    attend(secretary, session, site.world)
    declare(secretary, session, site.world)
    secretary.open(f"{session}/vote-opening").send("Mở biểu quyết")
    for member in members:
        assert rows(member.open(f"{session}/ballot"))
        vote(member, session, "agree")
        assert member.client.get(f"{session}/results.xlsx").status_code == 404
    assert secretary.client.get(f"{session}/results.xlsx").status_code == 404
