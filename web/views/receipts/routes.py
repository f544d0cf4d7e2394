"""Receipts of the log, for everybody: an entry names no person, and whoever keeps its receipt keeps the house to its word."""

from flask import Blueprint, Response, abort, render_template

from web.access import everybody
from web.database import reading
from web.views.public.here import here, same_organisation
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
    return render_template("views/public/receipt_awaited.html", index=index), 202
