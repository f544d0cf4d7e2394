"""Tells of a PDF that somebody holds whether it is ours, letter by letter, and of which issued decision.

Only what was issued is known here: a draft, minutes and papers of other houses are unknown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from sqlalchemy import bindparam, literal, select, union

from workflow.models.decision import Decision, SignatureFile
from workflow.models.nomination import Nomination
from workflow.models.paper import Paper, PaperKind, PaperSeal
from workflow.sql import Driver, Prepared

MOST_ENDS = 8
"""How many ends within a file are looked at; a PDF that was signed or commented on has one more for each time."""

_END = re.compile(rb"(%%EOF)(\r\n|\n|\r)?")
_UNSIGNED = Prepared(
    lambda: select(SignatureFile.id).where(
        SignatureFile.frozen_sha256 == bindparam("digest"), SignatureFile.sha256 != bindparam("digest")
    )
)
_OF_DIGEST = Prepared(
    lambda: union(
        select(Decision.lookup, Paper.kind)
        .join(Paper, Paper.subject_id == Decision.id)
        .where(
            Paper.sha256 == bindparam("digest"), Paper.kind == PaperKind.DECISION.value, Decision.issued_on.is_not(None)
        ),
        select(Decision.lookup, literal(PaperKind.DECISION.value))
        .join(SignatureFile, SignatureFile.decision_id == Decision.id)
        .where(SignatureFile.sha256 == bindparam("digest"), Decision.issued_on.is_not(None)),
        select(Decision.lookup, PaperSeal.kind)
        .join(PaperSeal, PaperSeal.subject_id == Decision.id)
        .where(PaperSeal.digest == bindparam("digest")),
        select(Decision.lookup, PaperSeal.kind)
        .join(Nomination, Nomination.decision_id == Decision.id)
        .join(PaperSeal, PaperSeal.subject_id == Nomination.id)
        .where(PaperSeal.digest == bindparam("digest")),
    )
)


@dataclass(frozen=True)
class KnownFile:
    """Whose file it is, by the look-up code, and whether something was added behind what we issued.

    ``is_unsigned``: it is the paper as it was frozen, and what was issued is the file with the signature.
    ``is_of_certificates``: it is no decision, but what the office prints its certificates from.
    """

    lookup: str
    is_of_certificates: bool
    is_added_to: bool
    is_unsigned: bool


def known_file(driver: Driver, data: bytes) -> KnownFile | None:
    """What is known of a file; nothing where no issued file has these bytes, nor these for a beginning."""
    for part in _beginnings(data):
        digest = sha256(part).hexdigest()
        for lookup, kind in driver.rows(_OF_DIGEST, digest=digest)[:1]:
            is_unsigned = driver.value(_UNSIGNED, digest=digest) is not None
            return KnownFile(
                str(lookup), kind != PaperKind.DECISION, is_added_to=len(part) < len(data), is_unsigned=is_unsigned
            )
    return None


def _beginnings(data: bytes) -> Iterator[memoryview | bytes]:
    """The whole, and then what ends where an earlier version of the PDF ended, the first versions last."""
    yield data
    found = list(islice(_END.finditer(data), MOST_ENDS))
    ends = sorted({end for each in found for end in (each.end(1), each.end())}, reverse=True)
    yield from (memoryview(data)[:end] for end in ends if end < len(data))
