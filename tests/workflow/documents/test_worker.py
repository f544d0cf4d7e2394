"""What happens in the procedure becomes papers, each once, whatever happens to the worker."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from states.council_vocabulary import ConflictGround
from states.vocabulary import Role, State, SubjectKind
from tests.support.poppler import Pdf
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.table import Table
from workflow.documents import worker
from workflow.documents.paper_readers import READERS
from workflow.documents.rendering import Typesetter
from workflow.documents.requests import notice
from workflow.engine import Change, Insert, execute_all, keep
from workflow.ids import new_id
from workflow.ledger.reading import root_and_size, root_at
from workflow.models.paper import PaperKind
from workflow.queries.papers import PaperShown, papers_about
from workflow.store import Store

BESIDE = {"submission", "payment", "certificates", "ceremony"}
"""What a decision has besides its own paper."""


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    """One typesetter for all papers, as the worker has one."""
    return Typesetter()


@pytest.fixture
def world(store: Store) -> World:
    return World.open(store)


def papers(world: World, *keys: str | None) -> list[PaperShown]:
    """The papers about cases."""
    with world.store.reading() as driver:
        return papers_about(driver, world.organisation_id, *keys)


def ballot_papers(world: World, session: str) -> list[PaperShown]:
    """Of these the ballots and the rolls for them."""
    return [paper for paper in papers(world, session) if paper.kind in (PaperKind.BALLOT, PaperKind.BALLOT_ROLL)]


def words(world: World, paper: PaperShown, folder: Path) -> str:
    """What a ready paper says."""
    with Attachments(world.store.files).open(world.organisation_id, paper.sha256) as file:
        path = folder / "paper.pdf"
        path.write_bytes(file.read())
    return Pdf(path).words()


def hand_in_list(world: World, count: int) -> str:
    """A list of households that the village hands in with one press of a button; answers its key."""
    drafts = [world.draft("GDVH", name=f"Hộ ông Vũ Văn {place}", kind=SubjectKind.HOUSEHOLD) for place in range(count)]
    officer, key = world.people["thon-dong"], new_id()
    row: dict[str, Any] = {
        "id": key, "organisation_id": world.organisation_id, "unit_id": world.units["thon-dong"],
        "author_id": officer.account_id, "kind": "list", "title": "Danh sách hộ năm 2024", "number": "01",
        "dated_on": None, "created_at": world.at,
    }  # fmt: skip
    changes = (Change(of="nomination", key=draft, columns={"proposal_id": key}) for draft in drafts)
    keep(world.store, Insert(into="proposal", row=row), *changes, organisation_id=world.organisation_id)
    execute_all(world.store, [Submit(on=draft) for draft in drafts], actor=officer, at=world.at)
    return key


def test_the_year_of_one_case_leaves_its_papers(world: World, typesetter: Typesetter, tmp_path: Path) -> None:
    key = world.bring(world.draft(name="Trần Thị Ánh"), State.PUBLISHED)
    case = world.nomination(key)
    assert worker.turn(world.store, typesetter, lambda: world.at) == 10
    appraisal, receipt = papers(world, key)
    minutes, counting, agenda = papers(world, case["session_id"])
    assert [paper.kind for paper in (minutes, counting, agenda)] == ["minutes", "counting", "agenda"]
    *beside, decision, letter = papers(world, case["decision_id"])
    assert (appraisal.kind, {each.kind for each in (*beside, letter)}) == ("appraisal", BESIDE)
    certificates = next(each for each in beside if each.kind == "certificates")
    assert "Bà Trần Thị Ánh" in (said := words(world, certificates, tmp_path)) and "Số sổ vàng: 01/2024" in said
    assert all(paper.is_ready for paper in (receipt, minutes, counting, agenda, decision))
    with world.store.reading() as driver:
        root = root_at(driver, world.organisation_id, receipt.entry + 1).hex()
        now, size = root_and_size(driver, world.organisation_id)
        assert root_at(driver, world.organisation_id, size) == now
    said = words(world, receipt, tmp_path)
    assert "2024-0001" in said
    assert root[:32] in said and root[32:] in said
    said = words(world, decision, tmp_path)
    assert said.count("Bà Trần Thị Ánh") == 1
    assert f"mục nhật ký số {decision.entry}" in said
    said = words(world, minutes, tmp_path)
    assert "Hội đồng đã họp và biểu quyết." in said
    assert "Tham dự: 05/05 thành viên đương nhiệm" in said


def test_nothing_is_asked_for_twice(world: World, typesetter: Typesetter) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    assert worker.turn(world.store, typesetter, lambda: world.at) == 1
    assert notice(world.store) == 0
    reread = Change(of="paper_cursor", key=world.organisation_id, columns={"read": 0})
    keep(world.store, reread, organisation_id=world.organisation_id)
    assert worker.turn(world.store, typesetter, lambda: world.at) == 0
    assert len(papers(world, key)) == 1


def test_a_worker_that_died_makes_the_same_file(world: World, typesetter: Typesetter) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    worker.turn(world.store, typesetter, lambda: world.at)
    (before,) = papers(world, key)
    with world.store.reading() as driver:
        ((paper,),) = driver.connection.execute("SELECT id FROM paper").fetchall()
    lost: dict[str, Any] = dict(zip(("stage", "sha256", "size"), ("failed", None, None), strict=True))
    keep(world.store, Change(of="paper", key=paper, columns=lost), organisation_id=world.organisation_id)
    worker.try_failed_again(world.store)
    assert worker.turn(world.store, typesetter, lambda: world.at) == 1
    assert papers(world, key) == [before]


def test_a_paper_that_cannot_be_read_holds_up_none_of_the_others(world: World, typesetter: Typesetter) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    lost = {"id": new_id(), "subject": "decision", "subject_id": new_id(), "kind": "decision", "entry": 1,
            "stage": "waiting", "requested_at": 0}  # fmt: skip
    keep(world.store, Insert(into="paper", row=lost), organisation_id=world.organisation_id)
    assert worker.turn(world.store, typesetter, lambda: world.at) == 2
    (aside,) = papers(world, lost["subject_id"])
    assert aside.has_failed and all(paper.is_ready for paper in papers(world, key))


def test_a_list_has_one_receipt_however_the_log_is_read(world: World, typesetter: Typesetter, tmp_path: Path) -> None:
    single = world.bring(world.draft(), State.SUBMITTED)
    key = hand_in_list(world, 30)
    while notice(world.store, part=7):
        pass
    worker.turn(world.store, typesetter, lambda: world.at)
    assert len(papers(world, single)) == 1
    (receipt,) = papers(world, key)
    assert receipt.subject == "proposal"
    said = words(world, receipt, tmp_path)
    assert "Tổng cộng: 30 hồ sơ" in said
    assert "2024-0002 đến 2024-0031" in said
    assert "2024-0001" not in said


def test_what_the_chairman_did_not_award_is_not_on_the_paper(
    world: World, typesetter: Typesetter, tmp_path: Path
) -> None:
    stays, goes = (
        world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Trần Thị Ánh", "Lê Văn Cường")
    )
    decision = world.draft_decision([stays, goes])
    world.bring(goes, State.DECLINED)
    world.sign(decision)
    worker.turn(world.store, typesetter, lambda: world.at)
    said = words(world, papers(world, decision)[0], tmp_path)
    assert "Trần Thị Ánh" in said
    assert "Lê Văn Cường" not in said


def test_the_loop_works_until_it_is_told_to_stop(sqlite_store: Store) -> None:
    world, stop = World.open(sqlite_store), Event()
    key = world.bring(world.draft(), State.SUBMITTED)
    loop = Thread(target=worker.run, args=(sqlite_store, lambda: world.at, stop))
    loop.start()
    for _ in range(100):
        if [paper for paper in papers(world, key) if paper.is_ready]:
            break
        stop.wait(0.1)
    stop.set()
    loop.join(20)
    assert not loop.is_alive()
    assert papers(world, key)[0].is_ready


def test_a_vote_on_paper_asks_for_ballots_and_their_roll(world: World, typesetter: Typesetter, tmp_path: Path) -> None:
    key = world.bring(world.draft("CSTDCS", name="Trần Thị Ánh"), State.TABLED)
    session = str(world.nomination(key)["session_id"])
    world.open_vote(session)
    worker.turn(world.store, typesetter, lambda: world.at)
    ballots, roll = sorted(ballot_papers(world, session), key=lambda paper: paper.kind)
    assert (ballots.kind, roll.kind) == ("ballot", "ballot_roll")
    said = words(world, ballots, tmp_path)
    assert said.count("PHIẾU BỎ PHIẾU KÍN") == said.count("Trần Thị Ánh") == len(world.members)
    assert "Đỗ Văn Ủy" not in said
    signed = words(world, roll, tmp_path)
    assert all(member.full_name in signed for member in world.members) and "Lê Văn Thư" in signed
    world.do(
        DeclareConflict(on=session, conflicts={key: ConflictGround.OWN_CASE}), world.members[0]
    )  # fmt: skip
    worker.turn(world.store, typesetter, lambda: world.at)
    latest = {paper.kind: words(world, paper, tmp_path) for paper in reversed(ballot_papers(world, session))}
    assert latest["ballot"].count("PHIẾU BỎ PHIẾU KÍN") == len(world.members) - 1
    assert latest["ballot_roll"].count("không phát") == 1
    assert "Lê Văn Thư" in latest["ballot_roll"]


def test_a_declaration_that_nothing_stands_between_prints_no_new_ballots(world: World, typesetter: Typesetter) -> None:
    key = world.bring(world.draft("CSTDCS", name="Trần Thị Ánh"), State.TABLED)
    openly = world.bring(world.draft(name="Lê Văn Bảy"), State.ELIGIBLE)
    session, secretary = str(world.nomination(key)["session_id"]), world.actor(Role.COUNCIL_SECRETARY)
    world.do(Table(on=openly, seen=world.seen(openly), session_id=session), secretary)
    world.open_vote(session)
    world.do(DeclareConflict(on=session, conflicts={}), world.members[0])
    world.do(DeclareConflict(on=session, conflicts={openly: ConflictGround.OWN_CASE}), world.members[0])
    worker.turn(world.store, typesetter, lambda: world.at)
    assert sorted(paper.kind for paper in ballot_papers(world, session)) == ["ballot", "ballot_roll"]


def test_a_vote_by_name_asks_for_no_ballots(world: World, typesetter: Typesetter) -> None:
    key = world.bring(world.draft(name="Trần Thị Ánh"), State.TABLED)
    session = str(world.nomination(key)["session_id"])
    world.open_vote(session)
    worker.turn(world.store, typesetter, lambda: world.at)
    assert ballot_papers(world, session) == []


def test_minutes_and_the_counting_record_tell_of_the_urn(world: World, typesetter: Typesetter, tmp_path: Path) -> None:
    key = world.bring(world.draft("CSTDCS", name="Trần Thị Ánh"), State.ENDORSED)
    worker.turn(world.store, typesetter, lambda: world.at)
    told = {paper.kind: words(world, paper, tmp_path) for paper in papers(world, world.nomination(key)["session_id"])}
    code = world.nomination(key)["code"]
    for kind in ("minutes", "counting"):
        assert "Ban kiểm phiếu: Đỗ Văn Ủy 4, Đỗ Văn Ủy 5; từng người kiểm và nhập riêng" in told[kind], told[kind]
        assert code in told[kind]


def test_each_kind_of_paper_can_be_read() -> None:
    assert set(READERS) == set(PaperKind)
