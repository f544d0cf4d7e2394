"""Ballots and their roll say who takes no part as the count does: a conflict goes with its case, whoever is on the roll."""

from __future__ import annotations

from states.council_vocabulary import ConflictGround
from states.vocabulary import Role, State, Subject
from tests.support.terms import end_seat
from tests.support.world import World
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.void_vote import VoidVote
from workflow.commands.nomination.table import Table
from workflow.documents.ballot_source import ballot_paper, ballot_roll_paper
from workflow.store import Store


def copies(world: World, session: str) -> tuple[list[int], list[list[bool]]]:
    """How many copies of each sheet are printed, and who gets which."""
    with world.store.reading() as driver:
        entry = world.seen(session, Subject.SESSION)
        ballots = ballot_paper(driver, world.organisation_id, session, entry)
        roll = ballot_roll_paper(driver, world.organisation_id, session, entry)
    return [sheet.copies for sheet in ballots.sheets], [list(line.gets) for line in roll.receivers]


def test_a_conflict_from_a_voided_vote_is_on_the_ballots_of_the_next(store: Store) -> None:
    world = World.open(store)
    case = world.bring(world.draft("CSTDCS", name="Trần Thị Ánh"), State.TABLED)
    first, secretary = str(world.nomination(case)["session_id"]), world.actor(Role.COUNCIL_SECRETARY)
    world.open_vote(first)
    world.do(DeclareConflict(on=first, conflicts={case: ConflictGround.OWN_CASE}), world.members[0])
    void = VoidVote(on=first, seen=world.seen(first, Subject.SESSION), reason="Mất điện.")
    world.do(void, secretary)
    second = world.plan_session()
    world.do(Table(on=case, seen=world.seen(case), session_id=second), secretary)
    world.open_vote(second)
    assert copies(world, second) == ([4], [[False], [True], [True], [True], [True]])


def test_who_is_not_on_the_roll_takes_no_copy_away(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    leaving = world.person("uyvien6", "Đỗ Văn Ủy 6", Role.COUNCIL_MEMBER)
    case = world.bring(world.draft("CSTDCS", name="Trần Thị Ánh"), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.do(DeclareConflict(on=session, conflicts={case: ConflictGround.OWN_CASE}), leaving)
    end_seat(world, leaving)
    del world.people["uyvien6"]
    world.open_vote(session)
    assert copies(world, session) == ([5], [[True]] * 5)
