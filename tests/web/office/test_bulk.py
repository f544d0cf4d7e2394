"""One action on many nominations: previewed line by line, then all of them or only those that are possible."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from states.vocabulary import Role, State, SubjectKind
from tests.support.site import Page, Person
from tests.support.world import World
from tests.web.office.desk import OpenSite, place
from workflow.commands.nomination.record_comment import RecordComment
from workflow.days import civil_date
from workflow.engine import Change, Insert, keep
from workflow.ids import new_id


def states(world: World, keys: list[str]) -> list[str]:
    return [str(world.nomination(key)["state"]) for key in keys]


def brought(world: World, state: State, *names: str, award: str = "LDTT") -> list[str]:
    return [world.bring(world.draft(award, name=name), state) for name in names]


def preview(person: Person, what: str, keys: list[str]) -> Page:
    """The page of a bulk action, as the marked lines of the queue lead to it."""
    return person.open("/office/bulk?what=" + what + "".join(f"&on={key}" for key in keys))


def press(page: Page, mode: str, entries: Mapping[str, str] | None = None, *, status: int = 200) -> Page:
    """Send the page with every line on it, or with what it says of a whole list."""
    marks = ("line", "look")
    (form,) = [
        each
        for each in page.root.findall(".//main//form")
        if any(each.find(f".//input[@name='{mark}']") is not None for mark in marks)
    ]
    sent = MultiDict(
        (str(each.get("name")), each.get("value", ""))
        for each in form.iter("input")
        if each.get("name") and (each.get("type") == "hidden" or each.get("checked") is not None)
    )
    given = entries if isinstance(entries, MultiDict) else MultiDict(entries or {})
    for name, values in given.lists():
        sent.setlist(name, values)
    sent["mode"] = mode
    return page.reader.read(page.reader.client.post(page.path, data=sent), page.path, status)


def all_met(world: World, key: str) -> dict[str, str]:
    return {f"checks-result-{check.code}": "met" for check in world.checks(key)}


def test_the_queue_offers_what_one_state_allows(world: World, open_site: OpenSite) -> None:
    brought(world, State.UNDER_APPRAISAL, "Trần Thị Ánh")
    office = open_site.at(Role.SECRETARIAT)
    assert "Xử lý nhiều hồ sơ một lần" not in office.open("/office/queue").words
    page = office.open("/office/queue?state=under_appraisal")
    assert "Kết luận đủ điều kiện" in page.words and "Đưa vào chương trình họp" not in page.words


def test_many_are_taken_in_when_their_papers_were_opened(world: World, open_site: OpenSite) -> None:
    keys = brought(world, State.SUBMITTED, "Trần Thị Ánh", "Lê Văn Bảy")
    page = preview(open_site.at(Role.SECRETARIAT), "acceptance", keys)
    assert page.words.count("trong 1 hồ sơ") == 8, "the two dossiers hold files of their own"
    unseen = press(page, "check")
    assert "0 trên 2 hồ sơ" in unseen.words and "seen_documents-0" in unseen.text
    sent = MultiDict([("seen_documents", code) for code in ("submission_letter", "achievement_report", "unit_minutes")])
    seen = press(page, "check", sent)
    assert "2 trên 2 hồ sơ" in seen.words
    press(seen, "all")
    assert states(world, keys) == [State.UNDER_APPRAISAL] * 2


def test_what_was_posted_is_found_eligible_without_a_second_checklist(world: World, open_site: OpenSite) -> None:
    (key,) = [world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD), State.POSTED)]
    world.wait(11)
    page = preview(open_site.at(Role.SECRETARIAT), "eligibility", [key])
    assert "Điều kiện xét khen thưởng" not in page.words
    press(page, "all")
    assert states(world, [key]) == [State.ELIGIBLE]


def test_many_share_one_checklist(world: World, open_site: OpenSite) -> None:
    keys = brought(world, State.UNDER_APPRAISAL, "Trần Thị Ánh", "Lê Văn Bảy")
    page = preview(open_site.at(Role.SECRETARIAT), "eligibility", keys)
    unanswered = press(page, "check")
    assert "0 trên 2 hồ sơ" in unanswered.words and "#checks-result-no_discipline-met" in unanswered.text
    seen = press(unanswered, "check", all_met(world, keys[0]))
    assert "2 trên 2 hồ sơ" in seen.words and states(world, keys) == [State.UNDER_APPRAISAL] * 2, "nothing yet"
    done = press(seen, "all")
    assert place(done) == "/office/queue" and states(world, keys) == [State.ELIGIBLE] * 2


def test_only_the_possible_ones(world: World, open_site: OpenSite) -> None:
    (full,) = brought(world, State.ENDORSED, "Trần Thị Ánh")
    (owed,) = brought(world, State.ELIGIBLE, "Lê Văn Bảy")
    page = preview(open_site.at(Role.SECRETARIAT), "submission-to-chairman", [full, owed])
    seen = press(page, "check", {"note": "Kính trình."})
    assert "1 trên 2 hồ sơ" in seen.words and "Chưa thực hiện được" in seen.words
    press(seen, "all", status=422)
    assert states(world, [full, owed]) == [State.ENDORSED, State.ELIGIBLE], "all or none"
    press(seen, "valid")
    assert states(world, [full, owed]) == [State.BEFORE_CHAIRMAN, State.ELIGIBLE]


def test_a_line_that_moved_meanwhile_holds_the_others_back(world: World, open_site: OpenSite) -> None:
    keys = brought(world, State.UNDER_APPRAISAL, "Trần Thị Ánh", "Lê Văn Bảy")
    seen = press(preview(open_site.at(Role.SECRETARIAT), "eligibility", keys), "check", all_met(world, keys[0]))
    world.bring(keys[1], State.ELIGIBLE)
    stale = press(seen, "all", status=409)
    assert "vừa được người khác thay đổi" in stale.words
    assert states(world, keys) == [State.UNDER_APPRAISAL, State.ELIGIBLE]


def test_the_councils_secretary_tables_many(world: World, open_site: OpenSite) -> None:
    keys = brought(world, State.ELIGIBLE, "Trần Thị Ánh", "Lê Văn Bảy")
    session = world.plan_session()
    page = preview(open_site.at(Role.COUNCIL_SECRETARY), "tabling", keys)
    press(press(page, "check", {"session_id": session}), "all")
    assert states(world, keys) == [State.TABLED] * 2


def test_the_office_tables_nothing(world: World, open_site: OpenSite) -> None:
    keys = brought(world, State.ELIGIBLE, "Trần Thị Ánh")
    open_site.at(Role.SECRETARIAT).open(f"/office/bulk/tabling?on={keys[0]}", status=403)


def test_cases_under_different_checklists_are_not_treated_alike(world: World, open_site: OpenSite) -> None:
    keys = brought(world, State.UNDER_APPRAISAL, "Trần Thị Ánh") + brought(
        world, State.UNDER_APPRAISAL, "Lê Văn Bảy", award="BK_TINH"
    )
    office = open_site.at(Role.SECRETARIAT)
    address = "/office/bulk/eligibility?" + "&".join(f"on={key}" for key in keys)
    assert "không dùng chung một bảng điều kiện" in office.open(address, status=422).words


def village_list(world: World, count: int, state: State) -> tuple[str, list[str]]:
    """A list of households that stand in a state, and its lines in the order of names."""
    proposal = {
        "id": new_id(), "organisation_id": world.organisation_id, "unit_id": world.units["thon-dong"],
        "author_id": world.people["thon-dong"].account_id, "kind": "household_list",
        "title": "Danh sách gia đình văn hóa", "number": "02/TTr", "dated_on": None, "created_at": world.at,
    }  # fmt: skip
    keep(world.store, Insert(into="proposal", row=proposal), organisation_id=world.organisation_id)
    keys = []
    for number in range(count):
        key = world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name=f"Hộ ông Lê Văn {number:03}")
        named = Change(of="nomination", key=key, columns={"proposal_id": proposal["id"]})
        keep(world.store, named, organisation_id=world.organisation_id)
        keys.append(world.bring(key, state))
    return str(proposal["id"]), keys


def test_a_whole_village_list_at_once(world: World, open_site: OpenSite) -> None:
    proposal, keys = village_list(world, 24, State.UNDER_APPRAISAL)
    office = open_site.at(Role.SECRETARIAT)
    page = office.open(f"/office/queue?state=under_appraisal&proposal_id={proposal}")
    assert "Cả danh sách: 24 hồ sơ" in page.words and "Danh sách gia đình văn hóa" in page.words
    page = office.open(f"/office/bulk?what=posting&state=under_appraisal&whole={proposal}")
    seen = press(page, "check", all_met(world, keys[0]))
    assert "24 trên 24 hồ sơ" in seen.words
    assert seen.words.count("Thực hiện được") == 20, "the rest of a whole list is behind a link"
    press(seen, "all")
    assert states(world, keys) == [State.POSTED] * 24


def test_a_whole_list_has_no_longest_length(world: World, open_site: OpenSite) -> None:
    proposal, keys = village_list(world, 105, State.SUBMITTED)
    page = open_site.at(Role.SECRETARIAT).open(f"/office/bulk?what=acceptance&state=submitted&whole={proposal}")
    sent = [
        ("seen_documents", code) for code in ("submission_letter", "household_list_with_comments", "village_minutes")
    ]
    seen = press(page, "check", MultiDict(sent))
    assert "105 trên 105 hồ sơ" in seen.words
    press(seen, "all")
    assert states(world, keys) == [State.UNDER_APPRAISAL] * 105


def test_what_holds_lines_of_a_whole_list_back_is_shown_before_the_others(world: World, open_site: OpenSite) -> None:
    proposal, keys = village_list(world, 22, State.POSTED)
    last, others = keys[-1], keys[:-1]
    said = RecordComment(on=last, from_whom="Một người dân", text="Xem lại.", received_on=civil_date(world.at))
    world.do(said, world.actor(Role.SECRETARIAT))
    world.wait(11)
    page = open_site.at(Role.SECRETARIAT).open(f"/office/bulk?what=eligibility&state=posted&whole={proposal}")
    assert "21 trên 22 hồ sơ" in page.words
    assert page.words.index("Lê Văn 021") < page.words.index("Lê Văn 000")
    press(page, "valid")
    assert states(world, others) == [State.ELIGIBLE] * 21 and states(world, [last]) == [State.POSTED]


def test_a_whole_list_that_changed_meanwhile_is_shown_again(world: World, open_site: OpenSite) -> None:
    proposal, keys = village_list(world, 3, State.ELIGIBLE)
    page = open_site.at(Role.SECRETARIAT).open(
        f"/office/bulk?what=submission-to-chairman&state=eligible&whole={proposal}"
    )
    seen = press(page, "check", {"note": ""})
    world.bring(keys[0], State.BEFORE_CHAIRMAN)
    again = press(seen, "all", {"note": ""}, status=409)
    assert "Danh sách vừa thay đổi" in again.words and "2 trên 2 hồ sơ" in again.words
    assert states(world, keys[1:]) == [State.ELIGIBLE] * 2
    press(again, "all", {"note": ""})
    assert states(world, keys) == [State.BEFORE_CHAIRMAN] * 3


def test_nothing_chosen_says_what_to_do(open_site: OpenSite) -> None:
    office = open_site.at(Role.SECRETARIAT)
    assert "đánh dấu ít nhất một hồ sơ" in office.open("/office/bulk/eligibility", status=422).words
    office.open("/office/bulk/nonsense", status=404)


def test_a_forged_number_of_what_was_seen_moves_nothing(world: World, open_site: OpenSite) -> None:
    (key,) = keys = brought(world, State.ELIGIBLE, "Trần Thị Ánh")
    person = open_site.at(Role.COUNCIL_SECRETARY)
    page = preview(person, "tabling", keys)
    (token, *_) = {str(each.get("value")) for each in page.root.iter("input") if each.get("name") == "csrf_token"}
    for forged in ("²", "٣", "-1", "9" * 5000):
        sent = {"csrf_token": token, "line": f"{key}.{forged}", "mode": "all"}
        assert person.client.post("/office/bulk/tabling", data=sent).status_code in (409, 422)
    assert states(world, keys) == [State.ELIGIBLE]
