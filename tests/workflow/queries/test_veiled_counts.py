"""How many cases a session has, and how many opinions are owed, for a member who takes no part in one of them."""

from __future__ import annotations

from states.council_vocabulary import ConflictGround, VoteChoice
from states.vocabulary import Role, State
from tests.support.world import World
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.nomination.table import Table
from workflow.queries.council import sessions
from workflow.queries.people import signed_in
from workflow.queries.worklist import Filter, worklist
from workflow.store import Store


def counts(world: World, number: int) -> tuple[int, int, int, list[int | None]]:
    """Cases, own opinions and opinions owed by the list of sessions, and what the worklist says is missing."""
    with world.store.reading() as driver:
        person = signed_in(driver, world.members[number].account_id, world.day)
        assert person is not None
        (line,), _more = sessions(driver, person.actor, world.day)
        desk = worklist(driver, actor=person.actor, today=world.day, wanted=Filter())
    return line.item_count, line.mine, line.left, [each.missing for each in desk.sessions]


def test_a_case_that_is_kept_from_a_member_is_in_no_count(store: Store) -> None:
    world = World.open(store)
    cases = [world.bring(world.draft(name=name), State.ELIGIBLE) for name in ("Lý Văn Hai", "Mai Văn Ba", "Vi Văn Tư")]
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    for case in cases:
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.open_vote(session)
    world.do(CastVote(on=session, choices=dict.fromkeys(cases[:2], VoteChoice.AGREE)), world.members[0])
    world.declare(
        session, world.members[0], conflicts={cases[0]: ConflictGround.RELATIVE}, relations={cases[0]: "Em gái."}
    )
    assert counts(world, 0) == (2, 1, 1, [1]), "of what was said before the declaration nothing counts"
    assert counts(world, 1) == (3, 0, 3, [3])
    world.do(CastVote(on=session, choices={cases[2]: VoteChoice.AGREE}), world.members[0])
    assert counts(world, 0) == (2, 2, 0, [0])
    for member in world.members[1:]:
        world.do(CastVote(on=session, choices=dict.fromkeys(cases, VoteChoice.AGREE)), member)
    world.do(CloseVote(on=session, seen=world.seen(session, CloseVote.subject)), secretary)
    assert counts(world, 0)[0] == 2 and counts(world, 1)[0] == 3
