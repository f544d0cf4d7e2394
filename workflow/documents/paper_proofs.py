"""Finds the proof of an issued decision, or of one line of its list, for everybody who has its code."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.vocabulary import DecisionState
from workflow.documents.checkpoint_square import text_of
from workflow.ledger.note import Note
from workflow.ledger.paper_leaves import Leaf, PaperProof, prove
from workflow.ledger.published import first_over
from workflow.ledger.receipt import Prover, entry_bytes
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.models.paper import PaperSeal
from workflow.queries.public import STANDING
from workflow.sql import Driver, Prepared, among

_SEALED = (PaperSeal.organisation_id, PaperSeal.entry, PaperSeal.first, PaperSeal.leaves)
_OF_DECISION = Prepared(
    lambda: select(*_SEALED)
    .join(Decision, Decision.id == PaperSeal.subject_id)
    .where(Decision.lookup == bindparam("code"), Decision.state == DecisionState.ISSUED.value)
    .order_by(PaperSeal.entry.desc(), PaperSeal.first.desc())
)  # fmt: skip
_OF_LINE = Prepared(
    lambda: select(*_SEALED)
    .join(Decision, Decision.id == PaperSeal.subject_id)
    .join(Nomination, Nomination.decision_id == Decision.id)
    .where(
        Nomination.code == bindparam("code"), Nomination.organisation_id == bindparam("organisation_id"),
        among(Nomination.state, STANDING), Decision.state == DecisionState.ISSUED.value,
    )
    .order_by(PaperSeal.entry.desc(), PaperSeal.first.desc())
)  # fmt: skip
_OF_ENTRY = Prepared(
    lambda: (
        select(PaperSeal.leaves)
        .where(PaperSeal.organisation_id == bindparam("organisation_id"), PaperSeal.entry == bindparam("entry"))
        .order_by(PaperSeal.first)
    )
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A seal and the place of one leaf in it; ``entry`` is where the seal stands in the log."""

    organisation_id: str
    entry: int
    place: int


def sealed_decision(driver: Driver, code: str) -> Found | None:
    """The latest seal of the file of a decision in force, by its look-up code."""
    return _first(driver.rows(_OF_DECISION, code=code), code)


def sealed_line(driver: Driver, organisation_id: str, code: str) -> Found | None:
    """The latest seal of the line that names a published award, by the code of its dossier; an annulled one has none."""
    return _first(driver.rows(_OF_LINE, code=code, organisation_id=organisation_id), code)


def proof_of(driver: Driver, found: Found) -> PaperProof | None:
    """The proof of a leaf; nothing while the signer has not come to the entry of its seal."""
    published = first_over(driver, found.organisation_id, found.entry)
    entry = entry_bytes(driver, found.organisation_id, found.entry)
    if published is None or entry is None:
        return None
    own = Note.parse(text_of(published).encode())
    receipt = Prover(driver, found.organisation_id, published.size, own).receipt(found.entry, entry)
    rows = driver.rows(_OF_ENTRY, organisation_id=found.organisation_id, entry=found.entry)
    return prove([leaf for (kept,) in rows for leaf in leaves_in(kept)], found.place, entry, receipt)


def leaves_in(kept: str) -> list[Leaf]:
    """The leaves of one sealed file, as its row keeps them."""
    return [Leaf(salt=bytes.fromhex(salt), words=words.encode(), code=code) for salt, words, code in json.loads(kept)]


def _first(rows: Sequence[Sequence[object]], code: str) -> Found | None:
    for organisation_id, entry, first, kept in rows:
        for place, leaf in enumerate(leaves_in(str(kept)), int(str(first))):
            if leaf.code == code:
                return Found(organisation_id=str(organisation_id), entry=int(str(entry)), place=place)
    return None
