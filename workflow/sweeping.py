"""Takes away files that no record names: a dossier that was never kept, a paper whose worker died before it was noted."""

from collections.abc import Sequence

from sqlalchemy import Table, select

from workflow.attachments import Attachments
from workflow.models.schema import METADATA
from workflow.sql import Driver, PreparedForIds
from workflow.store import Store

GRACE_DAYS = 7
"""How long a file may lie without a name; far longer than any request takes from the file to its record."""

_DAY = 24 * 3600 * 1_000_000


def _named(owner: Table) -> PreparedForIds:
    return PreparedForIds(lambda digests: select(owner.c.sha256).where(owner.c.sha256.in_(digests)))


OWNERS = tuple(table for table in METADATA.sorted_tables if "sha256" in table.c)
"""Every record that names files: papers handed in, laid in a draft (taken out of it or not) or typeset, and evidence.

Found by their column, so that a new kind of record can't be forgotten.
"""

_NAMED = tuple(_named(owner) for owner in OWNERS)


def named_files(driver: Driver, digests: Sequence[str]) -> set[str]:
    """Which of some digests a record names."""
    return {digest for statement in _NAMED for (digest,) in driver.rows_for(statement, digests)}


def sweep(store: Store, *, grace_days: int = GRACE_DAYS) -> int:
    """Remove the files that have had no name for ``grace_days``, by the disk's own clock; answers how many."""

    def named(digests: Sequence[str]) -> set[str]:
        with store.reading() as driver:
            return named_files(driver, digests)

    attachments = Attachments(store.files)
    return attachments.sweep(named, before=attachments.instant() - grace_days * _DAY)
