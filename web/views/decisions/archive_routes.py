"""The archive package of a decision, written while it is sent."""

from flask import Blueprint, Response, abort

from states.vocabulary import Role, Subject
from web.access import actor, role
from web.clock import now
from web.database import reading, store
from web.packages import awaited, own_keys, package
from web.printer import printer
from workflow.documents.archive_package import contents
from workflow.documents.archive_package import package as archived
from workflow.documents.receipt_files import checkpoint_for
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
            return awaited(indexes)
        return package(archived(store(), here, found, head, printer().typesetter, own_keys()), found.name)
