"""A list asks the database as often with one line as with three."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event

from states.vocabulary import Role, State
from tests.support.chronicle import launch
from tests.support.site import Site
from tests.support.world import World
from web.database import db
from workflow.store import Store

OPEN = (
    "/dong-mau/cong-khai",
    "/dong-mau/niem-yet",
    "/dong-mau/so-lieu",
    "/dong-mau/phong-trao",
    "/dong-mau/cong-khai/nhat-ky",
)
OFFICIAL = ("/search?q=tran", "/campaigns", "/campaigns/{campaign}", "/campaigns/{campaign}/nominations")


def asked(site: Site, said: list[str], campaign: str) -> dict[str, int]:
    counts = {}
    official = site.person(site.world.actor(Role.SECRETARIAT))
    for person, paths in ((site.visitor(), OPEN), (official, OFFICIAL)):
        for path in paths:
            said.clear()
            person.open(path.format(campaign=campaign))
            counts[path] = len(said)
    assert all(counts.values())
    return counts


def test_lists_ask_as_often_with_one_line_as_with_three(sqlite_store: Store, tmp_path: Path) -> None:
    said: list[str] = []
    world = World.open(sqlite_store)
    site = Site(world, tmp_path / "var")
    with site.app.app_context():
        event.listen(db.engine, "checkout", lambda connection, *_: connection.set_trace_callback(said.append))
    campaign = launch(world)
    world.bring(world.draft("LDTT", campaign_id=campaign, name="Trần Một"), State.PUBLISHED)
    world.bring(world.draft("GDVH", campaign_id=campaign, name="Trần Một", kind="household"), State.POSTED)
    one = asked(site, said, campaign)
    for name in ("Trần Hai", "Trần Ba"):
        world.bring(world.draft("LDTT", campaign_id=campaign, name=name), State.PUBLISHED)
        world.bring(world.draft("GDVH", campaign_id=campaign, name=name, kind="household"), State.POSTED)
    launch(world)
    assert asked(site, said, campaign) == one
