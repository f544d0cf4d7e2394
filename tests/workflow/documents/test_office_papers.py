"""What the office hands on: the notice of a refusal, the sheet of an appraisal, the list by which bonuses are paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from states.regime import regime_on
from states.vocabulary import Basis, Role, State
from tests.support.poppler import Pdf
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.nomination.refuse_intake import RefuseIntake
from workflow.documents import worker
from workflow.documents.money_in_words import in_words
from workflow.documents.payment_source import payment_paper
from workflow.documents.refusal_source import _with_source
from workflow.documents.rendering import Typesetter
from workflow.models.paper import PaperKind
from workflow.queries.papers import paper_for, papers_about
from workflow.store import Store

NAME = '#panic("x") *a* $x$ {{7*7}} <script>=1+1'


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def said(world: World, key: str, kind: PaperKind, folder: Path) -> str:
    """What the only paper of a kind about a case says."""
    worker.turn(world.store, Typesetter(), lambda: world.at)
    with world.store.reading() as driver:
        (paper,) = (each for each in papers_about(driver, world.organisation_id, key) if each.kind == kind)
    assert paper.is_ready
    with Attachments(world.store.files).open(world.organisation_id, paper.sha256) as file:
        (folder / f"{kind}.pdf").write_bytes(file.read())
    pdf = Pdf(folder / f"{kind}.pdf")
    assert all(is_within for _, is_within in pdf.fonts())
    return pdf.words()


def test_a_chairman_who_declines_says_why(world: World, tmp_path: Path) -> None:
    key = world.bring(world.draft(name=NAME), State.BEFORE_CHAIRMAN)
    world.bring(key, State.DECLINED)
    words = said(world, key, PaperKind.REFUSAL, tmp_path)
    for part in ("THÔNG BÁO Về việc không khen thưởng", "/TB-UBND", "Kính gửi: Thôn Đông", f"cho bà {NAME}:",
                 "quyết định không khen thưởng theo hồ sơ này", "Lý do: Chưa thật tiêu biểu.", "khiếu nại", "CHỦ TỊCH",
                 "Trần Văn Chủ", "./."):  # fmt: skip
        assert part in words, part


def test_who_is_found_ineligible_reads_which_condition_failed(world: World, tmp_path: Path) -> None:
    key = world.bring(world.draft(), State.INELIGIBLE)
    words = said(world, key, PaperKind.REFUSAL, tmp_path)
    case = world.nomination(key)
    failed = world.regime(case["rules"]).rules(case["award"], case["basis"]).conditions_for(case["subject_kind"])[0]
    for part in ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "/TB-HĐ", "Lý do: Chưa đủ điều kiện.", failed.text_vi.rstrip(".")):
        assert part in words, part


def test_what_is_not_taken_in_is_told_too(world: World, tmp_path: Path) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    refuse = RefuseIntake(on=key, seen=world.seen(key), reason="Không thuộc đối tượng.")
    world.do(refuse, world.actor(Role.SECRETARIAT))
    assert "không tiếp nhận hồ sơ này" in said(world, key, PaperKind.REFUSAL, tmp_path)


def test_the_sheet_of_an_appraisal_names_every_condition_and_its_source(world: World, tmp_path: Path) -> None:
    key = world.bring(world.draft(name=NAME), State.ELIGIBLE)
    words = said(world, key, PaperKind.APPRAISAL, tmp_path)
    case = world.nomination(key)
    rules = world.regime(case["rules"]).rules(case["award"], case["basis"])
    squeezed = "".join(words.split())
    for each in rules.conditions_for(case["subject_kind"]):
        assert "".join(each.text_vi.split()[:4]) in squeezed
    for part in ("PHIẾU THẨM ĐỊNH", NAME, "Đạt", "Kết luận: đủ điều kiện", "NGƯỜI THẨM ĐỊNH", "Nguyễn Thị Thường"):
        assert part in words, part


def test_the_sheet_is_for_the_office_alone(world: World) -> None:
    key = world.bring(world.draft(), State.ELIGIBLE)
    worker.turn(world.store, Typesetter(), lambda: world.at)
    with world.store.reading() as driver:
        for actor, is_shown in (
            (world.actor(Role.SECRETARIAT), True), (world.actor(Role.AUDITOR), True), (world.people["thon-dong"], False),
            (world.actor(Role.COUNCIL_MEMBER), False), (world.people["truong-hoc"], False),
        ):  # fmt: skip
            found = paper_for(driver, actor, subject="nomination", key=key, kind="appraisal")
            assert (found is not None) == is_shown, actor.full_name


def test_the_list_of_bonuses_adds_up_and_says_how(world: World, tmp_path: Path) -> None:
    keys = [world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in (NAME, "Trần Thị Ánh")]
    decision = world.draft_decision(keys)
    world.sign(decision)
    world.issue(decision)
    words = said(world, decision, PaperKind.PAYMENT, tmp_path)
    for part in ("DANH SÁCH CHI TIỀN THƯỞNG", "Lao động tiên tiến (cá nhân): 0,3 × 1.800.000 đồng", "thành 540.000 đồng",
                 "Tổng cộng: 02 trường hợp", "1.080.000", "Một triệu không trăm tám mươi nghìn đồng", "Ký nhận",
                 "NGƯỜI LẬP BIỂU", "KẾ TOÁN",
                 "CHỦ TỊCH",
                 world.actor(Role.SECRETARIAT).full_name, world.actor(Role.CHAIRMAN).full_name):  # fmt: skip
        assert part in words, part
    assert "".join(NAME.split()) in "".join(words.split())
    with world.store.reading() as driver:
        (issued,) = (
            each for each in papers_about(driver, world.organisation_id, decision) if each.kind == PaperKind.PAYMENT
        )
        paper = payment_paper(driver, world.organisation_id, decision, issued.entry)
    without_rate = replace(paper.lines[0].payment, bonus=replace(paper.lines[0].payment.bonus, amount=None))
    unpaid = replace(paper.lines[0], payment=without_rate)
    some = replace(paper, lines=[*paper.lines, unpaid]).as_data()
    assert len(some["table"]["rows"]) == 2
    assert any("01 trường hợp không ghi trong danh sách chi" in line for line in some["lines"])
    nobody = replace(paper, lines=[unpaid]).as_data()
    assert "table" not in nobody and "chưa có khoản tiền thưởng" in nobody["last"]


def test_a_notice_calls_only_texts_of_law_its_source() -> None:
    rules = regime_on(date(2024, 12, 2)).rules("LDTT", Basis.MERIT)
    told = [_with_source(each) for each in rules.conditions_for("individual")]
    assert any("(Luật" in each for each in told)
    assert not any("phapluatvacuocsong" in each or "thông lệ" in each for each in told)


@pytest.mark.parametrize(("amount", "words"), [
    (0, "Không"), (15, "Mười lăm"), (21, "Hai mươi mốt"), (105, "Một trăm linh năm"), (710_000, "Bảy trăm mười nghìn"),
    (2_340_000, "Hai triệu ba trăm bốn mươi nghìn"), (1_000_005, "Một triệu không trăm linh năm"),
    (2_005_001_000, "Hai tỷ không trăm linh năm triệu không trăm linh một nghìn"), (10_000_000_000, "Mười tỷ"),
])  # fmt: skip
def test_sums_in_words(amount: int, words: str) -> None:
    assert in_words(amount) == words


def test_the_letter_to_the_chairman_has_the_list_and_its_number(world: World, tmp_path: Path) -> None:
    keys = [world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in (NAME, "Trần Thị Ánh")]
    decision = world.draft_decision(keys)
    world.sign(decision)
    words = said(world, decision, PaperKind.SUBMISSION, tmp_path)
    for part in ("TỜ TRÌNH", "01/TTr-HĐ", "Kính gửi: Chủ tịch Ủy ban nhân dân xã Đồng Mẫu", "Căn cứ biên bản Phiên họp",
                 "Công nhận danh hiệu “Lao động tiên tiến” cho 02 cá nhân", "Tổng số tiền thưởng: 1.080.000 đồng",
                 "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", "(Kèm theo Tờ trình số 01/TTr-HĐ ngày 01 tháng 3 năm 2024", "Trần Thị Ánh",
                 "TM. THƯỜNG TRỰC HỘI ĐỒNG"):  # fmt: skip
        assert part in words, part
    assert "".join(NAME.split()) in "".join(words.split())
