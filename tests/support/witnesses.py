"""A commune whose log is signed, and the houses that are asked to confirm it."""

from __future__ import annotations

import time
from pathlib import Path

from tests.support.answering import Told
from tests.support.signing import Signatory
from tests.support.world import World
from workflow.ledger.alarms import Raised, open_alarms
from workflow.ledger.asking import ask
from workflow.ledger.note import Note, Signature, SigningKey
from workflow.ledger.offers import Offer
from workflow.ledger.policy import Witness
from workflow.ledger.published import latest, witnessed
from workflow.ledger.witness_folder import WitnessFolder
from workflow.ledger.witness_post import post_offer
from workflow.ledger.witnessing import add_checkpoint, latest_seen
from workflow.store import Store

AT = 1_733_100_000_000_000
SECOND = 1_000_000
NAME = "tinh.example/witness"


class Commune:
    """A commune whose log is signed, and what its witnesses said."""

    def __init__(self, store: Store) -> None:
        self.world = World.open(store)
        self.store, self.log_id, self.signatory = store, self.world.organisation_id, Signatory(self.world)
        self.now = AT

    def clock(self) -> int:
        return self.now

    def grow(self) -> int:
        """One more entry, signed; answers the size."""
        self.world.submit(self.world.draft("LDTT"))
        return self.signatory.sign().size

    def ask(self, witness: Witness) -> bool:
        return ask(self.store, self.log_id, witness, post_offer, self.clock)

    def alarms(self) -> list[Raised]:
        with self.store.reading() as driver:
            return open_alarms(driver)

    def codes(self) -> list[str]:
        return [each.alarm.code for each in self.alarms()]

    def lines(self, size: int) -> list[Signature]:
        with self.store.reading() as driver:
            return witnessed(driver, self.log_id, size)

    def note(self) -> Note:
        with self.store.reading() as driver:
            published = latest(driver, self.log_id)
        assert published is not None
        return published.signed


class Elsewhere:
    """Another house, with a database of its own, that looks after the log of a commune."""

    def __init__(self, commune: Commune, store: Store, folder: Path) -> None:
        self.commune, self.store, self.folder = commune, store, WitnessFolder(folder)
        self.key = self.folder.make_key(NAME)
        self.folder.add(commune.signatory.vkey)

    def answer(self, body: bytes) -> Told:
        said = add_checkpoint(self.store, self.folder, body, self.commune.now)
        return said.status, said.kind, said.body.encode()

    def size(self) -> int:
        with self.store.reading() as driver:
            seen = latest_seen(driver, self.commune.signatory.key.name)
        return seen.size if seen else -1


def cosigned(key: SigningKey, body: bytes, at: int) -> Told:
    return 200, "text/plain", f"{key.cosign(Offer.parse(body).note.text, at)}\n".encode()


def dripping(body: bytes) -> Told:
    """An answer that comes too late."""
    time.sleep(1.5)
    return 200, "text/plain", b""
