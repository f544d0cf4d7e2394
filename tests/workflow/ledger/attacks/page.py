"""The table of attacks as ``docs/security.md`` shows it; run as a module, this writes it there."""

from __future__ import annotations

import re

from tests.support.source import ROOT
from tests.workflow.ledger.attacks import on_records, on_the_log
from tests.workflow.ledger.attacks.known import ATTACKS

PAGE = ROOT / "docs" / "security.md"
FILLED_BY = (on_the_log, on_records)
BEGINS, ENDS = "<!-- attacks -->\n", "<!-- end of attacks -->"

NEEDED = {
    "": "the database alone",
    "key": "the log's key, given to the auditor",
    "memory": "the signer's memory",
    "held": "an older checkpoint of the auditor, and the log's key",
    "witness": "the witness's key",
}
"""What an auditor has to know besides the database."""


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
    PAGE.write_text(re.sub(f"{BEGINS}.*?{ENDS}", lambda _: f"{BEGINS}{table()}{ENDS}", text, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
