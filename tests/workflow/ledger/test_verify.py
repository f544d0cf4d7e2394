"""What the engine wrote is whole on both databases; what only looks like its work is not, even when every hash fits."""

from __future__ import annotations

import ast
import re
import tomllib
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from states.processes import PROCESSES
from states.refusals import Fault, NoSuchCase
from states.vocabulary import Role, State, Subject
from tests.support.chronicle import launch, live_through, report
from tests.support.source import ROOT, python_sources
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.administration.end_office import EndOffice
from workflow.ids import new_id
from workflow.ledger.canonical import canonical
from workflow.ledger.findings import LANGUAGES, Finding, sentence
from workflow.ledger.verify import verify
from workflow.store import Store


def test_a_lived_year_is_whole(store: Store) -> None:
    live_through(World.open(store))
    seen: list[int] = []
    report = verify(store, progress=lambda _log, done: seen.append(done))
    assert report.findings == ()
    assert report.is_whole
    assert (report.size, report.drafts) == (seen[-1], 3)
    assert report.objects > 30
    assert len(bytes.fromhex(report.logs[0].root_hex)) == 32
    assert b64decode(report.logs[0].root_text).hex() == report.logs[0].root_hex


def test_two_communes_are_told_apart(store: Store) -> None:
    first, second = World.open(store, slug="dong-mau"), World.open(store, slug="tay-mau")
    first.bring(first.draft(), State.PUBLISHED)
    second.draft()
    assert verify(store).findings == ()
    both, one, other = (verify(store, key) for key in (None, first.organisation_id, second.organisation_id))
    assert [report.is_whole for report in (both, one, other)] == [True, True, True]
    assert [report.drafts for report in (both, one, other)] == [1, 0, 1]
    assert both.size == one.size + other.size
    with pytest.raises(NoSuchCase):
        verify(store, new_id())


def test_an_empty_database_holds_nothing_wrong(sqlite_store: Store) -> None:
    report = verify(sqlite_store)
    assert (report.logs, report.size, report.is_whole) == ((), 0, True)


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def test_a_skipped_step_is_found(world: World) -> None:
    case = world.bring(world.draft(), State.SUBMITTED)
    said = statement(world, world.actor(Role.CHAIRMAN), Subject.NOMINATION, case, "award", State.AWARDED,
                     office="chairman")  # fmt: skip
    assert codes(forged(world, said)) == {"move_unknown"}


def test_an_office_that_ended_no_longer_counts(world: World) -> None:
    case = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    chairman = world.actor(Role.CHAIRMAN)
    office = chairman.offices[0].id
    end = EndOffice(on=office, seen=world.seen(office, Subject.OFFICE), last_day=date(2024, 3, 1), reason="Nghỉ hưu")
    world.wait(5)
    world.do(end, world.operator)
    said = statement(world, chairman, Subject.NOMINATION, case, "decline", State.DECLINED, office="chairman",
                     changes={"reason": "x", "due_on": None})  # fmt: skip
    assert codes(forged(world, said)) == {"office_not_held"}


@pytest.mark.parametrize(
    ("bent", "expected"),
    [
        ({"process": "0" * 64}, {"table_unknown"}),
        ({"process": PROCESSES[Subject.SESSION].digest}, {"table_of_another_subject"}),
        ({"rules": "0" * 64}, {"rules_unknown"}),
        ({"rules": None}, {"rules_unknown"}),
        ({"office": "secretariat"}, {"office_of_another_move"}),
        ({"count": 9}, {"order_broken"}),
        ({"source": "endorsed"}, {"source_broken", "move_unknown"}),
        ({"account_id": "a" * 26}, {"actor_wrong"}),
        ({"documents": (("submission_letter", "0" * 64),)}, {"documents_broken"}),
        ({"detail": canonical({"changes": {"nonsense": 1}, "rows": [], "particulars": {}})}, {"column_unfit"}),
        ({"detail": canonical({"changes": {"reason": 1}, "rows": [], "particulars": {}})}, {"column_unfit"}),
        ({"detail": canonical({"changes": {}, "rows": [["vote", {"id": "x"}]], "particulars": {}})}, {"row_unfit"}),
        ({"detail": canonical([])}, {"detail_unreadable"}),
    ],
)
def test_an_entry_bent_in_one_part_is_found(world: World, bent: Mapping[str, Any], expected: set[str]) -> None:
    case = world.bring(world.draft(), State.SUBMITTED)
    said = statement(world, world.people["thon-dong"], Subject.NOMINATION, case, "withdraw", State.WITHDRAWN,
                     office="unit_officer", changes={"reason": "x"})  # fmt: skip
    assert codes(forged(world, replace(said, **bent))) == expected


def test_a_number_out_of_turn_is_found(world: World) -> None:
    decision = world.draft_decision([world.bring(world.draft(), State.BEFORE_CHAIRMAN)])
    world.approve(decision)
    changes = {"number": 2, "year": 2024, "dated_on": "2024-03-01", "numbered_names": 1}
    said = statement(world, world.actor(Role.SECRETARIAT), Subject.DECISION, decision, "number_decision", "numbered",
                     office="secretariat", changes=changes)  # fmt: skip
    report = forged(world, said)
    assert codes(report) == {"number_wrong"}
    assert report.findings[0].facts["expected"] == "1/2024"


def reported(world: World, campaign: str, **bent: Any) -> dict[str, Any]:
    """The row of a second report by the eastern village, as it should be but for what is bent."""
    with world.store.reading() as driver:
        ((figure,),) = driver.connection.execute("SELECT id FROM target_figure").fetchall()
    return {
        "id": new_id(), "campaign_id": campaign, "target_figure_id": figure, "unit_id": world.units["thon-dong"],
        "period": "interim", "version": 3, "reported_on": "2024-03-01", "value": 99, "decimals": 0,
        "reference_value": None, "reference_decimals": 0, "measured_in": "", "text": "", "note": "", "reported_at": 1,
    } | bent  # fmt: skip


@pytest.mark.parametrize(
    ("who", "office", "bent", "expected"),
    [
        ("thon-dong", "unit_officer", {}, set()),
        ("truong-hoc", "unit_officer", {}, {"office_not_held"}),
        ("thon-dong", "unit_officer", {"unit_id": None, "version": 2}, {"office_not_held"}),
        ("thuongtruc", "secretariat", {"unit_id": None, "version": 2}, set()),
        ("thuongtruc", "secretariat", {"version": 2}, {"report_out_of_order"}),
        ("thuongtruc", "secretariat", {"unit_id": "a" * 26, "version": 1}, {"report_off_the_plan"}),
        ("thuongtruc", "secretariat", {"target_figure_id": "a" * 26, "version": 1}, {"report_off_the_plan"}),
        ("thuongtruc", "secretariat", {"period": "spring", "version": 1}, {"report_off_the_plan"}),
    ],
)
def test_a_report_that_is_not_theirs_or_out_of_order_is_found(
    world: World, who: str, office: str, bent: Mapping[str, Any], expected: set[str]
) -> None:
    campaign = launch(world)
    report(world, campaign)
    row = reported(world, campaign, **bent)
    said = statement(world, world.people[who], Subject.CAMPAIGN, campaign, "report_actual", "launched", office=office,
                     rows=[["actual", row]])  # fmt: skip
    assert codes(forged(world, said)) == expected


def test_a_report_without_its_row_or_with_another_ones_file_is_found(world: World) -> None:
    campaign = launch(world)
    report(world, campaign)
    file = {"id": new_id(), "campaign_id": campaign, "actual_id": "a" * 26, "file_name": "x.pdf", "size": 1,
            "media_type": "application/pdf", "sha256": world.file(b"%PDF-1.7 x"), "salt": "00" * 32}  # fmt: skip
    rows = [[], [["actual", reported(world, campaign)], ["actual_evidence", file]]]
    found = [
        statement(world, world.actor(Role.SECRETARIAT), Subject.CAMPAIGN, campaign, "report_actual", "launched",
                  office="secretariat", rows=each)
        for each in rows
    ]  # fmt: skip
    assert codes(forged(world, found[0])) == {"report_incomplete"}
    case = world.case(campaign, Subject.CAMPAIGN)
    with world.store.reading() as driver:
        sealed = driver.connection.execute("SELECT MAX(idx) FROM ledger_leaf").fetchall()[0][0]
    follows = replace(found[1], head=sealed, count=case["entries"] + 1)
    assert codes(forged(world, follows)) == {"report_incomplete", "documents_broken"}


def test_a_void_decision_keeps_its_number(world: World) -> None:
    cases = [world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Lê Một", "Lê Hai")]
    for case in cases:
        world.bring(case, State.PUBLISHED)
    assert verify(world.store).is_whole


def used_codes() -> set[str]:
    """Every code that the audit may note."""
    found: set[str] = set()
    for source in python_sources(["workflow/ledger", "workflow/documents"]):
        for node in ast.walk(source.tree):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="add" | "add_hearsay") | ast.Name(id="add"),
                    args=[ast.Constant(value=str(code)), _, *_],
                ):
                    found.add(code)
                case ast.Tuple(elts=[ast.Constant(value=str(code)), ast.Dict()]):
                    found.add(code)
                case ast.Constant(value=str(code)) if re.fullmatch(
                    "node_(missing|extra|changed)|paper_(differs|without_entry|unvouched)|audit_stumbled", code
                ):
                    found.add(code)
    return found


def audit_words(language: str) -> dict[str, dict[str, str]]:
    folder = ROOT / "workflow" / "ledger" / "translations" / language
    return tomllib.loads((folder / "audit.toml").read_text("utf-8"))


def test_every_finding_can_be_said_in_both_languages() -> None:
    vietnamese, english = audit_words("vi"), audit_words("en")
    assert {name: set(rows) for name, rows in vietnamese.items()} == {name: set(rows) for name, rows in english.items()}
    assert set(vietnamese["finding"]) == used_codes()
    for code, text in vietnamese["finding"].items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english["finding"][code])), code


def test_a_finding_names_the_place_in_words() -> None:
    finding = Finding("value_changed", "vote/x/choice", {"table": "vote", "id": "x", "column": "choice", "index": 7})
    assert sentence(finding, "vi") == "Phiếu biểu quyết: ô “choice” của dòng x không còn như bút toán số 7 đã ghi."
    assert sentence(finding, "en") == "Vote: the field “choice” of row x is not as entry 7 left it."
    assert LANGUAGES == ("vi", "en")
    with pytest.raises(Fault):
        sentence(Finding("never_heard_of", "x"), "vi")
    with pytest.raises(Fault):
        sentence(Finding("entry_missing", "x"), "en")
