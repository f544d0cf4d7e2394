"""The archive package of a decision, written while it is sent."""

from flask import Blueprint, Response, abort, current_app, render_template, request

from states.vocabulary import Role, Subject
from web.access import actor, role
from web.clock import now
from web.database import reading, store
from web.settings import Settings
from web.views.auditor.bundle_routes import EXTENSION
from workflow.desk.worker import signer_keys
from workflow.documents.archive_package import contents, package
from workflow.documents.receipt_files import checkpoint_for
from workflow.documents.rendering import Typesetter
from workflow.documents.zip_stream import zipped
from workflow.queries.open_actions import look_at
from workflow.queries.visibility import may_see

TAKES_ARCHIVE = frozenset({Role.SECRETARIAT, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR})


def offer_archive(pages: Blueprint) -> None:
    """Lay the package into the room of the decisions."""

    @pages.get("/decisions/<key>/archive.zip")
    @role(*TAKES_ARCHIVE)
    def archive(key: str) -> Response | tuple[str, int]:
        """The package of a numbered decision; while the signer has not come to its last entry yet, a page that says so."""
        look, here = look_at(reading(), Subject.DECISION, key, actor=actor(), at=now()), actor()
        if look is None or not may_see(here, Subject.DECISION, look.case):
            abort(404)
        found = contents(store(), here.organisation_id, key) or abort(404)
        indexes = [*found.own, *found.of_cases]
        head = checkpoint_for(store(), here.organisation_id, indexes)
        if head is None:
            return render_template("views/public/receipt_awaited.html", index=max(indexes), again=request.path), 202
        settings: Settings = current_app.extensions[EXTENSION]
        typesetter = Typesetter(settings.font_dir, settings.base_url)
        keys = signer_keys(settings.signer_dir, here.organisation_id)
        answer = Response(zipped(package(store(), here, found, head, typesetter, keys)), mimetype="application/zip")
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}.zip"'
        return answer
