"""The files that a log's records name: each must lie in its place with the very bytes that were handed in."""

from states.refusals import FileChanged, NoSuchCase
from workflow.attachments import Attachments
from workflow.ledger.findings import Findings
from workflow.ledger.history import History


def check_files(attachments: Attachments, history: History, findings: Findings) -> None:
    """Read every file once, and name the first record that rests on one that is gone or changed."""
    read: set[str] = set()
    for name, rows in history.rows.items():
        for key, row in rows.items():
            digest = row.get("sha256")
            if not digest or digest in read:
                continue
            read.add(str(digest))
            try:
                attachments.open(history.log_id, str(digest)).close()
            except NoSuchCase:
                findings.add("file_missing", f"{name}/{key}", table=name, id=key)
            except FileChanged:
                findings.add("file_changed", f"{name}/{key}", table=name, id=key)
