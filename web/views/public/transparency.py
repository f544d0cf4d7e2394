"""What everybody may know of the log: its head, who witnesses it, figures counted from it, and how to check a decision."""

from flask import Blueprint, Response, abort, render_template

from web.access import everybody
from web.clock import now
from web.database import reading
from web.views.auditor.looks import HOUR, duration
from web.views.public.figures import STAGES
from web.views.public.here import here
from workflow.documents.audit_bundle import CHECKER, GO_CHECKER, PAPER_CHECKER
from workflow.documents.audit_bundle import checker as checker_script
from workflow.queries.log_figures import log_figures
from workflow.queries.log_head import log_head


def offer_transparency(pages: Blueprint) -> None:
    """Lay the page into the public room."""

    @pages.get("/<organisation>/cong-khai/verify_log.py")
    @everybody
    def checker(organisation: str) -> Response:
        """The standalone checker, to be read before it is run; whoever trusts nobody here fetches it elsewhere."""
        return _handed_out(organisation, CHECKER)

    @pages.get("/<organisation>/cong-khai/verify_log.go")
    @everybody
    def go_checker(organisation: str) -> Response:
        """The page of code around Go's own library that checks a whole log."""
        return _handed_out(organisation, GO_CHECKER)

    @pages.get("/<organisation>/cong-khai/verify_paper.py")
    @everybody
    def paper_checker(organisation: str) -> Response:
        """The standalone checker of decisions, lines of their lists and certificates."""
        return _handed_out(organisation, PAPER_CHECKER)

    @pages.get("/<organisation>/cong-khai/nhat-ky")
    @everybody
    def transparency(organisation: str) -> str:
        """The head of the log, the freshness of its witnesses, and the work in figures; nothing is counted anew for it."""
        where = here(organisation)
        return render_template(
            "views/public/transparency.html", where=where, head=log_head(reading(), where.id, now=now()),
            figures=log_figures(reading(), where.id), stages=STAGES,
            spent=lambda hours: duration(max(1, hours) * HOUR),
        )  # fmt: skip


def _handed_out(organisation: str, name: str) -> Response:
    here(organisation)
    script = checker_script(name) or abort(404)
    kept_as = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(script, content_type="text/plain; charset=utf-8", headers=kept_as)
