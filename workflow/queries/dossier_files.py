"""The files of a dossier: laid in by the unit, taken out again, and handed in."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, literal, null, select

from states.vocabulary import Subject
from workflow.commands.command import Actor
from workflow.judging import read_cases
from workflow.models.dossier import Document, Upload
from workflow.queries.visibility import is_of_own_unit, may_see_nomination
from workflow.sql import Driver, Prepared


@dataclass(frozen=True, kw_only=True)
class File:
    """One file. It keeps its id when it is handed in; then it can't be taken out any more."""

    id: str
    nomination_id: str
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: int
    removed_at: int | None
    is_handed_in: bool


_OF = {
    Document: (Document.id, Document.nomination_id, Document.kind, Document.file_name, Document.media_type,
               Document.size, Document.sha256, Document.handed_in_at, null(), literal(1)),
    Upload: (Upload.id, Upload.nomination_id, Upload.kind, Upload.file_name, Upload.media_type, Upload.size,
             Upload.sha256, Upload.uploaded_at, Upload.removed_at, literal(0)),
}  # fmt: skip
_ONE = {record: Prepared(select(*columns).where(columns[0] == bindparam("key"))) for record, columns in _OF.items()}
_ALL = {
    record: Prepared(select(*columns).where(columns[1] == bindparam("key")).order_by(columns[7], columns[0]))
    for record, columns in _OF.items()
}


def files_of(driver: Driver, nomination_id: str) -> list[File]:
    """Every file of one dossier, what was taken out before it was handed in too, oldest first."""
    handed_in = [_file(row) for row in driver.rows(_ALL[Document], key=nomination_id)]
    known = {file.id for file in handed_in}
    laid_in = [_file(row) for row in driver.rows(_ALL[Upload], key=nomination_id)]
    return sorted([*handed_in, *(file for file in laid_in if file.id not in known)], key=lambda file: file.added_at)


def file_for(driver: Driver, key: str, actor: Actor) -> File | None:
    """One file, for whoever may see its nomination; one not handed in yet only for the unit it lies with."""
    for record in (Document, Upload):
        for row in driver.rows(_ONE[record], key=key):
            file = _file(row)
            case = read_cases(driver, Subject.NOMINATION, [file.nomination_id], actor.organisation_id)
            found = case.get(file.nomination_id)
            sees = found and (may_see_nomination(actor, found) if file.is_handed_in else is_of_own_unit(actor, found))
            return file if sees else None
    return None


def _file(row: tuple[Any, ...]) -> File:
    key, nomination_id, kind, name, media_type, size, sha256, added_at, removed_at, is_handed_in = row
    return File(
        id=key, nomination_id=nomination_id, kind=kind, name=name, media_type=media_type, size=size, sha256=sha256,
        added_at=added_at, removed_at=removed_at, is_handed_in=bool(is_handed_in),
    )  # fmt: skip
