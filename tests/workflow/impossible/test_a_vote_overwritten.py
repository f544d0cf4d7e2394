"""Impossible: a vote overwritten in place without trace."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from states.council_vocabulary import Manner, VoteChoice
from states.refusals import Fault, NotNow
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.engine import Change, Insert, keep
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.models.session import Vote
from workflow.store import Store

AGREE, DISAGREE = VoteChoice.AGREE, VoteChoice.DISAGREE


class Ballot:
    """A vote of five members on one nomination, in which the first has disagreed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.world = World.open(store)
        self.case = self.world.bring(self.world.draft(), State.TABLED)
        self.session = str(self.world.nomination(self.case)["session_id"])
        self.world.open_vote(self.session)
        self.member = self.world.members[0]
        self.cast(DISAGREE)

    def cast(self, choice: VoteChoice) -> None:
        """The first member votes."""
        self.world.do(CastVote(on=self.session, choices={self.case: choice}), self.member)

    def kept(self) -> list[tuple[Any, ...]]:
        """Every version of every vote."""
        with self.store.reading() as driver:
            rows = driver.connection.execute("SELECT version, choice, manner, recorded_by FROM vote ORDER BY version")
            return [tuple(row) for row in rows.fetchall()]

    def told(self) -> list[list[str]]:
        """The choices that each entry about the session tells, entry by entry; entries without a vote are left out."""
        with self.store.reading() as driver:
            found = driver.connection.execute("SELECT object_id, detail FROM ledger_detail ORDER BY idx").fetchall()
        rows = [json.loads(bytes(detail))["rows"] for key, detail in found if key == self.session]
        votes = [[row["choice"] for name, row in each if name == "vote"] for each in rows]
        return [each for each in votes if each]


@pytest.fixture
def ballot(store: Store) -> Ballot:
    return Ballot(store)


EVERYWHERE = (
    "UPDATE vote SET choice = 'agree'",
    "UPDATE vote SET version = 2",
    "UPDATE vote SET nomination_id = session_id",
    "UPDATE vote SET recorded_by = account_id, manner = 'show_of_hands'",
    "DELETE FROM vote",
    "INSERT INTO vote SELECT * FROM vote WHERE true ON CONFLICT (id) DO UPDATE SET choice = 'agree'",
    "INSERT INTO vote SELECT * FROM vote WHERE true"
    " ON CONFLICT (session_id, nomination_id, account_id, version) DO UPDATE SET choice = 'agree'",
)
ON_SQLITE = (
    "REPLACE INTO vote SELECT id, session_id, nomination_id, account_id, version, 'agree', manner, recorded_by,"
    " source_document_id FROM vote",
    "INSERT OR REPLACE INTO vote"
    " SELECT 'other', session_id, nomination_id, account_id, version, 'agree', manner, NULL, NULL FROM vote",
    "UPDATE OR REPLACE vote SET choice = 'agree'",
)


def test_no_statement_changes_a_vote(ballot: Ballot) -> None:
    before = ballot.kept()
    for attempt in (*EVERYWHERE, *(ON_SQLITE if ballot.store.dialect == "sqlite" else ())):
        with pytest.raises(DBAPIError, match=r"never|permission denied"), ballot.store.writer.begin() as connection:
            connection.execute(text(attempt))
    assert ballot.kept() == before
    assert verify(ballot.store).findings == ()


def test_a_change_of_mind_keeps_both_votes_and_both_entries(ballot: Ballot) -> None:
    ballot.cast(AGREE)
    ballot.cast(DISAGREE)
    assert ballot.kept() == [
        (1, DISAGREE, Manner.OWN, None),
        (2, AGREE, Manner.OWN, None),
        (3, DISAGREE, Manner.OWN, None),
    ]
    assert ballot.told() == [[DISAGREE], [AGREE], [DISAGREE]]
    assert verify(ballot.store).findings == ()


def test_the_same_vote_again_is_an_entry_and_no_second_vote(ballot: Ballot) -> None:
    size = verify(ballot.store).size
    ballot.cast(DISAGREE)
    assert ballot.kept() == [(1, DISAGREE, Manner.OWN, None)]
    assert verify(ballot.store).size == size + 1


def test_a_corrected_show_of_hands_stays_beside_its_correction(ballot: Ballot) -> None:
    secretary, other = ballot.world.actor(Role.COUNCIL_SECRETARY), ballot.world.members[1]
    hands = {other.account_id: {ballot.case: AGREE}}
    ballot.world.do(RecordShowOfHands(on=ballot.session, hands=hands), secretary)
    ballot.world.do(CastVote(on=ballot.session, choices={ballot.case: DISAGREE}), other)
    assert set(ballot.kept()) == {
        (1, DISAGREE, Manner.OWN, None), (1, AGREE, Manner.SHOW_OF_HANDS, secretary.account_id),
        (2, DISAGREE, Manner.OWN, None),
    }  # fmt: skip
    assert ballot.told() == [[DISAGREE], [AGREE], [DISAGREE]]


def test_the_second_door_does_not_lead_to_votes(ballot: Ballot) -> None:
    row = {"id": new_id(), "session_id": ballot.session, "nomination_id": ballot.case, "version": 2, "choice": "agree"}
    with ballot.store.reading() as driver:
        ((key,),) = driver.connection.execute("SELECT id FROM vote").fetchall()
    for writing in (Insert(into="vote", row=row), Change(of="vote", key=key, columns={"choice": "agree"})):
        with pytest.raises(Fault):
            keep(ballot.store, writing, organisation_id=ballot.world.organisation_id)


def later_version(ballot: Ballot) -> None:
    """Somebody with the application's own rights lays a newer version beside the vote."""
    row = {"id": new_id(), "session_id": ballot.session, "nomination_id": ballot.case, "version": 2, "choice": "agree",
           "account_id": ballot.member.account_id, "manner": "own", "recorded_by": None}  # fmt: skip
    with ballot.store.writer.begin() as connection:
        connection.execute(insert(Vote).values(row))


def test_a_version_laid_beside_the_log_is_found(ballot: Ballot) -> None:
    later_version(ballot)
    (finding,) = verify(ballot.store).findings
    assert finding.place.startswith("vote/")


def test_after_the_close_no_vote_is_taken(ballot: Ballot) -> None:
    ballot.world.vote(ballot.session, [ballot.case], [DISAGREE] * 5)
    ballot.world.close_session(ballot.session)
    seen = ballot.world.seen(ballot.session, Subject.SESSION)
    with pytest.raises(NotNow):
        ballot.world.do(CastVote(on=ballot.session, seen=seen, choices={ballot.case: AGREE}), ballot.member)
    before = ballot.world.nomination(ballot.case)
    later_version(ballot)
    assert ballot.world.nomination(ballot.case) == before
    assert not verify(ballot.store).is_whole
