"""Who takes no part in a case is not written to about it, in whatever office; the unit is told of its own cases."""

from __future__ import annotations

from notifications.dispatcher import drain, remind
from states.council_vocabulary import ConflictGround
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.nomination.take_off_agenda import TakeOffAgenda
from workflow.ids import new_id

KIN = "Hồ Thị Kín"


def recused_office(world: World, role: Role) -> str:
    """A case on an agenda in which the holder of an office, who sits on the council, takes no part."""
    office = world.actor(role)
    seat = GrantOffice(
        on=new_id(), account_id=office.account_id, role=Role.COUNCIL_MEMBER, title="Ủy viên", held_from=world.day,
        document="Quyết định số 02/QĐ-UBND",
    )  # fmt: skip
    world.do(seat, world.operator)
    case = world.bring(world.draft(name=KIN), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.declare(session, office, conflicts={case: ConflictGround.RELATIVE}, relations={case: "Em dâu."})
    drain(world.store, world.at)
    return case


def told(world: World, whose: str) -> list[str]:
    """What somebody was written to about the case."""
    with world.store.reading() as driver:
        rows = driver.connection.execute(
            f"SELECT subject FROM message WHERE account_id = '{whose}' AND body LIKE '%{KIN}%' ORDER BY at"
        ).fetchall()
    return [subject for (subject,) in rows]


def test_a_message_goes_to_all_others(commune: World) -> None:
    case = recused_office(commune, Role.SECRETARIAT)
    office, unit = commune.actor(Role.SECRETARIAT).account_id, commune.people["thon-dong"].account_id
    other = commune.person("thuongtruc2", "Bùi Thị Hai", Role.SECRETARIAT).account_id
    before = {who: len(told(commune, who)) for who in (office, unit, other)}
    off = TakeOffAgenda(on=case, seen=commune.seen(case), reason="Xét sau.")
    commune.do(off, commune.actor(Role.COUNCIL_SECRETARY))
    drain(commune.store, commune.at)
    after = {who: len(told(commune, who)) for who in (office, unit, other)}
    assert after == {office: before[office], unit: before[unit] + 1, other: before[other] + 1}


def test_nor_is_anybody_reminded_of_it(commune: World) -> None:
    recused_office(commune, Role.COUNCIL_SECRETARY)
    secretary = commune.actor(Role.COUNCIL_SECRETARY)
    other = commune.person("thuky-2", "Bùi Thị Ba", Role.COUNCIL_SECRETARY)
    commune.wait(52)
    remind(commune.store, commune.at)
    assert told(commune, secretary.account_id) == []
    assert [subject.split(":")[1] for subject in told(commune, other.account_id)] == [" 1 hồ sơ đến hạn"]
