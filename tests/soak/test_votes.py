"""A whole council that votes in the same second, each member at a browser of their own: nobody is left out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from states.council_vocabulary import VoteChoice
from states.vocabulary import Role, State
from tests.soak.house import PASSWORD, House, open_house
from tests.soak.sizes import sizes
from tests.soak.visitor import Visitor
from tests.support.rivals import PATIENCE, separate_processes
from workflow.commands.command import Actor
from workflow.commands.council.close_vote import CloseVote
from workflow.ledger.verify import verify

CHOICES = (VoteChoice.AGREE, VoteChoice.DISAGREE, VoteChoice.ABSTAIN)


@dataclass(frozen=True)
class Ballot:
    """Who votes how."""

    address: str
    username: str
    session: str
    nomination: str
    choice: str


def vote(ballot: Ballot, gate: Any, answers: Any) -> None:
    """Fill in the paper, look at it again, wait for the others, and send it; says the answer and how long it took."""
    visitor = Visitor(ballot.address)
    visitor.sign_in(ballot.username, PASSWORD)
    path = f"/sessions/{ballot.session}/ballot"
    laid_aside = visitor.send(visitor.open(path), "Xem lại phiếu", {f"choices-{ballot.nomination}": ballot.choice})
    review = visitor.open(laid_aside.location)
    gate.wait(PATIENCE)
    begun = time.perf_counter()
    answer = visitor.send(review, "Gửi phiếu", {})
    answers.put((ballot.username, answer.status, answer.location, time.perf_counter() - begun))


def council(house: House, size: int) -> tuple[str, str, list[Actor]]:
    """A council of ``size`` members with sign-ins, and a session of theirs in which the vote is open."""
    world = house.world
    for number in range(len(world.members) + 1, size + 1):
        world.person(f"uyvien{number}", f"Đỗ Văn Ủy {number}", Role.COUNCIL_MEMBER)
    house.give_passwords(world.members)
    nomination = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(nomination)["session_id"])
    world.open_vote(session)
    return session, nomination, world.members


@sizes("VOTERS", 6, 40)
def test_everybody_votes_in_the_same_second(house: House, size: int, tally: Callable[[str], None]) -> None:
    session, nomination, members = council(house, size)
    wanted = {member.account_id: CHOICES[number % 3] for number, member in enumerate(members)}
    context = separate_processes()
    gate, answers = context.Barrier(size), context.Queue()
    with open_house(house, "serve"):
        ballots = [
            Ballot(house.address, house.username(member), session, nomination, wanted[member.account_id].value)
            for member in members
        ]
        voters = [context.Process(target=vote, args=(ballot, gate, answers)) for ballot in ballots]
        for voter in voters:
            voter.start()
        came = [answers.get(timeout=PATIENCE) for _ in voters]
        for voter in voters:
            voter.join(PATIENCE)
    assert {(status, where) for _, status, where, _ in came} == {(303, f"/sessions/{session}/receipt")}
    with house.world.store.reading() as driver:
        kept = driver.connection.execute("SELECT account_id, choice, version FROM vote").fetchall()
    assert sorted(map(tuple, kept)) == sorted((key, choice.value, 1) for key, choice in wanted.items())
    secretary = house.world.actor(Role.COUNCIL_SECRETARY)
    house.world.day = (datetime.now(UTC) + timedelta(days=1)).date()  # the votes were cast by the real clock
    house.world.do(CloseVote(on=session, seen=house.world.seen(session, CloseVote.subject)), secretary)
    assert verify(house.world.store).findings == ()
    longest = max(seconds for *_, seconds in came)
    tally(f"{house.world.store.dialect}: {len(kept)} of {size} votes kept; the last answer after {longest:.2f} s")
