"""Every page of an action shows what it rests on, is valid, and opens for the office that may act."""

from __future__ import annotations

import pytest

from states.nomination import NOMINATION
from states.process import Move
from states.vocabulary import Action, Role, State, SubjectKind
from tests.support.world import World
from tests.web.office.desk import OpenSite
from web.action_forms import CommandForm
from web.views.actions.nouns import NOUNS

REACHED = (
    State.SUBMITTED, State.RETURNED, State.UNDER_APPRAISAL, State.INELIGIBLE, State.ELIGIBLE, State.TABLED,
    State.ENDORSED, State.BEFORE_CHAIRMAN, State.DECLINED, State.AWARDED, State.PUBLISHED, State.CONFERRED,
)  # fmt: skip


def moves_from(state: State) -> list[Move]:
    return [move for move in NOMINATION.moves if move.source == state and not move.consequence]


@pytest.mark.parametrize("state", REACHED)
def test_every_action_of_a_state_has_its_page(world: World, open_site: OpenSite, state: State) -> None:
    key = world.bring(world.draft(), state)
    for role in dict.fromkeys(move.role for move in moves_from(state)):
        if role == Role.UNIT_OFFICER:
            continue
        person = open_site.at(role)
        assert "Trần Thị Ánh" in person.open(f"/nominations/{key}").words
        for action in dict.fromkeys(move.action for move in moves_from(state) if move.role == role):
            page = person.open(f"/nominations/{key}/{NOUNS[action]}")
            assert "Trần Thị Ánh" in page.words and "Lao động tiên tiến" in page.words, action


@pytest.mark.parametrize(
    ("award", "kind", "state"),
    [
        ("BK_TINH", SubjectKind.INDIVIDUAL, State.FORWARDED),
        ("BK_TINH", SubjectKind.INDIVIDUAL, State.AWARDED_ABOVE),
        ("GDVH", SubjectKind.HOUSEHOLD, State.POSTED),
    ],
)
def test_every_action_beside_the_common_way_has_its_page(
    world: World, open_site: OpenSite, award: str, kind: SubjectKind, state: State
) -> None:
    key = world.bring(world.draft(award, kind=kind), state)
    office = open_site.at(Role.SECRETARIAT)
    for action in dict.fromkeys(move.action for move in moves_from(state) if move.role == Role.SECRETARIAT):
        assert "Trần Thị Ánh" in office.open(f"/nominations/{key}/{NOUNS[action]}").words, action


def test_no_action_of_the_table_is_without_a_form() -> None:
    asked_for = {move.action for move in NOMINATION.moves if not move.consequence}
    assert {action for action in asked_for if action not in CommandForm.known} == set()


def test_a_member_of_the_council_is_told_that_the_page_is_not_theirs(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.ELIGIBLE)
    open_site.at(Role.COUNCIL_MEMBER).open(f"/nominations/{key}/{NOUNS[Action.SUSPEND]}", status=403)


def test_a_case_of_nobody_is_not_found(open_site: OpenSite) -> None:
    office = open_site.at(Role.SECRETARIAT)
    office.open(f"/nominations/{'a' * 26}", status=404)
    office.open(f"/nominations/{'a' * 26}/{NOUNS[Action.ACCEPT]}", status=404)


@pytest.mark.parametrize(
    "role", [Role.SECRETARIAT, Role.CHAIRMAN, Role.COUNCIL_SECRETARY, Role.AUDITOR, Role.UNIT_OFFICER]
)
def test_no_link_of_a_nominations_page_leads_nowhere(world: World, open_site: OpenSite, role: Role) -> None:
    key = world.bring(world.draft(), State.PUBLISHED)
    person = open_site.at(role)
    page = person.open(f"/nominations/{key}")
    for address in sorted(set(page.links())):
        if "/documents/" not in address and "/files/" not in address:
            person.open(address, status=202 if "/log/receipt/" in address or address.endswith("/bang-chung") else 200)


def test_the_count_of_the_council_is_told_in_both_languages(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.ENDORSED)
    office = open_site.at(Role.SECRETARIAT)
    assert "5/5 thành viên đồng ý" in office.open(f"/nominations/{key}").words
    token = office.open("/account").text.split('name="csrf_token" value="')[1].split('"')[0]
    office.client.post("/account/language", data={"csrf_token": token, "language": "en"})
    assert "5 of 5 members agree" in office.open(f"/nominations/{key}").words


def test_old_rules_are_warned_of(world: World, open_site: OpenSite) -> None:
    key = world.bring(world.draft(), State.UNDER_APPRAISAL)
    assert "áp dụng đến hết ngày" not in open_site.at(Role.SECRETARIAT).open(f"/nominations/{key}").words
    world.wait(600)
    office = open_site.at(Role.SECRETARIAT)
    assert "áp dụng đến hết ngày 30/06/2025" in office.open(f"/nominations/{key}").words
    assert "áp dụng đến hết ngày 30/06/2025" in office.open(f"/nominations/{key}/eligibility").words


def test_the_next_page_of_the_queue_goes_on(world: World, open_site: OpenSite) -> None:
    for number in range(22):
        world.bring(world.draft(name=f"Lê Văn {number}"), State.SUBMITTED)
    office = open_site.at(Role.SECRETARIAT)
    first = office.open("/office/queue?group=intake")
    assert "22 hồ sơ" in first.words
    (following,) = [address for address in first.links() if "after=" in address]
    names = {
        address for page in (first, office.open(following)) for address in page.links() if "/nominations/" in address
    }
    assert len(names) == 22
