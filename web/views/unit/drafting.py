"""What a unit writes in its own drafts: everything here goes through ``keep`` and holds no history yet."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from werkzeug.datastructures import FileStorage

from states.facts import Row
from states.refusals import NotMet, NotNow, Refusal
from states.text import normalise, search_key, sort_key, sort_key_plain
from states.vocabulary import SubjectKind
from web.access import actor
from web.clock import now
from web.database import store
from web.views.unit.draft_forms import NewNomineeForm
from workflow.attachments import ALLOWED, Attachments, media_type_of
from workflow.engine import Change, Insert, keep
from workflow.ids import new_id
from workflow.queries.dossier_files import File
from workflow.queries.nominees import NomineeOf

_PERSONS = (SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD)
_LONGEST_FILE_NAME = 200


def write(*writings: Insert | Change) -> bool:
    """Write all or nothing; ``False`` when it was written before, by the same form sent twice."""
    try:
        keep(store(), *writings, organisation_id=actor().organisation_id)
    except NotNow:
        return False
    return True


def new_nominee(unit_id: str, kind: SubjectKind, particulars: Mapping[str, Any]) -> tuple[Insert, dict[str, Any]]:
    """The row of somebody new in the unit's register, and the columns that a nomination copies."""
    about = {"name": particulars["name"], **_keys(kind, particulars["name"]), **particulars}
    row = {"id": new_id(), "organisation_id": actor().organisation_id, "unit_id": unit_id, "kind": kind.value, **about}
    return Insert(into="nominee", row=row), {"nominee_id": row["id"], "subject_kind": kind.value, **about}


def known_nominee(nominee: NomineeOf) -> dict[str, Any]:
    """The columns that a nomination copies from the register."""
    return {
        "nominee_id": nominee.id, "subject_kind": nominee.kind.value, "name": nominee.name, "title": nominee.title,
        "birth_year": nominee.birth_year, "gender": nominee.gender, "household_code": nominee.household_code,
        **_keys(nominee.kind, nominee.name),
    }  # fmt: skip


def new_draft(key: str, unit_id: str, about: Mapping[str, Any], **what: Any) -> Insert:
    """The row of a new draft: ``what`` gives year, award, basis, campaign_id and, where there are, achievement and list."""
    row = {
        "id": key, "unit_id": unit_id, "author_id": actor().account_id, "proposal_id": None, "achievement": "",
        "created_at": now(), "nominated_award": what["award"], **about, **what,
    }  # fmt: skip
    return Insert(into="nomination", row=row)


def mended(case: Row, form: NewNomineeForm) -> list[Change]:
    """A draft with other particulars; the register of the unit follows, since both tell of the same nominee."""
    kind = SubjectKind(case["subject_kind"])
    about = {**form.particulars(), **_keys(kind, str(form.name.data))}
    award = {"award": form.award.data, "nominated_award": form.award.data, "basis": form.basis.data}
    columns = {**about, **award, "campaign_id": form.campaign.data or None}
    return [
        Change(of="nomination", key=case["id"], columns=columns),
        Change(of="nominee", key=case["nominee_id"], columns=about),
    ]


def _keys(kind: SubjectKind, name: str) -> dict[str, str]:
    return {"search_key": search_key(name), "sort_key": sort_key(name) if kind in _PERSONS else sort_key_plain(name)}


def stored(upload: FileStorage | None) -> dict[str, Any]:
    """Put a file that was sent on the disk for good, and answer its columns; raises ``NotMet`` when it can't be taken."""
    data = upload.read() if upload else b""
    if upload:
        upload.close()
    ending = PurePosixPath((upload.filename if upload else "") or "").suffix.lstrip(".").upper()
    if data and ending in ALLOWED and media_type_of(data) is None:
        raise NotMet([Refusal("file_is_not_what_it_says", {"named": ending}, at="file")])
    sha256 = Attachments(store().files).keep(actor().organisation_id, data)
    name = PurePosixPath(normalise((upload.filename if upload else "") or "").replace("\\", "/")).name
    return {
        "file_name": _shortened(name) or "tep", "media_type": media_type_of(data), "size": len(data), "sha256": sha256,
    }  # fmt: skip


def laid_in(key: str, nomination_id: str, kind: str, file: Mapping[str, Any]) -> Insert:
    """The row of a file laid in a dossier."""
    whose = {"nomination_id": nomination_id, "author_id": actor().account_id, "kind": kind}
    return Insert(into="upload", row={"id": key, **whose, **file, "uploaded_at": now(), "removed_at": None})


def taken_out(files: Iterable[File]) -> list[Change]:
    """Files taken out again; their rows stay."""
    return [Change(of="upload", key=file.id, columns={"removed_at": now()}) for file in files]


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or len(name) <= _LONGEST_FILE_NAME:
        return name[:_LONGEST_FILE_NAME]
    return f"{stem[: _LONGEST_FILE_NAME - len(ending) - 1]}.{ending}"
