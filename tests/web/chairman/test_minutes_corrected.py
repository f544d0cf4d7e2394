"""Minutes that are corrected after a draft was made: whoever is to sign the decision is told before."""

from __future__ import annotations

from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.web.office.desk import OpenSite
from workflow.commands.council.correct_minutes import CorrectMinutes

TOLD = "đang chờ người chủ trì ký"


def test_the_chairman_is_told_that_minutes_are_being_corrected(world: World, open_site: OpenSite) -> None:
    case = world.bring(world.draft(), State.BEFORE_CHAIRMAN)
    session = str(world.nomination(case)["session_id"])
    decision = world.draft_decision([case])
    world.number(decision)
    pages = [f"/decisions/{decision}", f"/decisions/{decision}/signature"]
    chairman = open_site.at(Role.CHAIRMAN)
    assert all(TOLD not in chairman.open(page).words for page in pages)
    order = CorrectMinutes(
        on=session, seen=world.seen(session, Subject.SESSION), course="Hội đồng đã họp.", conclusions="Nhất trí.",
        chair_id=world.members[0].account_id, reason="Ghi thiếu.",
    )  # fmt: skip
    world.do(order, world.actor(Role.COUNCIL_SECRETARY))
    assert all(TOLD in chairman.open(page).words for page in pages)
    world.sign_minutes(session)
    assert all(TOLD not in chairman.open(page).words for page in pages)
