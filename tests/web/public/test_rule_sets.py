"""A set of rules is readable by its digest: by whoever follows a case, an entry of the log or a verdict to it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from states.regime import regimes
from states.vocabulary import Role, State
from tests.support.local_rules import figure, own_layer
from tests.support.site import Person, Site
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.nomination.change_rules import ChangeRules
from workflow.ids import new_id
from workflow.store import Store

LONGER = {"awards": {"LDTT": {"appraisal_term": figure({"days": 30, "kind": "working"})}}}
OWN = "07/QC-HĐ"


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def moved(world: World) -> tuple[str, str]:
    """A case that was received under the law alone and moved to rules with a local layer; and its first digest."""
    case = world.bring(world.draft(), State.UNDER_APPRAISAL)
    before = str(world.nomination(case)["rules"])
    world.wait(2)
    layer = EnactLayer(on=new_id(), content=own_layer(world.day, LONGER, document=OWN), acknowledged=True)
    world.do(layer, world.actor(Role.ADMINISTRATOR))
    return case, before


@pytest.fixture
def site(world: World, moved: tuple[str, str], tmp_path: Path) -> Site:
    return Site(world, tmp_path / "var")


def move(world: World, case: str) -> None:
    order = ChangeRules(on=case, seen=world.seen(case), digest=world.regime().digest, reason="Có lợi hơn.")
    world.do(order, world.actor(Role.SECRETARIAT))


def led_to(person: Person, path: str) -> str:
    """Where a page leads that shows a set of rules."""
    return next(link for link in person.open(path).links() if "/quy-dinh/bo/" in link)


def test_a_moved_case_names_the_local_rules_it_stands_under(site: Site, moved: tuple[str, str]) -> None:
    case, before = moved
    office = site.person(site.world.actor(Role.SECRETARIAT))
    first = office.open(f"/nominations/{case}").words
    assert OWN not in first
    move(site.world, case)
    words = office.open(f"/nominations/{case}").words
    assert f"quy định riêng: {OWN}" in words
    assert led_to(office, f"/nominations/{case}").endswith(str(site.world.nomination(case)["rules"]))
    assert before != site.world.nomination(case)["rules"]


def test_the_rules_of_a_digest_are_told_in_words(site: Site, moved: tuple[str, str]) -> None:
    case, before = moved
    move(site.world, case)
    anybody = site.visitor()
    there = led_to(site.person(site.world.actor(Role.SECRETARIAT)), f"/nominations/{case}")
    page = anybody.open(there)
    assert OWN in page.words and "Lao động tiên tiến" in page.words and "Các văn bản làm căn cứ" in page.words
    award = anybody.open(next(link for link in page.links() if link.endswith("/LDTT")))
    assert "Thời hạn thẩm định 30 ngày làm việc" in award.words and OWN in award.words

    old = anybody.open(there.replace(there.rsplit("/", 1)[1], before))
    assert "chỉ gồm quy định chung" in old.words and OWN not in old.words
    assert "30 ngày làm việc" not in anybody.open(f"{old.path}/LDTT").words

    written = anybody.open(next(link for link in page.links() if link.endswith(".json"))).response
    assert hashlib.sha256(written.data).hexdigest() == there.rsplit("/", 1)[1]


def test_the_log_and_the_verdict_lead_to_it(site: Site, moved: tuple[str, str]) -> None:
    case, before = moved
    office = site.person(site.world.actor(Role.SECRETARIAT))
    entry = next(link for link in office.open(f"/nominations/{case}").links() if link.startswith("/log/"))
    assert led_to(office, entry).endswith(before)
    conditions = [link for link in office.open(f"/nominations/{case}/conditions").links() if "/quy-dinh/bo/" in link]
    assert len(conditions) == 2 and all(link.endswith(before) for link in conditions), "now, and at receipt"


def test_what_nobody_kept_does_not_exist(site: Site) -> None:
    anybody, digest = site.visitor(), regimes()[-1].digest
    anybody.open(f"/dong-mau/cong-khai/quy-dinh/bo/{'0' * 64}", status=404)
    anybody.open(f"/dong-mau/cong-khai/quy-dinh/bo/{'0' * 64}.json", status=404)
    anybody.open(f"/dong-mau/cong-khai/quy-dinh/bo/{digest}/NOBEL", status=404)
    assert "Local rules in this set" in anybody.open(f"/dong-mau/cong-khai/quy-dinh/bo/{digest}?lang=en").words


def test_todays_rules_are_there_before_any_case_stands_under_them(site: Site) -> None:
    anybody = site.visitor()
    assert OWN in anybody.open(f"/dong-mau/cong-khai/quy-dinh/bo/{site.world.regime().digest}").words
