"""The receipts of a stretch of the log, asked for by the auditor."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from states.text import normalise
from states.vocabulary import Role
from web.access import actor, role
from web.database import reading
from web.filters import number
from web.language import _
from web.views.auditor.bundle_routes import bundle_page
from workflow.documents.receipt_files import MOST_ENTRIES
from workflow.ledger.reading import size_of


def offer_stretches(pages: Blueprint) -> None:
    """Lay the form's answer into the auditor's room; the form stands on the page of the bundles."""

    @pages.get("/log/receipts")
    @role(Role.AUDITOR)
    def receipts_form() -> str | Answer | tuple[str, int]:
        """The receipts of a stretch of the log, by the numbers of its first and its last entry."""
        typed = {name: normalise(request.args.get(name, ""))[:20] for name in ("first", "last")}
        if not any(typed.values()):
            return redirect(url_for("auditor.bundle_form", _anchor="receipts"), 303)
        places = [int(each) for each in typed.values() if each.isascii() and each.isdigit()]
        size = size_of(reading(), actor().organisation_id)
        if len(places) < 2 or not places[0] <= places[1] < size:
            words = _("Nhập hai số mục của nhật ký, từ 0 đến %(last)s, số nhỏ trước.", last=number(size - 1))
            return bundle_page({**typed, "problem": words}), 422
        if places[1] - places[0] >= MOST_ENTRIES:
            words = _("Mỗi tệp có nhiều nhất %(n)s mục. Chọn đoạn ngắn hơn.", n=number(MOST_ENTRIES))
            return bundle_page({**typed, "problem": words}), 422
        return redirect(url_for("receipts.stretch", first=places[0], last=places[1]), 303)
