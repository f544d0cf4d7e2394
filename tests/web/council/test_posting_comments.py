"""Who votes reaches what the people said of a posted dossier, from the agenda and from the ballot."""

from __future__ import annotations

import pytest

from states.vocabulary import Role, SettlementResult, State
from tests.support.local_rules import figure, own_layer
from tests.support.site import Page, Person, Site
from tests.support.world import World
from tests.web.council.sessions import in_vote
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.nomination.record_comment import RecordComment
from workflow.commands.nomination.settle_comment import SettleComment
from workflow.ids import new_id

POSTED = {"posting_stage": figure("appraisal"), "posting_term": figure({"days": 10, "kind": "calendar"})}


@pytest.fixture
def posted(world: World) -> list[str]:
    """Two nominations that were posted before the council: one with a comment that was verified, one without."""
    layer = own_layer(world.day, {"awards": {"GK": POSTED}})
    world.do(EnactLayer(on=new_id(), content=layer), world.actor(Role.ADMINISTRATOR))
    keys = [world.bring(world.draft("GK", name=name), State.POSTED) for name in ("Hà Thị Niêm", "Hà Văn Yết")]
    office = world.actor(Role.SECRETARIAT)
    world.do(RecordComment(on=keys[0], from_whom="", text="Còn nợ quỹ thôn.", received_on=world.day), office)
    with world.store.reading() as driver:
        ((comment,),) = driver.connection.execute("SELECT id FROM comment").fetchall()
    settled = SettleComment(on=keys[0], comment_id=comment, result=SettlementResult.DISMISSED, note="Đã nộp đủ.")
    world.do(settled, office)
    for key in keys:
        world.bring(key, State.ELIGIBLE)
    return keys


def links(page: Page) -> dict[str, str]:
    """Where the comments of a dossier stand, by the words of the link."""
    return {
        " ".join(" ".join(link.itertext()).split()): link.get("href", "").rsplit("/", 1)[1]
        for link in page.root.iter("a")
        if link.get("href", "").endswith("#comments")
    }


def test_comments_are_a_link_away(posted: list[str], site: Site, secretary: Person, members: list[Person]) -> None:
    session = in_vote(secretary, site.world)
    for page in (members[0].open(session), members[0].open(f"{session}/ballot")):
        found = links(page)
        assert list(found.values()) == [f"{key}#comments" for key in posted], "what was never posted has no such link"
        (some, none) = found
        assert some.startswith("1 ý kiến nhân dân khi niêm yết") and some.endswith("Hà Thị Niêm")
        assert none.startswith("Đã niêm yết, không có ý kiến")
        assert "Còn nợ quỹ thôn." not in page.words
    dossier = members[0].open(f"/nominations/{posted[0]}")
    assert dossier.root.find(".//*[@id='comments']") is not None
    assert "Còn nợ quỹ thôn." in dossier.words and "Đã nộp đủ." in dossier.words
