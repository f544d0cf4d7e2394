"""What was issued is sealed, whatever else waits: a file that cannot be read holds up no other."""

from __future__ import annotations

import logging

import pytest

from states.vocabulary import State
from tests.support.typesetting import SetOnce
from tests.support.world import World
from workflow.documents import sealing
from workflow.documents.worker import turn
from workflow.store import Store


def issued(world: World, name: str) -> tuple[str, str]:
    """An issued decision on one award, and the award."""
    case = world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN)
    decision = world.draft_decision([case])
    world.sign(decision)
    world.issue(decision)
    return decision, case


def sealed(world: World) -> list[tuple[str, str]]:
    with world.store.reading() as driver:
        return driver.connection.execute("SELECT subject_id, kind FROM paper_seal").fetchall()


def test_no_file_holds_up_another(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sealing, "MOST", 1)
    world = World.open(sqlite_store)
    (broken, case), (whole, _) = (issued(world, name) for name in ("Hồ An", "Hồ Bé"))
    turn(world.store, SetOnce(), lambda: world.at)
    with sqlite_store.writing(world.organisation_id) as driver:
        driver.connection.execute("UPDATE nomination SET subject_kind = 'ghost' WHERE id = ?", (case,))
        driver.connection.execute("COMMIT")
    with caplog.at_level(logging.ERROR):
        done = [sealing.seal(world.store, world.at) for _ in range(4)]
    assert done == [1, 1, 0, 0]
    assert set(sealed(world)) == {(whole, "decision"), (whole, "certificates")}
    told = [record.getMessage() for record in caplog.records if "cannot be read" in record.getMessage()]
    assert len(told) == 2 and all(broken in each for each in told)
