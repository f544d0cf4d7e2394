"""Invitations with the agenda, and guests who speak and do not vote."""

from __future__ import annotations

import pytest

from notifications.dispatcher import drain
from states.council_vocabulary import VoteChoice
from states.refusals import NotMet, NotNow, NotYourAction
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.invite_guest import InviteGuest
from workflow.commands.council.send_invitations import SendInvitations
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.store import Store


def tabled(world: World) -> tuple[str, str]:
    """A case, and the planned session that it is tabled in."""
    case = world.bring(world.draft(), State.TABLED)
    return case, str(world.nomination(case)["session_id"])


def guest(world: World, session: str, name: str = "Tô Văn Khách", account: Actor | None = None) -> None:
    """Somebody is named as a guest."""
    command = InviteGuest(on=session, name=name, post="Trưởng thôn", account_id=account.account_id if account else None)
    world.do(command, world.actor(Role.COUNCIL_SECRETARY))


def send(world: World, session: str) -> None:
    """The invitations go out."""
    command = SendInvitations(on=session, seen=world.seen(session, Subject.SESSION))
    world.do(command, world.actor(Role.COUNCIL_SECRETARY))


def invitees(world: World, session: str) -> list[tuple[int, bool]]:
    """Each invitation: of which sending, and whether to a member."""
    with world.store.reading() as driver:
        rows = driver.connection.execute(
            f"SELECT sending, account_id IS NOT NULL FROM session_invitee WHERE session_id = '{session}'"
        ).fetchall()
    return sorted((sending, bool(is_member)) for sending, is_member in rows)


def told(world: World, actor: Actor) -> list[tuple[str, str, str]]:
    """Subject, body and link of the messages of one person, once the outbox is drained."""
    drain(world.store, world.at, limit=10_000)
    with world.store.reading() as driver:
        found = driver.connection.execute(
            f"SELECT subject, body, link FROM message WHERE account_id = '{actor.account_id}' ORDER BY at"
        ).fetchall()
    return [(subject, body, link) for subject, body, link in found]


def test_members_and_guests_are_invited_with_the_agendas_words(store: Store) -> None:
    world = World.open(store)
    case, session = tabled(world)
    head = world.people["truong-hoc"]
    guest(world, session)
    guest(world, session, "Vũ Thị Hiệu", head)
    send(world, session)
    assert world.case(session, Subject.SESSION)["invited_at"] == world.at
    assert invitees(world, session) == [(1, False)] * 2 + [(1, True)] * 5
    code = world.nomination(case)["code"]
    for reader, link in ((world.members[0], f"/sessions/{session}"), (head, "/")):
        subject, body, leads_to = told(world, reader)[-1]
        assert subject.startswith("Giấy mời họp ngày")
        assert f"• {code}: Trần Thị Ánh – Lao động tiên tiến (Thôn Đông)" in body
        assert "Sản xuất giỏi" not in body and "Nông dân" not in body
        assert leads_to == link
    assert verify(store).findings == ()


def test_a_second_sending_goes_to_those_who_are_in_office_then(store: Store) -> None:
    world = World.open(store)
    _case, session = tabled(world)
    send(world, session)
    world.wait(1)
    world.person("uyvien6", "Đỗ Văn Sáu", Role.COUNCIL_MEMBER)
    send(world, session)
    assert invitees(world, session) == [(1, True)] * 5 + [(2, True)] * 6
    assert verify(store).findings == ()


def test_nothing_is_sent_without_an_agenda_or_once_the_session_is_open(store: Store) -> None:
    world = World.open(store)
    with pytest.raises(NotMet, match="agenda_empty"):
        send(world, world.plan_session())
    _case, session = tabled(world)
    world.open_vote(session)
    with pytest.raises(NotNow):
        send(world, session)
    with pytest.raises(NotNow):
        guest(world, session)


def test_a_guest_stands_on_no_roll_and_casts_no_vote(store: Store) -> None:
    world = World.open(store)
    case, session = tabled(world)
    head = world.people["truong-hoc"]
    guest(world, session, "Vũ Thị Hiệu", head)
    world.open_vote(session)
    with pytest.raises(NotYourAction):
        world.do(CastVote(on=session, choices={case: VoteChoice.AGREE}), head)
    with world.store.reading() as driver:
        rows = driver.connection.execute("SELECT account_id FROM session_roll").fetchall()
    assert {account for (account,) in rows} == {member.account_id for member in world.members}


def test_a_substitute_is_no_guest_even_while_the_member_is_there(store: Store) -> None:
    """Who may come to stand in a member's place, and vote, is not invited as somebody who doesn't."""
    world = World.open(store)
    _case, session = tabled(world)
    substitute = world.substitute("duthay", "Phó Thị Thay", world.members[0])
    with pytest.raises(NotMet, match="guest_is_member"):
        guest(world, session, substitute.full_name, account=substitute)


def test_a_guest_is_named_once_and_is_no_member(store: Store) -> None:
    world = World.open(store)
    _case, session = tabled(world)
    guest(world, session)
    with pytest.raises(NotMet, match="guest_known"):
        guest(world, session, "Tô văn  khách")
    with pytest.raises(NotMet, match="guest_is_member"):
        guest(world, session, "Đỗ Văn Ủy", world.members[0])
    stranger = Actor(
        account_id=new_id(), organisation_id=world.organisation_id, pseudonym="x", full_name="x", offices=()
    )
    with pytest.raises(NotMet, match="account_missing"):
        guest(world, session, "Người Lạ", stranger)


def test_an_invitation_that_leaves_a_member_out_is_found(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    _case, session = tabled(world)
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    rows = [["session_invitee", {"id": new_id(), "session_id": session, "sending": 1, "account_id": member.account_id,
                                 "guest_id": None}] for member in world.members[1:]]  # fmt: skip
    sent = statement(world, secretary, Subject.SESSION, session, "send_invitations", "planned", rows=rows,
                     office="council_secretary", changes={"invited_at": world.at})  # fmt: skip
    assert codes(forged(world, sent)) == {"invitees_wrong"}
