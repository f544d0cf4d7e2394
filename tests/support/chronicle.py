"""A short year of a commune in which every audited table gets a row, all of it through the engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from states.council_vocabulary import ConflictGround, HandAnswer, VoteChoice
from states.decision_vocabulary import CorrectedPart, FundKind
from states.paper_wording import TemplatePart, Wording, worded
from states.vocabulary import (
    AwardLevel,
    ErasureGround,
    FactKind,
    Opinion,
    ReportPeriod,
    Role,
    SettlementResult,
    State,
    Subject,
    SubjectKind,
)
from tests.support.local_rules import figure, own_layer
from tests.support.paper_votes import a_scan
from tests.support.world import World
from workflow.commands.administration.confirm_erasure import ConfirmErasure
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.merge_nominees import MergeNominees
from workflow.commands.administration.place_hold import PlaceHold
from workflow.commands.administration.propose_erasure import ProposeErasure
from workflow.commands.administration.record_fund_entry import RecordFundEntry
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.commands.administration.record_statement import RecordStatement
from workflow.commands.administration.replace_template import ReplaceTemplate
from workflow.commands.campaign.launch_campaign import LaunchCampaign
from workflow.commands.campaign.plan_campaign import PlanCampaign, PlannedFigure, PlannedTarget
from workflow.commands.campaign.report_actual import EvidenceFile, ReportActual
from workflow.commands.council.answer_hands import AnswerHands
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.invite_guest import InviteGuest
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.commands.council.record_written_opinion import RecordWrittenOpinion
from workflow.commands.council.send_invitations import SendInvitations
from workflow.commands.decision.draft_correction import CorrectedLine, DraftCorrection
from workflow.commands.decision.sign_decision import SignatureWay, SignDecision, Signed
from workflow.commands.nomination.consult import Consult
from workflow.commands.nomination.record_comment import RecordComment
from workflow.commands.nomination.record_reply import RecordReply
from workflow.commands.nomination.refuse_intake import RefuseIntake
from workflow.commands.nomination.settle_comment import SettleComment
from workflow.commands.nomination.table import Table
from workflow.commands.nomination.waive_condition import WaiveCondition
from workflow.ids import new_id
from workflow.queries.paper_templates import template_versions


def live_through(world: World) -> dict[str, str]:
    """Let the commune work; answers the ids of what came of it, by name."""
    campaign = launch(world)
    report(world, campaign)
    ann = world.bring(world.draft(campaign_id=campaign), State.CONFERRED)
    world.do(
        RecordPastAward(
            on=new_id(), nominee_id=world.nomination(ann)["nominee_id"], award="Giấy khen", year=2022,
            decision_number="7/QĐ-UBND", decided_on=date(2022, 12, 1), issuer="UBND xã Đồng Mẫu",
        ),
        world.actor(Role.SECRETARIAT),
    )  # fmt: skip
    waive(world)
    merge(world)
    forget(world)
    correction = put_right(world, ann)
    world.bring(world.draft("CSTDCS", name="Mai Văn Kín"), State.ENDORSED)
    return {
        "campaign": campaign, "conferred": ann, "session": vote_on_two(world), "posted": hear_the_people(world),
        "correction": correction, "rules": own_rules(world), "consulted": ask_others(world),
        "draft": world.draft(name="Phan Thị Nháp"),
    }  # fmt: skip


def waive(world: World) -> None:
    """A condition that a statement says is not met, waived by the chairman."""
    key = world.bring(world.draft(name="Tạ Văn Sáu"), State.UNDER_APPRAISAL)
    said = RecordStatement(
        on=new_id(), nominee_id=world.nomination(key)["nominee_id"], year=2024, fact=FactKind.MANAGED, chosen="no",
        source="Xác nhận của thôn",
    )  # fmt: skip
    world.do(said, world.actor(Role.SECRETARIAT))
    world.do(WaiveCondition(on=key, condition="managed_by_unit", reason="Mới chuyển về."), world.actor(Role.CHAIRMAN))


def merge(world: World) -> None:
    """Two lines of the register that are one person."""
    one, other = (world.nomination(world.draft(name="Chu Văn Bảy", unit=unit))["nominee_id"] for unit in world.units)
    world.do(
        MergeNominees(on=new_id(), nominee_id=one, merged_id=other, reason="Cùng số định danh."),
        world.actor(Role.SECRETARIAT),
    )


def forget(world: World) -> None:
    """Somebody whose data were erased, and somebody whose data must be kept."""
    gone, kept = (world.draft(name=name) for name in ("Lục Văn Quên", "Lục Thị Nhớ"))
    for case in (gone, kept):
        world.submit(case)
        refusal = RefuseIntake(on=case, seen=world.seen(case), reason="Ngoài phạm vi phong trào.")
        world.do(refusal, world.actor(Role.SECRETARIAT))
    key, nominee = new_id(), world.nomination(gone)["nominee_id"]
    proposal = ProposeErasure(
        on=key, nominee_id=nominee, ground=ErasureGround.REQUEST, document="Đơn số 12", requested_on=world.day
    )
    world.do(proposal, world.actor(Role.SECRETARIAT))
    world.do(ConfirmErasure(on=key, seen=world.seen(key, Subject.ERASURE)), world.actor(Role.ADMINISTRATOR))
    nominee = world.nomination(kept)["nominee_id"]
    hold = PlaceHold(on=new_id(), nominee_id=nominee, document="Khiếu nại số 7", held_from=world.day)
    world.do(hold, world.actor(Role.SECRETARIAT))


def word_anew(world: World, paper: str = "decision", **texts: str) -> str:
    """Another wording of a kind of paper, its recipients by default; answers the version."""
    known = Wording(paper=paper)
    said = {name: known.text(name) for name in worded()[paper].blocks} | (texts or {"receivers": "HĐND xã;\nLưu: VT."})
    with world.store.reading() as driver:
        versions = template_versions(driver, world.organisation_id).get((paper, TemplatePart.WORDING), [])
    order = ReplaceTemplate(
        on=new_id(),
        paper=paper,
        part=TemplatePart.WORDING,
        follows=len(versions),
        texts=said,
        reason="Quy chế văn thư.",
    )
    world.do(order, world.actor(Role.ADMINISTRATOR))
    return order.on


def put_right(world: World, case: str) -> str:
    """A line in the book of the fund, and a draft that puts a clerical error right; answers the draft."""
    line = RecordFundEntry(on=new_id(), kind=FundKind.ALLOCATION, amount=5_000_000, entered_on=world.day)
    world.do(line, world.actor(Role.SECRETARIAT))
    word_anew(world)
    wrong = CorrectedLine(part=CorrectedPart.NAME, becomes="Trần Thị Ảnh", nomination_id=case, reason="Chép nhầm dấu.")
    order = DraftCorrection(
        on=new_id(), title="Về việc đính chính", corrects_id=str(world.nomination(case)["decision_id"]), lines=(wrong,)
    )
    world.do(order, world.actor(Role.SECRETARIAT))
    return order.on


def sign_with_file(world: World, decision: str) -> None:
    """A draft signed by a file that stands for a signed paper: its bytes are no paper of this house."""
    world.number(decision)
    frozen = b"%PDF-1.7\nquyet dinh\n"
    whole = frozen + b"chu ky\n"
    seen = world.seen(decision, Subject.DECISION)
    signed = Signed(
        kind=SignatureWay.RETURNED_FILE, entry=seen, sha256=world.file(whole),
        frozen_sha256=sha256(frozen).hexdigest(), size=len(whole), certificate="CN=Trần Văn Chủ", signed_at=world.at,
        is_time_stamped=False, is_revocation_checked=False,
    )  # fmt: skip
    world.do(SignDecision(on=decision, seen=seen, signed=signed), world.actor(Role.CHAIRMAN))


def launch(world: World) -> str:
    """A campaign with one target, launched."""
    key = new_id()
    figure = PlannedFigure(label_vi="Hộ", label_en="Households", comparator=">=", value=90, unit="%")
    target = PlannedTarget(number=1, kind="culture", text_vi="Gia đình văn hóa", text_en="Cultural families",
                           figures=[figure])  # fmt: skip
    command = PlanCampaign(
        on=key, year=2024, title="Phong trào thi đua năm 2024", theme="Đoàn kết", plan_number="01/KH-UBND",
        plan_on=date(2024, 1, 15), plan_signer="Trần Văn Chủ", issuer="UBND xã Đồng Mẫu",
        starts_on=date(2024, 1, 15), ends_on=date(2024, 12, 31), targets=[target],
    )  # fmt: skip
    world.do(command, world.actor(Role.SECRETARIAT))
    world.do(LaunchCampaign(on=key, seen=world.seen(key, LaunchCampaign.subject)), world.actor(Role.CHAIRMAN))
    return key


def report(world: World, campaign: str) -> None:
    """A village reports with a file and corrects itself; the office reports for the whole commune."""
    with world.store.reading() as driver:
        ((figure,),) = driver.connection.execute("SELECT id FROM target_figure").fetchall()
    digest = world.file(b"%PDF-1.7\nbang ke\n")
    file = EvidenceFile(file_name="bang-ke.pdf", media_type="application/pdf", size=17, sha256=digest)
    said = ReportActual(
        on=campaign, report_id=new_id(), figure_id=figure, period=ReportPeriod.INTERIM, reported_on=world.day,
        unit_id=world.units["thon-dong"], value=885, decimals=1, evidence=(file,),
    )  # fmt: skip
    officer, office = world.people["thon-dong"], world.actor(Role.SECRETARIAT)
    world.do(said, officer)
    world.do(replace(said, report_id=new_id(), value=895, note="Đếm sót một hộ."), officer)
    world.do(replace(said, report_id=new_id(), unit_id=None, value=91, decimals=0, evidence=()), office)


def invite(world: World, session: str) -> None:
    """A guest is named, and the agenda is sent ahead."""
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(InviteGuest(on=session, name="Tô Văn Khách", post="Trưởng thôn Đông"), secretary)
    world.do(SendInvitations(on=session, seen=world.seen(session, SendInvitations.subject)), secretary)


def vote_on_two(world: World) -> str:
    """A session on two nominations: one endorsed for the lower award, one not.

    A show of hands was confirmed and then changed by its member, who remembers to be related to one of them. An absent
    member's paper was entered before that member voted.
    """
    drafts = [world.draft("BK_TINH", name=name) for name in ("Lý Văn Hai", "Mai Văn Ba")]
    remember(world, world.nomination(drafts[0])["nominee_id"])
    cases = [world.bring(draft, State.ELIGIBLE) for draft in drafts]
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    for key in cases:
        world.do(Table(on=key, seen=world.seen(key), session_id=session), secretary)
    invite(world, session)
    world.open_vote(session, absent=1)
    hands = {world.members[-1].account_id: dict.fromkeys(cases, VoteChoice.ABSTAIN)}
    world.do(RecordShowOfHands(on=session, hands=hands), secretary)
    with world.store.reading() as driver:
        recorded = [
            key for (key,) in driver.connection.execute("SELECT id FROM vote WHERE manner = 'show_of_hands'").fetchall()
        ]
    world.do(AnswerHands(on=session, answers=dict.fromkeys(recorded, HandAnswer.CONFIRMED)), world.members[-1])
    paper = RecordWrittenOpinion(
        on=session, member_id=world.members[0].account_id, choices=dict.fromkeys(cases, VoteChoice.ABSTAIN),
        scan=a_scan(world),
    )  # fmt: skip
    world.do(paper, secretary)
    world.vote(session, cases[:1], [VoteChoice.AGREE, VoteChoice.AGREE, *[VoteChoice.AGREE_LOWER] * 3])
    world.vote(session, cases[1:], [VoteChoice.DISAGREE] * 4)
    late = DeclareConflict(on=session, conflicts={cases[1]: ConflictGround.RELATIVE}, relations={cases[1]: "Em rể."})
    world.do(late, world.members[-1])
    world.close_session(session)
    return session


def remember(world: World, nominee: str) -> None:
    """Two years as a Grassroots Emulation Fighter are entered, and what the unit states of the present year."""
    for year in (2022, 2023):
        world.do(
            RecordPastAward(
                on=new_id(), nominee_id=nominee, award="CSTDCS", year=year, decision_number=f"{year}/QĐ-UBND",
                decided_on=date(year, 12, 20), issuer="UBND huyện Mẫu", level=AwardLevel.DISTRICT,
            ),
            world.actor(Role.SECRETARIAT),
        )  # fmt: skip
    said = RecordStatement(
        on=new_id(), nominee_id=nominee, unit_id=world.units["thon-dong"], year=2024, fact=FactKind.OPEN_MATTER,
        chosen="none", source="Xác nhận của thôn",
    )  # fmt: skip
    world.do(said, world.people["thon-dong"])


def hear_the_people(world: World) -> str:
    """A household posted for comment; somebody spoke up, and it was verified."""
    office = world.actor(Role.SECRETARIAT)
    key = world.bring(world.draft("GDVH", name="Hộ ông Bùi Văn Tư", kind=SubjectKind.HOUSEHOLD), State.POSTED)
    world.do(RecordComment(on=key, from_whom="", text="Còn nợ quỹ thôn.", received_on=world.day), office)
    with world.store.reading() as driver:
        ((comment,),) = driver.connection.execute("SELECT id FROM comment").fetchall()
    settled = SettleComment(on=key, comment_id=comment, result=SettlementResult.DISMISSED, note="Đã nộp đủ.")
    world.do(settled, office)
    return key


def own_rules(world: World) -> str:
    """A layer of the council with a quota; the next case that is taken in comes under it, and is ranked."""
    key = new_id()
    layer = own_layer(world.day, {"awards": {"GK": {"quota": figure({"set_by": "launch_plan"})}}})
    world.do(EnactLayer(on=key, content=layer), world.actor(Role.ADMINISTRATOR))
    world.bring(world.draft("GK", name="Vi Văn Tám"), State.ENDORSED)
    return key


def ask_others(world: World) -> str:
    """A case in consultation, with one answer."""
    office = world.actor(Role.SECRETARIAT)
    key = world.bring(world.draft("GK", name="Đinh Văn Năm"), State.UNDER_APPRAISAL)
    world.do(Consult(on=key, seen=world.seen(key), bodies=("Công an xã",)), office)
    with world.store.reading() as driver:
        ((body,),) = driver.connection.execute("SELECT id FROM consultation").fetchall()
    reply = RecordReply(on=key, consultation_id=body, opinion=Opinion.AGREE, text="", replied_on=world.day)
    world.do(reply, office)
    return key
