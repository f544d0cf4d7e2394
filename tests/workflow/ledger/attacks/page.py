"""The table of attacks as ``docs/security.md`` shows it; run as a module, this writes it there."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.source import ROOT
from tests.workflow.ledger.attacks import on_decisions, on_erasures, on_papers, on_records, on_restoring, on_the_log
from tests.workflow.ledger.attacks.known import ATTACKS

PAGE = ROOT / "docs" / "security.md"
FILLED_BY = (on_records, on_decisions, on_papers, on_erasures, on_the_log, on_restoring)
BEGINS, ENDS = "<!-- attacks -->\n", "<!-- end of attacks -->"

NEEDED = {
    "": "the database alone",
    "key": "the log's key, given to the auditor",
    "memory": "the signer's memory",
    "held": "an older checkpoint of the auditor, and the log's key",
    "newest": "the checkpoint that was published last, kept outside, and the log's key",
    "witness": "the witness's key",
    "audits": "what earlier audits kept outside the database",
}
"""What an auditor has to know besides the database."""


PAPERS_AND_AID = ("nominee", "paper", "paper_seal", "paper_cursor", "ledger_index", "ledger_figure")
"""What an audit makes anew from the log and compares."""

UNVOUCHED: Mapping[str, str] = {
    "proposal": "lists handed in as one: which nominations were brought together. Each nomination is checked by itself",
    "upload": "files in drafts; what was handed in is a document, and is checked",
    "credential": "passwords",
    "sign_in_try": "failed attempts to sign in",
    "invitation": "one-time links",
    "preference": "what a person likes to see",
    "kept_form": "forms that were not sent yet",
    "message": "what people were told. Only that nobody was told of an entry that is gone is checked",
    "outbox": "what is still to be told",
    "delivery": "e-mails on their way",
    "residue": "what erasures left to be cleaned up: deleted, it keeps files and free pages from being cleaned",
}
"""The tables that no entry and no comparison vouches for, and what that means."""

UNVOUCHED_BEGINS, UNVOUCHED_ENDS = "<!-- unvouched -->\n", "<!-- end of unvouched -->"


def unvouched() -> str:
    """The rows about tables that nothing vouches for."""
    rows = [f"| `{name}` | {words} |" for name, words in UNVOUCHED.items()]
    return "\n".join(["| table | what lies in it, and what follows |", "|---|---|", *rows, ""])


def table() -> str:
    """The rows, in the order in which they are carried out."""
    rows = [
        f"| {number} | {each.words} | `{each.code}` | {NEEDED[each.knowing]} |"
        for number, each in enumerate(ATTACKS, 1)
    ]
    return "\n".join(["| | what is done | found as | seen with |", "|---|---|---|---|", *rows, ""])


def main() -> None:
    """Write the table into the page."""
    text = PAGE.read_text("utf-8")
    for begins, ends, rows in ((BEGINS, ENDS, table()), (UNVOUCHED_BEGINS, UNVOUCHED_ENDS, unvouched())):
        text = text.replace(text.partition(begins)[2].partition(ends)[0], rows, 1)
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
