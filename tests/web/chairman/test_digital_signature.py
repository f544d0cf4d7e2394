"""The chairman signs digitally in three ways; the file is checked for five things, and others' tools agree with us."""

from __future__ import annotations

import shutil
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from states.vocabulary import DecisionState, Role, State
from tests.support.certificates import Authority
from tests.support.checker import VERIFY_PAPER, run_checker
from tests.support.decision_signing import SIGN, Signing, cms_by_openssl, flipped, openssl, pdfsig
from tests.support.signing import Signatory
from tests.support.world import World
from workflow.commands.decision.sign_decision import SignDecision
from workflow.documents.archive_package import contents, package
from workflow.documents.paper_audit import PaperAudit
from workflow.documents.receipt_files import checkpoint_for
from workflow.documents.rendering import Typesetter
from workflow.documents.sealing import seal as seal_papers
from workflow.documents.worker import turn
from workflow.ledger.findings import Findings
from workflow.ledger.signing import Signer as SignerAtWork
from workflow.ledger.verify import verify
from workflow.queries.papers import issued_decision
from workflow.queries.signatures import frozen_paper, signature_of


def test_the_chairman_signs_a_file_elsewhere_and_sends_it_back(signing: Signing) -> None:
    page = signing.chairman.open(f"{signing.path}/signature")
    link = next(link for link in page.links() if ".pdf" in link)
    frozen = signing.chairman.client.get(link).data
    assert frozen == signing.frozen
    done = signing.send(signing.signed_by(signing.own, frozen))
    assert "Quyết định có chữ ký số" in done.words and "Đây không phải là chữ ký số" not in done.words
    assert signing.state == DecisionState.SIGNED and signing.kept.startswith(frozen)
    shown = signing.chairman.open(f"{signing.path}/signed-file")
    assert "tệp đạt cả năm điều kiểm tra" in shown.words and shown.words.count("Đạt") == 5
    assert "Thu hồi chứng thư: chưa kiểm tra" in shown.words and "không có dấu thời gian của bên thứ ba" in shown.words
    link = next(link for link in done.links() if "/papers/decision/" in link)
    assert signing.chairman.client.get(link).data == signing.kept


def test_the_archive_takes_over_the_signed_file(signing: Signing) -> None:
    signing.send(signing.signed_by(signing.own))
    world = signing.world
    with SignerAtWork(signing.folder / "signer") as signer:
        signer.tick(world.store, world.at + 1)
    found = contents(world.store, world.organisation_id, signing.decision)
    assert found is not None
    head = checkpoint_for(world.store, world.organisation_id, [*found.own, *found.of_cases])
    assert head is not None
    parts = dict(package(world.store, world.actor(Role.SECRETARIAT), found, head, Typesetter()))
    assert parts["quyet-dinh-da-ky-so.pdf"] == signing.kept


def test_a_token_signs_the_part_and_the_signature_is_put_in(signing: Signing, tmp_path: Path) -> None:
    page = signing.chairman.open(f"{signing.path}/signature")
    link = next(link for link in page.links() if "to-sign" in link)
    part = signing.chairman.client.get(link).data
    assert part == signing.chairman.client.get(link).data
    cms = cms_by_openssl(part, signing.own, tmp_path)
    given = {**SIGN, "way": "token", "signed_file": (BytesIO(cms), "chu-ky.p7s")}
    page.send("Ký", given)  # type: ignore[arg-type]
    assert signing.state == DecisionState.SIGNED
    assert pdfsig(signing.kept, signing.authority, tmp_path) == ["Signature is Valid.", "Certificate is Trusted."]
    assert b"/AP" in signing.kept[len(signing.frozen) :], "it is seen on the paper"


def test_the_key_of_the_house_signs(signing: Signing) -> None:
    page = signing.chairman.open(f"{signing.path}/signature")
    assert "khóa của cơ quan" not in page.words
    seal_of_house = signing.authority.holder("Ủy ban nhân dân xã")
    (signing.folder / "keys" / f"{signing.world.slug}.p12").write_bytes(seal_of_house.pkcs12(b"x"))
    (signing.folder / "keys" / f"{signing.world.slug}.password").write_text("x\n", "utf-8")
    page = signing.chairman.open(f"{signing.path}/signature")
    page.send("Ký", {**SIGN, "way": "server", "password": "không phải mật khẩu"}, status=422)
    assert signing.state == DecisionState.NUMBERED
    page.send("Ký", {**SIGN, "way": "server"})
    assert signing.state == DecisionState.SIGNED
    assert b"/AP" in signing.kept[len(signing.frozen) :], "it is seen on the paper"
    assert "Chủ thể Ủy ban nhân dân xã" in signing.chairman.open(f"{signing.path}/signed-file").words


def test_a_paper_that_is_not_set_yet_is_awaited(signing: Signing) -> None:
    other = signing.world.draft_decision([signing.world.bring(signing.world.draft(), State.BEFORE_CHAIRMAN)])
    signing.world.number(other)
    page = signing.chairman.open(f"/decisions/{other}/signature")
    assert "Bản PDF để ký số đang được lập" in page.words and "Cách ký" not in page.words


def test_without_certificates_it_is_a_recorded_act(signing: Signing) -> None:
    shutil.rmtree(signing.folder)
    page = signing.chairman.open(f"{signing.path}/signature")
    assert "Cách ký" not in page.words
    page.send("Ký", SIGN)
    assert signing.state == DecisionState.SIGNED
    signing.chairman.open(f"{signing.path}/signed-file", status=404)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("another paper", "Đúng bản đã chốt: Tệp không bắt đầu bằng đúng bản PDF đã chốt"),
        ("another person", "Đúng người ký: Chứng thư số không phải của người ký"),
        ("another root", "Chứng thư số được tin cậy: Chứng thư số không dẫn tới chứng thư gốc nào"),
        ("run out", "Chứng thư số được tin cậy: Chứng thư số không còn hiệu lực"),
        ("revoked", "Chứng thư số được tin cậy: Chứng thư số đã bị thu hồi."),
        ("too early", "Ký sau khi chốt: Thời điểm ký trước lúc bản PDF được chốt."),
        ("no signature", "Chữ ký còn nguyên vẹn: Tệp không có chữ ký số nào."),
        ("flipped", "Chữ ký còn nguyên vẹn: Nội dung tệp không còn khớp với chữ ký"),
        ("other text", "Chữ ký còn nguyên vẹn: Trước khi ký, tệp đã được thêm nội dung khác ngoài chữ ký."),
        ("no pdf", "không phải tệp PDF đã ký, cũng không phải chữ ký CMS"),
    ],
)
def test_each_check_refuses_with_its_own_reason(signing: Signing, case: str, said: str) -> None:
    page = signing.send(made(signing, case), status=422)
    assert said in page.words
    for other in ("Đúng bản đã chốt:", "Chứng thư số được tin cậy:", "Đúng người ký:", "Ký sau khi chốt:"):
        if case not in ("flipped", "no signature", "another root"):  # where more than one thing is wrong
            assert (other in page.words) == said.startswith(other)
    assert signing.state == DecisionState.NUMBERED


def made(signing: Signing, case: str) -> bytes:
    """A file with one thing wrong."""
    match case:
        case "another paper":
            return signing.signed_by(signing.own, another_paper(signing))
        case "another person":
            return signing.signed_by(signing.authority.holder("Nguyễn Văn Khác"))
        case "another root":
            return signing.signed_by(Authority("CA khác").holder("Trần Văn Chủ"))
        case "run out":
            old = signing.authority.holder("Trần Văn Chủ", ends=signing.now - timedelta(days=1))
            next((signing.folder / "persons").iterdir()).write_bytes(old.pem)
            return signing.signed_by(old)
        case "revoked":
            taken_back = signing.authority.revocations(signing.own, at=signing.now - timedelta(days=2))
            (signing.folder / "revoked" / "ca.crl").write_bytes(taken_back)
            return signing.signed_by(signing.own)
        case "too early":
            return signing.signed_by(signing.own, at=signing.now - timedelta(days=1))
        case "no signature":
            return signing.frozen + b"\n"
        case "flipped":
            signed = signing.signed_by(signing.own)
            return flipped(signed, signed.rindex(b"Adobe.PPKLite") + 2)
        case "other text":
            return signing.signed_by(signing.own, with_other_text(signing.frozen))
        case _:
            return b"nothing that anybody signed"


def another_paper(signing: Signing) -> bytes:
    """Another paper of the house: the frozen one of another decision."""
    other = signing.world.draft_decision(
        [signing.world.bring(signing.world.draft(name="Lê Văn Bảy"), State.BEFORE_CHAIRMAN)]
    )
    signing.world.number(other)
    turn(signing.world.store, Typesetter(), lambda: signing.world.at)
    with signing.world.store.reading() as driver:
        found = frozen_paper(driver, signing.world.organisation_id, other)
    assert found is not None
    return signing.file(found.sha256)


def with_other_text(frozen: bytes) -> bytes:
    """The frozen bytes, and behind them an update that lets the first page show what the second shows."""
    writer = IncrementalPdfFileWriter(BytesIO(frozen))
    pages = writer.root["/Pages"]["/Kids"]
    first = pages[0]
    first[pdf_name("/Contents")] = pages[1].raw_get("/Contents")
    writer.mark_update(pages.raw_get(0))
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_others_tools_accept_the_file_and_refuse_it_with_one_byte_flipped(signing: Signing, tmp_path: Path) -> None:
    signing.send(signing.signed_by(signing.own))
    file = signing.kept
    assert pdfsig(file, signing.authority, tmp_path) == ["Signature is Valid.", "Certificate is Trusted."]
    assert openssl(file, signing.authority, tmp_path)
    broken = flipped(file, 3000)
    assert pdfsig(broken, signing.authority, tmp_path)[0] == "Digest Mismatch."
    assert not openssl(broken, signing.authority, tmp_path)


def test_the_signed_file_is_bound_to_its_entry_audited_and_proven(signing: Signing, tmp_path: Path) -> None:
    signing.send(signing.signed_by(signing.own))
    world = signing.world
    turn(world.store, Typesetter(), lambda: world.at)
    assert verify(world.store).is_whole
    assert audited(world) == []
    world.issue(signing.decision)
    lookup = str(world.case(signing.decision, SignDecision.subject)["lookup"])
    handed_out = signing.chairman.site.visitor().client.get(f"/tra-cuu/{lookup}/quyet-dinh.pdf").data
    assert handed_out == signing.kept
    with world.store.reading() as driver:
        found = issued_decision(driver, lookup)
        row = signature_of(driver, signing.decision)
    assert found is not None and row is not None and found.sha256 == row["sha256"]
    turn(world.store, Typesetter(), lambda: world.at)
    assert seal_papers(world.store, world.at) == 2, "the signed file, and its certificates"
    signatory = Signatory(world)
    signatory.sign()
    proof, paper = tmp_path / "giay.paper-proof", tmp_path / "giay.pdf"
    proof.write_bytes(signing.chairman.site.visitor().client.get(f"/tra-cuu/{lookup}/bang-chung").data)
    paper.write_bytes(handed_out)
    assert run_checker(tmp_path, proof, paper, "--vkey", str(signatory.vkey), tool=VERIFY_PAPER).returncode == 0
    for sent, told in (
        (handed_out, "Đúng tệp đã ban hành, còn hiệu lực"),
        (signing.frozen, "Bản để ký, chưa mang chữ ký số"),
    ):
        person = signing.chairman.site.visitor()
        answer = person.client.post("/tra-cuu", data={"file": (BytesIO(sent), "giay.pdf")})
        assert told in answer.text
    path = world.store.files / world.organisation_id / str(row["sha256"])
    path.write_bytes(flipped(path.read_bytes(), 3000))
    assert [each.code for each in verify(world.store).findings] == ["file_changed"]
    assert "không còn đúng mã SHA-256 đã ghi" in signing.chairman.open(f"{signing.path}/signed-file").words


def audited(world: World) -> list[str]:
    """What an audit of the papers finds."""
    findings = Findings()
    with world.store.reading() as driver:
        PaperAudit(driver, world.store.files, None, "").check(world.organisation_id, findings)
    return [each.code for each in findings.kept]
