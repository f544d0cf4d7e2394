"""A collective's share of members is counted by name where the register knows them, so that annulling one is felt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from states.decision_vocabulary import AnnulmentGround
from states.refusals import NotMet
from states.vocabulary import FactKind, Role, State, SubjectKind
from tests.support.site import Site
from tests.support.world import World
from tests.web.office.desk import OpenSite
from tests.workflow.test_award_register import line, look, nominee_of, state
from workflow.commands.nomination.annul import Annul
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.ledger.verify import verify
from workflow.queries.register_search import only_counted, resting_on, shaken
from workflow.store import Store

SHARE = "members_are_advanced"


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def collective(world: World, *, named: tuple[str, ...] = (), counted: int | None = None, of: int = 3) -> str:
    key = world.draft("TTLDTT", name="Tổ sản xuất số 1", kind=SubjectKind.COLLECTIVE)
    nominee = nominee_of(world, key)
    state(world, nominee, FactKind.MEMBERS, amount=of)
    for each in named:
        state(world, nominee, FactKind.MEMBER_AWARD, each)
    if counted is not None:
        state(world, nominee, FactKind.MEMBERS_WITH_AWARD, "LDTT", amount=counted)
    return key


def member(world: World, name: str, **more: Any) -> str:
    return world.bring(world.draft("LDTT", name=name, **more), State.CONFERRED)


def annulled(world: World, key: str) -> None:
    world.do(
        ProposeAnnulment(on=key, ground=AnnulmentGround.FALSE_DECLARATION, seen=world.seen(key), reason="Khai man"),
        world.actor(Role.SECRETARIAT),
    )
    world.do(Annul(on=key, seen=world.seen(key), reason="Khai man"), world.actor(Role.CHAIRMAN))


def test_members_named_and_members_counted_make_up_the_share(world: World) -> None:
    members = (member(world, "Lê Thị Một"), member(world, "Lê Thị Hai"))
    found = line(look(world, collective(world, named=members, counted=1)), SHARE)
    assert found.result == "met"
    assert set(found.history) == set(members)
    assert (found.facts["holders"], found.facts["by_name"], found.facts["by_count"]) == (3, 2, 1)
    alone = line(look(world, collective(world, named=members)), SHARE)
    assert (alone.result, alone.facts["holders"]) == ("not_met", 2)
    assert "by_count" not in alone.facts
    bare = line(look(world, collective(world, counted=3)), SHARE)
    assert (bare.result, bare.history, bare.facts["by_count"]) == ("met", (), 3)


def test_annulling_a_members_award_flags_the_collectives_and_what_rests_on_that(world: World, tmp_path: Path) -> None:
    members = (member(world, "Lê Thị Một"), member(world, "Lê Thị Hai"))
    whole = world.bring(collective(world, named=members, counted=1), State.AWARDED_ABOVE)
    later = world.draft("GK", nominee_id=nominee_of(world, whole), kind=SubjectKind.COLLECTIVE)
    state(world, nominee_of(world, whole), FactKind.REWARDED, whole)
    world.bring(later, State.UNDER_APPRAISAL)
    code = str(world.nomination(whole)["code"])
    with world.store.reading() as driver:
        upon = resting_on(driver, [members[0]])
        assert shaken(driver, world.organisation_id) == []
    assert [(each.key, each.through) for each in upon] == [(whole, ""), (later, code)]
    office = OpenSite(world, tmp_path).at(Role.SECRETARIAT)
    asked = office.open(f"/nominations/{members[0]}/annulment-proposal").words
    assert "2 hồ sơ đã lấy khen thưởng này làm căn cứ" in asked
    assert f"(qua hồ sơ {code})" in asked
    assert "Không lần theo được: hồ sơ" not in asked, "what is followed is told once"

    annulled(world, members[0])
    standing = look(world, whole)
    assert [row.key for row in standing.annulled] == [members[0]]
    assert line(standing, SHARE).result == "not_met"
    with world.store.reading() as driver:
        flagged = shaken(driver, world.organisation_id)
    assert [(each.key, each.through) for each in flagged] == [(whole, ""), (later, code)]
    assert f"(qua hồ sơ {code})" in office.open("/nominees").words
    assert verify(world.store).is_whole


def test_a_bare_count_is_told_as_one_that_cannot_be_followed(world: World, tmp_path: Path) -> None:
    one = member(world, "Lê Thị Một")
    whole = world.bring(collective(world, counted=3), State.UNDER_APPRAISAL)
    other = world.draft("GK", nominee_id=nominee_of(world, whole), kind=SubjectKind.COLLECTIVE)
    world.bring(other, State.SUBMITTED)
    world.bring(world.draft("TTLDTT", unit="truong-hoc", kind=SubjectKind.COLLECTIVE), State.SUBMITTED)
    with world.store.reading() as driver:
        assert resting_on(driver, [one]) == []
        assert {each.key for each in only_counted(driver, [one])} == {whole, other}
    office = OpenSite(world, tmp_path).at(Role.SECRETARIAT)
    conditions = office.open(f"/nominations/{whole}/conditions").words
    assert "Chỉ theo số đơn vị ghi, không lần theo được từng người: 3" in conditions
    asked = office.open(f"/nominations/{one}/annulment-proposal").words
    assert "Không lần theo được" in asked
    assert str(world.nomination(whole)["code"]) in asked
    assert str(world.nomination(other)["code"]) not in asked, "its award counts no members"


def test_only_awards_of_persons_of_the_same_unit_and_year_are_named(world: World) -> None:
    elsewhere = member(world, "Lê Thị Ba", unit="truong-hoc")
    with pytest.raises(NotMet, match="fact_choice_unknown"):
        collective(world, named=(elsewhere,))


def test_the_unit_chooses_its_members_from_the_register(world: World, tmp_path: Path) -> None:
    one, _elsewhere = member(world, "Lê Thị Một"), member(world, "Lê Thị Ba", unit="truong-hoc")
    nominee = nominee_of(world, collective(world))
    officer = Site(world, tmp_path / "var").person(world.people["thon-dong"])
    page = officer.open(f"/nominees/{nominee}/statements?year=2024")
    assert "Lê Thị Một: Lao động tiên tiến, 2024" in page.words
    assert "Lê Thị Ba" not in page.words
    assert "Chỉ đếm người chưa chọn theo tên ở mục trên." in page.words
    page = page.send("Ghi thông tin", {"source": "Danh sách tổ", "member_award-chosen": one})
    assert "Khen thưởng của từng thành viên: Lê Thị Một: Lao động tiên tiến, 2024" in page.words
    stated = [link for link in page.links() if link.startswith("/statements/")][-1]
    assert "Lê Thị Một: Lao động tiên tiến, 2024" in officer.open(stated).words
