"""A verifier that nobody here wrote: tlog-scales from the Python index."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tlog_scales.backend import make_backend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tlog import Checkpoint


def scales_accepts(vkey: str, log: Path | str, older: Sequence[Path] = ()) -> int:
    """The size that tlog-scales verifies: signature, root out of the tiles, first and last entry, and older checkpoints.

    Raises whatever it raises on what it doesn't accept."""
    reader, key = TilesReader(make_backend(str(log))), Vkey.from_string(vkey)
    head = reader.get_checkpoint()
    head.verify(key)
    assert reader.calculate_root_hash() == head.root_hash
    for index in sorted({0, head.size // 2, head.size - 1} if head.size else ()):
        proof = reader.get_inclusion_proof(index, head.size)
        proof.check(sha256(b"\x00" + reader.get_entry(index)).digest(), head.root_hash)
    for path in older:
        before = Checkpoint.from_text(path.read_text("utf-8"))
        before.verify(key)
        if before.size:  # it makes no proof that begins at nothing
            reader.get_consistency_proof(before.size, head.size).check(before.root_hash, head.root_hash)
    return int(head.size)
