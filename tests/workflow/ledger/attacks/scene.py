"""The commune that is attacked: a lived year, signed, with a witness's word and an older checkpoint in the auditor's hands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from states.vocabulary import UnitKind
from tests.support.afterwards import live_on
from tests.support.chronicle import live_through
from tests.support.typesetting import SetOnce
from tests.support.unbound import Unbound
from tests.support.world import World
from workflow.attachments import Attachments
from workflow.commands.administration.add_unit import AddUnit
from workflow.documents.sealing import seal
from workflow.documents.worker import turn
from workflow.engine import execute_all
from workflow.ids import new_id
from workflow.ledger.canonical import canonical
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.detail import commitment
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.note import COSIGNATURE, SigningKey, signed
from workflow.ledger.outside import Held, Outside
from workflow.ledger.published import latest
from workflow.ledger.signer_folder import Memory, SignerFolder
from workflow.ledger.signing import Signer
from workflow.ledger.tiles import grown_rows
from workflow.ledger.tree import CompactRange, leaf_hash
from workflow.ledger.verify import Report, verify
from workflow.models.schema import METADATA
from workflow.sql import insert_all
from workflow.store import Store

WITNESS = "witness.example/so-noi-vu"


@dataclass(frozen=True)
class Lived:
    """A year as it was lived once: who is who in it, and what lies outside its database."""

    world: World
    signer_dir: Path
    files: Path
    held: Held
    witness: SigningKey
    older: Mapping[str, list[dict[str, Any]]]
    """Every row of the middle of the year, as a dump of that day holds it."""
    newest: Held
    """The checkpoint that was published last."""


def live(store: Store, signer_dir: Path) -> Lived:
    """Live through a year; the auditor keeps the checkpoint of the middle of it."""
    world = World.open(store)
    units = [
        AddUnit(on=new_id(), kind=UnitKind.VILLAGE, name=f"Thôn {number}", valid_from="2024-01-01")
        for number in range(270)
    ]
    execute_all(store, units, actor=world.operator, at=world.at)
    held, older = Held.parse(sign(world, signer_dir).encode()), dump(store)
    live_through(world)
    live_on(world)
    newest = Held.parse(sign(world, signer_dir).encode())
    turn(store, SetOnce(), lambda: world.at)
    head = newest.head
    witness = SigningKey.make(WITNESS, COSIGNATURE)
    row = {"log_id": world.organisation_id, "size": head.size, "witness": WITNESS, "seen_at": 1,
           "line": str(witness.cosign(head.text, world.at // 1_000_000))}  # fmt: skip
    with store.writing(world.organisation_id) as driver:
        insert_all(driver, [("ledger_cosignature", row)])
        driver.connection.commit()
    return Lived(world, signer_dir, store.files, held, witness, older, newest)


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with store.writer.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in METADATA.sorted_tables
        }


def sign(world: World, signer_dir: Path) -> str:
    """Let the signer look; answers the newest checkpoint."""
    with Signer(signer_dir) as signer:
        signer.tick(world.store, world.at)
    with world.store.reading() as driver:
        found = latest(driver, world.organisation_id)
    assert found is not None
    return found.note


@dataclass
class Scene:
    """A copy of it, in the hands of whoever owns the database, and of the signer's folder where an attack says so."""

    lived: Lived
    hands: Unbound
    signer_dir: Path

    @classmethod
    @contextmanager
    def over(cls, lived: Lived, url: str, folder: Path, superuser_url: str | None = None) -> Iterator[Scene]:
        """Open a database that is a copy, with copies of what lies outside it."""
        shutil.copytree(lived.files, folder / "files")
        shutil.copytree(lived.signer_dir, folder / "signer")
        with (
            closing(Store(url, files=folder / "files")) as store,
            Unbound.over(store, superuser_url) as hands,
        ):
            yield cls(lived, hands, folder / "signer")

    # what is there

    @property
    def store(self) -> Store:
        """The database and its files."""
        return self.hands.store

    @property
    def world(self) -> World:
        """The commune, in this copy."""
        return replace(self.lived.world, store=self.store)

    @property
    def log_id(self) -> str:
        """Its log."""
        return self.lived.world.organisation_id

    @cached_property
    def vkey(self) -> SigningKey:
        """The log's key."""
        key = SignerFolder(self.lived.signer_dir, self.log_id).key()
        assert key is not None
        return key

    @property
    def size(self) -> int:
        """How many entries there are."""
        return int(self.hands.row("SELECT MAX(idx) AS last FROM ledger_leaf")["last"]) + 1

    def entry(self, index: int) -> dict[str, Any]:
        """An entry, read."""
        return dict(json.loads(self.hands.row("SELECT entry FROM ledger_leaf WHERE idx = :i", i=index)["entry"]))

    def last(self, act: str) -> int:
        """The last entry of an action."""
        rows = self.hands.rows("SELECT idx, entry FROM ledger_leaf ORDER BY idx DESC")
        return next(int(row["idx"]) for row in rows if json.loads(row["entry"])["act"] == act)

    def last_with(self, table: str) -> int:
        """The last entry that brought a row of a table."""
        rows = self.hands.rows("SELECT idx, detail FROM ledger_detail WHERE detail IS NOT NULL ORDER BY idx DESC")
        return next(
            int(row["idx"])
            for row in rows
            if any(name == table for name, _ in json.loads(bytes(row["detail"]))["rows"])
        )

    def one(self, name: str, where: str = "1 = 1") -> dict[str, Any]:
        """One row of a table, the first by its id."""
        return self.hands.row(f"SELECT * FROM {name} WHERE {where} ORDER BY id LIMIT 1")

    # what an attacker does

    def do(self, statement: str, **values: Any) -> None:
        """Run one statement past every guard."""
        assert self.hands.do(statement, **values), statement

    def change(self, name: str, where: str = "1 = 1", /, **columns: Any) -> None:
        """Change columns of one row."""
        key = self.one(name, where)["id"]
        names = ", ".join(f"{column} = :{column}" for column in columns)
        self.do(f"UPDATE {name} SET {names} WHERE id = :key_of_it", key_of_it=key, **columns)

    def remove(self, name: str, where: str = "1 = 1") -> None:
        """Delete one row."""
        self.do(f"DELETE FROM {name} WHERE id = :key", key=self.one(name, where)["id"])

    def add(self, name: str, where: str = "1 = 1", /, **columns: Any) -> None:
        """Add a row like another one."""
        row = self.one(name, where) | {"id": new_id()} | columns
        self.do(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({', '.join(f':{column}' for column in row)})", **row)

    def put(self, index: int, entry: Mapping[str, Any] | bytes, *, hashed: bool = True) -> None:
        """Lay other bytes in an entry's place, with their own hash or without."""
        data = entry if isinstance(entry, bytes) else canonical(dict(entry))
        self.do("UPDATE ledger_leaf SET entry = :data WHERE idx = :i", data=data, i=index)
        if hashed:
            self.do("UPDATE ledger_leaf SET hash = :hash WHERE idx = :i", hash=leaf_hash(data), i=index)

    def audited(self) -> None:
        """Let an audit keep what it saw, outside the database."""
        assert verify(self.store, folder=folder_of(self.store)).is_whole

    def set_papers(self, *, is_audited: bool = False) -> None:
        """Let the worker set what is missing; all papers are right, and an audit saw them where that is said."""
        turn(self.store, SetOnce(), lambda: self.world.at)
        if is_audited:
            self.audited()
        assert self.report().findings == ()
        assert self.report().logs[0].papers_not_compared == ()

    def seal(self) -> None:
        """Let the worker set all papers and seal what was issued; all is right."""
        self.set_papers()
        assert seal(self.store, self.world.at)
        assert self.report().findings == ()

    def hand_out_another(self, kind: str, where: str = "", *, is_set: bool = False) -> None:
        """Exchange the file of a paper for another one, and make its row fit; of its kind the first, or the first ``where``."""
        if not is_set:
            self.set_papers()
        forged = b"%PDF-1.7 another one"
        digest = Attachments(self.store.files).keep(self.log_id, forged)
        self.do("UPDATE paper SET sha256 = :digest, size = :size WHERE id = :id",
                digest=digest, size=len(forged), id=self.one("paper", where or f"kind = '{kind}'")["id"])  # fmt: skip

    def redetail(self, index: int, change: Callable[[dict[str, Any]], None]) -> None:
        """Change what an entry says in full, and its commitment with it; every later entry of its case is chained anew."""
        row = self.hands.row("SELECT salt, detail FROM ledger_detail WHERE idx = :i", i=index)
        said = json.loads(row["detail"])
        change(said)
        detail = canonical(said)
        self.do("UPDATE ledger_detail SET detail = :detail WHERE idx = :i", detail=detail, i=index)
        self.rewrite(index, lambda entry: entry.update(detail=commitment(row["salt"], detail)))

    def rewrite(self, index: int, change: Callable[[dict[str, Any]], None]) -> None:
        """Change an entry, and make hashes, chain and tiles fit: a forgery that nothing inside the database shows."""
        entry = self.entry(index)
        change(entry)
        self.put(index, entry)
        sealed = {entry["obj"]: leaf_hash(canonical(entry))}
        for later in range(index + 1, self.size):
            follower = self.entry(later)
            if follower["obj"] in sealed:
                follower["prev"] = sealed[follower["obj"]].hex()
                self.put(later, follower)
                sealed[follower["obj"]] = leaf_hash(canonical(follower))
        self.retile()

    def retile(self) -> None:
        """Make the tiles anew from the hashes that are stored."""
        hashes = self.hashes()
        self.hands.do("DELETE FROM ledger_node")
        rows: dict[int, list[bytes]] = {0: hashes}
        for level, index, made in grown_rows(0, hashes, lambda level, first, n: rows[level][first : first + n]):
            rows.setdefault(level, []).append(made)
            self.do("INSERT INTO ledger_node (log_id, lvl, idx, hash) VALUES (:log, :lvl, :idx, :hash)",
                    log=self.log_id, lvl=level, idx=index, hash=made)  # fmt: skip

    def hashes(self) -> list[bytes]:
        """The stored hashes in order."""
        return [row["hash"] for row in self.hands.rows("SELECT hash FROM ledger_leaf ORDER BY idx")]

    def cut(self, size: int) -> None:
        """Take away the end of the log, with the tables and checkpoints that rest on it left as they are."""
        for name in ("ledger_leaf", "ledger_detail"):
            self.do(f"DELETE FROM {name} WHERE idx >= :size", size=size)
        self.retile()

    def restore(self) -> None:
        """Put the dump of the middle of the year in the place of all that is there."""
        with self.hands.engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(METADATA.sorted_tables):
                connection.execute(table.delete())
            for table in METADATA.sorted_tables:
                if rows := self.lived.older[table.name]:
                    connection.execute(table.insert(), rows)

    def republish(self, key: SigningKey) -> None:
        """Sign every published head anew, over what is there now; heads beyond the end go."""
        hashes = self.hashes()
        self.hands.do("DELETE FROM ledger_checkpoint WHERE size > :size", size=len(hashes))
        self.hands.do("DELETE FROM ledger_cosignature")
        for row in self.hands.rows("SELECT size FROM ledger_checkpoint"):
            self.publish(int(row["size"]), key)

    def publish(self, size: int, key: SigningKey) -> None:
        """Publish a head over the first entries that are there now, signed by a key."""
        grown = CompactRange()
        grown.extend(self.hashes()[:size])
        head = TreeHead(self.vkey.name, size, grown.root())
        note = bytes(signed(head.text, [key])).decode()
        self.hands.do("DELETE FROM ledger_checkpoint WHERE size = :size", size=size)
        self.do("INSERT INTO ledger_checkpoint (log_id, size, root, note) VALUES (:log, :size, :root, :note)",
                log=self.log_id, size=size, root=head.root, note=note)  # fmt: skip

    def make_memory_fit(self) -> None:
        """Rewrite the signer's own memory to what is there now."""
        grown, hashes = CompactRange(), self.hashes()
        grown.extend(hashes)
        SignerFolder(self.signer_dir, self.log_id).remember(Memory(origin=self.vkey.name, range=grown, last=hashes[-1]))

    # what an auditor finds

    def report(self, *knowing: str) -> Report:
        """The report of an auditor who knows the database alone, or also key, memory, held, newest, witness, audits."""
        own = self.vkey.verifier
        given = {"key": own, "held": own, "newest": own, "witness": self.lived.witness.verifier}
        kept = {"held": self.lived.held, "newest": self.lived.newest}
        return verify(
            self.store,
            outside=Outside(
                keys=[key for name, key in given.items() if name in knowing],
                held=[each for name, each in kept.items() if name in knowing],
                signer_dir=self.signer_dir if "memory" in knowing else None,
                audits=folder_of(self.store) if "audits" in knowing else None,
            ),
        )  # fmt: skip
