"""``kill -9`` of server, signer, and everything, at random moments: no entry is lost, no gap appears, no fork is signed.

Somebody outside fetches every checkpoint that is published meanwhile. At the end each of them, and whatever the signer
remembered after each kill, has to be a beginning of the one log there is.
"""

from __future__ import annotations

import base64
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.soak.house import PATIENCE, House, open_house
from tests.soak.sizes import sizes
from tests.soak.test_kills import at_work, check, officers
from tests.soak.visitor import GONE, Visitor
from tests.support.tlog_oracle import leaf, tree_root
from workflow.ledger.checkpoint import head_of
from workflow.ledger.note import Note
from workflow.ledger.published import latest
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.verify import verify

EVERYTHING = "everything"
VICTIMS = ("signer", "serve", EVERYTHING)


@dataclass
class Outsider:
    """Remembers every head that was shown to it: size and root, and under which signatures."""

    house: House
    heads: dict[int, set[bytes]] = field(default_factory=dict)
    notes: dict[bytes, Note] = field(default_factory=dict)

    @property
    def keys(self) -> SignerFolder:
        folder = self.house.data_dir
        return SignerFolder(folder / "signer", self.house.world.organisation_id)

    def look(self) -> None:
        """Fetch the newest checkpoint, if anybody answers."""
        try:
            page = Visitor(self.house.address).open(f"/{self.house.world.slug}/log/checkpoint")
        except GONE:
            return
        if page.status == 200:
            note = Note.parse(page.text.encode())
            head = head_of(note)
            self.heads.setdefault(head.size, set()).add(head.root)
            self.notes[head.root] = note

    def look_into_memory(self) -> None:
        """What the signer keeps on its disk binds it as much as what it published."""
        memory = self.keys.memory()
        if memory is not None:
            self.heads.setdefault(memory.size, set()).add(memory.range.root())

    def judge(self) -> int:
        """Every head is a beginning of the log and signed by its key; answers how many there were."""
        world, key = self.house.world, self.keys.key()
        assert key is not None and self.keys.halt() is None
        with world.store.reading() as driver:
            rows = driver.connection.execute("SELECT idx, entry FROM ledger_leaf ORDER BY idx").fetchall()
            published = driver.connection.execute("SELECT size, root FROM ledger_checkpoint ORDER BY size").fetchall()
        assert [index for index, _ in rows] == list(range(len(rows))), "no gap"
        hashes = [leaf(bytes(entry)) for _, entry in rows]
        for size, root in published:
            self.heads.setdefault(size, set()).add(bytes(root))
        for size, roots in self.heads.items():
            assert roots == {tree_root(hashes[:size])}, f"a fork at {size} entries"
        assert all(note.signed_by([key.verifier]) for note in self.notes.values())
        assert all(base64.b64encode(root).decode() in note.text for root, note in self.notes.items())
        return len(self.heads)


@sizes("KILLS", 3, 100)
def test_no_kill_loses_an_entry_or_forks_the_log(house: House, size: int, tally: Callable[[str], None]) -> None:
    chance, outsider = random.Random(size), Outsider(house)
    victims = list(VICTIMS) if size == len(VICTIMS) else [chance.choice((*VICTIMS, VICTIMS[0])) for _ in range(size)]
    with open_house(house):
        people, begun = officers(house), verify(house.world.store).size
        with at_work(people) as heard:
            for victim in victims:
                heard.listen_for(chance.randint(1, 4))
                outsider.look()
                time.sleep(chance.random() * 0.4)  # a moment between two steps of whoever is killed
                kill(house, victim)
                outsider.look_into_memory()
                outsider.look()
            heard.listen_for(3)
        house.wait_until_told()
        check(house, heard, begun)
        wait_until_signed(house)
        outsider.look()
    heads = outsider.judge()
    kinds = ", ".join(f"{victims.count(each)} of {each}" for each in dict.fromkeys(VICTIMS))
    tally(
        f"{house.world.store.dialect}: {size} kills ({kinds}); {len(heard.done)} transitions acknowledged, all in the log "
        f"of {verify(house.world.store).size} entries without a gap; {heads} heads seen, all of one past"
    )


def kill(house: House, victim: str) -> None:
    """``kill -9``; the supervisor starts again what died alone, an operator the whole."""
    if victim == EVERYTHING:
        house.kill()
        house.start()
        return
    numbers = [number for number, words in house.members().items() if words.split()[-1:] == [victim]]
    if numbers:  # nobody there: it is being started again just now
        os.kill(max(numbers), signal.SIGKILL)
    house.wait_until_ready()


def wait_until_signed(house: House) -> None:
    """Until the newest checkpoint covers the whole log."""
    until, world = time.monotonic() + PATIENCE, house.world
    while True:
        with world.store.reading() as driver:
            head = latest(driver, world.organisation_id)
            (count,) = driver.connection.execute("SELECT count(*) FROM ledger_leaf").fetchone()
        if head is not None and head.size == count:
            return
        assert time.monotonic() < until, f"the signer does not go on: {house.output}"
        time.sleep(0.05)
