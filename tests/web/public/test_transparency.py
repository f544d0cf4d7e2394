"""The public page of the log: its head, its witnesses, and figures from the log with small ones kept back."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.vocabulary import Role, State
from tests.support.site import Site
from tests.support.world import World
from workflow.ledger.indexing import turn
from workflow.ledger.signing import Signer
from workflow.store import Store

PATH = "/dong-mau/cong-khai/nhat-ky"


@pytest.fixture
def world(sqlite_store: Store) -> World:
    world = World.open(sqlite_store)
    for number in range(6):
        world.bring(world.draft("LDTT", name=f"Trần Thị {number}"), State.UNDER_APPRAISAL)
    for number in range(2):
        world.bring(world.draft("LDTT", name=f"Lê Thị {number}"), State.WITHDRAWN)
    return world


def cells(site: Site, table: str) -> dict[str, str]:
    page = site.visitor().open(PATH)
    rows = page.root.findall(f".//table[@id='{table}']/tbody/tr")
    return {" ".join("".join(row[0].itertext()).split()): " ".join("".join(row[1].itertext()).split()) for row in rows}


def test_figures_come_from_the_finding_aid_and_small_ones_are_kept_back(world: World, tmp_path: Path) -> None:
    site = Site(world, tmp_path / "var")
    before = cells(site, "stages")
    assert set(before.values()) == {"0", "không công bố"}
    turn(world.store)
    now = cells(site, "stages")
    assert now["Đơn vị đã rút"] == now["Đang xem xét tại xã"] == "không công bố"
    assert now["Chưa được khen thưởng"] == "0"
    assert len(cells(site, "times")) == 1
    assert "Ai biết địa chỉ của một hồ sơ thì theo dõi được tình trạng của hồ sơ đó" in site.visitor().open(PATH).words


def test_the_head_is_the_one_that_was_signed(world: World, tmp_path: Path) -> None:
    site = Site(world, tmp_path / "var")
    assert "Chưa có bản chốt nào được ký" in site.visitor().open(PATH).words
    with Signer(tmp_path / "signer") as signer:
        signer.tick(world.store, 1_800_000_000_000_000)
    page = site.visitor().open(PATH)
    note = page.root.find(".//pre[@id='checkpoint']")
    assert note is not None and note.text is not None
    assert site.visitor().client.get("/dong-mau/log/checkpoint").text == note.text
    assert "Chưa có bên chứng kiến nào" in page.words
    auditor = site.person(world.actor(Role.AUDITOR)).open("/log/verification")
    assert note.text.split()[0] in auditor.words
    assert all(f"/dong-mau/cong-khai/{name}" in auditor.text for name in ("verify_log.py", "verify_log.go"))
    assert "python3 verify_log.py log" in auditor.words and "không tự chứng minh được" in auditor.words


def test_the_page_is_cheap_and_says_that_nobody_can_step_around_the_procedure(world: World, tmp_path: Path) -> None:
    site = Site(world, tmp_path / "var")
    page = site.visitor().open(PATH + "?lang=en")
    assert "The procedure has no move for emergency overrides." in page.words
    assert "Set-Cookie" not in page.response.headers
    for name in ("verify_log.py", "verify_log.go", "verify_paper.py"):
        checker = site.visitor().client.get(f"/dong-mau/cong-khai/{name}")
        assert checker.data == (Path(__file__).parents[3] / "tools" / name).read_bytes()
