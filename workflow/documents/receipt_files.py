"""The receipts of many entries as one file: of a list that was handed in, or of a stretch of the log."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from sqlalchemy import bindparam, select

from workflow.documents.zip_stream import Part
from workflow.ledger.findings import LANGUAGES
from workflow.ledger.published import Published
from workflow.ledger.receipt import Prover, checkpoint_over, with_words
from workflow.ledger.receipt_package import ENTRY, PROOF, README
from workflow.ledger.walking import ORIGIN
from workflow.models.ledger import Detail, Leaf
from workflow.models.nomination import Nomination
from workflow.sql import Prepared, PreparedForIds
from workflow.store import Store

MOST_ENTRIES = 20_000
"""How many entries one file is made of at most: the largest list there is, twice."""

CHUNK = 500
_ENTRIES = PreparedForIds(
    lambda ids: (
        select(Leaf.idx, Leaf.entry).where(Leaf.log_id == bindparam("log_id"), Leaf.idx.in_(ids)).order_by(Leaf.idx)
    )
)
_OF_LIST = Prepared(
    lambda: (
        select(Leaf.idx, Leaf.entry)
        .join(Detail, (Detail.log_id == Leaf.log_id) & (Detail.idx == Leaf.idx))
        .join(Nomination, Nomination.id == Detail.object_id)
        .where(Leaf.log_id == bindparam("log_id"), Nomination.proposal_id == bindparam("key"))
        .order_by(Leaf.idx)
    )
)
_HANDED_IN = (b'"act":"submit"', b'"act":"resubmit"')
"""An entry has one spelling only."""


def handed_in_with(store: Store, log_id: str, proposal_id: str) -> list[int]:
    """The places of the entries by which the lines of a list were handed in, and handed in again."""
    with store.reading() as driver:
        rows = driver.rows(_OF_LIST, log_id=log_id, key=proposal_id)
    return [index for index, entry in rows if any(act in bytes(entry) for act in _HANDED_IN)]


def checkpoint_for(store: Store, log_id: str, indexes: Sequence[int]) -> Published | None:
    """The checkpoint that covers all of these entries; nothing while there is none."""
    with store.reading() as driver:
        return checkpoint_over(driver, log_id, max(indexes))


def receipts(store: Store, log_id: str, indexes: Sequence[int], checkpoint: Published) -> Iterator[Part]:
    """Proof and entry of each, and a leaflet; raises ``Fault`` where the stored log does not prove one.

    Only what is at hand is in memory, besides the list of parts.
    """
    with store.reading() as driver:
        note, origin = with_words(driver, log_id, checkpoint), str(driver.value(ORIGIN, log_id=log_id))
    yield README, _leaflet(indexes, origin, checkpoint.size)
    for place in range(0, len(indexes), CHUNK):
        with store.reading() as driver:
            prover = Prover(driver, log_id, checkpoint.size, note)
            for index, entry in driver.rows_for(_ENTRIES, list(indexes[place : place + CHUNK]), log_id=log_id):
                name = f"muc-{index}"
                yield f"{name}{PROOF}", bytes(prover.receipt(index, bytes(entry)))
                yield f"{name}{ENTRY}", bytes(entry)


def _leaflet(indexes: Sequence[int], origin: str, size: int) -> bytes:
    facts = {"count": len(indexes), "first": min(indexes), "last": max(indexes), "origin": origin, "size": size}
    folder = files("workflow.ledger") / "translations"
    return "\n".join(
        (folder / language / "receipts_readme.txt").read_text("utf-8").format_map(facts) for language in LANGUAGES
    ).encode()
