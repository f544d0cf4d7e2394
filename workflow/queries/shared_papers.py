"""The papers of several dossiers together: a village list's lines hold the same files, which are read once."""

from collections.abc import Sequence

from sqlalchemy import func, select

from workflow.models.dossier import Document
from workflow.queries.list_review import SharedPaper
from workflow.sql import Driver, PreparedForIds

_PAPERS = PreparedForIds(
    lambda keys: (
        select(
            func.min(Document.id), Document.kind, func.min(Document.file_name), func.min(Document.media_type),
            func.min(Document.size), Document.sha256, func.count(Document.nomination_id.distinct()),
        )
        .where(Document.nomination_id.in_(keys))
        .group_by(Document.kind, Document.sha256)
        .order_by(Document.kind, func.min(Document.handed_in_at), Document.sha256)
    )
)  # fmt: skip


def shared_papers(driver: Driver, nominations: Sequence[str]) -> list[SharedPaper]:
    """Every file that was handed in with any of the dossiers, once, with the number of dossiers that hold it."""
    return [
        SharedPaper(key=key, kind=kind, name=name, media_type=media_type, size=size, sha256=sha256, lines=lines)
        for key, kind, name, media_type, size, sha256, lines in driver.rows_for(_PAPERS, nominations)
    ]
