"""Minutes that the engine did not write, and signatures under them that nobody gave, are found in the log."""

from __future__ import annotations

from typing import Any

import pytest

from states.council_vocabulary import SessionState
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.command import Actor
from workflow.ids import new_id
from workflow.ledger.log import Statement
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def session(world: World) -> str:
    """A session that is minuted and waits for its chair, the first member."""
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    world.vote(session, [case])
    world.close_session(session, signed=False)
    return session


def corrected(world: World, session: str, **said: Any) -> Statement:
    """A correction past the engine, right in everything but what is said otherwise."""
    row = {"id": new_id(), "session_id": session, "version": 2, "course": "a", "remarks": "", "conclusions": "b",
           "chair_id": world.members[1].account_id, "signer_id": None, "reason": "c",
           "corrects": world.seen(session, Subject.SESSION), **said}  # fmt: skip
    return statement(world, world.actor(Role.COUNCIL_SECRETARY), Subject.SESSION, session, "correct_minutes",
                     SessionState.MINUTED, office="council_secretary", rows=[["minutes_version", row]],
                     changes={"chair_id": row["chair_id"], "signer_id": row["signer_id"], "signed_entry": None})  # fmt: skip


def signed(world: World, session: str, actor: Actor, entry: int) -> Statement:
    """A signature past the engine."""
    return statement(world, actor, Subject.SESSION, session, "sign_minutes", SessionState.SIGNED,
                     office="council_member", changes={"signed_entry": entry})  # fmt: skip


def test_a_version_that_does_not_follow_the_last_is_found(world: World, session: str) -> None:
    assert codes(forged(world, corrected(world, session, version=3))) == {"minutes_out_of_order"}


def test_a_correction_of_another_entry_is_found(world: World, session: str) -> None:
    assert codes(forged(world, corrected(world, session, corrects=1))) == {"minutes_out_of_order"}


def test_a_chair_who_may_not_sign_is_found(world: World, session: str) -> None:
    outsider = world.actor(Role.AUDITOR).account_id
    assert codes(forged(world, corrected(world, session, chair_id=outsider))) == {"minutes_without_a_chair"}


def test_a_chair_who_was_away_is_found(world: World) -> None:
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session, absent=1)
    world.vote(session, [case])
    world.close_session(session, signed=False)
    absent = world.members[0].account_id
    assert codes(forged(world, corrected(world, session, chair_id=absent))) == {"minutes_without_a_chair"}


def test_who_signs_for_a_chair_in_office_is_found(world: World, session: str) -> None:
    instead = world.members[2].account_id
    assert codes(forged(world, corrected(world, session, signer_id=instead))) == {"minutes_without_a_chair"}


def test_a_signature_of_another_member_is_found(world: World, session: str) -> None:
    entry = world.seen(session, Subject.SESSION)
    assert codes(forged(world, signed(world, session, world.members[1], entry))) == {"minutes_signed_by_another"}


def test_a_signature_under_another_version_is_found(world: World, session: str) -> None:
    entry = world.seen(session, Subject.SESSION) - 1
    assert codes(forged(world, signed(world, session, world.members[0], entry))) == {"minutes_out_of_order"}


def test_a_right_correction_is_not_complained_of(world: World, session: str) -> None:
    assert codes(forged(world, corrected(world, session))) == set()
