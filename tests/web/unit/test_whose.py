"""What belongs to another unit, or another office, does not exist for an officer."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from states.vocabulary import Role, State
from tests.support.site import Person, Site
from tests.support.world import World
from tests.web.unit.test_list import check
from web.database import db
from workflow.engine import Change, keep

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
    draft = world.draft(name="Lê Văn Nháp")
    assert officer.open(f"/nominations/{draft}").path == f"/unit/nominations/{draft}"
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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_in_both_languages(officer: Person, world: World, language: str) -> None:
    full, returned = world.draft(), world.bring(world.draft("GK", name="Lê Văn Trả"), State.RETURNED)
    sent = world.bring(world.draft(name="Lê Văn Nộp"), State.SUBMITTED)
    listed = check(officer, "Trần Văn Ba\t1970\tH001").send("Lập 1 hồ sơ nháp").path
    if language == "en":
        officer.client.post("/account/language", data={**token(officer), "language": "en", "back": "/unit/nominations"})
    kinds = [f"/unit/nominations/new/{kind}" for kind in ("individual", "collective", "household", "village")]
    parts = [f"/unit/nominations/{full}{part}" for part in ("", "/facts", "/achievement", "/papers", "/putting-aside")]
    for path in (
        *kinds, *parts, "/unit/nominations", "/unit/nominations/new", "/unit/lists", "/unit/lists/new",
        f"/nominations/{full}/submission", f"/nominations/{returned}/supplement", f"/unit/nominations/{returned}/papers",
        f"/nominations/{sent}/withdrawal", f"/unit/nominations/{sent}/receipt", listed, f"{listed}/submission",
    ):  # fmt: skip
        assert officer.open(path).root.get("lang") == language, path


def test_lists_ask_as_often_with_one_line_as_with_many(officer: Person, site: Site, world: World) -> None:
    said: list[str] = []
    with site.app.app_context():
        event.listen(db.engine, "checkout", lambda connection, *_: connection.set_trace_callback(said.append))
    made = check(officer, "Trần Văn Ba\t1970\tH001\nTrần Văn Tư\t1971\tH002\nTrần Văn Năm\t1972\tH003")
    page = made.send("Lập 3 hồ sơ nháp")
    for path in ("/unit/nominations", page.path, f"{page.path}/submission"):
        asked = []
        for kept in (0, 2):  # with three lines, then with one of them
            with world.store.writing(world.organisation_id) as driver:
                sql = f"SELECT id FROM nomination WHERE is_discarded = 0 ORDER BY id LIMIT {kept}"
                keys = [row[0] for row in driver.connection.execute(sql).fetchall()]
            changes = [Change(of="nomination", key=key, columns={"is_discarded": 1}) for key in keys]
            keep(world.store, *changes, organisation_id=world.organisation_id)
            said.clear()
            officer.open(path)
            asked.append(len(said))
        assert asked[0] == asked[1], path
        changes = [Change(of="nomination", key=key, columns={"is_discarded": 0}) for key in keys]
        keep(world.store, *changes, organisation_id=world.organisation_id)
