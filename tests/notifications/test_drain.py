"""The outbox drained: who is told, who is not, once, and in one message for a batch."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from notifications.dispatcher import drain
from states.vocabulary import Role, State, UnitKind
from tests.notifications.commune import inbox, open_commune, told
from tests.support.journeys import papers
from tests.support.world import World
from workflow.commands.administration.add_unit import AddUnit
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.resubmit import Resubmit
from workflow.commands.nomination.return_for_supplement import ReturnForSupplement
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.table import Table
from workflow.commands.nomination.withdraw import Withdraw
from workflow.engine import Insert, execute_all, keep
from workflow.ids import new_id
from workflow.models.message import Message, Outbox
from workflow.queries.backlog import backlog
from workflow.sql import Prepared, insert_all
from workflow.store import Store

OFFICE = ["thuongtruc", "thuongtruc-2"]
VILLAGE = ["thon-dong", "thon-dong-2"]
COUNCIL = ["uyvien1", "uyvien2", "uyvien3"]
_MESSAGES = Prepared(select(func.count()).select_from(Message))
_WAITING = Prepared(select(func.count()).select_from(Outbox).where(Outbox.drained_at.is_(None)))


def counted(store: Store, statement: Prepared) -> int:
    """The answer of a counting query."""
    with store.reading() as driver:
        return int(driver.value(statement))


def acceptance(world: World, key: str) -> Accept:
    """The order to receive a dossier."""
    return Accept(on=key, seen=world.seen(key), seen_documents=tuple(papers(world, key)))


def test_a_submission_is_told_to_the_office_alone(commune: World) -> None:
    receipt = commune.submit(commune.draft())
    found = told(commune)
    assert sorted(found) == OFFICE
    (message,) = found["thuongtruc"]
    assert message.subject == "Chờ tiếp nhận: hồ sơ 2024-0001"
    assert "• 2024-0001: Trần Thị Ánh – Lao động tiên tiến" in message.body
    assert "Đơn vị đề nghị: Thôn Đông" in message.body
    assert "Hạn tiếp nhận: 04/03/2024" in message.body
    assert message.link == f"/nominations/{receipt.on}"
    assert message.at == commune.at
    assert message.read_at is None


def test_an_act_without_words_is_set_aside_and_holds_up_no_other(commune: World) -> None:
    """A newer release wrote it, say, and an older one is back in its place."""
    drain(commune.store, commune.at)
    commune.submit(commune.draft())
    with commune.store.writing(commune.organisation_id) as driver:
        row = {
            "organisation_id": commune.organisation_id,
            "object_id": new_id(),
            "actor_id": new_id(),
            "at": commune.at,
        }
        insert_all(driver, [("outbox", {"id": new_id(), "entry": 0, "action": "a_later_action", **row})])
        driver.connection.commit()
    assert sorted(told(commune)) == OFFICE
    assert counted(commune.store, _WAITING) == 0
    with commune.store.reading() as driver:
        assert backlog(driver, since=0).set_aside == (
            ("a_later_action", 0, "ValueError: 'a_later_action' is not a valid Action"),
        )


def test_an_answer_is_told_to_the_unit_concerned_and_never_to_who_gave_it(commune: World) -> None:
    commune.bring(commune.draft(), State.UNDER_APPRAISAL)
    found = told(commune)
    assert sorted(found) == VILLAGE + OFFICE
    assert [message.subject for message in found["thon-dong"]] == ["Đã tiếp nhận: hồ sơ 2024-0001"]
    assert [message.subject for message in found["thuongtruc"]] == ["Chờ tiếp nhận: hồ sơ 2024-0001"]


def test_a_reason_is_told_to_the_unit_concerned_only(commune: World) -> None:
    key = commune.bring(commune.draft(), State.SUBMITTED)
    drain(commune.store, commune.at)
    commune.do(Withdraw(on=key, seen=commune.seen(key), reason="Người ấy xin rút"), commune.people["thon-dong"])
    found = told(commune)
    assert sorted(found) == ["thon-dong-2", *OFFICE]
    assert "Lý do: Người ấy xin rút" in found["thon-dong-2"][0].body
    assert not any("xin rút" in message.body for name in OFFICE for message in found[name])


def test_a_reason_is_the_one_said_then(commune: World) -> None:
    key, office = commune.draft(), commune.people["thuongtruc"]
    commune.submit(key)
    commune.do(ReturnForSupplement(on=key, seen=commune.seen(key), reason="Thiếu biên bản"), office)
    again = Resubmit(on=key, seen=commune.seen(key), answer="Đã bổ sung", achievement="Sản xuất giỏi")
    commune.do(again, commune.people["thon-dong"])
    commune.do(acceptance(commune, key), office)
    accepted, supplement = told(commune)["thon-dong"]
    assert "Lý do: Thiếu biên bản" in supplement.body
    assert "Thiếu biên bản" not in accepted.body


def test_who_left_office_is_told_nothing(commune: World) -> None:
    (office,) = commune.people["thon-dong-2"].offices
    ended = EndOffice(
        on=office.id, seen=commune.seen(office.id, EndOffice.subject), last_day=date(2024, 2, 29), reason="Hưu"
    )
    commune.do(ended, commune.people["quantri"])
    commune.bring(commune.draft(), State.UNDER_APPRAISAL)
    (message,) = told(commune)["thon-dong-2"]
    assert message.subject == "Thôi giữ chức trách: Ngô Thị Hai – Cán bộ đơn vị"


def test_another_organisation_hears_nothing(commune: World) -> None:
    other = open_commune(commune.store, "xa-ben")
    drain(other.store, other.at)
    before = {name: inbox(other, name) for name in other.people}
    commune.bring(commune.draft(), State.UNDER_APPRAISAL)
    drain(other.store, other.at)
    assert {name: inbox(other, name) for name in other.people} == before


def test_everything_is_told_once(commune: World) -> None:
    commune.bring(commune.draft(), State.UNDER_APPRAISAL)
    assert drain(commune.store, commune.at) == 2
    written = counted(commune.store, _MESSAGES)
    assert counted(commune.store, _WAITING) == 0
    assert drain(commune.store, commune.at) == 0
    assert counted(commune.store, _MESSAGES) == written


def test_what_was_told_is_not_told_again_when_the_mark_is_lost(commune: World) -> None:
    commune.bring(commune.draft(), State.UNDER_APPRAISAL)
    drain(commune.store, commune.at)
    written = counted(commune.store, _MESSAGES)
    with commune.store.writing(commune.organisation_id) as driver:
        driver.connection.execute("UPDATE outbox SET drained_at = NULL")
        driver.connection.commit()
    assert drain(commune.store, commune.at) > 2
    assert counted(commune.store, _MESSAGES) == written


@pytest.mark.parametrize("limit", [1, 200])
def test_a_list_is_one_message_to_each(commune: World, limit: int) -> None:
    keys = [commune.draft(name=f"Người {number}") for number in range(25)]
    orders = [Submit(on=key) for key in keys]
    execute_all(commune.store, orders, actor=commune.people["thon-dong"], at=commune.at)
    of_school = commune.draft(unit="truong-hoc", name="Cô giáo")
    commune.submit(of_school)
    while drain(commune.store, commune.at, limit):
        pass
    subjects = [message.subject for message in inbox(commune, "thuongtruc")]
    assert subjects[:2] == ["Chờ tiếp nhận: hồ sơ 2024-0026", "Chờ tiếp nhận: 25 hồ sơ"]

    received = [acceptance(commune, key) for key in (*keys, of_school)]
    execute_all(commune.store, received, actor=commune.people["thuongtruc"], at=commune.at)
    found = told(commune)
    (many,), (one,) = found["thon-dong"], found["truong-hoc"]
    assert many.subject == "Đã tiếp nhận: 25 hồ sơ"
    assert many.body.count("•") == 20
    assert "… và 5 hồ sơ khác" in many.body
    assert many.link == "/"
    assert one.subject == "Đã tiếp nhận: hồ sơ 2024-0026"


def test_each_reader_is_written_to_in_the_language_chosen(commune: World) -> None:
    preference = {"account_id": commune.people["thuongtruc"].account_id, "language": "en"}
    keep(commune.store, Insert(into="preference", row=preference), organisation_id=commune.organisation_id)
    commune.submit(commune.draft())
    found = told(commune)
    assert found["thuongtruc"][0].subject == "Waiting for intake: dossier 2024-0001"
    assert "The unit officer submitted dossier 2024-0001." in found["thuongtruc"][0].body
    assert found["thuongtruc-2"][0].subject == "Chờ tiếp nhận: hồ sơ 2024-0001"


def test_a_session_is_told_to_the_council_and_no_vote_to_anybody(commune: World) -> None:
    key = commune.bring(commune.draft(), State.ELIGIBLE)
    session = commune.plan_session()
    commune.do(Table(on=key, seen=commune.seen(key), session_id=session), commune.people["thuky"])
    found = told(commune)
    (invitation,) = found["uyvien1"]
    assert invitation.subject.startswith("Phiên họp Hội đồng ngày ")
    assert any(message.subject.startswith("Đã đưa vào chương trình họp") for message in found["thon-dong"])

    commune.open_vote(session)
    assert sorted(told(commune)) == COUNCIL
    commune.vote(session, [key])
    assert told(commune) == {}

    commune.close_session(session)
    found = told(commune)
    assert sorted(found) == sorted([*VILLAGE, *COUNCIL, *OFFICE, "thuky"])
    (finding,) = found["thon-dong"]
    assert finding.subject == "Kết luận của Hội đồng: hồ sơ 2024-0001"
    assert "Hội đồng đồng ý" in finding.body
    assert not any(digit in finding.body.replace("2024-0001", "").split("Phiên họp:")[0] for digit in "3456789")


def test_an_award_is_told_with_its_decision_once_published(commune: World) -> None:
    key = commune.bring(commune.draft(), State.BEFORE_CHAIRMAN)
    told(commune)
    decision = commune.draft_decision([key])
    commune.sign(decision)
    found = told(commune)
    assert sorted(found) == ["chutich", *OFFICE]
    commune.issue(decision)
    found = told(commune)
    assert sorted(found) == ["chutich", *VILLAGE, "thuky"]
    assert "Quyết định số 1/QĐ-UBND ngày" in found["thon-dong"][0].body


def test_an_office_is_told_to_its_holder(commune: World) -> None:
    holder = commune.people["uyvien1"].account_id
    office = GrantOffice(
        on=new_id(), account_id=holder, role=Role.COUNCIL_SECRETARY, title="Thư ký", held_from=date(2024, 3, 1),
        document="QĐ 7/QĐ-UBND",
    )  # fmt: skip
    commune.do(office, commune.people["quantri"])
    school = AddUnit(on=new_id(), kind=UnitKind.SCHOOL, name="Trường", valid_from="2024-03-01")
    commune.do(school, commune.people["quantri"])
    found = told(commune)
    assert sorted(found) == sorted([*OFFICE, "giamsat", "uyvien1"])
    (message,) = found["uyvien1"]
    assert message.subject == "Giao chức trách: Đỗ Văn Ủy 1 – Thư ký Hội đồng"
    assert "Đến ngày" not in message.body
    assert message.link == "/", "who holds no office of the registers is led home, not to a page that stays shut"
