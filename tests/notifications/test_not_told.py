"""Who takes no part in a case is not written to about it, in whatever office; the unit is told of its own cases."""

from __future__ import annotations

from notifications.dispatcher import drain, remind
from states.council_vocabulary import ConflictGround
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.nomination.take_off_agenda import TakeOffAgenda
from workflow.ids import new_id

KIN = "Hồ Thị Kín"


def recused_office(world: World) -> tuple[str, str]:
    """A case on an agenda in which the standing office, who sits on the council, takes no part: the case and its session."""
    office = world.actor(Role.SECRETARIAT)
    seat = GrantOffice(
        on=new_id(), account_id=office.account_id, role=Role.COUNCIL_MEMBER, title="Ủy viên", held_from=world.day,
        document="Quyết định số 02/QĐ-UBND",
    )  # fmt: skip
    world.do(seat, world.operator)
    case = world.bring(world.draft(name=KIN), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.declare(session, office, conflicts={case: ConflictGround.RELATIVE}, relations={case: "Em dâu."})
    drain(world.store, world.at)
    return case, session


def told(world: World, whose: str) -> list[str]:
    """What somebody was written to about the case."""
    with world.store.reading() as driver:
        rows = driver.connection.execute(
            f"SELECT subject FROM message WHERE account_id = '{whose}' AND body LIKE '%{KIN}%' ORDER BY at"
        ).fetchall()
    return [subject for (subject,) in rows]


def test_a_message_goes_to_all_others(commune: World) -> None:
    case, _session = recused_office(commune)
    office, unit = commune.actor(Role.SECRETARIAT).account_id, commune.people["thon-dong"].account_id
    other = commune.person("thuongtruc2", "Bùi Thị Hai", Role.SECRETARIAT).account_id
    before = {who: len(told(commune, who)) for who in (office, unit, other)}
    off = TakeOffAgenda(on=case, seen=commune.seen(case), reason="Xét sau.")
    commune.do(off, commune.actor(Role.COUNCIL_SECRETARY))
    drain(commune.store, commune.at)
    after = {who: len(told(commune, who)) for who in (office, unit, other)}
    assert after == {office: before[office], unit: before[unit] + 1, other: before[other] + 1}


def test_nor_is_anybody_reminded_of_it(commune: World) -> None:
    case, session = recused_office(commune)
    other = commune.person("thuongtruc2", "Bùi Thị Hai", Role.SECRETARIAT)
    commune.open_vote(session)
    commune.vote(session, [case])
    order = CloseVote(on=session, seen=commune.seen(session, CloseVote.subject))
    commune.do(order, commune.actor(Role.COUNCIL_SECRETARY))
    drain(commune.store, commune.at)
    office = commune.actor(Role.SECRETARIAT).account_id
    before = len(told(commune, office)), len(told(commune, other.account_id))
    for _day in range(30):
        commune.wait(1)
        remind(commune.store, commune.at)
    assert len(told(commune, office)) == before[0]
    assert len(told(commune, other.account_id)) > before[1]
