"""Judges what was published of a log: by its entries, by its key, by its witnesses, and by what others remember of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from workflow.ledger.checkpoint import TreeHead, head_of
from workflow.ledger.findings import Findings
from workflow.ledger.note import MalformedNote, Note, Signature, VerifierKey
from workflow.ledger.outside import Outside
from workflow.ledger.time_bounds import Bounds, Seen, seen_in
from workflow.ledger.walking import CHECKPOINTS
from workflow.models.ledger import Cosignature
from workflow.sql import Driver, Prepared

_COSIGNATURES = Prepared(
    lambda: (
        select(Cosignature.size, Cosignature.witness, Cosignature.line)
        .where(Cosignature.log_id == bindparam("log_id"))
        .order_by(Cosignature.size, Cosignature.witness, Cosignature.seen_at)
    )
)


@dataclass(frozen=True, kw_only=True)
class HeadsReport:
    """What the published heads of a log were judged by, and how many there are.

    ``signed_size`` is the newest one's; ``keys`` are the verifier keys that their signatures were checked with: none where
    none was known. ``remembered`` is how far the signer's own memory agrees; ``held`` are the sizes of the auditor's own
    older checkpoints. Of the ``cosignatures`` those were checked whose witness's key was known.
    """

    count: int = 0
    signed_size: int | None = None
    keys: tuple[str, ...] = ()
    remembered: int | None = None
    held: tuple[int, ...] = ()
    cosignatures: int = 0
    cosignatures_checked: int = 0


class Heads:
    """The published heads of one log. Ask for ``sizes`` first; ``judge`` is given the root at each of them."""

    def __init__(self, driver: Driver, log_id: str, origin: str | None, outside: Outside, findings: Findings) -> None:
        self.log_id, self.origin = log_id, origin
        self._findings, self._outside = findings, outside
        self._stored = driver.rows(CHECKPOINTS, log_id=log_id)
        self._lines = driver.rows(_COSIGNATURES, log_id=log_id)
        self._keys = outside.keys_of(log_id, origin)
        self._own = outside.own_keys(log_id, origin)
        self._proven = list(self._own)
        self._held = outside.held_of(origin)
        self._memory = outside.remembered.get(log_id)
        named = [size for size, _, _ in self._stored] + [each.head.size for each in self._held]
        if self._memory is not None:
            named.append(self._memory.size)
        self.sizes = frozenset(size for size in named if type(size) is int)
        self._texts: dict[int, str] = {}
        self.bounds = Bounds(self._seen())

    def _seen(self) -> Iterator[Seen]:
        """What those witnesses saw, and when, whose keys the auditor was given."""
        notes = {size: note for size, _, note in self._stored}
        for size, witness, line in self._lines:
            keys = self._outside.witness_keys(str(witness))
            seen = seen_in(line, notes.get(size), keys) if keys else None
            if seen is not None and seen.size == size:
                yield seen

    def judge(self, roots: Mapping[int, bytes], size: int) -> HeadsReport:
        """Compare every head with the roots over the entries, of which the log has ``size``."""
        for place, root, note in self._stored:
            self._judge_stored(place, root, note, roots, size)
        checked = sum(self._judge_line(*line) for line in self._lines)
        self._judge_memory(roots, size)
        for each in self._held:
            self._judge_held(each.head, each.note, roots, size)
        return HeadsReport(
            count=len(self._stored), signed_size=max(self._texts, default=None), keys=tuple(map(str, self._keys)),
            remembered=self._memory.size if self._memory else None, held=tuple(each.head.size for each in self._held),
            cosignatures=len(self._lines), cosignatures_checked=checked,
        )  # fmt: skip

    def _judge_stored(self, at: object, root: object, note: object, roots: Mapping[int, bytes], size: int) -> None:
        place = f"ledger_checkpoint/{at}"
        if type(at) is not int or at not in roots:
            self._findings.add("head_beyond", place, size=str(at), found=size)
            return
        if root != roots[at]:
            self._findings.add("head_changed", place, (root, roots[at]), size=at)
            return
        read = _read(note)
        if read is None or (head := read[1]) != TreeHead(str(self.origin), at, roots[at]):
            self._findings.add("head_words_changed", place, note, size=at)
            return
        self._texts[at] = head.text
        self._proven += [key for key in read[0].signed_by(self._keys) if key not in self._proven]
        if self._keys and not read[0].signed_by(self._keys):
            if self._is_by_the_log(read[0]):
                self._findings.add_hearsay("head_unsigned", place, size=at)
            else:
                self._findings.add("head_unsigned", place, note, size=at)

    def _is_by_the_log(self, note: Note) -> bool:
        """Whether the log's own signer sees nothing wrong with a signature, as far as its keys can be read."""
        return not self._own or bool(note.signed_by(self._own))

    def _judge_line(self, at: int, witness: str, line: str) -> bool:
        """Judge the word of a witness; answers whether a key of it was known."""
        place = f"ledger_cosignature/{at}/{witness}"
        keys = self._outside.witness_keys(str(witness))
        if at not in self._texts:
            self._findings.add("cosignature_of_no_head", place, size=str(at), witness=str(witness))
        elif not _is_line(line, str(witness), [], self._texts[at]):
            self._findings.add("cosignature_wrong", place, line, size=at, witness=str(witness))
        elif not _is_line(line, str(witness), keys, self._texts[at]):
            self._findings.add_hearsay("cosignature_wrong", place, size=at, witness=str(witness))
        return bool(keys)

    def _judge_memory(self, roots: Mapping[int, bytes], size: int) -> None:
        memory = self._memory
        if memory is None:
            return
        place = f"ledger_log/{self.log_id}"
        if memory.origin != self.origin:
            self._findings.add("memory_of_another_log", place, found=memory.origin)
        elif memory.size not in roots:
            self._findings.add("memory_beyond", place, size=memory.size, found=size)
        elif memory.range.root() != roots[memory.size]:
            self._findings.add("memory_differs", place, size=memory.size)
        newest = self._outside.memory_of(self.log_id) or memory
        for at in sorted(self._texts):
            if at > newest.size:
                self._findings.add("head_never_signed", f"ledger_checkpoint/{at}", size=at, found=newest.size)

    def _judge_held(self, head: TreeHead, note: Note, roots: Mapping[int, bytes], size: int) -> None:
        """Only a key that is proven to be the log's, by its signer or by a head that stands here, stops anything."""
        place = f"ledger_log/{self.log_id}"
        add = self._findings.add if note.signed_by(self._proven) else self._findings.add_hearsay
        if head.size not in roots:
            add("held_beyond", place, size=head.size, found=size)
        elif head.root != roots[head.size]:
            add("held_differs", place, size=head.size)


def _read(note: object) -> tuple[Note, TreeHead] | None:
    try:
        read = Note.parse(str(note).encode("utf-8", "surrogateescape"))
        return read, head_of(read)
    except MalformedNote:
        return None


def _is_line(line: object, witness: str, keys: list[VerifierKey], text: str) -> bool:
    """Whether it is a line of this witness, and a right one where its key is known."""
    try:
        read = Signature.parse(str(line))
    except MalformedNote:
        return False
    return read.name == witness and (not keys or any(read.is_by(key, text) for key in keys))
