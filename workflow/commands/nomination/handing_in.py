"""What handing in a dossier and handing it in again have in common: its files become part of the record."""

from collections.abc import Sequence

from states.facts import NominationFacts
from workflow.commands.command import NewRow
from workflow.ledger.detail import document_commitment


def handed_in(facts: NominationFacts) -> tuple[list[NewRow], list[tuple[str, str]]]:
    """The rows of the files laid in the dossier, and the salted commitment to each; files handed in before are left out."""
    known = {document["id"] for document in facts.documents}
    rows: list[NewRow] = []
    commitments: list[tuple[str, str]] = []
    for upload in facts.uploads:
        if upload["id"] in known:
            continue
        salt = facts.mint.salt()
        rows.append((
            "document",
            {
                "id": upload["id"], "nomination_id": facts.case["id"], "kind": upload["kind"],
                "file_name": upload["file_name"], "media_type": upload["media_type"], "size": upload["size"],
                "sha256": upload["sha256"], "salt": salt, "handed_in_at": facts.at,
            },
        ))  # fmt: skip
        commitments.append((upload["kind"], document_commitment(bytes.fromhex(salt), upload["sha256"])))
    return rows, commitments


HANDED_IN: Sequence[str] = ("uploads", "documents")
"""The facts that ``handed_in`` reads."""
