"""A secret vote on paper in a world: tellers, ballots handed out, and the same count keyed by each teller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from states.council_vocabulary import Attendance, VoteChoice
from states.paper_ballots import PaperCount, on_paper
from states.session_facts import NOT_MARKED, SessionFacts
from states.tally import CHOICES, Opinions
from states.vocabulary import Role, Subject
from workflow.commands.campaign.report_actual import EvidenceFile
from workflow.commands.command import Actor
from workflow.commands.council.appoint_tellers import AppointTellers
from workflow.commands.council.enter_paper_count import EnterPaperCount
from workflow.commands.council.hand_out_ballots import HandOutBallots
from workflow.judging import facts_about, read_cases

if TYPE_CHECKING:
    from tests.support.world import World

NEEDS = frozenset({"agenda", "attendance", "conflicts", "handouts", "tellers"})


def a_scan(world: World) -> EvidenceFile:
    """A signed paper that lies on the disk."""
    data = b"%PDF-1.7 signed"
    return EvidenceFile(
        file_name="y-kien.pdf", media_type="application/pdf", size=len(data), sha256=world.file(data)
    )  # fmt: skip


def facts_of(world: World, session: str) -> SessionFacts:
    """What is known of the session's vote on paper."""
    with world.store.reading() as driver:
        cases = read_cases(driver, Subject.SESSION, [session], world.organisation_id)
        actor = world.actor(Role.COUNCIL_SECRETARY)
        found = facts_about(driver, Subject.SESSION, cases, NEEDS, actor=actor, at=world.at, today=world.day)
    facts = found[session]
    assert isinstance(facts, SessionFacts)
    return facts


def in_the_room(world: World, session: str) -> list[Actor]:
    """The members who are there in person."""
    marks = facts_of(world, session).attendance
    return [m for m in world.members if marks.get(m.account_id, NOT_MARKED)[1] == Attendance.PRESENT]


def appoint(world: World, session: str, *members: Actor) -> None:
    """Members count the papers, the last two in the room who take part when none is named; nobody where nothing is on paper."""
    facts = facts_of(world, session)
    items = on_paper(facts.agenda)
    fit = [
        member for member in in_the_room(world, session)
        if not any((item["id"], member.account_id) in facts.conflicts for item in items)
    ]  # fmt: skip
    whose = tuple(member.account_id for member in members or fit[-2:])
    if items:
        world.do(AppointTellers(on=session, account_ids=whose), world.actor(Role.COUNCIL_SECRETARY))


def hand_out(world: World, session: str, members: Sequence[Actor] | None = None) -> None:
    """Members in the room, all who take part in something on paper when none is named, are given a ballot."""
    facts = facts_of(world, session)
    items = [item["id"] for item in on_paper(facts.agenda)]
    given = {
        member.account_id: True
        for member in (in_the_room(world, session) if members is None else members)
        if members is not None or any((item, member.account_id) not in facts.conflicts for item in items)
    }
    world.do(HandOutBallots(on=session, given=given), world.actor(Role.COUNCIL_SECRETARY))


def papers(*choices: VoteChoice, issued: int | None = None, invalid: int = 0) -> PaperCount:
    """What a teller finds where these papers came back."""
    counted = Counter(choices)
    opinions = Opinions(*(counted[VoteChoice(choice)] for choice in CHOICES))
    returned = len(choices) + invalid
    return PaperCount(
        issued=returned if issued is None else issued, returned=returned, invalid=invalid, opinions=opinions
    )


def key(world: World, session: str, counts: Mapping[str, PaperCount], *tellers: Actor) -> None:
    """Each of these tellers, all of them when none is named, keys the counts."""
    named = facts_of(world, session).tellers[1]
    for teller in tellers or [member for member in world.members if member.account_id in named]:
        world.do(EnterPaperCount(on=session, counts=counts), teller)


def vote_on_paper(world: World, session: str, cases: Sequence[str], choices: Mapping[str, VoteChoice]) -> None:
    """Who is in the room drops a ballot, as ``choices`` says by account; then the urn is counted."""
    hand_out(world, session)
    facts = facts_of(world, session)
    given = [account for account, (_version, is_given) in facts.handouts.items() if is_given]
    key(world, session, {
        case: papers(*(choices[account] for account in given if (case, account) not in facts.conflicts)) for case in cases
    })  # fmt: skip
