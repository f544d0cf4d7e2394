"""The signed checkpoint of the log on paper: whoever keeps the paper can show later what the log was when it was made.

The square holds the checkpoint letter by letter, so that it is judged by the log's key and compared with any later log,
without this house. A paper bears the earliest checkpoint that covers its entry: set again, it bears the same one.
"""

from collections.abc import Iterator
from typing import Any

from workflow.documents.square import square
from workflow.documents.writing_style import grouped
from workflow.ledger.note import Note
from workflow.ledger.published import Published, first_over, last_before, latest
from workflow.models.paper import PaperKind
from workflow.sql import Driver

BEARING = (PaperKind.DECISION, PaperKind.MINUTES, PaperKind.COUNTING, PaperKind.RECEIPT)
"""What is kept in archives and in the units' drawers."""


def is_awaited(driver: Driver, organisation_id: str, kind: PaperKind, entry: int) -> bool:
    """Whether a paper would better wait a moment, because the signer has not come to its entry yet."""
    return kind in BEARING and first_over(driver, organisation_id, entry) is None


def checkpoint_square(driver: Driver, organisation_id: str, kind: PaperKind, entry: int) -> dict[str, Any]:
    """What the template adds: the square and the lines beside it; nothing while the log has no checkpoint at all."""
    if kind not in BEARING:
        return {}
    found = first_over(driver, organisation_id, entry) or latest(driver, organisation_id)
    return {} if found is None else {"checkpoint": square_of(found, entry)}


def squares(driver: Driver, organisation_id: str, kind: PaperKind, entry: int) -> Iterator[dict[str, Any]]:
    """Everything that the template may have added when the paper was set, the likeliest first.

    Where the signer was late, it was the latest checkpoint of then, which is the latest that does not cover the entry; or none.
    """
    if kind in BEARING:
        for found in (first_over(driver, organisation_id, entry), last_before(driver, organisation_id, entry)):
            if found is not None:
                yield {"checkpoint": square_of(found, entry)}
    yield {}


def square_of(published: Published, entry: int) -> dict[str, Any]:
    """The square of a checkpoint, its words for readers of the paper, and what a reader without a camera types."""
    head, covers = published.head, published.size > entry
    what = f"gồm mục số {entry} của giấy này" if covers else f"chưa gồm mục số {entry} của giấy này"
    return {
        "square": square(text_of(published)),
        "title": f"Bản chốt nhật ký: {grouped(published.size)} mục, {what}",
        "lines": [
            "Mã vuông là nguyên văn bản chốt có chữ ký. Ai giữ giấy này đối chiếu được về sau: nhật ký bị sửa, bớt hay thay "
            "thì không còn khớp.",
            f"Nhật ký: {head.origin}",
            f"Gốc: {head.text.splitlines()[2]}",
        ],
    }


def text_of(published: Published) -> str:
    """The checkpoint with the log's own signatures alone; what witnesses said later is kept apart."""
    signed = published.signed
    own = tuple(line for line in signed.signatures if line.name == published.head.origin)
    return bytes(Note(signed.text, own)).decode()
