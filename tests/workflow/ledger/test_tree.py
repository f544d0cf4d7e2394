"""The tree against the known roots of RFC 6962's eight inputs and against its definitions, written out naively here."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.ledger.tree import (
    EMPTY_ROOT,
    CompactRange,
    consistency_path,
    fold,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOST = 70
ENTRIES = INPUTS + [str(number).encode() for number in range(8, MOST)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def naive_root(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = naive_split(len(entries))
    return sha256(b"\x01" + naive_root(entries[:k]) + naive_root(entries[k:])).digest()


def naive_split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def naive_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if len(entries) == 1:
        return []
    k = naive_split(len(entries))
    if m < k:
        return [*naive_path(m, entries[:k]), naive_root(entries[k:])]
    return [*naive_path(m - k, entries[k:]), naive_root(entries[:k])]


def naive_subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2."""
    if m == len(entries):
        return [] if whole else [naive_root(entries)]
    k = naive_split(len(entries))
    if m <= k:
        return [*naive_subproof(m, entries[:k], whole), naive_root(entries[k:])]
    return [*naive_subproof(m - k, entries[k:], False), naive_root(entries[:k])]


def read(level: int, index: int) -> bytes:
    covered = LEAVES[index << level : (index + 1) << level]
    assert len(covered) == 1 << level, "asked for a node that is not complete"
    return fold(covered)


def flipped(value: bytes) -> bytes:
    return bytes([value[0] ^ 1]) + value[1:]


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size: int) -> None:
    assert naive_root(INPUTS[:size]).hex() == ROOTS[size]
    assert root_of(map(leaf_hash, INPUTS[:size])).hex() == ROOTS[size]


def test_empty_root() -> None:
    assert CompactRange().root() == EMPTY_ROOT == naive_root([])


def test_compact_range_one_by_one() -> None:
    growing = CompactRange()
    for size, leaf in enumerate(LEAVES):
        assert (growing.size, growing.root()) == (size, naive_root(ENTRIES[:size]))
        assert len(growing.frontier) == size.bit_count()
        growing.append(leaf)


@given(st.lists(st.integers(0, 20), max_size=8))
def test_compact_range_in_batches_and_after_a_restart(batches: list[int]) -> None:
    growing = CompactRange()
    for batch in batches:
        growing = CompactRange.restore(growing.size, growing.frontier)
        growing.extend(LEAVES[:batch])
    expected = [entry for batch in batches for entry in ENTRIES[:batch]]
    assert (growing.size, growing.root()) == (len(expected), naive_root(expected))


@pytest.mark.parametrize(("size", "frontier"), [(1, []), (0, LEAVES[:1]), (3, LEAVES[:1]), (1, [b"short"]), (-1, [])])
def test_a_frontier_that_cannot_be_is_refused(size: int, frontier: list[bytes]) -> None:
    with pytest.raises(ValueError, match="frontier"):
        CompactRange.restore(size, frontier)


@pytest.mark.parametrize("count", [0, 3, 6, 255])
def test_fold_refuses_what_is_not_complete(count: int) -> None:
    with pytest.raises(ValueError, match="complete subtree"):
        fold(LEAVES[:1] * count)


def test_inclusion_paths_of_every_leaf_in_every_size() -> None:
    for size in range(1, MOST + 1):
        root = naive_root(ENTRIES[:size])
        for index in range(size):
            path = inclusion_path(index, size, read)
            assert path == naive_path(index, ENTRIES[:size])
            assert verify_inclusion(index, size, LEAVES[index], path, root)


def test_inclusion_refuses_every_single_change() -> None:
    for size in range(1, 18):
        root = root_of(LEAVES[:size])
        for index in range(size):
            path, leaf = inclusion_path(index, size, read), LEAVES[index]
            assert not verify_inclusion(index, size, flipped(leaf), path, root)
            assert not verify_inclusion(index, size, leaf, path, flipped(root))
            assert not verify_inclusion(index, size, leaf, [*path, leaf], root)
            assert not verify_inclusion(index, size, leaf[:31], path, root)
            assert not verify_inclusion(index, size, leaf, path, root + b"\x00")
            for place, sibling in enumerate(path):
                assert not verify_inclusion(index, size, leaf, [*path[:place], *path[place + 1 :]], root)
                for wrong in (flipped(sibling), sibling[:31], sibling + b"\x00", b""):
                    assert not verify_inclusion(index, size, leaf, [*path[:place], wrong, *path[place + 1 :]], root)
            for other in set(range(-1, size + 2)) - {index}:
                assert not verify_inclusion(other, size, leaf, path, root)


def test_a_node_cannot_pass_for_a_leaf_hash_of_other_length() -> None:
    pair = LEAVES[0] + LEAVES[1]
    assert leaf_hash(pair) != node_hash(LEAVES[0], LEAVES[1])
    assert not verify_inclusion(0, 1, pair, [], pair)


def test_consistency_paths_between_all_sizes() -> None:
    roots = [naive_root(ENTRIES[:size]) for size in range(MOST + 1)]
    for new in range(MOST + 1):
        for old in range(new + 1):
            path = consistency_path(old, new, read)
            assert path == (naive_subproof(old, ENTRIES[:new], True) if old else [])
            assert verify_consistency(old, new, roots[old], roots[new], path)


def test_consistency_refuses_every_single_change() -> None:
    roots = [root_of(LEAVES[:size]) for size in range(19)]
    for new in range(18):
        for old in range(new + 1):
            path = consistency_path(old, new, read)
            assert not verify_consistency(old, new, flipped(roots[old]), roots[new], path)
            assert not verify_consistency(old, new, roots[old], roots[new][:31], path)
            assert not verify_consistency(old, new, roots[old], roots[new], [*path, LEAVES[0]])
            if old:
                assert not verify_consistency(old, new, roots[old], flipped(roots[new]), path)
                assert not verify_consistency(old - 1, new, roots[old], roots[new], path)
                assert not verify_consistency(new + 1, new, roots[old], roots[new], path)
            for place, sibling in enumerate(path):
                assert not verify_consistency(old, new, roots[old], roots[new], [*path[:place], *path[place + 1 :]])
                for wrong in (flipped(sibling), sibling[:31], sibling + b"\x00"):
                    changed = [*path[:place], wrong, *path[place + 1 :]]
                    assert not verify_consistency(old, new, roots[old], roots[new], changed)


def test_a_rewritten_history_is_not_consistent() -> None:
    rewritten = [*LEAVES[:3], leaf_hash(b"forged"), *LEAVES[4:20]]

    def forged(level: int, index: int) -> bytes:
        return fold(rewritten[index << level : (index + 1) << level])

    path = consistency_path(9, 20, forged)
    assert not verify_consistency(9, 20, root_of(LEAVES[:9]), root_of(rewritten), path)


def test_the_empty_log_has_one_root_only() -> None:
    assert verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    assert not verify_consistency(0, 0, LEAVES[0], LEAVES[0], [])
    assert not verify_consistency(0, 5, LEAVES[0], root_of(LEAVES[:5]), [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 3)])
def test_no_inclusion_path_outside_the_log(index: int, size: int) -> None:
    with pytest.raises(IndexError):
        inclusion_path(index, size, read)


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_no_consistency_path_backwards(old: int, new: int) -> None:
    with pytest.raises(IndexError):
        consistency_path(old, new, read)
