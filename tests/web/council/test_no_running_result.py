"""While a vote is open nothing yields a running result, to nobody.

Two worlds differ only in what was voted. Whatever anybody can read there is the same: every page, workbook and entry of the log
that leads on from the person's own pages, every message, and every line that the program logs.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from notifications.dispatcher import drain
from states.council_vocabulary import VoteChoice
from states.vocabulary import Role, State
from tests.support.crawling import OF_A_CASE, OF_A_SESSION, PLACES, Read, copy_of, differing, everything, masked
from tests.support.orders import a_scan
from tests.support.paper_votes import appoint, hand_out, key, papers
from tests.support.site import Site
from tests.support.world import World
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.record_written_opinion import RecordWrittenOpinion
from workflow.commands.nomination.table import Table
from workflow.ledger.verify import verify
from workflow.store import Store

PUBLIC = ("/dong-mau/cong-khai", "/dong-mau/niem-yet", "/dong-mau/so-lieu", "/metrics", "/healthz", "/readyz")
READERS = ("quantri", "giamsat", "thuky", "thuongtruc", "chutich", "thon-dong", "truong-hoc", "uyvien3", "uyvien5")
"""Everybody but those whose own votes differ, or who keyed what they found; the third member has not voted, the fifth has."""
TELLERS = ("uyvien2", "uyvien4")


def convene(world: World) -> tuple[str, list[str], str]:
    """An open vote on two cases by name, and on one in secret on paper; the first member is absent."""
    named = (("BK_TINH", "Lý Văn Hai"), ("BK_TINH", "Mai Văn Ba"), ("CSTDCS", "Hồ Thị Tư"))
    *cases, secret = (world.bring(world.draft(award, name=name), State.ELIGIBLE) for award, name in named)
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    for case in (*cases, secret):
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.open_vote(session, absent=1)
    appoint(world, session, *(world.people[name] for name in TELLERS))
    return session, cases, secret


def vote(world: World, session: str, cases: list[str], secret: str, choice: VoteChoice) -> None:
    """An absent member's paper, and a member in the room who changes their mind; another one votes the same everywhere.

    The tellers key what was in the urn, one of them with a slip that is keyed anew.
    """
    choices = dict.fromkeys(cases, choice)
    paper = RecordWrittenOpinion(
        on=session, member_id=world.members[0].account_id, choices=choices, scan=a_scan(world)
    )  # fmt: skip
    world.do(paper, world.actor(Role.COUNCIL_SECRETARY))
    world.do(CastVote(on=session, choices={cases[0]: VoteChoice.ABSTAIN}), world.members[1])
    world.do(CastVote(on=session, choices=choices), world.members[1])
    world.do(CastVote(on=session, choices=choices), world.members[3])
    world.do(CastVote(on=session, choices=dict.fromkeys(cases, VoteChoice.AGREE)), world.members[4])
    hand_out(world, session)
    found = papers(*[choice] * 3, VoteChoice.AGREE)
    for slip in (papers(VoteChoice.ABSTAIN, *[VoteChoice.AGREE] * 3), found):
        key(world, session, {secret: slip}, world.people[TELLERS[0]])
    key(world, session, {secret: found}, world.people[TELLERS[1]])


def read(world: World, session: str, cases: list[str], folder: Path) -> dict[str, Read]:
    """What everybody can read, passers-by too, and everything that was ever written to anybody."""
    drain(world.store, world.at, channels=("mail",))
    site = Site(world, folder)
    starts = [*PLACES, *(f"/sessions/{session}{end}" for end in OF_A_SESSION),
              f"/sessions/{session}/show-of-hands?award=BK_TINH",
              *(f"/nominations/{case}{end}" for case in cases for end in OF_A_CASE)]  # fmt: skip
    found = {name: everything(site.person(world.people[name]), starts) for name in READERS}
    found["passer-by"] = everything(site.visitor(), PUBLIC)
    with world.store.reading() as driver:
        sent = driver.connection.execute("SELECT subject, body, link FROM message").fetchall()
    found["messages"] = Counter(("message", masked("\n".join(map(str, row)))) for row in sent)
    found["audit"] = Counter(("finding", str(each)) for each in verify(world.store).findings)
    return found


def compared(world: World, folder: Path, *, is_closed: bool) -> tuple[dict[str, set[str]], list[list[str]]]:
    """Who reads something that differs, and where; and what the program logged in each of the worlds."""
    session, cases, secret = convene(world)
    found, logged = [], []
    with copy_of(world, folder / "twin") as twin:
        for each, choice in ((world, VoteChoice.AGREE), (twin, VoteChoice.DISAGREE)):
            with listening() as lines:
                vote(each, session, cases, secret, choice)
                if is_closed:
                    order = CloseVote(on=session, seen=each.seen(session, CloseVote.subject), scan=a_scan(each))
                    each.do(order, each.actor(Role.COUNCIL_SECRETARY))
                found.append(read(each, session, [*cases, secret], folder / choice))
            logged.append(lines)
    here, there = found
    assert all(sum(pages.values()) > 5 for who, pages in here.items() if who != "audit")
    return {who: paths for who in here if (paths := differing(here[who], there[who]))}, logged


@contextmanager
def listening() -> Iterator[list[str]]:
    """Every line that is logged meanwhile, by whichever part of the program."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.name.startswith("transitions"):  # which tells each step of a table once in a process
                lines.append(masked(record.getMessage()))

    ear, root = Ear(), logging.getLogger()
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(ear)
        root.setLevel(level)


def test_what_was_voted_can_t_be_read_from_anything(sqlite_store: Store, tmp_path: Path) -> None:
    differ, (here, there) = compared(World.open(sqlite_store), tmp_path, is_closed=False)
    assert differ == {}
    assert here == there


def test_after_the_close_the_two_worlds_differ(sqlite_store: Store, tmp_path: Path) -> None:
    """The same crawl sees what is told once it may be."""
    differ, _logged = compared(World.open(sqlite_store), tmp_path, is_closed=True)
    assert {"giamsat", "thuky", "thuongtruc", "chutich", "uyvien3", "thon-dong", "messages"} <= differ.keys()
    assert "quantri" not in differ and "passer-by" not in differ
