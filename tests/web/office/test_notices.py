"""Those who are not awarded are told so with the reason: who still waits, by when, and one letter recorded for many."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from states.vocabulary import Action, Role, State
from tests.support.world import World
from tests.web.office.desk import OpenSite, question
from tests.web.office.test_bulk import press, preview
from workflow.ledger.verify import verify
from workflow.queries.notices import notices_owed
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def open_site(world: World, tmp_path: Path) -> OpenSite:
    return OpenSite(world, tmp_path)


def declined(world: World, open_site: OpenSite, name: str) -> str:
    key = world.bring(world.draft("LDTT", name=name), State.BEFORE_CHAIRMAN)
    question(open_site.at(Role.CHAIRMAN), key, Action.DECLINE).send(
        "Không khen", {"reason": f"Chưa tiêu biểu: {name}."}
    )
    return key


def test_one_letter_tells_many(world: World, open_site: OpenSite) -> None:
    keys = [declined(world, open_site, name) for name in ("Trần Thị Ánh", "Lê Văn Bảy", "Vũ Thị Cúc")]
    office = open_site.at(Role.SECRETARIAT)
    page = office.open("/office/notices")
    assert all(f"Chưa tiêu biểu: {name}." in page.words for name in ("Trần Thị Ánh", "Lê Văn Bảy"))
    assert "Hạn thông báo:" in page.words and "quá hạn" not in page.words
    unit = world.nomination(keys[0])["unit_id"]
    ticked = "checked aria-describedby"
    assert ticked not in page.text and office.open(f"/office/notices?unit={unit}").text.count(ticked) == len(keys)
    with world.store.reading() as driver:
        later = notices_owed(driver, world.organisation_id, world.day + timedelta(days=60))
    assert [each.is_late for each in later] == [True] * 3
    day = world.day.strftime("%d/%m/%Y")
    said = {"given_on": day, "document": "Công văn số 7"}
    shown = press(preview(office, "notice", keys[:2]), "check", said)
    press(shown, "all", said)
    assert [world.nomination(key)["noticed_on"] for key in keys] == [world.day.isoformat()] * 2 + [None]
    assert [world.nomination(key)["state"] for key in keys] == [State.DECLINED] * 3
    words = office.open("/office/notices").words
    assert "Vũ Thị Cúc" in words and "Trần Thị Ánh" not in words
    asked = question(office, keys[2], Action.GIVE_NOTICE)
    before = (world.day - timedelta(days=1)).strftime("%d/%m/%Y")
    assert f"Ghi ngày từ {day} trở đi." in asked.send("Ghi", {"given_on": before}, status=422).words
    asked.send("Ghi", {"given_on": day})
    assert "Không còn ai chờ được thông báo" in office.open("/office/notices").words
    assert "Không cần ghi lại: đã thông báo ngày" in office.open(f"/nominations/{keys[2]}").words
    assert verify(world.store, world.organisation_id).is_whole
