"""What everybody may know of the log: its head, who witnesses it, figures counted from it, and how to check a decision."""

from collections.abc import Mapping

from babel.support import LazyProxy
from flask import Blueprint, render_template

from web.access import everybody
from web.clock import now
from web.database import reading
from web.language import lazy
from web.views.auditor.looks import HOUR, duration
from web.views.public.here import here
from workflow.queries import log_figures as figures
from workflow.queries.log_head import log_head

STAGES: Mapping[str, LazyProxy] = {
    figures.UNDER_WAY: lazy("Đang xem xét tại xã"),
    figures.ABOVE: lazy("Đã trình cấp trên, đang chờ kết quả"),
    figures.DECIDED: lazy("Đã có quyết định, đang hoàn tất việc công bố"),
    figures.HONOURED: lazy("Đã được khen thưởng, công khai trên bảng vàng"),
    figures.NOT_HONOURED: lazy("Chưa được khen thưởng"),
    figures.WITHDRAWN: lazy("Đơn vị đã rút"),
    figures.ENDED: lazy("Khen thưởng đã bị hủy bỏ"),
}


def offer_transparency(pages: Blueprint) -> None:
    """Lay the page into the public room."""

    @pages.get("/<organisation>/cong-khai/nhat-ky")
    @everybody
    def transparency(organisation: str) -> str:
        """The head of the log, the freshness of its witnesses, and the work in figures; nothing is counted anew for it."""
        where = here(organisation)
        return render_template(
            "views/public/transparency.html", where=where, head=log_head(reading(), where.id, now=now()),
            figures=figures.log_figures(reading(), where.id), stages=STAGES,
            spent=lambda hours: duration(max(1, hours) * HOUR),
        )  # fmt: skip
