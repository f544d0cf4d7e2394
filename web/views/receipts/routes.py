"""Receipts of the log, for everybody: an entry names no person, and whoever keeps its receipt keeps the house to its word.

Many at once are for those who are signed in.
"""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, url_for

from web import packages
from web.access import actor, everybody, signed_in
from web.database import reading, store
from web.packages import awaited
from web.views.public.here import here, same_organisation
from workflow.documents.receipt_files import MOST_ENTRIES, checkpoint_for, receipts
from workflow.ledger.canonical import LARGEST
from workflow.ledger.reading import size_of
from workflow.ledger.receipt import entry_bytes, receipt_for
from workflow.ledger.receipt_package import Package

pages = Blueprint("receipts", __name__)
pages.url_defaults(same_organisation)


@pages.get("/<organisation>/log/receipt/<int:index>", merge_slashes=False)
@everybody
def package(organisation: str, index: int) -> Response | tuple[str, int]:
    """Proof and entry as one file to keep; while the signer has not come to the entry yet, a page that says so."""
    log_id = here(organisation).id
    if index > LARGEST:
        abort(404)
    receipt, entry = receipt_for(reading(), log_id, index), entry_bytes(reading(), log_id, index)
    if receipt is not None and entry is not None:
        made = Package(proof=bytes(receipt), entry=entry).zipped()
        kept_as = f'attachment; filename="bien-nhan-muc-{index}.zip"'
        return Response(made, content_type="application/zip", headers={"Content-Disposition": kept_as})
    if index >= size_of(reading(), log_id):
        abort(404)
    return awaited([index], url_for("receipts.package", index=index))


@pages.get("/log/receipts/<int:first>-<int:last>.zip")
@signed_in
def stretch(first: int, last: int) -> Response | tuple[str, int]:
    """The receipts of a stretch of the log as one file, as of a list that was recorded in one go."""
    if not first <= last < size_of(reading(), actor().organisation_id) or last - first >= MOST_ENTRIES:
        abort(404)
    return receipts_file(range(first, last + 1), f"bien-nhan-muc-{first}-{last}")


def receipts_file(indexes: Sequence[int], name: str) -> Response | tuple[str, int]:
    """The receipts of these entries, written while they are sent; while one is not signed yet, a page that says so."""
    log_id = actor().organisation_id
    checkpoint = checkpoint_for(store(), log_id, indexes)
    if checkpoint is None:
        return awaited(indexes)
    return packages.package(receipts(store(), log_id, indexes, checkpoint), name)
