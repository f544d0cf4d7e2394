"""How a log is stored and published in pieces that never change again: tiles of 256 hashes (C2SP tlog-tiles).

Row ``(0, i)`` is the hash of leaf ``i``; row ``(level, i)`` above is the hash of the full tile ``i`` one level below,
so it stands for ``256**level`` leaves. Tile ``(level, n)`` holds the 256 rows of its level from row ``256 * n`` on.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from workflow.ledger.tree import NodeReader, fold

HEIGHT = 8
WIDTH = 1 << HEIGHT
LONGEST_ENTRY = 0xFFFF
"""Bytes; the length of an entry is published in two."""

RowReader = Callable[[int, int, int], Sequence[bytes]]
"""Gives the hashes of ``count`` stored rows of a level, from the first: ``read(level, first, count)``."""

_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def full_tiles_between(before: int, after: int) -> list[tuple[int, int]]:
    """The rows, level 1 and up, that become known while a log grows; lower levels first."""
    rows = []
    level = 1
    while after := after >> HEIGHT:
        before >>= HEIGHT
        rows += [(level, index) for index in range(before, after)]
        level += 1
    return rows


def tile_hash(hashes: Sequence[bytes]) -> bytes:
    """The hash of a full tile; raises ``ValueError`` unless there are 256 hashes."""
    if len(hashes) != WIDTH:
        raise ValueError(f"a full tile holds {WIDTH} hashes, not {len(hashes)}")
    return fold(hashes)


def grown_rows(before: int, leaves: Sequence[bytes], read: RowReader) -> list[tuple[int, int, bytes]]:
    """The rows ``(level, index, hash)``, level 1 and up, to be stored when leaf hashes follow ``before`` others.

    ``read`` is asked at most once a level, and only for rows stored before, in a tile that now becomes full.
    """
    rows: list[tuple[int, int, bytes]] = []
    level, fresh = 0, leaves
    while before % WIDTH + len(fresh) >= WIDTH:
        waiting = before % WIDTH
        tiles = [*read(level, before - waiting, waiting), *fresh] if waiting else fresh
        fresh = [tile_hash(tiles[start : start + WIDTH]) for start in range(0, len(tiles) - WIDTH + 1, WIDTH)]
        level, before = level + 1, before >> HEIGHT
        rows += [(level, before + index, row) for index, row in enumerate(fresh)]
    return rows


def node_reader(size: int, read: RowReader) -> NodeReader:
    """Read any complete node of a log of ``size`` out of its stored rows; each tile is read once and kept."""
    kept: dict[tuple[int, int], Sequence[bytes]] = {}

    def node(level: int, index: int) -> bytes:
        row_level, inner = divmod(level, HEIGHT)
        tile, first = divmod(index << inner, WIDTH)
        if (row_level, tile) not in kept:
            kept[row_level, tile] = read(row_level, tile * WIDTH, tile_width(row_level, tile, size))
        return fold(kept[row_level, tile][first : first + (1 << inner)])

    return node


def tile_width(level: int, index: int, size: int) -> int:
    """How many hashes a tile holds in a log of ``size``: 0 (no such tile) to 256 (full)."""
    return min(WIDTH, max(0, (size >> HEIGHT * level) - WIDTH * index))


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Every tile ``(level, index, width)`` of a log of ``size``; the entry bundles are those of level 0."""
    level = 0
    while rows := size >> HEIGHT * level:
        for index in range(-(-rows // WIDTH)):
            yield level, index, tile_width(level, index, size)
        level += 1


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile is published: ``tile/0/x001/234.p/5``; a full tile has no width in its name."""
    if not 0 <= level < 64:
        raise ValueError(f"there is no tile level {level}")
    return f"tile/{level}/{_place(index, width)}"


def entries_path(index: int, width: int = WIDTH) -> str:
    """Where a bundle of entries is published: ``tile/entries/x001/234.p/5``."""
    return f"tile/entries/{_place(index, width)}"


def parse_path(path: str) -> tuple[int | None, int, int] | None:
    """The ``(level, index, width)`` that a path names, level None for entries; nothing for any other spelling."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    kind, place, partial = found.groups()
    level = None if kind == "entries" else int(kind)
    index, width = int(place.replace("/", "").replace("x", "")), int(partial or WIDTH)
    if (level or 0) >= 64 or width > WIDTH:
        return None
    spelled = entries_path(index, width) if level is None else tile_path(level, index, width)
    return (level, index, width) if spelled == path else None


def _place(index: int, width: int) -> str:
    if index < 0 or not 1 <= width <= WIDTH:
        raise ValueError(f"there is no tile {index} of width {width}")
    place = f"{index % 1000:03d}"
    while index := index // 1000:
        place = f"x{index % 1000:03d}/{place}"
    return place if width == WIDTH else f"{place}.p/{width}"


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as they are published: each after its length in two bytes, most significant first."""
    if len(entries) > WIDTH:
        raise ValueError(f"a bundle holds {WIDTH} entries at most, not {len(entries)}")
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise ValueError(f"an entry of {len(entry)} bytes is too long to publish")
    return b"".join([len(entry).to_bytes(2, "big") + entry for entry in entries])


def decode_bundle(bundle: bytes) -> list[bytes]:
    """The entries of a published bundle; raises ``ValueError`` when it is cut short or holds more than 256."""
    entries: list[bytes] = []
    start = 0
    while start < len(bundle):
        body = start + 2
        end = body + int.from_bytes(bundle[start:body], "big")
        if end > len(bundle) or len(entries) == WIDTH:
            raise ValueError(f"not a bundle of entries: broken at byte {start}")
        entries.append(bundle[body:end])
        start = end
    return entries
