"""Minutes are written by the secretary, signed by the member who chaired, and corrected by a version that names the old one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from states.council_vocabulary import Attendance, SessionState
from states.refusals import ActionRefused, NotMet, NotNow, NotYourAction, StaleView
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.command import Actor, Command
from workflow.commands.council.correct_minutes import CorrectMinutes
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_minutes import RecordMinutes
from workflow.commands.council.sign_minutes import SignMinutes
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.queries.minutes import Minutes, minutes_of
from workflow.store import Store


def counted(world: World) -> tuple[str, str]:
    """A session with one case, minuted and not signed; answers their ids."""
    case = world.bring(world.draft(), State.TABLED)
    session = world.nomination(case)["session_id"]
    world.open_vote(session)
    world.vote(session, [case])
    world.close_session(session, signed=False)
    return session, case


def correction(world: World, session: str, **said: Any) -> CorrectMinutes:
    """A correction with all its words."""
    words = {"course": "Hội đồng đã họp.", "conclusions": "Nhất trí.", "reason": "Ghi nhầm.",
             "chair_id": world.members[0].account_id}  # fmt: skip
    return CorrectMinutes(on=session, seen=world.seen(session, Subject.SESSION), **{**words, **said})


def signature(world: World, session: str) -> SignMinutes:
    return SignMinutes(on=session, seen=world.seen(session, Subject.SESSION))


def versions(world: World, session: str) -> list[Minutes]:
    with world.store.reading() as driver:
        return minutes_of(driver, world.organisation_id, session)


def refused(world: World, order: Command, actor: Actor) -> list[tuple[str, str]]:
    """The refusals of an order, each with the place it points at."""
    with pytest.raises(ActionRefused) as answer:
        world.do(order, actor)
    return [(reason.code, reason.at) for reason in answer.value.refusals]


def test_no_case_goes_on_before_the_chair_has_signed(store: Store) -> None:
    world = World.open(store)
    session, case = counted(world)
    office = world.actor(Role.SECRETARIAT)
    onward = SubmitToChairman(on=case, seen=world.seen(case))
    assert refused(world, onward, office) == [("minutes_unsigned", "")]
    for actor in (world.members[1], world.actor(Role.COUNCIL_SECRETARY), world.actor(Role.CHAIRMAN)):
        with pytest.raises((NotMet, NotYourAction)):
            world.do(signature(world, session), actor)
    assert world.case(session, Subject.SESSION)["state"] == SessionState.MINUTED
    world.do(signature(world, session), world.members[0])
    (minutes,) = versions(world, session)
    assert minutes.chaired is not None
    assert minutes.chaired.name == world.members[0].full_name == minutes.chair
    assert world.case(session, Subject.SESSION)["signed_entry"] == minutes.written.entry == minutes.chaired.entry - 1
    with pytest.raises(NotNow):
        world.do(signature(world, session), world.members[0])
    world.do(onward, office)
    assert verify(store).findings == ()


def test_a_correction_names_the_entry_it_replaces_and_is_signed_anew(store: Store) -> None:
    """Once before the signature, once after it: both times the old version stays as it was, with its signature."""
    world = World.open(store)
    session, case = counted(world)
    secretary, chair = world.actor(Role.COUNCIL_SECRETARY), world.members[0]
    world.do(correction(world, session, remarks="Thêm một ý."), secretary)
    world.do(signature(world, session), chair)
    world.do(SubmitToChairman(on=case, seen=world.seen(case)), world.actor(Role.SECRETARIAT))
    world.do(correction(world, session, chair_id=world.members[1].account_id, reason="Nhầm người chủ trì."), secretary)
    assert refused(world, signature(world, session), chair) == [("not_the_chair", "")]
    world.do(signature(world, session), world.members[1])
    first, second, third = versions(world, session)
    assert [each.corrects for each in (first, second, third)] == [None, first.written.entry, second.written.entry]
    assert [each.version for each in (first, second, third)] == [1, 2, 3]
    assert (first.course, first.chaired) == ("Hội đồng đã họp và biểu quyết.", None)
    assert second.remarks == "Thêm một ý." and second.chaired and second.chaired.name == chair.full_name
    assert third.chaired and third.chaired.name == world.members[1].full_name
    assert world.nomination(case)["state"] == State.BEFORE_CHAIRMAN
    assert verify(store).findings == ()


def test_what_is_wrong_with_minutes_is_said_and_nothing_is_written(store: Store) -> None:
    world = World.open(store)
    session, _case = counted(world)
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    for said, found in (
        ({"reason": " "}, [("reason_missing", "reason")]),
        ({"course": "", "conclusions": " "}, [("text_missing", "course"), ("text_missing", "conclusions")]),
        ({"chair_id": "nobody"}, [("member_unknown", "chair_id")]),
        ({"chair_id": world.actor(Role.AUDITOR).account_id}, [("member_unknown", "chair_id")]),
    ):  # fmt: skip
        assert refused(world, correction(world, session, **said), secretary) == found
    with pytest.raises(NotNow):
        order = correction(world, session)
        world.do(
            RecordMinutes(on=session, seen=order.seen, course="x", conclusions="y", chair_id=order.chair_id), secretary
        )
    assert len(versions(world, session)) == 1


def test_an_absent_member_did_not_chair(store: Store) -> None:
    """Who was excused is neither named as the chair nor asked to sign; who joined online may have chaired."""
    world = World.open(store)
    case, secretary = world.bring(world.draft(), State.TABLED), world.actor(Role.COUNCIL_SECRETARY)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session, absent=1)
    marks = {world.members[1].account_id: Attendance.REMOTE}
    world.do(RecordAttendance(on=session, marks=marks), secretary)
    world.vote(session, [case])
    world.close_session(session, signed=False)
    order = correction(world, session, chair_id=world.members[0].account_id)
    assert refused(world, order, secretary) == [("chair_was_away", "chair_id")]
    world.do(replace(order, chair_id=world.members[1].account_id), secretary)
    world.do(signature(world, session), world.members[1])
    assert verify(store).findings == ()


def test_another_member_signs_for_a_chair_whose_term_has_ended(store: Store) -> None:
    """The minutes go on naming who chaired; who signs instead was there, and nobody signs for a chair in office."""
    world = World.open(store)
    session, case = counted(world)
    secretary, chair, other = world.actor(Role.COUNCIL_SECRETARY), world.members[0], world.members[1]
    instead = {"chair_id": chair.account_id, "signer_id": other.account_id, "reason": "Người chủ trì đã nghỉ hưu."}
    assert refused(world, correction(world, session, **instead), secretary) == [("chair_can_sign", "signer_id")]
    office = chair.offices[0].id
    end = EndOffice(on=office, seen=world.seen(office, Subject.OFFICE), last_day=world.day, reason="Nghỉ hưu")
    world.do(end, world.operator)
    world.wait(1)
    for signer, code in ((chair, "not_in_office"), (world.actor(Role.AUDITOR), "member_unknown")):
        order = correction(world, session, **instead | {"signer_id": signer.account_id})
        assert (code, "signer_id") in refused(world, order, secretary)
    world.do(correction(world, session, **instead), secretary)
    assert refused(world, signature(world, session), world.members[2]) == [("not_the_chair", "")]
    world.do(signature(world, session), other)
    minutes = versions(world, session)[-1]
    assert (minutes.chair, minutes.signer) == (chair.full_name, other.full_name)
    assert minutes.chaired and minutes.chaired.name == other.full_name
    world.do(SubmitToChairman(on=case, seen=world.seen(case)), world.actor(Role.SECRETARIAT))
    assert verify(store).findings == ()


def test_the_secretary_does_not_sign_as_the_chair(store: Store) -> None:
    """A secretary who sits on the council is on the roll, and still may not name herself."""
    world = World.open(store)
    session, _case = counted(world)
    member, secretary = world.members[1], world.actor(Role.COUNCIL_SECRETARY)
    office = GrantOffice(
        on=new_id(), account_id=member.account_id, role=Role.COUNCIL_SECRETARY, title="Thư ký", document="Quyết định số 02",
        held_from=world.day,
    )  # fmt: skip
    world.do(office, world.operator)
    assert refused(world, correction(world, session, chair_id=member.account_id), member) == [
        ("chair_writes_minutes", "chair_id")
    ]
    world.do(correction(world, session, chair_id=member.account_id), secretary)


def test_nobody_signs_a_version_that_was_not_seen(store: Store) -> None:
    world = World.open(store)
    session, _case = counted(world)
    seen = signature(world, session)
    world.do(correction(world, session), world.actor(Role.COUNCIL_SECRETARY))
    with pytest.raises(StaleView):
        world.do(seen, world.members[0])
    world.do(replace(seen, seen=world.seen(session, Subject.SESSION)), world.members[0])
    assert [each.chaired is not None for each in versions(world, session)] == [False, True]
