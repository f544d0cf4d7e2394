"""From a condition that nobody recorded to the box that settles it, and back to the dossier."""

from __future__ import annotations

from states.vocabulary import Role, State
from tests.support.world import World
from tests.web.office.desk import OpenSite, place


def test_an_unknown_condition_leads_to_its_box_and_back(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    office, there = open_site.at(Role.SECRETARIAT), f"/nominations/{key}/conditions"
    link = next(link for link in office.open(there).links() if link.endswith("#fact-managed"))
    form = office.open(link.partition("#")[0])
    box = form.root.find(".//*[@id='fact-managed']")
    assert box is not None and box.find(".//select[@name='managed-chosen']") is not None
    assert there in form.links()
    done = form.send("Ghi thông tin", {"source": "Sổ của thôn", "managed-chosen": "yes"})
    assert place(done) == there and "Đã ghi 1 thông tin." in done.text
    assert "Thuộc đơn vị đề nghị: Có" in done.words
    assert not any(link.endswith("#fact-managed") for link in done.links()), "it is settled"


def test_what_the_dossiers_ask_comes_first(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    nominee = world.nomination(key)["nominee_id"]
    office = open_site.at(Role.SECRETARIAT)
    form = office.open(f"/nominees/{nominee}/statements?year=2024")
    first, _summary, rest = form.words.partition("mục mà các hồ sơ này không hỏi")
    assert "Hồ sơ đang làm hỏi đến" in first and str(world.nomination(key)["code"]) in first
    assert "Số tháng" in first and "chiến đấu" not in first and "chiến đấu" in rest
    assert f"/nominations/{key}" in office.open(f"/nominees/{nominee}").links()

    other_year = office.open(f"/nominees/{nominee}/statements?year=2023")
    assert "Hồ sơ đang làm hỏi đến" not in other_year.words
