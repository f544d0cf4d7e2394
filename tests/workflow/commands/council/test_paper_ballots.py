"""A secret vote on paper: who counts, who gets a ballot, what each teller keys, and when it may be closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import bindparam, select

from states.council_vocabulary import Attendance, ConflictGround, SessionState, VoteChoice
from states.refusals import NotMet
from states.tally_explained import SURPLUS
from states.vocabulary import Role, State, Subject
from tests.support.paper_votes import a_scan, appoint, hand_out, key, papers
from tests.support.world import World
from workflow.commands.command import Command
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.enter_paper_count import EnterPaperCount
from workflow.commands.council.hand_out_ballots import HandOutBallots
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.commands.nomination.table import Table
from workflow.ledger.verify import verify
from workflow.models.council_paper import CountedPapers
from workflow.models.session import Finding, SessionDocument
from workflow.queries.worklist import Filter, worklist
from workflow.sql import Prepared
from workflow.store import Store

A, D, S = VoteChoice.AGREE, VoteChoice.DISAGREE, VoteChoice.ABSTAIN
_COUNTS = Prepared(
    select(CountedPapers.account_id, CountedPapers.version, CountedPapers.agree)
    .where(CountedPapers.nomination_id == bindparam("key"))
    .order_by(CountedPapers.version)
)
_SHEETS = Prepared(
    select(SessionDocument.kind, SessionDocument.sha256).where(SessionDocument.session_id == bindparam("key"))
)
_FINDING = Prepared(
    select(Finding.finding, Finding.agree, Finding.disagree, Finding.missing, Finding.invalid, Finding.written_agree,
           Finding.recused, Finding.base)
    .where(Finding.nomination_id == bindparam("key"))
)  # fmt: skip


def tabled(world: World, *awards: str) -> tuple[str, list[str]]:
    """A planned session with a nomination of each of these awards."""
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    cases = [
        world.bring(world.draft(award, name=f"Lê Văn {number}"), State.ELIGIBLE) for number, award in enumerate(awards)
    ]
    for case in cases:
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    return session, cases


def in_vote(world: World, *, absent: int = 0) -> tuple[str, str, str]:
    """An open vote on one item on paper and one by name, with tellers appointed."""
    session, (secret, openly) = tabled(world, "CSTDCS", "LDTT")
    world.open_vote(session, absent=absent)
    return session, secret, openly


def close(world: World, session: str) -> None:
    """The secretary closes the vote."""
    world.do(
        CloseVote(on=session, seen=world.seen(session, Subject.SESSION), scan=a_scan(world)),
        world.actor(Role.COUNCIL_SECRETARY),
    )  # fmt: skip


def codes(act: Callable[[], object]) -> set[str]:
    """Why an act was refused."""
    with pytest.raises(NotMet) as refused:
        act()
    return {refusal.code for refusal in refused.value.refusals}


def refused(world: World, order: Command, role: Role = Role.COUNCIL_SECRETARY) -> set[str]:
    return codes(lambda: world.do(order, world.actor(role)))


def finding(world: World, case: str) -> tuple[object, ...]:
    with world.store.reading() as driver:
        (row,) = driver.rows(_FINDING, key=case)
    return tuple(row)


def test_two_counts_alike_become_the_finding(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world)
    world.vote(session, [openly])
    hand_out(world, session)
    key(world, session, {secret: papers(A, A, A, A, D)})
    close(world, session)
    assert finding(world, secret) == ("endorsed", 4, 1, 0, 0, 0, 0, 5)
    assert world.nomination(secret)["state"] == State.ENDORSED
    assert list(verify(store, world.organisation_id).findings) == []


def test_papers_that_did_not_come_back_have_not_agreed_and_the_base_stays_everybody(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world)
    world.vote(session, [openly])
    hand_out(world, session)
    key(world, session, {secret: papers(A, A, A, issued=5, invalid=1)})
    close(world, session)
    assert finding(world, secret) == ("not_endorsed", 3, 0, 1, 1, 0, 0, 5)


def test_what_the_absent_wrote_is_counted_beside_the_urn_and_apart(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world, absent=1)
    world.vote(session, [openly])
    world.do(CastVote(on=session, choices={secret: A}), world.members[0])
    hand_out(world, session)
    key(world, session, {secret: papers(A, A, A, D)})
    close(world, session)
    assert finding(world, secret) == ("endorsed", 4, 1, 0, 0, 1, 0, 5)
    assert list(verify(store, world.organisation_id).findings) == []


def test_counts_that_differ_keep_the_vote_open_and_a_correction_leaves_both(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world)
    world.vote(session, [openly])
    hand_out(world, session)
    one, other = world.members[-2], world.members[-1]
    key(world, session, {secret: papers(A, A, A, A, D)}, one)
    assert codes(lambda: close(world, session)) == {"paper_count_missing"}
    key(world, session, {secret: papers(A, A, A, D, D)}, other)
    with pytest.raises(NotMet) as differing:
        close(world, session)
    (refusal,) = differing.value.refusals
    assert refusal.code == "paper_counts_differ"
    assert refusal.facts == {"code": world.nomination(secret)["code"], "name": "Lê Văn 0"}
    key(world, session, {secret: papers(A, A, A, A, D)}, other)
    with world.store.reading() as driver:
        found = driver.rows(_COUNTS, key=secret)
    assert sorted((version, agree) for account, version, agree in found if account == other.account_id) == [
        (1, 3),
        (2, 4),
    ]
    close(world, session)
    assert world.case(session, Subject.SESSION)["state"] == SessionState.CLOSED


def test_the_close_is_bound_to_the_sheet_that_the_tellers_signed(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world)
    world.vote(session, [openly, secret])
    unbound = CloseVote(on=session, seen=world.seen(session, Subject.SESSION))
    assert refused(world, unbound) == {"scan_missing"}
    close(world, session)
    with store.reading() as driver:
        ((kind, sha256),) = driver.rows(_SHEETS, key=session)
    assert (kind, sha256) == ("counting_sheet", a_scan(world).sha256)
    assert list(verify(store, world.organisation_id).findings) == []


def test_more_papers_than_were_handed_out_are_voted_on_anew(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world)
    world.vote(session, [openly])
    hand_out(world, session)
    key(world, session, {secret: papers(A, A, A, A, A, A, issued=5)})
    close(world, session)
    assert world.nomination(secret)["state"] == State.ELIGIBLE
    assert world.nomination(secret)["session_id"] is None
    assert world.nomination(secret)["reason"] == SURPLUS
    assert world.nomination(openly)["state"] == State.ENDORSED
    assert list(verify(store, world.organisation_id).findings) == []


def test_nobody_votes_openly_on_what_is_on_paper(store: Store) -> None:
    world = World.open(store)
    session, secret, _openly = in_vote(world, absent=1)
    there, away = world.members[1], world.members[0]
    assert codes(lambda: world.do(CastVote(on=session, choices={secret: A}), there)) == {"item_on_paper"}
    assert refused(world, RecordShowOfHands(on=session, hands={there.account_id: {secret: A}})) == {"item_on_paper"}
    assert refused(world, RecordShowOfHands(on=session, hands={away.account_id: {secret: A}})) >= {"item_on_paper"}


def test_no_vote_on_paper_opens_without_tellers_in_the_room_who_take_part(store: Store) -> None:
    world = World.open(store)
    session, (secret, _openly) = tabled(world, "CSTDCS", "LDTT")
    secretary, (first, second, third, *_rest) = world.actor(Role.COUNCIL_SECRETARY), world.members
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in world.members[1:]}
    world.do(RecordAttendance(on=session, marks=marks | {first.account_id: Attendance.REMOTE}), secretary)
    world.declare(session)
    opening = OpenVote(on=session, seen=world.seen(session, Subject.SESSION))
    assert refused(world, opening) == {"tellers_missing"}
    assert codes(lambda: appoint(world, session, second)) == {"tellers_missing"}
    assert codes(lambda: appoint(world, session, first, second)) == {"teller_not_in_the_room"}
    appoint(world, session, second, third)
    world.do(DeclareConflict(on=session, conflicts={secret: ConflictGround.OWN_CASE}), third)
    assert refused(world, opening) == {"teller_is_recused"}
    assert codes(lambda: appoint(world, session, second, third)) == {"teller_is_recused"}
    appoint(world, session, second, world.members[3])
    world.do(replace(opening, seen=world.seen(session, Subject.SESSION)), secretary)
    assert world.case(session, Subject.SESSION)["state"] == SessionState.VOTING


def test_a_session_without_a_ballot_needs_no_tellers(store: Store) -> None:
    world = World.open(store)
    session, _cases = tabled(world, "LDTT")
    world.open_vote(session)
    assert world.case(session, Subject.SESSION)["state"] == SessionState.VOTING
    assert refused(world, HandOutBallots(on=session, given={world.members[0].account_id: True})) == {"nothing_on_paper"}


def test_who_gets_a_ballot(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world, absent=1)
    away, first, recused = world.members[0], world.members[1], world.members[2]
    assert codes(lambda: hand_out(world, session, [away])) == {"not_in_the_room"}
    assert refused(world, HandOutBallots(on=session, given={world.operator.account_id: True})) == {"not_on_roll"}
    world.do(DeclareConflict(on=session, conflicts={secret: ConflictGround.OWN_CASE}), recused)
    assert codes(lambda: hand_out(world, session, [recused])) == {"takes_part_in_nothing"}
    world.do(CastVote(on=session, choices={secret: A}), away)
    marks = {away.account_id: Attendance.PRESENT}
    world.do(RecordAttendance(on=session, marks=marks), world.actor(Role.COUNCIL_SECRETARY))
    assert codes(lambda: hand_out(world, session, [away])) == {"member_has_written"}
    hand_out(world, session, [first])
    late = DeclareConflict(on=session, conflicts={secret: ConflictGround.OWN_CASE})
    assert codes(lambda: world.do(late, first)) == {"ballot_given"}
    world.do(DeclareConflict(on=session, conflicts={openly: ConflictGround.OWN_CASE}), first)
    world.do(HandOutBallots(on=session, given={first.account_id: False}), world.actor(Role.COUNCIL_SECRETARY))


def test_only_tellers_key_and_what_they_key_adds_up(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world)
    teller, other = world.members[-1], world.members[0]
    right = papers(A, A, A, A, A)

    def keyed(counts: object, who: object = teller) -> set[str]:
        return codes(lambda: world.do(EnterPaperCount(on=session, counts=counts), who))  # type: ignore[arg-type]

    assert keyed({secret: right}) == {"ballots_not_handed_out", "issued_not_as_handed_out"}
    hand_out(world, session)
    assert keyed({secret: right}, other) == {"not_a_teller"}
    assert keyed({}) == {"counts_missing"}
    assert keyed({openly: right}) == {"item_not_on_paper"}
    assert keyed({secret: replace(right, returned=4)}) == {"papers_do_not_add_up"}
    assert keyed({secret: replace(right, invalid=1)}) == {"papers_do_not_add_up"}
    assert keyed({secret: papers(A, A, A, A, issued=4)}) == {"issued_not_as_handed_out"}
    assert keyed({"nobody": right}) == {"item_not_on_agenda"}


def test_ballots_handed_out_after_the_count_ask_for_another(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world)
    world.vote(session, [openly])
    hand_out(world, session, world.members[1:])
    key(world, session, {secret: papers(A, A, A, A)})
    hand_out(world, session, [world.members[0]])
    assert codes(lambda: close(world, session)) == {"paper_count_outdated"}


def test_a_teller_who_declares_is_replaced_and_the_earlier_count_no_longer_counts(store: Store) -> None:
    world = World.open(store)
    session, secret, openly = in_vote(world)
    world.vote(session, [openly])
    teller = world.members[-1]
    hand_out(world, session, world.members[:4])
    key(world, session, {secret: papers(A, A, A, A)})
    world.do(DeclareConflict(on=session, conflicts={secret: ConflictGround.OWN_CASE}), teller)
    assert codes(lambda: close(world, session)) == {"teller_is_recused"}
    appoint(world, session, world.members[-2], world.members[0])
    assert codes(lambda: close(world, session)) == {"paper_count_missing"}
    key(world, session, {secret: papers(A, A, A, A)}, world.members[0])
    close(world, session)
    assert finding(world, secret) == ("endorsed", 4, 0, 0, 0, 0, 1, 5)
    assert list(verify(store, world.organisation_id).findings) == []


def test_after_the_window_who_is_online_still_votes_on_what_is_open(store: Store) -> None:
    """What was written in time stands; only an item that would be written anew is refused, and is pointed at."""
    world = World.open(store)
    session, (secret, openly) = tabled(world, "CSTDCS", "LDTT")
    secretary, online = world.actor(Role.COUNCIL_SECRETARY), world.members[0]
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in world.members}
    world.do(RecordAttendance(on=session, marks=marks | {online.account_id: Attendance.REMOTE}), secretary)
    world.declare(session)
    appoint(world, session)
    until = world.at + 60_000_000
    world.do(OpenVote(on=session, seen=world.seen(session, Subject.SESSION), opinions_until=until), secretary)
    world.do(CastVote(on=session, choices={secret: A, openly: A}), online)
    world.wait(1)
    with pytest.raises(NotMet) as refused:
        world.do(CastVote(on=session, choices={secret: D, openly: D}), online)
    assert [(each.code, each.at) for each in refused.value.refusals] == [("window_over", secret)]
    world.do(CastVote(on=session, choices={secret: A, openly: D}), online)
    assert verify(store).findings == ()


def test_tellers_are_told_on_their_desks_until_they_have_keyed(store: Store) -> None:
    world = World.open(store)
    session, secret, _openly = in_vote(world)
    one, two = world.members[-2:]

    def told() -> list[bool]:
        with store.reading() as driver:
            desks = [
                worklist(driver, actor=each, today=world.day, wanted=Filter()) for each in (one, two, world.members[0])
            ]
        return [any(each.counts for each in desk.sessions) for desk in desks]

    assert told() == [False, False, False], "no ballot is out"
    hand_out(world, session)
    assert told() == [True, True, False]
    key(world, session, {secret: papers(A, A, A, A, D)}, one)
    assert told() == [False, True, False]
    appoint(world, session, *world.members[:2])
    assert told() == [False, False, True]
