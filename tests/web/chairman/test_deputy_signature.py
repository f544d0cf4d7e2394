"""A deputy signs digitally with a certificate of their own, within the mandate and for no decision but those they approved."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from states.refusals import NotYourAction
from states.vocabulary import Action, DecisionState, Role, State
from tests.support.decision_signing import SIGN, Signing, cms_by_openssl, openssl, pdfsig
from tests.support.site import Page, Person, Site
from tests.support.standing import take
from web.views.decisions.signing import EXTENSION
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.documents.rendering import Typesetter
from workflow.documents.worker import turn

OTHERS = "Đúng người ký: Chứng thư số không phải của người ký quyết định này, cũng không phải của cơ quan."


@pytest.fixture
def deputy(signing: Signing) -> Person:
    """A deputy with a mandate of sixty days, and a decision that the deputy approved."""
    world = signing.world
    account = world.actor(Role.DEPUTY_CHAIRMAN)
    decision = world.draft_decision([world.bring(world.draft(name="Lê Văn Bảy"), State.BEFORE_CHAIRMAN)])
    world.submit_decision(decision)
    world.do(ApproveDecision(on=decision, seen=world.seen(decision, ApproveDecision.subject)), account)
    take(world, Action.NUMBER_DECISION, decision)
    turn(world.store, Typesetter(), lambda: world.at)
    signing.decision = decision
    return signing.chairman.site.person(account)


def sent(signing: Signing, person: Person, file: bytes, *, status: int = 200) -> Page:
    given = {**SIGN, "way": "token", "signed_file": (BytesIO(file), "da-ky.pdf")}
    return person.open(f"{signing.path}/signature").send("Ký", given, status=status)  # type: ignore[arg-type]


def test_the_deputy_signs_with_a_certificate_of_their_own(signing: Signing, deputy: Person, tmp_path: Path) -> None:
    own = signing.authority.holder("Lê Thị Phó")
    signing.lay_down(own, Role.DEPUTY_CHAIRMAN)
    assert OTHERS in sent(signing, deputy, signing.signed_by(signing.own), status=422).words, (
        "the chairman's certificate"
    )
    page = deputy.open(f"{signing.path}/signature")
    part = deputy.client.get(next(link for link in page.links() if "to-sign" in link)).data
    cms = cms_by_openssl(part, own, tmp_path)
    page.send("Ký", {**SIGN, "way": "token", "signed_file": (BytesIO(cms), "chu-ky.p7s")})  # type: ignore[arg-type]
    assert signing.state == DecisionState.SIGNED
    assert pdfsig(signing.kept, signing.authority, tmp_path) == ["Signature is Valid.", "Certificate is Trusted."]
    assert openssl(signing.kept, signing.authority, tmp_path)
    for reader in (signing.chairman, deputy):
        told = reader.open(f"{signing.path}/signed-file").words
        assert "tệp đạt cả năm điều kiểm tra" in told and "Chủ thể Lê Thị Phó" in told


def test_neither_signs_in_the_others_place(signing: Signing, deputy: Person) -> None:
    """What the deputy approved the deputy signs; what the chairman approved, the chairman."""
    page = signing.chairman.open(f"{signing.path}/signature", status=200)
    given = {**SIGN, "way": "token", "signed_file": (BytesIO(signing.signed_by(signing.own)), "da-ky.pdf")}
    refused = page.send("Ký", given, status=422)  # type: ignore[arg-type]
    assert signing.state == DecisionState.NUMBERED
    assert "văn bản đã chốt ghi tên người duyệt" in refused.words and not list(signing.kept_files())
    own = signing.authority.holder("Lê Thị Phó")
    signing.lay_down(own, Role.DEPUTY_CHAIRMAN)
    world = signing.world
    other = world.draft_decision([world.bring(world.draft(name="Phạm Văn Tám"), State.BEFORE_CHAIRMAN)])
    world.number(other)
    turn(world.store, Typesetter(), lambda: world.at)
    signing.decision = other
    sent(signing, deputy, signing.signed_by(own), status=422)
    assert OTHERS in sent(signing, signing.chairman, signing.signed_by(own), status=422).words, (
        "the deputy's certificate"
    )
    assert signing.state == DecisionState.NUMBERED


def test_a_mandate_that_ran_out_signs_nothing(signing: Signing, deputy: Person) -> None:
    own = signing.authority.holder("Lê Thị Phó")
    signing.lay_down(own, Role.DEPUTY_CHAIRMAN)
    signing.world.wait(61)
    known = {signing.world.actor(role).account_id for role in (Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN)}
    site = Site(signing.world, deputy.site.folder / "later", known)
    site.app.extensions[EXTENSION] = signing.folder
    late = site.person(signing.world.people["phochutich"])
    told = late.open(f"{signing.path}/signature", status=403)
    assert "Nhiệm kỳ của ông/bà (Phó Chủ tịch) đã kết thúc, ngày cuối là" in told.words
    order = SignDecision(on=signing.decision, seen=signing.world.seen(signing.decision, SignDecision.subject))
    with pytest.raises(NotYourAction):
        signing.world.do(order, signing.world.people["phochutich"])
    assert signing.state == DecisionState.NUMBERED
