"""Every kind of paper is set by the audit once more to the same bytes, whatever happened since its entry."""

from __future__ import annotations

from dataclasses import dataclass, field

from states.certificate_vocabulary import CertificateCause
from states.council_vocabulary import ConflictGround, VoteChoice
from states.decision_vocabulary import CorrectedPart
from states.vocabulary import Action, Role, State, Subject, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.paper_votes import appoint
from tests.support.standing import take
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.command import Actor, Command
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.send_invitations import SendInvitations
from workflow.commands.decision.draft_correction import CorrectedLine, DraftCorrection
from workflow.commands.nomination.change_rules import ChangeRules
from workflow.commands.nomination.replace_certificate import ReplaceCertificate
from workflow.commands.nomination.resubmit import Resubmit
from workflow.commands.nomination.table import Table
from workflow.documents import worker
from workflow.documents.rendering import Typesetter
from workflow.engine import Change, Receipt, keep
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.models.paper import PaperKind
from workflow.store import Store


@dataclass
class Watched(World):
    """A commune whose worker sets each paper as soon as it is asked for."""

    typesetter: Typesetter = field(default_factory=Typesetter)

    def do(self, command: Command, actor: Actor) -> Receipt:
        receipt = super().do(command, actor)
        worker.turn(self.store, self.typesetter, lambda: self.at)
        return receipt


def lower_and_declined(world: World) -> None:
    """Endorsed for the lower award, and then declined: its award is another one than at its appraisal."""
    key = world.bring(world.draft("BK_TINH", name="Lê Thị Thấp"), State.TABLED)
    lower(world, key)
    world.bring(key, State.BEFORE_CHAIRMAN)
    take(world, Action.DECLINE, key)


def lower(world: World, key: str) -> None:
    session = world.nomination(key)["session_id"]
    world.open_vote(session)
    world.vote(session, [key], [VoteChoice.AGREE, *[VoteChoice.AGREE_LOWER] * 4])
    world.close_session(session)


def handed_in_again(world: World) -> None:
    """Returned for a supplement and handed in again; then put off, and rules moved."""
    key = world.bring(world.draft(name="Lê Thị Lại"), State.RETURNED)
    world.wait(1)
    world.upload(key, "other")
    officer = world.officer_of(world.nomination(key))
    world.do(Resubmit(on=key, seen=world.seen(key), answer="Đã bổ sung", achievement="Khác"), officer)
    world.bring(key, State.INELIGIBLE)
    take(world, Action.REOPEN, key)
    world.wait(1)
    world.bring(key, State.INELIGIBLE)


def secret_vote(world: World) -> None:
    """A session sent out, put off and held; ballots on paper; a member declares after the vote was opened."""
    cases = [world.bring(world.draft("CSTDCS", name=name), State.ELIGIBLE) for name in ("Võ Thị Kín", "Võ Văn Kẽ")]
    posted = world.bring(world.draft("GK", name="Võ Thị Hỏi"), State.ELIGIBLE)
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    for key in (*cases, posted):
        world.do(Table(on=key, seen=world.seen(key), session_id=session), secretary)
    world.do(SendInvitations(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    take(world, Action.ADJOURN_SESSION, session)
    world.wait(2)
    world.open_vote(session)
    own = DeclareConflict(on=session, conflicts={cases[0]: ConflictGround.OWN_CASE})
    world.do(own, world.members[-1])
    appoint(world, session, *world.members[:2])
    world.vote(session, [*cases, posted])
    world.close_session(session)
    take(world, Action.CORRECT_MINUTES, session)


def awarded_and_after(world: World) -> None:
    """A decision on three; one certificate exchanged, a name put right, one annulled and recovered, one certificate more."""
    cases = [
        world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Hồ Thị An", "Hồ Văn Bé", "Hồ Thị Cả")
    ]
    decision = world.draft_decision(cases)
    world.submit_decision(decision)
    take(world, Action.RETURN_DECISION, decision)
    world.sign(decision)
    world.issue(decision)
    world.wait(2)
    anew(world, cases[0])
    lines = tuple(
        CorrectedLine(part=part, becomes=becomes, nomination_id=cases[0], reason="Chép nhầm.")
        for part, becomes in ((CorrectedPart.NAME, "Hồ Thị Ân"), (CorrectedPart.TITLE, "Giáo viên"))
    )
    correction = DraftCorrection(on=new_id(), title="Về việc đính chính", corrects_id=decision, lines=lines)
    world.do(correction, world.actor(Role.SECRETARIAT))
    world.sign(correction.on)
    world.issue(correction.on)
    anew(world, cases[0])
    world.wait(1)
    anew(world, cases[0])
    for action in (Action.PROPOSE_ANNULMENT, Action.ANNUL, Action.RECOVER):
        take(world, action, cases[1])


def anew(world: World, key: str) -> None:
    order = ReplaceCertificate(on=key, seen=world.seen(key), cause=CertificateCause.LOST, requested_on=world.day,
                               request="Đơn", confirmation="Công an xã")  # fmt: skip
    world.do(order, world.actor(Role.SECRETARIAT))


def posted_after_the_council(world: World) -> None:
    """A village is endorsed first and posted on the same day; somebody speaks up."""
    key = world.bring(world.draft("TVH", name="Thôn Đông", kind=SubjectKind.VILLAGE), State.ENDORSED)
    take(world, Action.POST, key)
    take(world, Action.RECORD_COMMENT, key)


def back_to_the_office(world: World) -> None:
    """A draft that was returned, a number that was void: both cases are appraised anew, under other rules and sums."""
    returned, void = (
        world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Lý Thị Về", "Lý Văn Hủy")
    )
    decision, numbered = world.draft_decision([returned]), world.draft_decision([void])
    world.submit_decision(decision)
    world.number(numbered)
    take(world, Action.VOID_DECISION, numbered)
    layer = own_layer(world.day, {"awards": {"LDTT": {"bonus": {"individual": figure([1, 2])}}}})
    world.do(EnactLayer(on=new_id(), content=layer, acknowledged=True), world.actor(Role.ADMINISTRATOR))
    for key in (returned, void):
        take(world, Action.RETURN_TO_OFFICE, key)
        take(world, Action.REOPEN, key)
        move = ChangeRules(on=key, seen=world.seen(key), digest=world.regime().digest, reason="Quy chế mới.")
        world.do(move, world.actor(Role.SECRETARIAT))
        world.bring(key, State.CONFERRED)


LIVED = (
    lower_and_declined, handed_in_again, secret_vote, awarded_and_after, posted_after_the_council, back_to_the_office,
)  # fmt: skip


def test_what_was_set_at_its_time_is_set_to_the_same_bytes_and_what_was_exchanged_is_named(sqlite_store: Store) -> None:
    world = Watched.open(sqlite_store)
    for happens in LIVED:
        happens(world)
    report = verify(sqlite_store)
    assert report.findings == ()
    assert report.logs[0].papers_not_compared == ()
    exchanged = {kind: exchange(world, kind) for kind in PaperKind}
    found = {(each.code, each.facts["kind"], each.facts["id"]) for each in verify(sqlite_store).findings}
    assert found == {("paper_differs", kind, key) for kind, key in exchanged.items()}


def exchange(world: World, kind: PaperKind) -> str:
    """Hand out another file for the last paper of a kind, with its digest in its row; answers the paper."""
    forged = f"%PDF-1.7 another {kind}".encode()
    with world.store.reading() as driver:
        (key,) = driver.connection.execute(f"SELECT max(id) FROM paper WHERE kind = '{kind}'").fetchone()
    row = {"sha256": Attachments(world.store.files).keep(world.organisation_id, forged), "size": len(forged)}
    keep(world.store, Change(of="paper", key=key, columns=row), organisation_id=world.organisation_id)
    return str(key)
