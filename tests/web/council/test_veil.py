"""Who takes no part in a case reads nothing of it anywhere: no word of its dossier, and no figure of what became of it.

Everything is crawled in two worlds that differ only in how the others voted on that case: what is read must be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from notifications.dispatcher import drain
from states.council_vocabulary import Attendance, ConflictGround, VoteChoice
from states.vocabulary import Role, State
from tests.support.crawling import OF_A_CASE, OF_A_SESSION, PLACES, Read, copy_of, differing, everything
from tests.support.local_rules import figure, own_layer
from tests.support.site import Site
from tests.support.world import World
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.command import Actor
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_minutes import RecordMinutes
from workflow.commands.council.sign_minutes import SignMinutes
from workflow.commands.council.void_vote import VoidVote
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.commands.nomination.table import Table
from workflow.documents import worker
from workflow.documents.rendering import Typesetter
from workflow.documents.requests import notice
from workflow.engine import Change, keep
from workflow.ids import new_id
from workflow.store import Store

WORDS = ("khảm trai Chuôn Ngọ", "Thợ khảm bậc bảy")
"""What only the dossier says."""
OWN_UNIT = "thon-dong"
RECUSED = ("uyvien1", "truong-hoc", "thuongtruc", "chutich", "thuky2", OWN_UNIT)
"""A plain member, and members who are officer of another unit, standing office, chairman, secretary, officer of that unit."""
CARRY_ON = ("thuongtruc", "chutich")
VOTER = "uyvien2"


@dataclass
class Council:
    """Twenty members, of whom six take no part in ``hidden``; all others vote on it and on two more cases."""

    world: World
    hidden: str
    others: tuple[str, str]
    session: str

    @classmethod
    def convene(cls, store: Store) -> Council:
        """Up to the open vote, with everybody's declaration."""
        world = World.open(store, members=15)
        layer = own_layer(world.day, {"awards": {"GK": {"quota": figure({"set_by": "launch_plan"})}}})
        world.do(EnactLayer(on=new_id(), content=layer), world.actor(Role.ADMINISTRATOR))
        world.person("thuky2", "Lê Thị Thay", Role.COUNCIL_SECRETARY)
        for username in RECUSED[1:]:
            seat(world, world.people[username])
        drafts = [world.draft("GK", name=name) for name in ("Hồ Thị Kín", "Cao Văn Một", "Đỗ Thị Đôi")]
        row = {"achievement": f"Giữ nghề {WORDS[0]}.", "title": WORDS[1]}
        keep(store, Change(of="nomination", key=drafts[0], columns=row), organisation_id=world.organisation_id)
        for draft in drafts:
            world.bring(draft, State.ELIGIBLE)
        council = cls(world, drafts[0], (drafts[1], drafts[2]), world.plan_session())
        for draft in drafts:
            order = Table(on=draft, seen=world.seen(draft), session_id=council.session)
            world.do(order, world.people["thuky"])
        return council

    @contextmanager
    def in_copy(self, folder: Path) -> Iterator[Council]:
        """The same council in a world of its own."""
        with copy_of(self.world, folder) as world:
            yield Council(world, self.hidden, self.others, self.session)

    @property
    def voters(self) -> list[Actor]:
        """The fourteen who take part in everything."""
        return [
            member for name, member in self.world.people.items() if name.startswith("uyvien") and name not in RECUSED
        ]

    def declare(self) -> None:
        """Some take no part in the case that is kept from them, all others in everything."""
        for username in RECUSED:
            said = DeclareConflict(
                on=self.session, conflicts={self.hidden: ConflictGround.RELATIVE}, relations={self.hidden: "Chị dâu."}
            )
            self.world.do(said, self.world.people[username])
        for voter in self.voters:
            self.world.do(DeclareConflict(on=self.session, conflicts={}), voter)

    def open(self) -> None:
        """The session opens with everybody in the room, and the vote."""
        self._run(OpenSession)
        everybody = [self.world.people[name] for name in RECUSED] + self.voters
        marks = {member.account_id: Attendance.PRESENT for member in everybody}
        self.world.do(RecordAttendance(on=self.session, marks=marks), self.world.people["thuky"])
        self._run(OpenVote)

    def vote(self, *, against: int, voters: slice) -> None:
        """Some of the voters vote; of them the last ``against`` say no to the hidden case, one to the second other."""
        for place, voter in list(enumerate(self.voters))[voters]:
            no = {self.hidden: place >= len(self.voters) - against, self.others[1]: place == 0}
            choices = {
                case: VoteChoice.DISAGREE if no.get(case) else VoteChoice.AGREE for case in (self.hidden, *self.others)
            }
            self.world.do(CastVote(on=self.session, choices=choices), voter)

    def close(self) -> None:
        """The vote is counted."""
        self._run(CloseVote)

    def minute(self, said: str) -> None:
        """The minutes tell the count, all cases go before the chairman, and one is put into the draft of a decision."""
        chair = self.voters[0].account_id
        seen = self.world.seen(self.session, CloseVote.subject)
        order = RecordMinutes(
            on=self.session, seen=seen, course=said, remarks=said, conclusions="Nhất trí.", chair_id=chair
        )
        self.world.do(order, self.world.people["thuky"])
        seen = self.world.seen(self.session, CloseVote.subject)
        self.world.do(SignMinutes(on=self.session, seen=seen), self.voters[0])
        for case in (self.hidden, *self.others):
            order = SubmitToChairman(on=case, seen=self.world.seen(case))
            self.world.do(order, self.world.people["thuongtruc"])
        self.world.draft_decision(self.others[:1])

    def _run(self, command: type) -> None:
        seen = self.world.seen(self.session, CloseVote.subject)
        self.world.do(command(on=self.session, seen=seen), self.world.people["thuky"])


def seat(world: World, person: Actor) -> None:
    """A seat on the council for somebody who holds another office."""
    command = GrantOffice(
        on=new_id(), account_id=person.account_id, role=Role.COUNCIL_MEMBER, title="Ủy viên",
        held_from=world.day, document="Quyết định số 02/QĐ-UBND",
    )  # fmt: skip
    world.do(command, world.operator)


def read(council: Council, folder: Path, usernames: tuple[str, ...]) -> dict[str, Read]:
    """What each of some people can read, everything they were told included."""
    drain(council.world.store, council.world.at)
    site = Site(council.world, folder)
    starts = [*PLACES, "/dong-mau/so-lieu", "/dong-mau/cong-khai",
              *(f"/sessions/{council.session}{end}" for end in (*OF_A_SESSION, "/show-of-hands?award=GK")),
              *(f"/nominations/{case}{end}" for case in (council.hidden, *council.others) for end in OF_A_CASE)]  # fmt: skip
    return {username: everything(site.person(council.world.people[username]), starts) for username in usernames}


def telling_of_the_dossier(pages: Read) -> set[str]:
    """Where a word of the dossier stands."""
    return {path for path, text in pages if any(word in text for word in WORDS)}


def carry_on(council: Council, stage: str, against: int) -> None:
    """Vote, and go on to a stage; the worlds that are compared differ in how many are ``against`` the hidden case."""
    if stage == "voting":
        council.vote(against=against, voters=slice(4))
        council.vote(against=against, voters=slice(13, None))
        return
    council.vote(against=against, voters=slice(None))
    if stage == "voided":
        seen = council.world.seen(council.session, VoidVote.subject)
        council.world.do(VoidVote(on=council.session, seen=seen, reason="Mất điện."), council.world.people["thuky"])
        return
    council.close()
    if stage == "minuted":
        council.minute(f"Hồ Thị Kín: {14 - against}/20 phiếu.")


def test_who_has_declared_reads_nothing_of_the_case(sqlite_store: Store, tmp_path: Path) -> None:
    council = Council.convene(sqlite_store)
    council.declare()
    for username, pages in read(council, tmp_path / "site", RECUSED[:5]).items():
        assert telling_of_the_dossier(pages) == set(), username


STAGES = {
    "voting": ("uyvien1", "thuongtruc", "thuky2"), "closed": ("uyvien1", "thuongtruc", "thuky2"),
    "minuted": RECUSED, "voided": ("uyvien1", "thuongtruc"),
}  # fmt: skip
"""How far a session has come, and who reads then."""


@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_read_of_a_case_in_which_one_takes_no_part(sqlite_store: Store, tmp_path: Path, stage: str) -> None:
    council = Council.convene(sqlite_store)
    council.declare()
    council.open()
    with council.in_copy(tmp_path / "twin") as twin:
        # before the minutes not even the result is known; afterwards the offices and the unit know it, without the count
        for each, against in ((council, 0), (twin, 14 if stage == "closed" else 1)):
            carry_on(each, stage, against)
        readers = (*STAGES[stage], VOTER)
        here, there = (read(each, tmp_path / name, readers) for each, name in ((council, "here"), (twin, "there")))
    for username in STAGES[stage]:
        may_read = username == OWN_UNIT or (stage == "minuted" and username in CARRY_ON)
        assert bool(telling_of_the_dossier(here[username])) == may_read, username
        assert differing(here[username], there[username]) == set(), username
    # the crawl reads what others may read: the same words, and figures that differ
    assert telling_of_the_dossier(here[VOTER])
    assert bool(differing(here[VOTER], there[VOTER])) == (stage in ("closed", "minuted"))


def test_the_paper_of_the_minutes_is_for_those_who_took_part(sqlite_store: Store, tmp_path: Path) -> None:
    council = Council.convene(sqlite_store)
    council.declare()
    council.open()
    council.vote(against=0, voters=slice(None))
    council.close()
    council.minute("Hồ Thị Kín: 14/20 phiếu.")
    notice(sqlite_store)
    worker.turn(sqlite_store, Typesetter(), lambda: council.world.at)
    site = Site(council.world, tmp_path / "site")
    address = f"/papers/session/{council.session}/minutes.pdf"
    with site.person(council.world.people["uyvien2"]).client.get(address) as answer:
        assert answer.data.startswith(b"%PDF-")
    for username in RECUSED:
        assert site.person(council.world.people[username]).client.get(address).status_code == 404
