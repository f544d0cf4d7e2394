"""Of the council: votes, counts, rolls and findings that the engine did not write are found."""

from __future__ import annotations

import pytest

from states.council_vocabulary import SessionState, VoteChoice
from states.tally import Opinions, Tally
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.workflow.ledger.forging import codes, counted, forged, opened_with, statement, tabled
from workflow.ids import new_id
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def test_an_administrator_who_votes_is_found(world: World) -> None:
    case, session = tabled(world)
    world.open_vote(session)
    admin = world.actor(Role.ADMINISTRATOR)
    row = {"id": new_id(), "session_id": session, "nomination_id": case, "account_id": admin.account_id, "version": 1,
           "choice": "agree", "manner": "own", "recorded_by": None}  # fmt: skip
    said = statement(world, admin, Subject.SESSION, session, "cast_vote", "voting", office="council_member",
                     rows=[["vote", row]])  # fmt: skip
    assert codes(forged(world, said)) == {"office_not_held", "vote_off_the_roll"}


def test_a_vote_cast_for_somebody_else_is_found(world: World) -> None:
    case, session = tabled(world)
    world.open_vote(session)
    one, another = world.members[:2]
    row = {"id": new_id(), "session_id": session, "nomination_id": case, "account_id": another.account_id, "version": 1,
           "choice": "agree", "manner": "own", "recorded_by": None}  # fmt: skip
    said = statement(world, one, Subject.SESSION, session, "cast_vote", "voting", office="council_member",
                     rows=[["vote", row]])  # fmt: skip
    assert codes(forged(world, said)) == {"vote_of_somebody_else"}


def test_a_vote_laid_over_another_is_found(world: World) -> None:
    case, session = tabled(world)
    world.open_vote(session)
    member = world.members[0]
    world.vote(session, [case])
    for version in (1, 3):
        row = {"id": new_id(), "session_id": session, "nomination_id": case, "account_id": member.account_id,
               "version": version, "choice": "disagree", "manner": "own", "recorded_by": None}  # fmt: skip
        said = statement(world, member, Subject.SESSION, session, "cast_vote", "voting", office="council_member",
                         rows=[["vote", row]])  # fmt: skip
        assert "vote_out_of_order" in codes(forged(world, said)), version


def test_a_member_counted_twice_is_found(world: World) -> None:
    assert codes(forged(world, *opened_with(world, [*world.members, world.members[0]]))) == {"roll_wrong"}


def test_an_award_slipped_under_a_signature_is_found(world: World) -> None:
    listed, slipped = (world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Lê Một", "Lê Hai"))
    decision, chairman = world.draft_decision([listed]), world.actor(Role.CHAIRMAN)
    world.number(decision)
    office = {"office": "chairman"}
    sign = statement(world, chairman, Subject.DECISION, decision, "sign_decision", "signed", **office)
    award = statement(world, chairman, Subject.NOMINATION, slipped, "award", State.AWARDED, **office,
                      changes={"decision_id": decision})  # fmt: skip
    assert "award_not_in_decision" in codes(forged(world, sign, award))


def test_a_member_left_off_the_roll_is_found(world: World) -> None:
    report = forged(world, *opened_with(world, world.members[1:]))
    assert codes(report) == {"roll_wrong"}
    assert report.findings[0].facts["left_out"] == 1


def test_a_changed_count_is_found(world: World) -> None:
    case, session = tabled(world)
    world.open_vote(session)
    world.vote(session, [case], [VoteChoice.DISAGREE] * 4)
    told = Tally(members=5, here=Opinions(agree=4, disagree=1))
    assert codes(forged(world, *counted(world, session, case, told))) == {"tally_wrong"}


def test_opinions_in_writing_told_as_given_in_the_session_are_found(world: World) -> None:
    case, session = tabled(world)
    world.open_vote(session, absent=1)
    world.vote(session, [case])
    told = Tally(members=5, here=Opinions(agree=5))
    assert codes(forged(world, *counted(world, session, case, told))) == {"tally_wrong"}


def test_a_ranking_by_other_votes_is_found(world: World) -> None:
    case = world.bring(world.draft(), State.TABLED)
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    world.vote(session, [case])
    count = {"id": new_id(), "nomination_id": case, "session_id": session, "finding": "endorsed",
             **Tally(members=5, here=Opinions(agree=5)).columns(), "threshold_num": 1, "threshold_den": 2,
             "threshold_strict": 1}  # fmt: skip
    rank = {"id": new_id(), "nomination_id": case, "session_id": session, "award": "LDTT", "year": 2024, "agree": 4,
            "place": 1, "among": 1, "preference": None, "quota_of": None, "quota_base": None, "quota_most": None,
            "quota_used": None, "standing": None, "places": None}  # fmt: skip
    close = statement(world, secretary, Subject.SESSION, session, "close_vote", SessionState.CLOSED,
                      office="council_secretary", changes={"closed_at": world.at})  # fmt: skip
    found = statement(world, secretary, Subject.NOMINATION, case, "record_finding", State.ENDORSED,
                      office="council_secretary", rows=[["finding", count], ["ranking", rank]])  # fmt: skip
    assert "ranking_wrong" in codes(forged(world, close, found))


def test_a_close_without_findings_and_a_finding_without_a_close_are_found(world: World) -> None:
    first, second = (world.bring(world.draft(name=name), State.TABLED) for name in ("Lê Một", "Lê Hai"))
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    session = str(world.nomination(first)["session_id"])
    world.open_vote(session)
    close = statement(world, secretary, Subject.SESSION, session, "close_vote", SessionState.CLOSED,
                      office="council_secretary", changes={"closed_at": world.at})  # fmt: skip
    found = statement(world, secretary, Subject.NOMINATION, second, "record_finding", State.ENDORSED,
                      office="council_secretary")  # fmt: skip
    assert codes(forged(world, close, found)) == {"finding_owed", "cause_missing", "tally_wrong"}


def test_a_void_that_keeps_a_case_and_a_release_without_a_void_are_found(world: World) -> None:
    first, second = (world.bring(world.draft(name=name), State.TABLED) for name in ("Lê Một", "Lê Hai"))
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    session = str(world.nomination(first)["session_id"])
    world.open_vote(session)
    void = statement(world, secretary, Subject.SESSION, session, "void_vote", SessionState.VOIDED,
                     office="council_secretary", changes={"reason": "Thiếu người."})  # fmt: skip
    freed = statement(world, secretary, Subject.NOMINATION, second, "release", State.ELIGIBLE,
                      office="council_secretary", changes={"session_id": None})  # fmt: skip
    assert codes(forged(world, void, freed)) == {"release_owed", "cause_missing"}
