"""Two officers at the same case, a whole council at the same vote, and a writer who is killed, in processes of their own."""

from __future__ import annotations

from contextlib import suppress

from states.council_vocabulary import VoteChoice
from states.vocabulary import Role, State, SubjectKind
from tests.support.journeys import papers
from tests.support.rivals import PATIENCE, Rival, compete, separate_processes, write_until_killed
from tests.support.world import World
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.record_comment import RecordComment
from workflow.commands.nomination.return_for_supplement import ReturnForSupplement
from workflow.commands.nomination.withdraw import Withdraw
from workflow.ledger.verify import verify
from workflow.store import Store

ROUNDS = 30
MEMBERS = 11
KILLED_AFTER = 15


def submitted(world: World, count: int) -> list[str]:
    """Nominations that wait at the office; households need the fewest papers."""
    drafts = [world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name=f"Hộ ông Lê {n}") for n in range(count)]
    return [world.bring(key, State.SUBMITTED) for key in drafts]


def test_of_two_officers_exactly_one_succeeds(store: Store) -> None:
    world = World.open(store)
    colleague = world.person("thuongtruc2", "Nguyễn Văn Hai", Role.SECRETARIAT)
    cases = submitted(world, ROUNDS)
    accepting = [Accept(on=key, seen=world.seen(key), seen_documents=papers(world, key)) for key in cases]
    returning = [ReturnForSupplement(on=key, seen=world.seen(key), reason="Thiếu chữ ký.") for key in cases]
    size = verify(store).size
    first, second = compete(
        store,
        [Rival(actor=world.actor(Role.SECRETARIAT), orders=accepting), Rival(actor=colleague, orders=returning)],
        at=world.at,
    )
    for key, *answers in zip(cases, first, second, strict=True):
        assert sorted(answers) in (["NotNow", "done"], ["StaleView", "done"])
        expected = State.UNDER_APPRAISAL if answers[0] == "done" else State.RETURNED
        assert world.nomination(key)["state"] == expected
    report = verify(store)
    assert report.findings == ()
    assert report.size == size + ROUNDS


def test_one_who_did_not_look_is_told_the_case_has_moved(store: Store) -> None:
    """The same order twice: without what was seen the table alone must stop the second."""
    world = World.open(store, members=3)
    cases = submitted(world, 1)
    rivals = [
        Rival(actor=world.people["thon-dong"], orders=[Withdraw(on=cases[0], seen=world.seen(cases[0]), reason="Rút.")])
    ]
    came = compete(store, rivals * 4, at=world.at)
    assert sorted(answer for (answer,) in came) == ["StaleView"] * 3 + ["done"]


def test_a_whole_council_votes_at_once(store: Store) -> None:
    world = World.open(store, members=MEMBERS)
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    choices = [VoteChoice.AGREE if number % 3 else VoteChoice.DISAGREE for number in range(MEMBERS)]
    ballots = [
        Rival(actor=member, orders=[CastVote(on=session, choices={case: choice})])
        for member, choice in zip(world.members, choices, strict=True)
    ]
    assert compete(store, ballots, at=world.at) == [["done"]] * MEMBERS
    with store.reading() as driver:
        kept = driver.connection.execute("SELECT account_id, choice, version FROM vote").fetchall()
    expected = {(member.account_id, choice.value, 1) for member, choice in zip(world.members, choices, strict=True)}
    assert {tuple(row) for row in kept} == expected
    world.do(CloseVote(on=session, seen=world.seen(session, CloseVote.subject)), world.actor(Role.COUNCIL_SECRETARY))
    with store.reading() as driver:
        ((agree, base),) = driver.connection.execute("SELECT agree, base FROM finding").fetchall()
    assert (agree, base) == (choices.count(VoteChoice.AGREE), MEMBERS)
    assert verify(store).findings == ()


def test_what_was_acknowledged_survives_the_death_of_its_writer(store: Store) -> None:
    world = World.open(store)
    case = world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD), State.POSTED)
    office = world.actor(Role.SECRETARIAT)
    comment = RecordComment(on=case, from_whom="", text="Còn nợ quỹ thôn.", received_on=world.day)
    size, context = verify(store).size, separate_processes()
    heard, said = context.Pipe(duplex=False)
    url = store.url.render_as_string(hide_password=False)
    writer = context.Process(target=write_until_killed, args=(url, str(store.files), office, comment, world.at, said))
    writer.start()
    said.close()
    acknowledged = [heard.recv() for _ in range(KILLED_AFTER)]
    writer.kill()
    writer.join(PATIENCE)
    with suppress(EOFError):
        while True:
            acknowledged.append(heard.recv())
    assert acknowledged == list(range(size, size + len(acknowledged)))
    report = verify(store)
    assert report.findings == ()
    assert report.size - size - len(acknowledged) in (0, 1), "at most the one entry that nobody was told of"
    assert world.nomination(case)["head"] == report.size - 1
    assert world.do(comment, office).index == report.size
