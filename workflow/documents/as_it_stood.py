"""How something stood when a paper was made: what entries after the paper's own have changed or added is undone.

A paper that is set again, by an audit or because its file was lost, says what it said the first time.
"""

from collections.abc import Mapping
from typing import Any

from workflow.ledger.reading import entries_of
from workflow.sql import Driver


def as_it_stood(driver: Driver, organisation_id: str, key: str, entry: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a case as they stood after ``entry``. What was erased since stays erased."""
    said = dict(row)
    for each in entries_of(driver, organisation_id, key):
        if each.index > entry:
            break
        said |= {name: each.changes[name] for name in row if name in each.changes}
    return said


def rows_added_later(driver: Driver, organisation_id: str, key: str, entry: int, table: str) -> frozenset[str]:
    """The ids of the rows of a table that entries of a case after ``entry`` brought."""
    later = (each for each in entries_of(driver, organisation_id, key) if each.index > entry)
    return frozenset(row["id"] for each in later for row in each.rows_of(table))
