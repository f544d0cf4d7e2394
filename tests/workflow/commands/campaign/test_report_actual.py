"""What was reached is reported by whom it concerns; a correction is a further report, and nothing is ever replaced."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from states.refusals import NotMet, NotNow, NotYourAction
from states.vocabulary import Action, CampaignState, ReportPeriod, Role, Subject
from tests.support.standing import take
from tests.support.world import World
from workflow.commands.administration.end_unit import EndUnit
from workflow.commands.campaign.launch_campaign import LaunchCampaign
from workflow.commands.campaign.plan_campaign import PlanCampaign, PlannedFigure, PlannedTarget
from workflow.commands.campaign.report_actual import MOST_FILES, EvidenceFile, ReportActual
from workflow.commands.command import Actor
from workflow.ids import new_id
from workflow.ledger.detail import document_commitment
from workflow.ledger.reading import entries_of
from workflow.ledger.verify import verify
from workflow.store import Store

FIGURES = (
    PlannedFigure(label_vi="Tỷ lệ hộ", label_en="Share", comparator=">=", value=900, decimals=1, unit="%"),
    PlannedFigure(label_vi="Thu ngân sách", label_en="Revenue", comparator="above_plan", reference="Dự toán"),
    PlannedFigure(label_vi="An ninh", label_en="Security", comparator="qualitative", reference="Giữ vững"),
)
CONTENT = b"%PDF-1.7\nbang ke\n"
FILE = EvidenceFile(
    file_name="bang-ke.pdf", media_type="application/pdf", size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest()
)


@dataclass
class Desk:
    """A commune with a launched campaign, and one plain report to bend."""

    world: World
    campaign: str
    figures: list[str]

    def report(self, **bent: Any) -> ReportActual:
        """A report by the eastern village; the day is today."""
        said = ReportActual(
            on=self.campaign, report_id=new_id(), figure_id=self.figures[0], period=ReportPeriod.INTERIM,
            reported_on=self.world.day, unit_id=self.world.units["thon-dong"], value=905, decimals=1,
        )  # fmt: skip
        return replace(said, **bent)

    def refused(self, actor: Actor, **bent: Any) -> list[tuple[str, str]]:
        """The codes and the fields of a refusal."""
        with pytest.raises((NotMet, NotYourAction)) as answer:
            self.world.do(self.report(**bent), actor)
        return [(each.code, each.at) for each in answer.value.refusals]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a question in SQL answers."""
        with self.world.store.reader.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]


def opened(store: Store) -> Desk:
    world, key = World.open(store), new_id()
    command = PlanCampaign(
        on=key, year=2024, title="Thi đua", theme="Đoàn kết", plan_number="1", plan_on=date(2024, 1, 15),
        plan_signer="Trần Văn Chủ", issuer="UBND xã", starts_on=date(2024, 1, 15), ends_on=date(2024, 12, 31),
        targets=[PlannedTarget(number=1, kind="quantitative", text_vi="Một", text_en="One", figures=FIGURES)],
    )  # fmt: skip
    world.do(command, world.actor(Role.SECRETARIAT))
    desk = Desk(world, key, [])
    desk.figures = [found for (found,) in desk.rows("SELECT id FROM target_figure ORDER BY position")]
    world.do(LaunchCampaign(on=key, seen=world.seen(key, Subject.CAMPAIGN)), world.actor(Role.CHAIRMAN))
    return desk


@pytest.fixture
def desk(sqlite_store: Store) -> Desk:
    return opened(sqlite_store)


def test_a_correction_is_a_further_report_and_the_log_holds_both(store: Store) -> None:
    desk = opened(store)
    desk.world.file(CONTENT)
    officer, before = desk.world.people["thon-dong"], desk.world.seen(desk.campaign, Subject.CAMPAIGN)
    desk.world.do(desk.report(evidence=(FILE,)), officer)
    desk.world.do(desk.report(value=912, note="Đếm sót một hộ."), officer)
    desk.world.do(desk.report(unit_id=None, value=93, decimals=0), desk.world.actor(Role.SECRETARIAT))
    assert desk.rows("SELECT version, value, decimals FROM actual ORDER BY reported_at") == [
        (1, 905, 1),
        (2, 912, 1),
        (1, 93, 0),
    ]
    assert desk.world.seen(desk.campaign, Subject.CAMPAIGN) == before, "no signature waits for it"
    with store.reading() as driver:
        first, second, third = entries_of(driver, desk.world.organisation_id, desk.campaign)[-3:]
    ((salt,),) = desk.rows("SELECT salt FROM actual_evidence")
    assert [(paper.kind, paper.digest) for paper in first.entry.docs] == [
        ("evidence", document_commitment(bytes.fromhex(salt), FILE.sha256))
    ]
    assert [each.entry.office for each in (first, second, third)] == ["unit_officer", "unit_officer", "secretariat"]
    assert verify(store).is_whole


def test_a_unit_reports_for_itself_and_the_office_for_everybody(desk: Desk) -> None:
    school, village = desk.world.people["truong-hoc"], desk.world.people["thon-dong"]
    assert desk.refused(school) == [("unit_not_yours", "unit_id")]
    assert desk.refused(village, unit_id=None) == [("unit_not_yours", "unit_id")]
    for role in (Role.CHAIRMAN, Role.AUDITOR, Role.COUNCIL_MEMBER, Role.ADMINISTRATOR):
        assert desk.refused(desk.world.actor(role)) == [("not_your_action", "")]
    desk.world.do(desk.report(), desk.world.actor(Role.SECRETARIAT))
    desk.world.do(desk.report(period=ReportPeriod.YEAR_END), village)


def test_what_a_report_needs(desk: Desk) -> None:
    officer = desk.world.people["thon-dong"]
    assert desk.refused(officer, value=None) == [("value_missing", "value")]
    assert desk.refused(officer, value=10**15) == [("number_unfit", "value")]
    assert desk.refused(officer, decimals=5) == [("number_unfit", "value")]
    assert desk.refused(officer, period="quý một") == [("period_missing", "period")]
    assert desk.refused(officer, figure_id=new_id()) == [("figure_unknown", "figure_id")]
    assert desk.refused(officer, reported_on=date(2024, 3, 2)) == [("day_in_future", "reported_on")]
    assert desk.refused(officer, reported_on=date(2024, 1, 14)) == [("day_before_campaign", "reported_on")]
    assert desk.refused(officer, evidence=(FILE,) * (MOST_FILES + 1)) == [("too_much_evidence", "evidence")]
    assert desk.refused(officer, figure_id=desk.figures[1]) == [
        ("reference_value_missing", "reference_value"),
        ("measured_in_missing", "measured_in"),
    ]
    assert desk.refused(officer, figure_id=desk.figures[2]) == [("text_missing", "text")]


def test_a_correction_says_why_and_a_form_sent_twice_reports_once(desk: Desk) -> None:
    officer, said = desk.world.people["thon-dong"], desk.report()
    desk.world.do(said, officer)
    assert desk.refused(officer) == [("correction_unexplained", "note")]
    assert ("already_done", said.report_id) in desk.refused(officer, report_id=said.report_id, note="Gửi lại.")
    desk.world.do(desk.report(period=ReportPeriod.YEAR_END), officer)


def test_only_what_the_figure_asks_for_is_kept(desk: Desk) -> None:
    office = desk.world.actor(Role.SECRETARIAT)
    desk.world.do(desk.report(figure_id=desk.figures[2], text="Ổn định.", reference_value=5), office)
    desk.world.do(
        desk.report(figure_id=desk.figures[1], reference_value=900, reference_decimals=0, measured_in="triệu đồng"),
        office,
    )
    assert desk.rows("SELECT value, reference_value, measured_in, text FROM actual ORDER BY reported_at") == [
        (None, None, "", "Ổn định."),
        (905, 900, "triệu đồng", ""),
    ]


def test_nothing_is_reported_before_the_launch_or_after_the_close(desk: Desk) -> None:
    office = desk.world.actor(Role.SECRETARIAT)
    for action in (Action.HOLD_INTERIM_REVIEW, Action.HOLD_FINAL_REVIEW):
        take(desk.world, action, desk.campaign)
        desk.world.do(desk.report(note="Bổ sung."), office)
    take(desk.world, Action.CLOSE_CAMPAIGN, desk.campaign)
    assert desk.world.case(desk.campaign, Subject.CAMPAIGN)["state"] == CampaignState.CLOSED
    with pytest.raises(NotNow):
        desk.world.do(desk.report(note="Quá muộn."), office)
    draft = new_id()
    take(desk.world, Action.PLAN_CAMPAIGN, draft)
    with pytest.raises(NotNow):
        desk.world.do(desk.report(on=draft), office)


def test_a_unit_that_ended_reports_nothing_more(desk: Desk) -> None:
    unit = desk.world.units["truong-hoc"]
    desk.world.wait(3)
    ended = EndUnit(on=unit, seen=desk.world.seen(unit, Subject.UNIT), last_day=date(2024, 3, 2), reason="Sáp nhập.")
    desk.world.do(ended, desk.world.operator)
    assert desk.refused(desk.world.actor(Role.SECRETARIAT), unit_id=unit) == [("unit_missing", "unit_id")]
    assert desk.refused(desk.world.actor(Role.SECRETARIAT), unit_id=new_id()) == [("unit_missing", "unit_id")]
