"""An audit holds every verdict that was laid down against its digest."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from states.vocabulary import Action, State
from tests.support.world import World
from workflow.ledger import contents
from workflow.ledger.history import COLUMNS, History
from workflow.store import Store


def test_a_verdict_whose_lines_were_bent_does_not_fit(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    with world.store.reading() as driver:
        (found,) = driver.connection.execute(f"SELECT {', '.join(COLUMNS['verdict'])} FROM verdict").fetchall()
    row = dict(zip(COLUMNS["verdict"], found, strict=True))

    def complaints(given: dict[str, Any], action: Action = Action.ACCEPT) -> list[str]:
        step: Any = SimpleNamespace(
            opened=SimpleNamespace(rows=(("verdict", given),), is_erased=False), subject="nomination", key=key,
            entry=SimpleNamespace(act=action),
        )  # fmt: skip
        return [code for code, _facts in contents.rows(step, History(world.organisation_id))]

    assert complaints(row) == []
    assert complaints(row | {"lines": row["lines"].replace("unknown", "met", 1)}) == ["row_unfit"]
    assert complaints(row, Action.CONFER) == ["row_by_another_action"]
