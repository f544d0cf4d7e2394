"""Finds the proof of an issued decision, of one line of its list or of a certificate, for everybody who has its code."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from states.vocabulary import DecisionState
from workflow.documents.checkpoint_square import text_of
from workflow.ledger.note import Note
from workflow.ledger.paper_leaves import SUFFIX, Leaf, PaperProof, Seal
from workflow.ledger.published import first_over
from workflow.ledger.receipt import Prover, entry_bytes
from workflow.models.certificate import Certificate
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.models.paper import PaperSeal
from workflow.queries.papers import issued_decision
from workflow.queries.public import STANDING
from workflow.sql import Driver, Prepared, PreparedForIds, among

_later = aliased(Certificate)
_SEALED = (PaperSeal.organisation_id, PaperSeal.entry, PaperSeal.first, PaperSeal.leaves)
_OF_DECISION = Prepared(
    lambda: select(*_SEALED)
    .join(Decision, Decision.id == PaperSeal.subject_id)
    .where(Decision.lookup == bindparam("code"), PaperSeal.digest == bindparam("digest"))
)  # fmt: skip
_OF_CERTIFICATE = Prepared(
    lambda: select(*_SEALED)
    .join(Nomination, or_(Nomination.id == PaperSeal.subject_id, Nomination.decision_id == PaperSeal.subject_id))
    .join(Certificate, Certificate.nomination_id == Nomination.id)
    .where(
        Certificate.lookup == bindparam("code"), among(Nomination.state, STANDING),
        ~exists().where(_later.replaces_id == Certificate.id),
    )
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
_ABOUT = PreparedForIds(
    lambda ids: select(PaperSeal.entry, PaperSeal.first, PaperSeal.kind, PaperSeal.leaves).where(
        PaperSeal.organisation_id == bindparam("organisation_id"), PaperSeal.subject_id.in_(ids)
    )
)
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
    """The seal of the file that is handed out of a decision in force, by its look-up code."""
    shown = issued_decision(driver, code)
    return _first(driver.rows(_OF_DECISION, code=code, digest=shown.sha256), code) if shown else None


def sealed_certificate(driver: Driver, code: str) -> Found | None:
    """The latest seal of a certificate that holds and wasn't replaced, by the code that is printed on it."""
    return _first(driver.rows(_OF_CERTIFICATE, code=code), code)


def sealed_line(driver: Driver, organisation_id: str, code: str) -> Found | None:
    """The latest seal of the line that names a published award, by the code of its dossier; an annulled one has none."""
    return _first(driver.rows(_OF_LINE, code=code, organisation_id=organisation_id), code)


def proof_of(driver: Driver, found: Found) -> PaperProof | None:
    """The proof of a leaf; nothing while the signer has not come to the entry of its seal."""
    seal = _seal_at(driver, found.organisation_id, found.entry)
    return seal.prove(found.place) if seal else None


def proofs_about(driver: Driver, organisation_id: str, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Every proof about these decisions and awards, with the name of its file; what the signer has not come to is left out."""
    rows = sorted(driver.rows_for(_ABOUT, list(keys), organisation_id=organisation_id))
    for entry, of_entry in groupby(rows, key=lambda row: int(row[0])):
        seal = _seal_at(driver, organisation_id, entry)
        for _, first, kind, kept in of_entry if seal else ():
            for place, leaf in enumerate(leaves_in(kept), int(first)):
                assert seal is not None
                yield f"{kind}-{leaf.code}-{entry}{SUFFIX}", bytes(seal.prove(place))


def _seal_at(driver: Driver, organisation_id: str, index: int) -> Seal | None:
    published = first_over(driver, organisation_id, index)
    entry = entry_bytes(driver, organisation_id, index)
    if published is None or entry is None:
        return None
    own = Note.parse(text_of(published).encode())
    receipt = Prover(driver, organisation_id, published.size, own).receipt(index, entry)
    rows = driver.rows(_OF_ENTRY, organisation_id=organisation_id, entry=index)
    return Seal([leaf for (kept,) in rows for leaf in leaves_in(kept)], entry, receipt)


def leaves_in(kept: str) -> list[Leaf]:
    """The leaves of one sealed file, as its row keeps them."""
    return [Leaf(salt=bytes.fromhex(salt), words=words.encode(), code=code) for salt, words, code in json.loads(kept)]


def _first(rows: Sequence[Sequence[object]], code: str) -> Found | None:
    for organisation_id, entry, first, kept in rows:
        for place, leaf in enumerate(leaves_in(str(kept)), int(str(first))):
            if leaf.code == code:
                return Found(organisation_id=str(organisation_id), entry=int(str(entry)), place=place)
    return None
