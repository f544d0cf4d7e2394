"""Holds what opens the seals of issued papers against the entries that made them: whether every proof can still be given."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, select

from states.vocabulary import Action
from workflow.documents.paper_proofs import leaves_in
from workflow.ledger.canonical import canonical
from workflow.ledger.entry import Entry, MalformedEntry
from workflow.ledger.findings import Findings
from workflow.ledger.paper_leaves import PAPERS, digest_over
from workflow.models.ledger import Detail, Leaf
from workflow.models.paper import PaperSeal
from workflow.sql import Driver, Prepared

_ROWS = Prepared(
    lambda: (
        select(PaperSeal.entry, PaperSeal.first, PaperSeal.digest, PaperSeal.leaves)
        .where(PaperSeal.organisation_id == bindparam("log_id"))
        .order_by(PaperSeal.entry, PaperSeal.first)
    )
)
_OF_THE_COMMUNE = Prepared(
    lambda: (
        select(Leaf.idx, Leaf.entry)
        .join(Detail, (Detail.log_id == Leaf.log_id) & (Detail.idx == Leaf.idx))
        .where(Detail.log_id == bindparam("log_id"), Detail.object_id == bindparam("log_id"))
        .order_by(Leaf.idx)
    )
)


def check_seals(driver: Driver, log_id: str, findings: Findings) -> None:
    """Name every seal whose rows don't open what its entry names, and rows that no seal asks for."""
    named = dict(_named(driver.rows(_OF_THE_COMMUNE, log_id=log_id)))
    kept = groupby(driver.rows(_ROWS, log_id=log_id), key=lambda row: int(row[0]))
    made = {entry: _digest([row[1:] for row in rows]) for entry, rows in kept}
    for index in sorted(named.keys() | made.keys()):
        if index not in named or made.get(index) != named[index]:
            findings.add("seal_broken", f"paper_seal/{index}", made.get(index), index=index)


def _named(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, str]]:
    for index, data in rows:
        try:
            entry = Entry.decode(bytes(data))
        except MalformedEntry:
            continue  # named where entries are read
        if entry.act == Action.SEAL_PAPERS:
            yield int(index), next((paper.digest for paper in entry.docs if paper.kind == PAPERS), "")


def _digest(rows: Sequence[Sequence[Any]]) -> str | None:
    """The digest over all leaves of an entry, where they follow on each other and each file's say its digest."""
    hashes: list[bytes] = []
    try:
        for first, digest, kept in rows:
            leaves = leaves_in(kept)
            told = f'"sha256":{canonical(digest).decode()}'.encode()
            if first != len(hashes) or not all(told in leaf.words for leaf in leaves):
                return None
            hashes += [leaf.hash for leaf in leaves]
    except (ValueError, TypeError, AttributeError):
        return None
    return digest_over(hashes) if hashes else None
