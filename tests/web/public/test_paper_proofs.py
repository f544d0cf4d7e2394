"""A paper is checked by whoever holds it: its proof is fetched by its code, a file is held against those that were issued."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from states.decision_vocabulary import AnnulmentGround
from states.vocabulary import Role, State, Subject
from tests.support.checker import VERIFY_PAPER, run_checker
from tests.support.signing import Signatory
from tests.support.site import Page, Person, Site
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.decision.annul_decision import AnnulDecision
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.documents import worker
from workflow.documents.rendering import Typesetter
from workflow.documents.sealing import seal
from workflow.models.paper import Paper, PaperKind
from workflow.sql import Prepared
from workflow.store import Store

CODE = "2024-0001"


@pytest.fixture
def world(store: Store) -> World:
    world = World.open(store)
    world.bring(world.draft(name="Trần Thị Ánh"), State.PUBLISHED)
    return world


@pytest.fixture
def passer_by(world: World, tmp_path: Path) -> Person:
    return Site(world, tmp_path / "var").visitor()


def lookup_of(world: World) -> str:
    """The code of its only decision."""
    with world.store.reading() as driver:
        (key,) = [row[0] for row in driver.connection.execute("SELECT id FROM decision").fetchall()]
    return str(world.case(key, Subject.DECISION)["lookup"])


def issue(world: World) -> Signatory:
    """Worker and signer do their part."""
    worker.turn(world.store, Typesetter(), lambda: world.at)
    assert seal(world.store, world.at) == 2, "the decision, and its certificates"
    signatory = Signatory(world)
    signatory.sign()
    return signatory


def checked(person: Person, data: bytes, status: int = 200) -> Page:
    """What the page says of a file."""
    sent = {"file": (BytesIO(data), "giay.pdf")} if data else {}
    return person.read(person.client.post("/tra-cuu", data=sent), "/tra-cuu", status)


def test_the_proof_is_fetched_beside_the_paper_and_holds_offline(
    world: World, passer_by: Person, tmp_path: Path
) -> None:
    code = lookup_of(world)
    assert "đang được lập" in passer_by.open(f"/tra-cuu/{code}/bang-chung", status=202).words
    worker.turn(world.store, Typesetter(), lambda: world.at)
    seal(world.store, world.at)
    assert "chưa ký tới mục ấy" in passer_by.open(f"/tra-cuu/{code}/bang-chung", status=202).words
    signatory = Signatory(world)
    signatory.sign()
    for page in (passer_by.open(f"/tra-cuu/{code}"), passer_by.open(f"/tra-cuu/{CODE}")):
        (link,) = [each for each in page.links() if "/bang-chung" in each]
        proof = passer_by.client.get(link)
        assert proof.status_code == 200 and "Set-Cookie" not in proof.headers
        kept, paper = tmp_path / "giay.paper-proof", tmp_path / "giay.pdf"
        kept.write_bytes(proof.data)
        paper.write_bytes(passer_by.client.get(f"/tra-cuu/{code}/quyet-dinh.pdf").data)
        answer = run_checker(tmp_path, kept, paper, "--vkey", str(signatory.vkey), tool=VERIFY_PAPER)
        assert answer.returncode == 0, answer.stdout
    assert "Trần Thị Ánh" in answer.stdout


def test_a_file_is_ours_and_unchanged_or_it_is_not(world: World, passer_by: Person) -> None:
    issue(world)
    paper = passer_by.client.get(f"/tra-cuu/{lookup_of(world)}/quyet-dinh.pdf").data
    page = checked(passer_by, paper)
    assert "Đúng tệp đã ban hành, còn hiệu lực" in page.words and "01/QĐ-UBND" in page.words
    assert "Set-Cookie" not in page.response.headers
    assert "Đã bị thêm vào" in checked(passer_by, paper + b"\n1 0 obj\n%%EOF\n").words
    for place in (0, len(paper) // 2, len(paper) - 1):
        changed = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
        assert "Không có giấy nào đã ban hành ở đây" in checked(passer_by, changed).words
    assert "Chọn tệp cần kiểm tra." in checked(passer_by, b"", 422).words


def test_an_annulled_decision_is_told_as_such_and_proves_nothing_any_more(world: World, passer_by: Person) -> None:
    issue(world)
    code = lookup_of(world)
    paper = passer_by.client.get(f"/tra-cuu/{code}/quyet-dinh.pdf").data
    with world.store.reading() as driver:
        ((case, decision),) = driver.connection.execute("SELECT id, decision_id FROM nomination").fetchall()
    proposal = ProposeAnnulment(
        on=case, ground=AnnulmentGround.FALSE_DECLARATION, seen=world.seen(case), reason="Kê khai gian dối."
    )
    world.do(proposal, world.actor(Role.SECRETARIAT))
    order = AnnulDecision(on=decision, seen=world.seen(decision, Subject.DECISION), reason="Kết luận số 5.")
    world.do(order, world.actor(Role.CHAIRMAN))
    page = passer_by.open(f"/tra-cuu/{code}")
    assert "Các khen thưởng trong quyết định không còn giá trị" in page.words
    passer_by.open(f"/tra-cuu/{code}/bang-chung", status=404)
    passer_by.open(f"/tra-cuu/{code}/quyet-dinh.pdf", status=404)
    assert "Đúng tệp đã ban hành, nay đã hủy bỏ" in checked(passer_by, paper).words


def test_certificates_are_no_decision(world: World, passer_by: Person) -> None:
    issue(world)
    with world.store.reading() as driver:
        statement = Prepared(lambda: select(Paper.sha256).where(Paper.kind == PaperKind.CERTIFICATES.value))
        digest = driver.value(statement)
    with Attachments(world.store.files).open(world.organisation_id, digest) as file:
        page = checked(passer_by, file.read())
    assert "Đúng tệp in giấy khen của cơ quan" in page.words and "còn hiệu lực Tệp" not in page.words


def test_nothing_is_known_of_what_was_not_issued(store: Store, tmp_path: Path) -> None:
    world = World.open(store)
    decision = world.draft_decision([world.bring(world.draft(), State.BEFORE_CHAIRMAN)])
    world.sign(decision)
    worker.turn(store, Typesetter(), lambda: world.at)
    assert seal(store, world.at) == 0
    passer_by = Site(world, tmp_path / "var").visitor()
    case = world.case(decision, Subject.DECISION)
    passer_by.open(f"/tra-cuu/{case['lookup']}/bang-chung", status=404)
    passer_by.open("/tra-cuu/2024-0001/bang-chung", status=404)
    digests = [path for path in (store.files / world.organisation_id).iterdir() if path.is_file()]
    for path in digests:
        if path.read_bytes().startswith(b"%PDF"):
            assert "Không có giấy nào đã ban hành" in checked(passer_by, path.read_bytes()).words
