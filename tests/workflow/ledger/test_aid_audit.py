"""The finding aid and the public figures are held against the entries, told where they differ, and made anew."""

from __future__ import annotations

from states.vocabulary import State
from tests.support.world import World
from tests.workflow.test_erasures import NAME, erase, refuse_intake
from workflow.ledger.auditing import audit, stops
from workflow.ledger.indexing import figures, indexed, turn
from workflow.ledger.verify import verify
from workflow.store import Store


def test_what_differs_is_told_once_and_made_anew(store: Store) -> None:
    world = World.open(store)
    world.bring(world.draft(), State.UNDER_APPRAISAL)
    turn(store)
    with store.reading() as driver:
        before = figures(driver, world.organisation_id), indexed(driver, world.organisation_id)
    assert verify(store).is_whole
    with store.writing(world.organisation_id) as driver:  # the application's role has the right to
        driver.connection.execute(
            "UPDATE ledger_figure SET count = 900 WHERE kind = 'stands' AND key = 'under_appraisal'"
        )
        driver.connection.execute("UPDATE ledger_index SET is_late = 1, late_days = 9 WHERE idx = 3")
        driver.connection.commit()
    report, stopped = audit(store, None, world.at)
    assert {each.code for each in report.findings} == {"aid_differs", "figures_differ"}
    assert not stopped and not stops(store, world.organisation_id)
    assert verify(store).is_whole
    turn(store)
    assert verify(store).is_whole
    with store.reading() as driver:
        assert (figures(driver, world.organisation_id), indexed(driver, world.organisation_id)) == before


def test_an_aid_from_before_an_erasure_is_right(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = refuse_intake(world, world.draft(name=NAME))
    turn(sqlite_store)
    erase(world, world.nomination(case)["nominee_id"])
    assert verify(sqlite_store).is_whole
    turn(sqlite_store)
    assert verify(sqlite_store).is_whole
