"""What follows decisions in the life of a commune, all of it through the engine: papers, signed file, certificates, fund."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import bindparam, select

from states.certificate_vocabulary import CertificateCause
from states.decision_vocabulary import FundKind
from states.vocabulary import Action, Role, State, Subject
from tests.support.standing import take
from tests.support.typesetting import SetOnce
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.administration.record_fund_entry import RecordFundEntry
from workflow.commands.decision.sign_decision import SignatureWay, SignDecision, Signed
from workflow.commands.nomination.confer import Confer
from workflow.commands.nomination.recover import Recover
from workflow.commands.nomination.replace_certificate import ReplaceCertificate
from workflow.documents.worker import turn
from workflow.ids import new_id
from workflow.models.paper import Paper, PaperKind
from workflow.sql import Prepared

_FROZEN = Prepared(
    lambda: select(Paper.entry, Paper.sha256).where(
        Paper.subject_id == bindparam("key"), Paper.kind == PaperKind.DECISION.value
    )
)


def live_on(world: World) -> dict[str, str]:
    """A decision on three with a signed file, issued; a lost certificate, an annulment with recovery, a conferral.

    Besides a deputy with a mandate, a letter to somebody who is not awarded, and lines of the fund. Answers ids by name.
    """
    cases = [
        world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Hồ Thị An", "Hồ Văn Bé", "Hồ Thị Cả")
    ]
    decision = world.draft_decision(cases)
    sign_frozen(world, decision)
    world.issue(decision)
    pay(world, decision)
    world.wait(1)
    lost = ReplaceCertificate(
        on=cases[0], seen=world.seen(cases[0]), cause=CertificateCause.LOST, requested_on=world.day, request="Đơn số 3",
        confirmation="Công an xã xác nhận",
    )  # fmt: skip
    world.do(lost, world.actor(Role.SECRETARIAT))
    for action in (Action.PROPOSE_ANNULMENT, Action.ANNUL):
        take(world, action, cases[1])
    back = Recover(
        on=cases[1], seen=world.seen(cases[1]), recovered_on=world.day, note="Đã nộp lại giấy và tiền.", amount=540_000
    )
    world.do(back, world.actor(Role.SECRETARIAT))
    handed = Confer(
        on=cases[2],
        seen=world.seen(cases[2]),
        conferred_on=world.day,
        ceremony="Hội nghị tổng kết",
        handed_by="Chủ tịch",
    )
    world.do(handed, world.actor(Role.SECRETARIAT))
    declined = world.bring(world.draft(name="Hồ Văn Dư"), State.DECLINED)
    take(world, Action.GIVE_NOTICE, declined)
    world.actor(Role.DEPUTY_CHAIRMAN)
    return {"decision": decision, "lost": cases[0], "annulled": cases[1], "conferred": cases[2], "declined": declined}


def sign_frozen(world: World, decision: str) -> None:
    """The chairman signs with a file: the very paper that was frozen, and something behind it that stands for a signature."""
    world.number(decision)
    turn(world.store, SetOnce(), lambda: world.at)
    with world.store.reading() as driver:
        ((entry, digest),) = driver.rows(_FROZEN, key=decision)
    with Attachments(world.store.files).open(world.organisation_id, digest) as file:
        whole = file.read() + b"chu ky\n"
    signed = Signed(
        kind=SignatureWay.RETURNED_FILE, entry=entry, sha256=world.file(whole), frozen_sha256=digest, size=len(whole),
        certificate=sha256(b"certificate").hexdigest(), signed_at=world.at, is_time_stamped=False,
        is_revocation_checked=False,
    )  # fmt: skip
    order = SignDecision(on=decision, seen=world.seen(decision, Subject.DECISION), signed=signed)
    world.do(order, world.actor(Role.CHAIRMAN))


def pay(world: World, decision: str) -> None:
    """What the decision pays, and a line that was wrong and is struck."""
    office = world.actor(Role.SECRETARIAT)
    for kind, amount, of in ((FundKind.BONUS, 1_620_000, decision), (FundKind.ARTEFACTS, 90_000, None)):
        line = RecordFundEntry(
            on=new_id(), kind=kind, amount=amount, entered_on=world.day, decision_id=of, document="Phiếu chi số 7"
        )
        world.do(line, office)
    take(world, Action.STRIKE_FUND_ENTRY, line.on)
