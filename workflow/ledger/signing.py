"""The signer: it alone holds the key of a log, remembers how far it has signed, and never goes back.

It reads the entries that are new to it, hashes their bytes by itself, keeps what it has come to on its own disk, and only then
signs and publishes. Old entries are not asked for again, so nobody who rewrites the database can have the forgery signed. A
signer that dies between two of these steps takes up what it kept, and signs the very same.
"""

import fcntl
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, select

from states.refusals import Fault
from workflow.ledger.alarms import Alarm, end_alarm, open_alarms, raise_alarm
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.key_rotation import Announcement, announcement_in, signing_keys, take_note
from workflow.ledger.note import MalformedNote, SigningKey, signed
from workflow.ledger.published import Published, at_size, latest
from workflow.ledger.signer_folder import Halt, Halted, Memory, SignerFolder, is_log_id
from workflow.ledger.tree import CompactRange, leaf_hash
from workflow.models.ledger import Leaf, Log
from workflow.sql import Driver, Prepared, inserting
from workflow.store import Store

QUEUE = "signer"
"""The name publishing queues under, where actions queue under their organisation's."""

HALTED = "signer_halted"
"""The alarm that a log is not signed any more; ``about`` is the reason's code."""

STRANGE_KEY = "strange_key_announced"
"""The alarm that an entry announces a key that our signer does not hold; ``about`` is its digest. It ends when a later entry
announces one of ours, or when a person who has looked into it ends it."""

PAGE = 2000
_CHECKPOINT = ("log_id", "size", "root", "note")
_LOGS = Prepared(lambda: select(Log.id, Log.origin).order_by(Log.id))
_ORIGIN = Prepared(lambda: select(Log.origin).where(Log.id == bindparam("log_id")))
_LAST = Prepared(lambda: select(func.max(Leaf.idx)).where(Leaf.log_id == bindparam("log_id")))
_AT = Prepared(
    lambda: select(Leaf.entry, Leaf.hash).where(Leaf.log_id == bindparam("log_id"), Leaf.idx == bindparam("index"))
)
_FRESH = Prepared(
    lambda: (
        select(Leaf.idx, Leaf.entry, Leaf.hash)
        .where(Leaf.log_id == bindparam("log_id"), Leaf.idx >= bindparam("first"), Leaf.idx < bindparam("end"))
        .order_by(Leaf.idx)
        .limit(bindparam("page", type_=BigInteger))
    )
)

log = logging.getLogger(__name__)


class SignerBusy(Fault):
    """Another signer works with this directory."""


class Signer:
    """Signs every log of an installation with the keys in one directory. Only one works with a directory at a time."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock: Any = None

    def __enter__(self) -> "Signer":
        self.take_up()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def take_up(self) -> None:
        """Be the one signer of this directory until ``close``; raises ``SignerBusy`` when there is another."""
        if self._lock is not None:
            return
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (self.directory / "lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            lock.close()
            raise SignerBusy(f"another signer works with {self.directory}") from taken
        self._lock = lock

    def close(self) -> None:
        """Let another signer take up the directory."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def tick(self, store: Store, at: int) -> list[str]:
        """Sign whatever has grown, and answer the ids of the logs that have a new checkpoint.

        A log that shrank or differs is halted and an alarm is raised; the others go on. ``at`` is UTC microseconds.
        """
        self.take_up()
        with store.reading() as driver:
            logs = driver.rows(_LOGS)
        return [
            log_id for log_id, origin in logs if is_log_id(log_id) and self._is_newly_signed(store, log_id, origin, at)
        ]

    def _is_newly_signed(self, store: Store, log_id: str, origin: str, at: int) -> bool:
        folder = SignerFolder(self.directory, log_id)
        halt = folder.halt()
        if halt is None:
            try:
                return _sign(store, folder, log_id, origin, at)
            except Halted as halted:
                halt = folder.stop(halted, at)
                log.error("The signer has stopped for the log %s: %s %s", origin, halt.code, halt.facts)
        raise_alarm(store, _alarm(log_id, halt), at)  # time and again: whoever looks at the database may have been away
        return False


def _alarm(log_id: str, halt: Halt) -> Alarm:
    return Alarm(HALTED, log_id, halt.code, halt.facts)


def resume(store: Store, directory: Path, log_id: str, at: int) -> bool:
    """Let a halted log be signed again, once a person has found out why it was; whether it agrees with what was signed now.

    Ends the alarm (``at`` is UTC microseconds); what was noted of the halt stays.
    """
    folder = SignerFolder(directory, log_id)
    halt = folder.halt()
    if halt is None:
        return True
    with store.reading() as driver:
        origin = driver.value(_ORIGIN, log_id=log_id)
        try:
            _look(driver, folder, log_id, str(origin))
        except Halted:
            return False
    folder.lift()
    end_alarm(store, _alarm(log_id, halt), at)
    return True


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What was remembered of a log, the same with every entry since, what is published, and which keys were announced since."""

    before: Memory | None
    memory: Memory
    published: Published | None
    announced: Sequence[Announcement]


def _sign(store: Store, folder: SignerFolder, log_id: str, origin: str, at: int) -> bool:
    """Take in what is new, keep it, sign it, publish it: in this order."""
    with store.reading() as driver:
        seen = _look(driver, folder, log_id, origin)
    key = _key(folder, origin, seen)
    _tell_of_strangers(store, log_id, seen.announced, take_note(folder, seen.announced), at)
    keys = signing_keys(folder, key, at)
    folder.show_keys()
    if seen.before is None or seen.before.size != seen.memory.size:
        folder.remember(seen.memory)
    if seen.published is not None and seen.published.size == seen.memory.size:
        return False
    return _publish(store, log_id, TreeHead(origin, seen.memory.size, seen.memory.range.root()), keys)


def _tell_of_strangers(
    store: Store, log_id: str, announced: Sequence[Announcement], unknown: Sequence[Announcement], at: int
) -> None:
    """An alarm for every key that is not ours; it is over when a later entry announces one of ours, and was still raised."""
    for each in unknown:
        raise_alarm(store, Alarm(STRANGE_KEY, log_id, each.digest, {"index": each.index}), at)
    if announced and announced[-1] not in unknown:
        with store.reading() as driver:
            found = [each.alarm for each in open_alarms(driver, log_id)]
        for alarm in found:
            if (alarm.code, alarm.log_id) == (STRANGE_KEY, log_id):
                end_alarm(store, alarm, at)


def _key(folder: SignerFolder, origin: str, seen: _Seen) -> SigningKey:
    """The log's key. One is made for a log of which nothing was signed yet; a lost one is never replaced in silence.

    That nothing was signed is kept before the key is: a key beside which nothing is remembered has lost its memory.
    """
    key = folder.key()
    if key is None:
        if seen.published is not None or (seen.before is not None and seen.before.size):
            raise Halted("key_lost")
        folder.remember(Memory(origin=origin, range=CompactRange(), last=None))
        key = SigningKey.make(origin)
        folder.keep_key(key)
    if key.name != origin:
        raise Halted("key_of_another_log", name=key.name)
    return key


def _publish(store: Store, log_id: str, head: TreeHead, keys: list[SigningKey]) -> bool:
    """Sign a tree head that is kept on our disk, and lay it where readers find it."""
    note = bytes(signed(head.text, keys)).decode()
    with store.writing(QUEUE) as driver:
        if (there := at_size(driver, log_id, head.size)) is not None:
            _demand_same(there, head.root)
            return False
        row = dict(zip(_CHECKPOINT, (log_id, head.size, head.root, note), strict=True))
        driver.run(inserting("ledger_checkpoint", _CHECKPOINT), **row)
        driver.connection.commit()
    return True


def _look(driver: Driver, folder: SignerFolder, log_id: str, origin: str) -> _Seen:
    """Look at what is remembered, published and new. Raises ``Halted`` where these don't fit each other."""
    before, published, heard = folder.memory(), latest(driver, log_id), list[Announcement]()
    last = driver.value(_LAST, log_id=log_id)
    size = 0 if last is None else int(last) + 1
    if before is not None:
        _demand_tail(driver, log_id, origin, before, size)
    if published is not None and published.size > size:
        raise Halted("log_shrank", size=size, signed=published.size)
    memory = before or Memory(origin=origin, range=CompactRange(), last=None)
    if before is None or (published is not None and published.size > before.size):
        _demand_signed(folder, published)
    if published is not None and published.size >= memory.size:
        memory = _extended(driver, log_id, memory, published.size, heard)
        _demand_same(published, memory.range.root())
    memory = _extended(driver, log_id, memory, size, heard)
    return _Seen(before=before, memory=memory, published=published, announced=heard)


def _demand_tail(driver: Driver, log_id: str, origin: str, before: Memory, size: int) -> None:
    """The log has its name, is as long as it was, and ends where it ended, before anything new is looked at."""
    if before.origin != origin:
        raise Halted("origin_changed", origin=origin)
    if size < before.size:
        raise Halted("log_shrank", size=size, signed=before.size)
    if before.last is None:
        return
    found = driver.rows(_AT, log_id=log_id, index=before.size - 1)
    if not found or any(_hash_of(entry) != before.last or sealed != before.last for entry, sealed in found):
        raise Halted("tail_changed", index=before.size - 1)


def _demand_signed(folder: SignerFolder, published: Published | None) -> None:
    """Where nothing, or less, is remembered than was published, only what our own key has signed is believed."""
    key = folder.key()
    if published is None:
        if key is not None:
            raise Halted("state_lost")
        return
    if key is None:
        raise Halted("key_lost")
    try:
        head, is_ours = published.head, bool(published.signed.signed_by([key.verifier]))
    except MalformedNote:
        raise Halted("checkpoint_forged", size=published.size) from None
    if not is_ours or (head.origin, head.size, head.root) != (key.name, published.size, published.root):
        raise Halted("checkpoint_forged", size=published.size)


def _demand_same(published: Published, root: bytes) -> None:
    if published.root != root:
        raise Halted("published_differs", size=published.size)


def _extended(driver: Driver, log_id: str, memory: Memory, end: int, heard: list[Announcement]) -> Memory:
    """The range with every entry before ``end``, hashed from its bytes; each has to be there, and to be stored by that hash.

    Keys that they announce are ``heard``.
    """
    grown, last = CompactRange.restore(memory.size, memory.range.frontier), memory.last
    for hashes in _pages(driver, log_id, memory.size, end, heard):
        grown.extend(hashes)
        last = hashes[-1]
    return Memory(origin=memory.origin, range=grown, last=last)


def _pages(driver: Driver, log_id: str, first: int, end: int, heard: list[Announcement]) -> Iterator[list[bytes]]:
    while first < end:
        found = driver.rows(_FRESH, log_id=log_id, first=first, end=end, page=PAGE)
        hashes: list[bytes] = []
        for expected, (index, entry, sealed) in enumerate(found, start=first):
            if index != expected:
                raise Halted("entry_missing", index=expected)
            made = _hash_of(entry)
            if made is None or sealed != made:
                raise Halted("hash_differs", index=index)
            hashes.append(made)
            announced = announcement_in(index, entry)
            if announced is not None:
                heard.append(announced)
        if not hashes:
            raise Halted("entry_missing", index=first)
        yield hashes
        first += len(hashes)


def _hash_of(entry: Any) -> bytes | None:
    return leaf_hash(entry) if isinstance(entry, bytes) else None
