"""The page of the books of numbers."""

from __future__ import annotations

from states.vocabulary import Action, Role, State
from tests.support.standing import take
from tests.support.world import World
from tests.web.office.desk import OpenSite


def test_a_void_number_stands_in_its_place(world: World, open_site: OpenSite) -> None:
    drafts = [world.draft("GK", basis="sudden", name=name) for name in ("Trần Thị Ánh", "Lê Văn Bảy")]
    first, second = (world.draft_decision([world.bring(case, State.BEFORE_CHAIRMAN)]) for case in drafts)
    office = open_site.at(Role.SECRETARIAT)
    assert "Chưa lấy số nào trong năm này." in office.open("/decisions/numbers").words
    world.number(first)
    take(world, Action.VOID_DECISION, first)
    world.sign(second)
    assert "Sổ lấy số" in office.open("/decisions").words
    page = office.open("/decisions/numbers")
    (decisions, letters) = page.root.findall(".//table")
    for table, state in ((decisions, "Đã ký"), (letters, "Đã ký")):
        cells = [" ".join("".join(cell.itertext()).split()) for cell in table.findall(".//tbody//*[@data-label]")]
        assert (cells[0], cells[4]) == ("01", "02")
        assert cells[3].startswith("Đã hủy") and cells[7] == state
    assert "Chưa lấy số nào trong năm này." in office.open("/decisions/numbers?year=2023").words
    open_site.at(Role.UNIT_OFFICER).open("/decisions/numbers", status=403)
