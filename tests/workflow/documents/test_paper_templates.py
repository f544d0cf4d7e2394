"""Templates that administrators replace: versions for good, papers by the version of their entry, and an audit that knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from states.paper_wording import TemplatePart, Wording, worded
from states.refusals import ActionRefused, NotMet, NotYourAction
from states.regime import regime_on
from states.vocabulary import Role, State
from tests.support.chronicle import word_anew
from tests.support.poppler import Pdf
from tests.support.unbound import Unbound
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.administration.replace_template import ReplaceTemplate
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.documents import worker
from workflow.documents.rendering import Typesetter
from workflow.documents.sample_papers import ON, Samples
from workflow.documents.template_trial import wording_fails
from workflow.documents.writing_style import Office
from workflow.ids import new_id
from workflow.ledger.reading import entry_at
from workflow.ledger.verify import verify
from workflow.models.paper import PaperKind
from workflow.queries.paper_templates import template_versions
from workflow.queries.papers import PaperShown, papers_about
from workflow.store import Store

SAMPLES = Samples(
    office=Office(name="UBND xã Đồng Mẫu", parent="Ủy ban nhân dân huyện Mẫu", place="Đồng Mẫu"), regime=regime_on(ON)
)


@pytest.fixture
def world(store: Store) -> World:
    return World.open(store)


@pytest.fixture
def of_sqlite(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def built_in(paper: str, **other: str) -> dict[str, str]:
    return {name: block.text for name, block in worded()[paper].blocks.items()} | other


def order(**other: Any) -> ReplaceTemplate:
    known: dict[str, Any] = {
        "paper": "payment", "part": TemplatePart.WORDING, "follows": 0, "reason": "Quy chế văn thư.",
        "texts": {"receivers": "Kho bạc;\nLưu: VT."},
    }  # fmt: skip
    return ReplaceTemplate(on=new_id(), **(known | other))


def paper_of(world: World, key: str, kind: PaperKind) -> PaperShown:
    worker.turn(world.store, Typesetter(), lambda: world.at)
    with world.store.reading() as driver:
        found = [each for each in papers_about(driver, world.organisation_id, key) if each.kind == kind]
    return found[0]


def said(world: World, key: str, kind: PaperKind, folder: Path) -> str:
    paper = paper_of(world, key, kind)
    with Attachments(world.store.files).open(world.organisation_id, paper.sha256) as file:
        (folder / "paper.pdf").write_bytes(file.read())
    return Pdf(folder / "paper.pdf").words()


def test_versions_follow_each_other_and_stay(world: World) -> None:
    administrator = world.actor(Role.ADMINISTRATOR)
    first, second, back = order(), order(follows=1, texts={"receivers": "Lưu: VT."}), order(follows=2, texts=None)
    for each in (first, second, back):
        world.do(each, administrator)
    with world.store.reading() as driver:
        versions = template_versions(driver, world.organisation_id)["payment", TemplatePart.WORDING]
        entry = entry_at(driver, world.organisation_id, versions[-1].entry)
    assert [(each.version, each.is_built_in) for each in versions] == [(3, True), (2, False), (1, False)]
    assert versions[-1].content == '{"receivers":"Kho bạc;\\nLưu: VT."}'
    assert entry is not None and [paper.kind for paper in entry.entry.docs] == ["template"]
    assert verify(world.store).is_whole


def test_of_two_administrators_the_second_is_told(world: World) -> None:
    world.do(order(), world.actor(Role.ADMINISTRATOR))
    with pytest.raises(NotMet) as refused:
        world.do(order(texts={"receivers": "Thứ hai."}), world.actor(Role.ADMINISTRATOR))
    assert [(each.code, each.facts) for each in refused.value.refusals] == [("template_moved_on", {"n": 1})]
    world.do(order(paper="refusal", texts=None), world.actor(Role.ADMINISTRATOR))  # another kind has its own count


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAIRMAN, Role.AUDITOR, Role.COUNCIL_SECRETARY])
def test_nobody_else_replaces_a_template(of_sqlite: World, role: Role) -> None:
    with pytest.raises(NotYourAction):
        of_sqlite.do(order(), of_sqlite.actor(role))


@pytest.mark.parametrize(
    ("texts", "code"),
    [({"receivers": ""}, "wording_empty"), ({"receivers": "{{7*7}}"}, "wording_place_unknown"),
     ({"receivers": "x" * 900}, "wording_too_long"), ({}, "wording_empty")],
)  # fmt: skip
def test_the_engine_refuses_what_can_not_stand(of_sqlite: World, texts: dict[str, str], code: str) -> None:
    with pytest.raises(ActionRefused) as refused:
        of_sqlite.do(order(texts=texts), of_sqlite.actor(Role.ADMINISTRATOR))
    assert code in [each.code for each in refused.value.refusals]


def test_a_paper_goes_by_the_wording_of_its_entry(world: World, tmp_path: Path) -> None:
    before = world.bring(world.draft(name="Lê Văn Trước"), State.INELIGIBLE)
    rights = "Ông, bà khiếu nại tại Ban Tiếp công dân {hội đồng}./."
    word_anew(world, "refusal", rights=rights)
    after = world.bring(world.draft(name="Lê Văn Sau"), State.INELIGIBLE)
    word_anew(world, "refusal", receivers="Lưu: Một cửa.")

    assert "Nếu không đồng ý" in said(world, before, PaperKind.REFUSAL, tmp_path)
    words = said(world, after, PaperKind.REFUSAL, tmp_path)
    assert "khiếu nại tại Ban Tiếp công dân Hội đồng Thi đua - Khen thưởng xã Đồng Mẫu./." in words
    assert "Một cửa" not in words
    versions = [paper_of(world, key, PaperKind.REFUSAL).wording for key in (before, after)]
    assert versions == [0, 1]


def test_a_decision_keeps_the_wording_with_which_it_was_laid_before_the_chairman(world: World, tmp_path: Path) -> None:
    case = world.bring(world.draft(name="Lê Văn An"), State.BEFORE_CHAIRMAN)
    decision = world.draft_decision([case])
    word_anew(world, "decision", receivers="Như Điều {điều cuối};\nHĐND xã.")
    world.submit_decision(decision)
    word_anew(world, "decision", receivers="Sau khi trình.")
    approval = ApproveDecision(on=decision, seen=world.seen(decision, ApproveDecision.subject))
    world.do(approval, world.actor(Role.CHAIRMAN))
    number = NumberDecision(on=decision, seen=world.seen(decision, NumberDecision.subject))
    world.do(number, world.actor(Role.SECRETARIAT))
    words = said(world, decision, PaperKind.DECISION, tmp_path)
    assert "- Như Điều 3; - HĐND xã." in words
    assert "Sau khi trình" not in words


def test_an_audit_sets_papers_anew_by_the_wording_of_then(of_sqlite: World) -> None:
    world = of_sqlite
    world.bring(world.draft(name="Lê Văn An"), State.PUBLISHED)
    word_anew(world)
    world.bring(world.draft(name="Lê Văn Bình"), State.PUBLISHED)
    worker.turn(world.store, Typesetter(), lambda: world.at)
    word_anew(world, "decision", receivers="Rất lâu về sau.")
    report = verify(world.store)
    assert report.is_whole, report.findings
    assert report.logs[0].papers_not_compared == ()

    with Unbound.over(world.store) as hands:
        hands.do("UPDATE paper_template SET content = '{}' WHERE version = 1")
    found = {each.code for each in verify(world.store).findings}
    assert found == {"value_changed", "paper_differs"}


def test_every_wording_is_tried_on_papers_as_hard_as_they_come() -> None:
    typesetter = Typesetter(site="https://x.example")
    for paper, kind in worded().items():
        evil = '#panic("x") *a* $x$ [[ <script> \\'
        texts = {
            name: (evil + " ".join(f"{{{place}}}" for place in block.places) + " dài" * 200)[: block.longest - 4]
            for name, block in kind.blocks.items()
        }
        texts = {
            name: text[: text.rfind("{")] if text.count("{") > text.count("}") else text for name, text in texts.items()
        }
        assert wording_fails(Wording(paper=paper, texts=texts), SAMPLES, typesetter) == []


def test_a_sample_set_twice_is_the_same_file() -> None:
    (sample,) = SAMPLES.of("payment")
    first, second = (Typesetter().pdf(sample.template, sample.data, on=sample.on) for _ in range(2))
    assert first == second
