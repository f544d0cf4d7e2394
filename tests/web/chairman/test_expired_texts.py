"""A numbered decision that waits too long: what it cites is in force no more on the day of the signature."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from states.vocabulary import Role, State
from tests.support.site import Site
from tests.support.world import World
from workflow.store import Store

WARNING = "Văn bản làm căn cứ đã hết hiệu lực tính đến hôm nay."


def test_the_page_of_the_signature_names_what_expired(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    key = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    world.wait((date(2025, 2, 28) - world.day).days)
    decision = world.draft_decision([key])
    world.number(decision)
    same_day = Site(world, tmp_path / "then").person(world.actor(Role.SECRETARIAT))
    assert WARNING not in same_day.open(f"/decisions/{decision}").words
    world.wait(1)
    later = Site(world, tmp_path / "later").person(world.actor(Role.CHAIRMAN))
    for page in ("", "/signature"):
        words = later.open(f"/decisions/{decision}{page}").words
        assert WARNING in words and "hết hiệu lực sau ngày 28/02/2025" in words
        assert words.count("hết hiệu lực sau ngày") == 1, "what is still in force is not named"
