"""What belongs to another unit, or another office, does not exist for an officer."""

from __future__ import annotations

import pytest

from states.vocabulary import Role, State
from tests.support.site import Person, Site
from tests.support.world import World
from tests.web.unit.test_list import check

READ = (
    "/unit/nominations/{key}", "/unit/nominations/{key}/facts", "/unit/nominations/{key}/achievement",
    "/unit/nominations/{key}/papers", "/unit/nominations/{key}/putting-aside", "/unit/nominations/{key}/receipt",
    "/nominations/{key}/submission", "/nominations/{key}/supplement", "/nominations/{key}/withdrawal",
)  # fmt: skip
SENT = ("/unit/nominations/{key}/restoration", "/unit/nominations/{key}/papers/unit_minutes",
        "/unit/nominations/{key}/papers/nothing/removal", "/unit/nominations/{key}/putting-aside",
        "/unit/nominations/{key}/facts", "/unit/nominations/{key}/achievement", "/nominations/{key}/submission")  # fmt: skip
OF_A_LIST = ("/unit/lists/{key}", "/unit/lists/{key}/submission", "/unit/lists/{key}/putting-aside")


def token(person: Person) -> dict[str, str]:
    """The token that any page of the person carries."""
    root = person.open("/unit/nominations").root
    return {
        "csrf_token": next(each.get("value", "") for each in root.iter("input") if each.get("name") == "csrf_token")
    }


def test_another_units_dossier_does_not_exist(other_officer: Person, world: World) -> None:
    key = world.draft()
    for path in READ:
        other_officer.open(path.format(key=key), status=404)
    for path in SENT:
        assert other_officer.client.post(path.format(key=key), data=token(other_officer)).status_code == 404, path
    assert world.nomination(key)["state"] == State.DRAFT


def test_another_units_list_does_not_exist(officer: Person, other_officer: Person) -> None:
    made = check(officer, "Trần Văn Ba\t1970\tH001").send("Lập 1 hồ sơ nháp")
    key = made.path.rsplit("/", 1)[-1]
    for path in OF_A_LIST:
        other_officer.open(path.format(key=key), status=404)
    for path in (*OF_A_LIST[1:], "/unit/lists/{key}/restoration", "/unit/lists/{key}/papers"):
        assert other_officer.client.post(path.format(key=key), data=token(other_officer)).status_code == 404


def test_another_units_desk_does_not_exist(other_officer: Person, world: World) -> None:
    unit = world.units["thon-dong"]
    for path in (
        "/unit/nominations",
        "/unit/nominations/new",
        "/unit/nominations/new/individual",
        "/unit/lists",
        "/unit/lists/new",
    ):
        other_officer.open(f"{path}?unit={unit}", status=404)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAIRMAN, Role.ADMINISTRATOR, Role.AUDITOR])
def test_other_offices_have_no_unit(site: Site, world: World, role: Role) -> None:
    person = site.person(world.actor(role))
    person.open("/unit/nominations", status=403)
    person.open(f"/unit/nominations/{world.draft()}", status=403)


def test_what_was_handed_in_is_no_draft_any_more(officer: Person, world: World) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    assert officer.open(f"/unit/nominations/{key}").path == f"/nominations/{key}"
    for part in ("facts", "achievement", "papers", "putting-aside"):
        officer.open(f"/unit/nominations/{key}/{part}", status=404)


def test_the_unit_finds_its_dossiers_by_group_and_award(officer: Person, world: World) -> None:
    world.draft(name="Lê Văn Nháp")
    world.bring(world.draft(name="Lê Văn Nộp"), State.SUBMITTED)
    world.bring(world.draft(name="Lê Văn Trả"), State.RETURNED)
    world.draft("GK", name="Lê Văn Giấy")
    world.draft(unit="truong-hoc", name="Lê Văn Khác")
    for query, names in (
        ("", {"Nháp", "Nộp", "Trả", "Giấy"}), ("?group=drafts", {"Nháp", "Giấy"}), ("?group=returned", {"Trả"}),
        ("?group=moving", {"Nộp"}), ("?award=GK", {"Giấy"}), ("?group=awarded", set()), ("?group=drafts&award=GK", {"Giấy"}),
    ):  # fmt: skip
        words = officer.open(f"/unit/nominations{query}").words
        assert {name for name in ("Nháp", "Nộp", "Trả", "Giấy", "Khác") if f"Lê Văn {name}" in words} == names, query


def test_a_long_list_is_read_page_by_page(officer: Person, world: World) -> None:
    for number in range(45):
        world.draft(name=f"Đỗ Văn {chr(97 + number // 26)}{chr(97 + number % 26)}", files=False)
    page, seen = officer.open("/unit/nominations"), []
    while True:
        seen.append(page.words.split("Đỗ Văn ")[1:])
        later = next((link for link in page.links() if "after=" in link), "")
        if not later:
            break
        page = officer.open(later)
    assert [len(lines) for lines in seen] == [20, 20, 5]
    back = officer.open(next(link for link in page.links() if "before=" in link))
    assert len(back.words.split("Đỗ Văn ")) - 1 == 20
