"""Tiles: which rows arise when, that proofs read out of them are right, and how they are named and packed."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow.ledger.tiles import (
    decode_bundle,
    encode_bundle,
    entries_path,
    full_tiles_between,
    grown_rows,
    node_reader,
    parse_path,
    tile_hash,
    tile_path,
    tile_width,
    tiles_of,
)
from workflow.ledger.tree import (
    consistency_path,
    inclusion_path,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

SIZE = 2 * 65536 + 3 * 256 + 7
LEAVES = [leaf_hash(number.to_bytes(4, "big")) for number in range(SIZE)]


def no_rows(level: int, first: int, count: int) -> Sequence[bytes]:
    raise AssertionError(f"nothing is stored at {level}, {first}, {count}")


class Store:
    """Rows in memory; refuses to give what is not there and to write a row twice."""

    def __init__(self) -> None:
        self.size = 0
        self.rows: dict[tuple[int, int], bytes] = {}

    def read(self, level: int, first: int, count: int) -> Sequence[bytes]:
        return [self.rows[level, index] for index in range(first, first + count)]

    def grow(self, leaves: Sequence[bytes]) -> list[tuple[int, int]]:
        rows = grown_rows(self.size, leaves, self.read)
        fresh = {(0, self.size + index): leaf for index, leaf in enumerate(leaves)}
        fresh.update({(level, index): row for level, index, row in rows})
        assert len(fresh) == len(leaves) + len(rows)
        assert not fresh.keys() & self.rows.keys()
        self.rows.update(fresh)
        self.size += len(leaves)
        return [(level, index) for level, index, _ in rows]


@pytest.fixture(scope="module")
def store() -> Store:
    whole = Store()
    whole.grow(LEAVES)
    return whole


@pytest.mark.parametrize(
    ("size", "rows"),
    [
        (0, []),
        (1, []),
        (255, []),
        (256, [(1, 0)]),
        (257, []),
        (512, [(1, 1)]),
        (65536, [(1, 255), (2, 0)]),
        (131072, [(1, 511), (2, 1)]),
        (256**3, [(1, 65535), (2, 255), (3, 0)]),
    ],
)
def test_rows_that_the_last_leaf_completes(size: int, rows: list[tuple[int, int]]) -> None:
    assert full_tiles_between(max(size - 1, 0), size) == rows


@given(st.integers(0, 70000), st.integers(0, 1500))
@example(65000, 600)
def test_a_batch_completes_what_its_leaves_complete(before: int, more: int) -> None:
    one_by_one = [row for size in range(before, before + more) for row in full_tiles_between(size, size + 1)]
    assert sorted(one_by_one) == full_tiles_between(before, before + more)


def test_rows_grow_alike_in_any_batches(store: Store) -> None:
    growing = Store()
    steps = [1, 254, 1, 1, 255, 300, 64000, 724, 0, 1, 65535, 256, 511, 1]
    for step in [*steps, SIZE - sum(steps)]:
        before = growing.size
        assert growing.grow(LEAVES[before : before + step]) == full_tiles_between(before, before + step)
    assert growing.rows == store.rows


def test_a_row_is_the_root_of_what_it_stands_for(store: Store) -> None:
    assert store.rows[1, 1] == tile_hash(LEAVES[256:512]) == root_of(LEAVES[256:512])
    assert store.rows[2, 1] == root_of(LEAVES[65536:131072])
    assert (2, 2) not in store.rows


def test_nothing_is_read_before_a_tile_fills() -> None:
    assert grown_rows(10, LEAVES[:245], no_rows) == []
    assert grown_rows(256, LEAVES[:256], no_rows) == [(1, 1, tile_hash(LEAVES[:256]))]


@pytest.mark.parametrize("count", [0, 1, 128, 255, 257, 512])
def test_only_a_full_tile_has_a_hash(count: int) -> None:
    with pytest.raises(ValueError, match="256"):
        tile_hash(LEAVES[:count])


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 65535, 65536, 65537, 131072, SIZE])
def test_proofs_out_of_tiles(store: Store, size: int) -> None:
    read, root = node_reader(size, store.read), root_of(LEAVES[:size])
    for index in {0, 1, 255, 256, 65535, 65536, size // 2, size - 1}:
        if index < size:
            assert verify_inclusion(index, size, LEAVES[index], inclusion_path(index, size, read), root)
    for old in {1, 2, 255, 256, 300, 65536, 65537, size - 1}:
        if 0 < old <= size:
            assert verify_consistency(old, size, root_of(LEAVES[:old]), root, consistency_path(old, size, read))


def test_a_proof_reads_each_tile_once_and_few_of_them(store: Store) -> None:
    asked = []

    def read(level: int, first: int, count: int) -> Sequence[bytes]:
        asked.append((level, first))
        return store.read(level, first, count)

    inclusion_path(100_000, SIZE, node_reader(SIZE, read))
    assert len(asked) == len(set(asked)) <= 6


def test_tiles_of_a_log() -> None:
    assert list(tiles_of(0)) == []
    assert list(tiles_of(1)) == [(0, 0, 1)]
    assert list(tiles_of(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(tiles_of(600)) == [(0, 0, 256), (0, 1, 256), (0, 2, 88), (1, 0, 2)]
    assert [tile_width(0, index, 600) for index in range(5)] == [256, 256, 88, 0, 0]


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 1234, 5, "tile/0/x001/234.p/5"),
        (1, 1234067, 256, "tile/1/x001/x234/067"),
        (63, 1000, 255, "tile/63/x001/000.p/255"),
        (None, 999, 256, "tile/entries/999"),
        (None, 1000000, 1, "tile/entries/x001/x000/000.p/1"),
    ],
)
def test_paths(level: int | None, index: int, width: int, path: str) -> None:
    assert (entries_path(index, width) if level is None else tile_path(level, index, width)) == path
    assert parse_path(path) == (level, index, width)


@given(st.none() | st.integers(0, 63), st.integers(0, 10**15), st.integers(1, 256))
def test_every_path_is_read_back(level: int | None, index: int, width: int) -> None:
    path = entries_path(index, width) if level is None else tile_path(level, index, width)
    assert parse_path(path) == (level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "tile/0/0",
        "tile/0/1234",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/000",
        "tile/0/000/001",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "/tile/0/000",
        "tile/entries/../000",
        "tile/0/" + "x001/" * 2000 + "000",
    ],
)
def test_other_spellings_name_nothing(path: str) -> None:
    assert parse_path(path) is None


@pytest.mark.parametrize(("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_no_path_for_what_is_no_tile(level: int, index: int, width: int) -> None:
    with pytest.raises(ValueError, match="no tile"):
        tile_path(level, index, width)


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_bundles_are_read_back(entries: list[bytes]) -> None:
    assert decode_bundle(encode_bundle(entries)) == entries


def test_bundle_bytes() -> None:
    assert encode_bundle([b"ab", b"", b"x" * 258]) == b"\x00\x02ab\x00\x00\x01\x02" + b"x" * 258
    assert decode_bundle(encode_bundle([b"y" * 65535])) == [b"y" * 65535]


@pytest.mark.parametrize("entries", [[b"x" * 65536], [b""] * 257])
def test_what_does_not_fit_a_bundle_is_refused(entries: list[bytes]) -> None:
    with pytest.raises(ValueError, match=r"bundle|publish"):
        encode_bundle(entries)


@pytest.mark.parametrize("bundle", [b"\x00", b"\x00\x02a", b"\x00\x01ab", b"\x00\x00" * 257])
def test_a_broken_bundle_is_refused(bundle: bytes) -> None:
    with pytest.raises(ValueError, match="broken"):
        decode_bundle(bundle)
