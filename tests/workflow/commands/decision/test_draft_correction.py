"""A clerical error is put right by a new decision that names the old one; the old one and its paper stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from states.decision_vocabulary import AnnulmentGround, CorrectedPart
from states.refusals import NotMet
from states.vocabulary import DecisionState, Role, State, Subject
from tests.support.world import World
from workflow.commands.decision.annul_decision import AnnulDecision
from workflow.commands.decision.draft_correction import CorrectedLine, DraftCorrection
from workflow.commands.decision.issue_decision import IssueDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.commands.decision.void_decision import VoidDecision
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.documents.correction import correction_of
from workflow.documents.rendering import Typesetter
from workflow.documents.worker import turn as set_papers
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.queries.corrections import corrections_about, corrections_of
from workflow.queries.papers import papers_about
from workflow.store import Store

AT = 1_800_000_000_000_000


def order(case: str, decision: str) -> DraftCorrection:
    line = CorrectedLine(part=CorrectedPart.NAME, nomination_id=case, becomes="Trần Thị Ảnh", reason="Chép nhầm dấu.")
    return DraftCorrection(on=new_id(), title="Về việc đính chính", corrects_id=decision, lines=(line,))


def issued(world: World) -> tuple[str, str]:
    case = world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.PUBLISHED)
    return case, str(world.nomination(case)["decision_id"])


def test_the_new_decision_names_the_old_and_nobody_gains_or_loses(store: Store) -> None:
    world = World.open(store)
    case, old = issued(world)
    correction = order(case, old)
    world.do(correction, world.actor(Role.SECRETARIAT))
    with store.reading() as driver:
        assert corrections_of(driver, old) == [], "a draft corrects nothing yet"
    world.sign(correction.on)
    world.issue(correction.on)
    with store.reading() as driver:
        (found,) = corrections_of(driver, old)
        assert corrections_about(driver, case) == [found]
    assert [(line.was, line.becomes) for line in found.lines] == [("Trần Thị Ánh", "Trần Thị Ảnh")]
    assert world.nomination(case)["state"] == State.PUBLISHED and world.nomination(case)["name"] == "Trần Thị Ánh"
    assert world.case(old, Subject.DECISION)["state"] == DecisionState.ISSUED
    set_papers(store, Typesetter(None, "http://127.0.0.1:8000"), lambda: AT)
    with store.reading() as driver:
        papers = papers_about(driver, world.organisation_id, correction.on)
    assert papers and all(paper.is_ready for paper in papers)
    assert verify(store, world.organisation_id).is_whole


def test_only_an_issued_award_decision_is_corrected(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case, old = issued(world)
    draft = world.draft_decision([world.bring(world.draft(), State.BEFORE_CHAIRMAN)])
    correction = order(case, old)
    office = world.actor(Role.SECRETARIAT)
    world.do(correction, office)
    for other in (draft, correction.on, new_id()):
        with pytest.raises(NotMet) as refused:
            world.do(replace(order(case, other), on=new_id()), office)
        assert "nothing_to_correct" in {each.code for each in refused.value.refusals}


WRONG = (
    (
        CorrectedLine(part=CorrectedPart.NAME, nomination_id="?", becomes="A", reason="B"),
        "not_in_decision",
        "nomination_id",
    ),
    (CorrectedLine(part=CorrectedPart.TEXT, was="2024", becomes="2024", reason="B"), "nothing_corrected", "becomes"),
    (CorrectedLine(part=CorrectedPart.TEXT, becomes="2024", reason="B"), "was_missing", "was"),
    (CorrectedLine(part=CorrectedPart.TEXT, was="2025", becomes=" ", reason="B"), "becomes_missing", "becomes"),
    (CorrectedLine(part=CorrectedPart.TEXT, was="2026", becomes="2024"), "reason_missing", "reason"),
)


def test_every_line_that_puts_nothing_right_is_told_at_once(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case, old = issued(world)
    good = order(case, old)
    lines = (*good.lines, *(line for line, _code, _at in WRONG), *good.lines)
    with pytest.raises(NotMet) as refused:
        world.do(replace(good, lines=lines), world.actor(Role.SECRETARIAT))
    told = [(each.code, each.at) for each in refused.value.refusals]
    assert told == [
        *((code, f"{number}.{at}") for number, (_line, code, at) in enumerate(WRONG, start=1)),
        ("corrected_twice", f"{len(WRONG) + 1}.becomes"),
    ]  # fmt: skip


def test_one_decision_puts_several_errors_of_several_people_right(store: Store) -> None:
    world = World.open(store)
    cases = [world.bring(world.draft("LDTT", name=name), State.BEFORE_CHAIRMAN) for name in ("Trần Thị Ánh", "Lê Bẩy")]
    old = world.draft_decision(cases)
    world.sign(old)
    world.issue(old)
    because = "Danh sách của thôn ghi sai."
    lines = (
        CorrectedLine(part=CorrectedPart.NAME, nomination_id=cases[0], becomes="Trần Thị Ảnh", reason=because),
        CorrectedLine(part=CorrectedPart.NAME, nomination_id=cases[1], becomes="Lê Bảy", reason=because),
        CorrectedLine(part=CorrectedPart.TITLE, nomination_id=cases[1], becomes="Tổ trưởng", reason=because),
        CorrectedLine(part=CorrectedPart.TEXT, was="năm 2023", becomes="năm 2024", reason="Đánh máy nhầm."),
    )  # fmt: skip
    correction = DraftCorrection(on=new_id(), title="Về việc đính chính", corrects_id=old, lines=lines)
    world.do(correction, world.actor(Role.SECRETARIAT))
    world.sign(correction.on)
    world.issue(correction.on)
    with store.reading() as driver:
        (found,) = corrections_of(driver, old)
        of_one = corrections_about(driver, cases[1])[0].lines
        paper = correction_of(driver, correction.on)
    assert [(line.name, line.becomes, line.reason) for line in found.lines] == [
        ("Trần Thị Ánh", "Trần Thị Ảnh", because), ("Lê Bẩy", "Lê Bảy", because), ("Lê Bẩy", "Tổ trưởng", because),
        ("", "năm 2024", "Đánh máy nhầm."),
    ]  # fmt: skip
    assert [line.becomes for line in of_one] == ["Lê Bảy", "Tổ trưởng"]
    assert paper is not None
    (group,) = paper.annex()["groups"]
    assert [row[0] for row in group["rows"]] == ["1", "2", "3", "4"]
    assert group["rows"][3] == ["4", "Nội dung quyết định", "năm 2023", "năm 2024", "Đánh máy nhầm."]
    assert verify(store, world.organisation_id).is_whole


@pytest.mark.parametrize("reached", ["drafted", "approved", "numbered", "signed"])
def test_nothing_is_put_right_in_a_decision_that_was_annulled_meanwhile(sqlite_store: Store, reached: str) -> None:
    world = World.open(sqlite_store)
    case, old = issued(world)
    correction, office, chairman = order(case, old), world.actor(Role.SECRETARIAT), world.actor(Role.CHAIRMAN)
    world.do(correction, office)
    if reached != "drafted":
        {"approved": world.approve, "numbered": world.number, "signed": world.sign}[reached](correction.on)
    world.do(
        ProposeAnnulment(
            on=case, ground=AnnulmentGround.FALSE_DECLARATION, seen=world.seen(case), reason="Kê khai gian dối."
        ),
        office,
    )
    world.do(AnnulDecision(on=old, seen=world.seen(old, Subject.DECISION), reason="Kết luận số 5."), chairman)
    onward = {"drafted": SubmitDecision, "approved": NumberDecision, "numbered": SignDecision, "signed": IssueDecision}
    with pytest.raises(NotMet, match="corrected_is_annulled"):
        seen = world.seen(correction.on, Subject.DECISION)
        world.do(onward[reached](on=correction.on, seen=seen), chairman if reached == "numbered" else office)
    who = office if reached == "drafted" else chairman
    world.do(VoidDecision(on=correction.on, seen=world.seen(correction.on, Subject.DECISION), reason="Đã hủy."), who)
