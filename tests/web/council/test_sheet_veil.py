"""The scan of the tellers' sheet tells of every case on paper: who takes no part in one of them reads it nowhere."""

from __future__ import annotations

from states.council_vocabulary import ConflictGround
from states.vocabulary import Role, State, Subject
from tests.support.paper_votes import a_scan
from tests.support.site import Site
from tests.support.world import World
from tests.web.council.test_veil import seat
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.nomination.table import Table
from workflow.queries.council_paper import counting_sheet

LINK = "Xem bản quét phiếu kiểm phiếu"


def test_the_sheet_is_kept_from_a_secretary_who_takes_no_part(world: World, site: Site) -> None:
    recused = world.actor(Role.COUNCIL_SECRETARY)
    other = world.person("thuky2", "Lê Thị Thay", Role.COUNCIL_SECRETARY)
    seat(world, recused)
    case = world.bring(world.draft("CSTDCS", name="Mai Thị Đào"), State.ELIGIBLE)
    session = world.plan_session()
    world.do(Table(on=case, seen=world.seen(case), session_id=session), other)
    world.declare(session, recused, conflicts={case: ConflictGround.RELATIVE}, relations={case: "Chị gái."})
    world.open_vote(session)
    world.vote(session, [case])
    world.do(CloseVote(on=session, seen=world.seen(session, Subject.SESSION), scan=a_scan(world)), other)
    with world.store.reading() as driver:
        address = f"/documents/{counting_sheet(driver, session)}"
    page = f"/sessions/{session}"
    assert LINK in site.person(other).open(page).words
    assert site.person(other).client.get(address).status_code == 200
    assert LINK not in site.person(recused).open(page).words
    assert site.person(recused).client.get(address).status_code == 404
