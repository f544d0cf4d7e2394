"""``kill -9`` of the whole program in the middle of a stream of orders over HTTP: nothing acknowledged is lost."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from multiprocessing.connection import Connection, wait
from typing import Any

from states.vocabulary import Role, State, SubjectKind
from tests.soak.house import PASSWORD, House, open_house
from tests.soak.sizes import sizes
from tests.soak.stream import Officer, work
from tests.soak.visitor import Visitor
from tests.support.rivals import separate_processes
from workflow.commands.command import Actor
from workflow.ledger.verify import verify

OFFICERS = 3
PATIENCE = 120.0
MARK = re.compile(r"\[[a-z0-9.-]+:\d+\]")


@dataclass
class Heard:
    """What the officers said so far: orders sent, acknowledged, refused, and answers that were none of these."""

    pipes: Sequence[Connection]
    sent: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    """Each with the words of the answer."""
    odd: list[str] = field(default_factory=list)

    @property
    def cut(self) -> set[str]:
        """Orders that nobody got an answer to: carried out or not."""
        return self.sent - self.done - set(self.refused)

    @property
    def wrongly_refused(self) -> dict[str, str]:
        """Refusals that follow no order of the same officer's that was cut off since the last acknowledged one."""
        found = {}
        for _who, marks in groupby(sorted(self.sent, key=_whose), key=lambda mark: _whose(mark)[0]):
            is_sure = True
            for mark in marks:
                if mark in self.refused and is_sure:
                    found[mark] = self.refused[mark]
                elif mark not in self.refused:
                    is_sure = mark in self.done
        return found

    def listen(self, seconds: float) -> bool:
        """Take in what is said; whether anything was."""
        speaking = wait(self.pipes, seconds)
        for pipe in speaking:
            what, mark, words = pipe.recv()
            if what == "refused":
                self.refused[mark] = words
            else:
                kept: Any = {"sent": self.sent, "done": self.done}.get(what)
                self.odd.append(f"{mark} {what}") if kept is None else kept.add(mark)
        return bool(speaking)

    def listen_for(self, count: int) -> None:
        """Until so many more orders were acknowledged."""
        aim = len(self.done) + count
        while len(self.done) < aim:
            assert self.listen(PATIENCE), "nobody gets an answer"
            assert self.odd == []

    def listen_to_the_end(self) -> None:
        """Until nobody says anything any more."""
        while self.listen(0.3):
            pass


@contextmanager
def at_work(people: Sequence[Officer]) -> Iterator[Heard]:
    """People who work in processes of their own until the end, and all that is heard of them."""
    context = separate_processes()
    ends = [context.Pipe(duplex=False) for _ in people]
    workers = [context.Process(target=work, args=(who, end[1])) for who, end in zip(people, ends, strict=True)]
    for worker in workers:
        worker.start()
    heard = Heard([end[0] for end in ends])
    try:
        yield heard
    finally:
        for worker in workers:
            worker.kill()
            worker.join()
        heard.listen_to_the_end()


def _whose(mark: str) -> tuple[str, int]:
    who, number = mark.strip("[]").split(":")
    return who, int(number)


def officers(house: House) -> list[Officer]:
    """Colleagues of the standing office, each with a posted case of their own."""
    world = house.world
    found = []
    for number in range(OFFICERS):
        actor: Actor = world.person(f"canbo{number}", f"Nguyễn Văn {number}", Role.SECRETARIAT)
        house.give_passwords([actor])
        found.append(Officer(house.address, house.username(actor), PASSWORD, posted(house, f"Hộ {number}")))
    return found


@sizes("KILLS", 2, 50)
def test_nothing_acknowledged_is_lost_when_everything_is_killed(
    house: House, size: int, tally: Callable[[str], None]
) -> None:
    chance, died = random.Random(size), 0
    with open_house(house):
        people, begun = officers(house), verify(house.world.store).size
        with at_work(people) as heard:
            for kill in range(size):
                heard.listen_for(chance.randint(3, 12))
                died += house.kill()
                heard.listen_to_the_end()
                check(house, heard, begun)
                if kill + 1 < size:
                    house.start()
        check(house, heard, begun)
        house.start()
        once_more(house, people[0])
    cut = len(heard.cut)
    tally(
        f"{house.world.store.dialect}: {size} kills of {died} processes; {len(heard.done)} transitions acknowledged, "
        f"all there; {cut} cut off, none half-written; log of {verify(house.world.store).size} entries whole"
    )


def once_more(house: House, officer: Officer) -> None:
    """Somebody who comes back finds everything as ever."""
    case = posted(house, "Hộ khác")
    visitor = Visitor(house.address)
    visitor.sign_in(officer.username, officer.password)
    page = visitor.open(f"/nominations/{case}/suspension")
    answer = visitor.send(page, "Tạm dừng xét", {"reason": "Có đơn phản ánh."})
    assert (answer.status, answer.location) == (303, f"/nominations/{case}")


def posted(house: House, name: str) -> str:
    """A nomination that the people may comment on."""
    return house.world.bring(house.world.draft("GDVH", kind=SubjectKind.HOUSEHOLD, name=name), State.POSTED)


def check(house: House, heard: Heard, begun: int) -> None:
    """Everything acknowledged is in the log once, nothing else is twice, and every table agrees with the log."""
    report = verify(house.world.store)
    assert report.findings == ()
    with house.world.store.reading() as driver:
        rows = driver.connection.execute(f"SELECT detail FROM ledger_detail WHERE idx >= {begun}").fetchall()
        comments = driver.connection.execute("SELECT text FROM comment").fetchall()
        outbox = driver.connection.execute("SELECT entry FROM outbox ORDER BY entry").fetchall()
    marks = [mark for (detail,) in rows for mark in set(MARK.findall(bytes(detail).decode()))]
    assert len(marks) == len(rows), "every order since the beginning bears one mark"
    assert len(set(marks)) == len(marks), "no order was carried out twice"
    assert heard.done <= set(marks), f"acknowledged and lost: {heard.done - set(marks)}"
    assert set(marks) <= heard.sent
    assert {text for (text,) in comments} <= set(marks)
    assert [entry for (entry,) in outbox] == list(range(report.size)), "every entry is told once"
    assert heard.odd == []
    assert not set(heard.refused) & set(marks), "refused and done all the same"
    assert heard.wrongly_refused == {}, "where it is known how a case stands nothing is refused"
