"""The files of dossiers, of campaigns' reports and of sessions, opened by whoever may see the case they belong to."""

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response

from web.access import actor, signed_in
from web.database import reading, store
from web.declaring_first import declare_first_on
from workflow.attachments import JPEG, PDF, PNG, Attachments
from workflow.queries.campaign_reports import evidence_for
from workflow.queries.dossier_files import file_for
from workflow.queries.session_documents import scan_for

pages = Blueprint("documents", __name__)

SHOWN_BY_BROWSERS = (PDF, JPEG, PNG)
"""What opens in the browser; everything else is only ever saved."""

NO_POWERS = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'; sandbox"
)
"""A file is somebody's content, not a page of ours: it may run nothing and send nothing."""


@pages.get("/documents/<key>")
@signed_in
def file(key: str) -> Response:
    """One file as it was laid in, under its own type; 404 for everybody who may not see its case."""
    of_dossier = file_for(reading(), key, actor())
    if of_dossier:
        declare_first_on(of_dossier.nomination_id)
    found = of_dossier or evidence_for(reading(), key, actor()) or scan_for(reading(), key, actor())
    if found is None:
        abort(404)
    answer = send_file(
        Attachments(store().files).open(actor().organisation_id, found.sha256), mimetype=found.media_type,
        download_name=found.name, as_attachment=found.media_type not in SHOWN_BY_BROWSERS, max_age=0,
    )  # fmt: skip
    answer.headers["Content-Security-Policy"] = NO_POWERS
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
