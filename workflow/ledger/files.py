"""The files that a log's records name: each must lie in its place with the very bytes that were handed in."""

from collections.abc import Callable, Set

from states.refusals import FileChanged, NoSuchCase
from workflow.attachments import Attachments
from workflow.ledger.findings import Findings
from workflow.ledger.history import History


def check_files(
    attachments: Attachments, history: History, findings: Findings, read_before: Set[str] = frozenset(),
    is_still_named: Callable[[str], bool] = lambda _digest: True,
) -> tuple[frozenset[str], int]:  # fmt: skip
    """Read every file once, and name the first record that rests on one that is gone or changed.

    Of those that were ``read_before`` only the presence is looked at. A file that is gone was erased meanwhile, and is nothing
    to name, where no record names it any more: ``is_still_named`` is asked about its digest.
    Answers the digests of all, and how many were read now.
    """
    read: set[str] = set()
    now = 0
    for name, rows in history.rows.items():
        for key, row in rows.items():
            digest = row.get("sha256")
            if not digest or digest in read:
                continue
            read.add(str(digest))
            if digest in read_before and attachments.has(history.log_id, str(digest)):
                continue
            now += 1
            try:
                attachments.open(history.log_id, str(digest)).close()
            except NoSuchCase:
                if not is_still_named(str(digest)):
                    continue
                findings.add("file_missing", f"{name}/{key}", table=name, id=key)
            except FileChanged as changed:
                findings.add("file_changed", f"{name}/{key}", str(changed), table=name, id=key)
    return frozenset(read), now
