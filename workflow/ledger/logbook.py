"""Checks a stored log as a log: entries in their places, hashes, tiles, published heads. What they say is replayed apart."""

from collections.abc import Sequence

from workflow.days import civil_time
from workflow.ledger.entry import Entry, MalformedEntry
from workflow.ledger.findings import Findings
from workflow.ledger.heads import Heads, HeadsReport
from workflow.ledger.outside import Outside
from workflow.ledger.tiles import grown_rows
from workflow.ledger.time_bounds import instant_in
from workflow.ledger.tree import CompactRange, leaf_hash
from workflow.ledger.walking import NODES, ORIGIN
from workflow.sql import Driver

BACKWARDS = 600_000_000
"""How far (microseconds) an entry may lie before the one before it: clocks of several machines differ, and are set right."""


class Logbook:
    """One log as it is read from its beginning; hashes are made anew from the entries, never taken from the database."""

    def __init__(self, driver: Driver, log_id: str, outside: Outside, findings: Findings) -> None:
        self.log_id = log_id
        self.origin: str | None = driver.value(ORIGIN, log_id=log_id)
        self.size = 0
        self._latest = 0
        self._driver = driver
        self._findings = findings
        self._whole = CompactRange()
        self._rows: dict[int, list[bytes]] = {0: []}
        self._roots: dict[int, bytes] = {}
        self._heads = Heads(driver, log_id, self.origin, outside, findings)
        if self.origin is None:
            findings.add("log_missing", f"ledger_log/{log_id}", table="ledger_log", id=log_id)

    def read(self, index: int, data: object, sealed: object) -> tuple[Entry | None, bytes]:
        """Check one stored entry; answers it, if it can be read at all, with its hash."""
        place = f"ledger_leaf/{index}"
        for missing in range(self.size, min(index, self.size + self._findings.limit)):
            self._findings.add("entry_missing", f"ledger_leaf/{missing}", index=missing)
        if index < self.size:
            self._findings.add("entry_twice", place, index=index)
        self.size = index + 1
        data = data if isinstance(data, bytes) else b""
        found = leaf_hash(data)
        if sealed != found:
            self._findings.add("entry_changed", place, (data, sealed), index=index)
        try:
            entry = Entry.decode(data)
        except MalformedEntry as broken:
            self._findings.add("entry_unreadable", place, data, index=index, field=broken.field)
            return None, found
        if entry.seq != index:
            self._findings.add("entry_moved", place, index=index, found=entry.seq)
        if entry.log != self.origin and self.origin is not None:
            self._findings.add("entry_of_another_log", place, index=index)
        if entry.at < self._latest - BACKWARDS:
            self._findings.add("entry_backdated", place, index=index)
            self._latest = entry.at  # one jump is named once, not by everything behind it
        self._latest = max(self._latest, entry.at)
        self._compare_with_witnesses(index, entry.at)
        return entry, found

    def _compare_with_witnesses(self, index: int, at: int) -> None:
        """No entry is younger than the first head over it that a witness saw: what rests on a witness's key stops nothing."""
        seen = self._heads.bounds.broken_by(index, at)
        if seen is not None:
            self._findings.add_hearsay(
                "entry_after_witness", f"ledger_leaf/{index}", index=index, at=_moment(at), seen=_moment(seen.at),
                witness=seen.witness, size=seen.size,
            )  # fmt: skip

    def take(self, index: int, data: object, sealed: object) -> bytes | None:
        """The hash of an entry that was judged before; nothing when it is not in its place, or not stored by its hash."""
        if index != self.size or not isinstance(data, bytes) or sealed != (found := leaf_hash(data)):
            return None
        self.size += 1
        if self._heads.bounds.of(index) is not None:
            self._compare_with_witnesses(index, instant_in(data))
        return found

    @property
    def latest(self) -> int:
        """The latest instant that an entry so far was written at."""
        return self._latest

    def go_on_from(self, latest: int) -> None:
        """What follows is judged anew; so far the latest entry is of this instant."""
        self._latest = latest

    def grow(self, hashes: Sequence[bytes]) -> None:
        """Take in the hashes of the entries just read, and remember the roots at published sizes."""
        done = 0
        for size in sorted(
            size for size in self._heads.sizes if self._whole.size <= size <= self._whole.size + len(hashes)
        ):
            part = size - self._whole.size
            self._whole.extend(hashes[done : done + part])
            done += part
            self._roots[size] = self._whole.root()
        self._whole.extend(hashes[done:])
        before = len(self._rows[0])
        self._rows[0].extend(hashes)
        for level, _, row in grown_rows(before, hashes, lambda level, first, n: self._rows[level][first : first + n]):
            self._rows.setdefault(level, []).append(row)

    @property
    def root(self) -> bytes:
        """The root over everything read."""
        return self._whole.root()

    def close(self) -> HeadsReport:
        """Compare the stored tiles and the published heads with what the entries come to."""
        if self.size == 0:
            self._findings.add("log_empty", f"ledger_log/{self.log_id}", table="ledger_log", id=self.log_id)
        self._compare_nodes()
        return self._heads.judge(self._roots, self.size)

    def _compare_nodes(self) -> None:
        stored = {(level, index): row for level, index, row in self._driver.rows(NODES, log_id=self.log_id)}
        made = {(level, index): row for level, rows in self._rows.items() if level for index, row in enumerate(rows)}
        for place in sorted(stored.keys() | made.keys(), key=str):
            code = "node_missing" if place not in stored else "node_extra" if place not in made else "node_changed"
            if stored.get(place) != made.get(place):
                level, index = place
                rows = stored.get(place), made.get(place)
                self._findings.add(code, f"ledger_node/{level}/{index}", rows, level=level, index=index)


def _moment(at: int) -> str:
    return f"{civil_time(at):%Y-%m-%d %H:%M:%S}"
