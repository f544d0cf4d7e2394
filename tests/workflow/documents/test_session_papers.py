"""The papers of one session, from the log through the worker: each says what stood in its entry, whatever happened since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from states.council_vocabulary import ConflictGround, VoteChoice
from states.vocabulary import Role, SettlementResult, State, Subject
from tests.support.local_rules import figure, own_layer
from tests.support.paper_votes import hand_out, key
from tests.support.paper_votes import papers as papers_found
from tests.support.poppler import Pdf
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.command import Actor
from workflow.commands.council.adjourn_session import AdjournSession
from workflow.commands.council.correct_minutes import CorrectMinutes
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.open_session import OpenSession
from workflow.commands.nomination.record_comment import RecordComment
from workflow.commands.nomination.settle_comment import SettleComment
from workflow.commands.nomination.table import Table
from workflow.commands.nomination.take_off_agenda import TakeOffAgenda
from workflow.documents import worker
from workflow.documents.paper_readers import paper_data
from workflow.documents.rendering import Typesetter
from workflow.documents.writing_style import long_day
from workflow.ids import new_id
from workflow.models.paper import PaperKind
from workflow.queries.papers import PaperShown, papers_about, papers_seen
from workflow.queries.people import signed_in
from workflow.store import Store

POSTED = {"posting_stage": figure("appraisal"), "posting_term": figure({"days": 10, "kind": "calendar"})}


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    """One typesetter for all papers, as the worker has one."""
    return Typesetter()


@pytest.fixture
def world(store: Store) -> World:
    return World.open(store)


def tabled(world: World, names: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A session with a case for each name, by award; answers its id and theirs."""
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    cases = {name: world.bring(world.draft(award, name=name), State.ELIGIBLE) for name, award in names.items()}
    for case in cases.values():
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    return session, cases


def papers(world: World, session: str, kind: PaperKind) -> list[PaperShown]:
    """The papers of a kind, the earliest first."""
    with world.store.reading() as driver:
        found = papers_about(driver, world.organisation_id, session)
    return [paper for paper in reversed(found) if paper.kind == kind]


def pdf(world: World, paper: PaperShown, folder: Path) -> Pdf:
    """The file of a ready paper."""
    assert paper.is_ready
    with Attachments(world.store.files).open(world.organisation_id, paper.sha256) as file:
        path = folder / f"{paper.entry}.pdf"
        path.write_bytes(file.read())
    return Pdf(path)


def set_again(world: World, typesetter: Typesetter, paper: PaperShown) -> str:
    """The digest of a paper that is made once more, now."""
    with world.store.reading() as driver:
        template, data, on = paper_data(
            driver, world.organisation_id, paper.subject, paper.subject_id, paper.kind, paper.entry, typesetter.site
        )
    return hashlib.sha256(typesetter.pdf(template, data, on=on)).hexdigest()


def test_a_session_leaves_its_papers_and_they_never_change(
    world: World, typesetter: Typesetter, tmp_path: Path
) -> None:
    """All are made anew when the minutes were corrected and signed again: every one has the same bytes."""
    session, cases = tabled(world, {"Trần Thị Ánh": "LDTT", "Lý Thị Cúc": "BK_TINH"})
    world.open_vote(session)
    for case in cases.values():
        world.vote(session, [case])
    world.close_session(session)
    worker.turn(world.store, typesetter, lambda: world.at)
    kinds = (PaperKind.AGENDA, PaperKind.COUNTING, PaperKind.MINUTES)
    made = [papers(world, session, kind) for kind in kinds]
    assert [len(each) for each in made] == [1, 1, 1]
    correction = CorrectMinutes(
        on=session, seen=world.seen(session, Subject.SESSION), course="Đã họp.", conclusions="Nhất trí.",
        chair_id=world.members[0].account_id, reason="Ghi thiếu.",
    )  # fmt: skip
    world.do(correction, world.actor(Role.COUNCIL_SECRETARY))
    world.sign_minutes(session)
    worker.turn(world.store, typesetter, lambda: world.at)
    for (paper,) in made:
        assert set_again(world, typesetter, paper) == paper.sha256
        found = pdf(world, paper, tmp_path)
        assert found.fonts() and all(is_embedded for _name, is_embedded in found.fonts())
        assert f"mục nhật ký số {paper.entry}" in found.words()
    first, second = papers(world, session, PaperKind.MINUTES)
    assert first.sha256 == made[2][0].sha256 != second.sha256
    words = pdf(world, second, tmp_path).words()
    assert "Biên bản này thay biên bản đã ghi ở mục nhật ký số" in words and "Ghi thiếu." in words


def test_the_agenda_is_the_one_that_was_opened(world: World, typesetter: Typesetter, tmp_path: Path) -> None:
    """An adjournment changes day and items; the paper of the first opening stays as it was, and a second one is made."""
    session, cases = tabled(world, {"Trần Thị Ánh": "LDTT", "Lý Thị Cúc": "BK_TINH", "Vũ Văn Đi": "LDTT"})
    secretary, first_day = world.actor(Role.COUNCIL_SECRETARY), world.day
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    going = cases["Vũ Văn Đi"]
    world.do(TakeOffAgenda(on=going, seen=world.seen(going), reason="Chờ bổ sung."), secretary)
    later = first_day + timedelta(days=1)
    put_off = AdjournSession(
        on=session, seen=world.seen(session, Subject.SESSION), meets_on=later, reason="Thiếu người."
    )  # fmt: skip
    world.do(put_off, secretary)
    world.wait(1)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    worker.turn(world.store, typesetter, lambda: world.at)
    before, after = (pdf(world, paper, tmp_path) for paper in papers(world, session, PaperKind.AGENDA))
    told = before.words()
    for part in ("CHƯƠNG TRÌNH HỌP", "Vũ Văn Đi", "Thôn Đông", "Đủ điều kiện", "Tổng cộng: 03 hồ sơ",
                 "Không niêm yết", f"Thời gian: {long_day(first_day)}."):  # fmt: skip
        assert part in told, part
    assert told.index("Lý Thị Cúc") < told.index("Trần Thị Ánh") < told.index("Vũ Văn Đi"), "by award, then by name"
    assert "Vũ Văn Đi" not in after.words() and "Tổng cộng: 02 hồ sơ" in after.words()
    assert f"Thời gian: {long_day(later)}." in after.words()


def test_the_agenda_tells_what_the_people_said_and_never_who(
    world: World, typesetter: Typesetter, tmp_path: Path
) -> None:
    world.do(
        EnactLayer(on=new_id(), content=own_layer(world.day, {"awards": {"GK": POSTED}})),
        world.actor(Role.ADMINISTRATOR),
    )
    case, office = world.bring(world.draft("GK", name="Hà Thị Niêm"), State.POSTED), world.actor(Role.SECRETARIAT)
    said = RecordComment(on=case, from_whom="Bà Tư hàng xóm", text="Còn nợ quỹ thôn.", received_on=world.day)
    world.do(said, office)
    with world.store.reading() as driver:
        ((comment,),) = driver.connection.execute("SELECT id FROM comment").fetchall()
    settled = SettleComment(on=case, comment_id=comment, result=SettlementResult.DISMISSED, note="Đã nộp đủ.")
    world.do(settled, office)
    world.bring(case, State.ELIGIBLE)
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    worker.turn(world.store, typesetter, lambda: world.at)
    words = pdf(world, papers(world, session, PaperKind.AGENDA)[0], tmp_path).words()
    assert "Đã niêm yết, 01" in words
    assert "Còn nợ quỹ thôn. (Ý kiến không có cơ sở)" in words
    assert "Bà Tư" not in words


def test_a_recused_member_opens_no_paper_of_the_session_that_tells_of_the_case(
    world: World, typesetter: Typesetter
) -> None:
    session, cases = tabled(world, {"Trần Thị Ánh": "LDTT", "Vũ Văn Đi": "LDTT"})
    world.open_vote(session)
    own = DeclareConflict(on=session, conflicts={cases["Vũ Văn Đi"]: ConflictGround.OWN_CASE})
    world.do(own, world.members[0])
    world.vote(session, [cases["Trần Thị Ánh"]])

    def seen(member: Actor) -> list[PaperKind]:
        worker.turn(world.store, typesetter, lambda: world.at)
        with world.store.reading() as driver:
            found = signed_in(driver, member.account_id, world.day)
            assert found is not None
            return [paper.kind for paper in papers_seen(driver, found.actor, session)]

    assert seen(world.members[0]) == []
    assert seen(world.members[1]) == [PaperKind.AGENDA]
    world.close_session(session)
    assert seen(world.members[0]) == []
    assert set(seen(world.members[1])) == {PaperKind.AGENDA, PaperKind.COUNTING, PaperKind.MINUTES}


def test_the_record_of_a_count_tells_of_ballots_and_tellers(
    world: World, typesetter: Typesetter, tmp_path: Path
) -> None:
    """One title on paper, with a paper that says nothing and one that did not come back; one whose urn holds too many."""
    session, cases = tabled(world, {"Vũ Văn Một": "CSTDCS", "Vũ Văn Hai": "CSTDCS", "Vũ Văn Ba": "LDTT"})
    world.open_vote(session)
    world.vote(session, [cases["Vũ Văn Ba"]])
    hand_out(world, session)
    agree = VoteChoice.AGREE
    found = {
        cases["Vũ Văn Một"]: papers_found(agree, agree, agree, issued=5, invalid=1),
        cases["Vũ Văn Hai"]: papers_found(*[agree] * 6, issued=5),
    }
    key(world, session, found)
    world.close_session(session)
    worker.turn(world.store, typesetter, lambda: world.at)
    (paper,) = papers(world, session, PaperKind.COUNTING)
    counted = pdf(world, paper, tmp_path)
    words, rows = counted.words(), " ".join(" ".join(counted.pages()).split())
    one, two, three = (world.nomination(case)["code"] for case in cases.values())
    assert re.search(rf"{one} [^0-9]*5 4 5 3 0 0 0 1 1 0 4 ", rows), "handed out, returned, base, agree …"
    assert re.search(rf"{three} [^0-9]*5 5 0 0 0 0 0 3 ", rows), "no papers where there was a show of names"
    assert "(01 hồ sơ): bỏ phiếu kín bằng phiếu giấy" in words and "(01 hồ sơ): biểu quyết công khai" in words
    assert f"Chưa kết luận, phải biểu quyết lại: {two}, Vũ Văn Hai (phát ra 5, thu về 6" in words
    assert "số phiếu thu về nhiều hơn số phiếu phát ra)." in words
    assert words.count("NGƯỜI KIỂM PHIẾU") == 2
    assert all(member.full_name in words for member in world.members[-2:])
    minutes = pdf(world, papers(world, session, PaperKind.MINUTES)[0], tmp_path).words()
    assert f"Chưa kết luận, phải biểu quyết lại: {two}, Vũ Văn Hai (phát ra 5, thu về 6" in minutes
    assert "Chiến sĩ thi đua cơ sở: 01 hồ sơ, bỏ phiếu kín bằng phiếu giấy." in minutes
    assert "Chỉ một phiếu khác các phiếu còn lại" in minutes and "Chỉ một phiếu khác các phiếu còn lại" in words
    assert set_again(world, typesetter, paper) == paper.sha256
