"""Papers that name somebody whose data were erased are made anew without the name; decisions stay as they were signed."""

from __future__ import annotations

from pathlib import Path

from states.council_vocabulary import VoteChoice
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.workflow.documents.test_worker import papers, words
from tests.workflow.test_erasures import NAME, erase
from workflow.commands.council.send_invitations import SendInvitations
from workflow.commands.nomination.table import Table
from workflow.documents import worker
from workflow.documents.rendering import Typesetter
from workflow.documents.requests import notice
from workflow.maintenance import maintain
from workflow.models.paper import PaperStage
from workflow.store import Store


def test_papers_are_made_anew_without_the_name(sqlite_store: Store, tmp_path: Path) -> None:
    world, typesetter = World.open(sqlite_store), Typesetter()
    case = world.bring(world.draft(name=NAME), State.ELIGIBLE)
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.do(SendInvitations(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    world.open_vote(session)
    world.vote(session, [case], [VoteChoice.DISAGREE] * 5)
    world.close_session(session)
    notice(sqlite_store)
    worker.turn(sqlite_store, typesetter, lambda: world.at)
    before = papers(world, case, session)
    assert sum(NAME in words(world, paper, tmp_path) for paper in before) == len(before) > 2
    erase(world, world.nomination(case)["nominee_id"])
    maintain(sqlite_store, world.at)
    assert not any((sqlite_store.files / world.organisation_id / str(paper.sha256)).exists() for paper in before)
    worker.turn(sqlite_store, typesetter, lambda: world.at)
    after = papers(world, case, session)
    assert [paper.stage for paper in after] == [PaperStage.READY] * len(before)
    for paper in after:
        assert NAME not in words(world, paper, tmp_path)
