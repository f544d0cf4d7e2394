"""How something stood when a paper was made: what entries after the paper's own have changed or added is undone.

A paper that is set again, by an audit or because its file was lost, says what it said the first time.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from workflow.ledger.reading import entries_of
from workflow.models.nomination import Nomination
from workflow.sql import Driver, PreparedForIds

_STANDING = PreparedForIds(
    lambda ids: select(
        Nomination.id, Nomination.head, Nomination.decision_id, Nomination.award, Nomination.rules
    ).where(Nomination.id.in_(ids))
)
"""What cases stand for now; whoever is awarded by a decision keeps it for good."""


def as_it_stood(driver: Driver, organisation_id: str, key: str, entry: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a case as they stood after ``entry``. What was erased since stays erased."""
    said = dict(row)
    for each in entries_of(driver, organisation_id, key):
        if each.index > entry:
            break
        said |= {name: each.changes[name] for name in row if name in each.changes}
    return said


def awards_as_they_stood(
    driver: Driver, organisation_id: str, decision: str, cases: Sequence[str], entry: int
) -> dict[str, tuple[str, str]]:
    """Award and rules, after ``entry``, of those cases that left a decision's list since; the others are left out."""
    found: dict[str, tuple[str, str]] = {}
    for key, head, decided_by, award, rules in driver.rows_for(_STANDING, cases):
        if decided_by != decision and head is not None and head > entry:
            then = as_it_stood(driver, organisation_id, key, entry, {"award": award, "rules": rules})
            found[key] = str(then["award"]), str(then["rules"])
    return found


def rows_added_later(driver: Driver, organisation_id: str, key: str, entry: int, table: str) -> frozenset[str]:
    """The ids of the rows of a table that entries of a case after ``entry`` brought."""
    later = (each for each in entries_of(driver, organisation_id, key) if each.index > entry)
    return frozenset(row["id"] for each in later for row in each.rows_of(table))
