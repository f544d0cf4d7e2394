"""Logs of any length, of entries of any bytes: grown as the engine grows them, for what reads logs and does not replay them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workflow.ids import new_id
from workflow.ledger.log import grow
from workflow.ledger.tree import leaf_hash
from workflow.sql import insert_all
from workflow.store import Store


def open_log(store: Store, origin: str = "") -> str:
    """A log without entries; answers its id."""
    log_id = new_id()
    with store.writing(log_id) as driver:
        insert_all(driver, [("ledger_log", {"id": log_id, "origin": origin or f"mau.example/log/{log_id}"})])
        driver.connection.commit()
    return log_id


def open_commune(store: Store, slug: str = "dong-mau") -> str:
    """An organisation at an address, of which nothing is known but that it has a log without entries; answers its id."""
    log_id = new_id()
    row = {
        "id": log_id, "organisation_id": log_id, "state": "in_force", "head": None, "entries": 0, "changed": None,
        "slug": slug, "name": "UBND xã Đồng Mẫu", "place": "Đồng Mẫu", "parent_name": "", "domain": f"{slug}.example",
        "valid_from": "2024-01-01", "valid_until": None, "predecessors": "", "is_demo": 0,
    }  # fmt: skip
    with store.writing(log_id) as driver:
        insert_all(
            driver, [("organisation", row), ("ledger_log", {"id": log_id, "origin": f"{slug}.example/log/{log_id}"})]
        )
        driver.connection.commit()
    return log_id


def fill(store: Store, log_id: str, entries: Sequence[bytes], *, first: int = 0) -> None:
    """Append entries, with the hashes of the tiles that become full."""
    hashes = [leaf_hash(entry) for entry in entries]
    rows = [
        ("ledger_leaf", {"log_id": log_id, "idx": index, "entry": entry, "hash": sealed})
        for index, (entry, sealed) in enumerate(zip(entries, hashes, strict=True), start=first)
    ]
    with store.writing(log_id) as driver:
        insert_all(driver, rows)
        grow(driver, log_id, first, hashes)
        driver.connection.commit()


def words(first: int, end: int) -> list[bytes]:
    """Short entries that all differ."""
    return [f"mục số {index}".encode() for index in range(first, end)]


def fill_to(store: Store, log_id: str, sizes: Iterable[int]) -> Iterable[int]:
    """Let a log grow to one size after the other; each is answered when it is reached."""
    size = 0
    for end in sizes:
        fill(store, log_id, words(size, end), first=size)
        size = end
        yield end
