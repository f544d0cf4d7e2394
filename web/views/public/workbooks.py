"""The public lists to save as Excel files: nothing more than the pages say."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from web.access import everybody
from web.database import reading
from web.language import _
from web.spreadsheets import Column, Holds, as_download
from web.views.exports.turning import to_the_end
from web.views.public.asked import asked, asked_year
from web.views.public.figures import Bar, by_award, by_stage, by_unit
from web.views.public.here import here
from web.words import Words
from workflow.queries import public
from workflow.queries.log_figures import told_of_year

_WORDS = Words()


def offer_workbooks(pages: Blueprint) -> None:
    """Add the downloads to the public pages."""
    pages.add_url_rule("/<organisation>/cong-khai.xlsx", view_func=board_workbook)
    pages.add_url_rule("/<organisation>/so-lieu.xlsx", view_func=statistics_workbook)


@everybody
def board_workbook(organisation: str) -> Response:
    """The golden board under the filter of the page."""
    where = here(organisation)
    latest = max((each.year for each in public.award_counts(reading(), where.id)), default=0)
    wanted = public.BoardFilter(
        year=asked_year(latest), award=asked("award"), unit_id=asked("unit"), words=public.words_of(asked("q"))
    )
    columns = [
        Column(_("Tên"), width=32), Column(_("Đơn vị"), width=30), Column(_("Hình thức khen thưởng"), width=34),
        Column(_("Số quyết định"), width=20), Column(_("Ngày quyết định"), Holds.DAY, 14),
        Column(_("Cơ quan quyết định"), width=34), Column(_("Tình trạng"), width=20),
    ]  # fmt: skip
    return as_download("bang-vang", _("Bảng vàng"), columns, _board_rows(where.id, wanted, where.name))


def _board_rows(organisation_id: str, wanted: public.BoardFilter, own: str) -> Iterator[Sequence[Any]]:
    def read(
        place: tuple[int, str, str] | None,
    ) -> tuple[Sequence[public.BoardLine], tuple[int, str, str] | None]:
        lines, has_more = public.board(reading(), organisation_id, replace(wanted, after=place))
        return lines, lines[-1].place if has_more else None

    for line in to_the_end(read):
        number = _("%(number)s/QĐ-UBND", number=f"{line.number:02}") if line.number else line.above
        stands = f"{_('Đã hủy bỏ')}: {_WORDS.label(line.annulled_for)}" if line.annulled_for else _("Còn hiệu lực")
        award = _WORDS.award(line.award)
        yield line.name, line.unit, award, number, line.decided_on, line.authority or own, stands


@everybody
def statistics_workbook(organisation: str) -> Response:
    """The figures of the page."""
    where = here(organisation)
    counts, states = public.award_counts(reading(), where.id), public.state_counts(reading(), where.id)
    year = asked_year(max(states, default=0))
    of_year = [each for each in counts if each.year == year or not year]
    told = told_of_year(states, year)
    groups = (
        (_("Hồ sơ đã nộp, theo tình trạng hiện nay"), by_stage(told), str),
        (_("Khen thưởng còn hiệu lực, theo danh hiệu và hình thức"), by_award(of_year), _WORDS.award),
        (_("Khen thưởng còn hiệu lực, theo đơn vị"), by_unit(of_year), str),
    )
    columns = [
        Column(_("Bảng"), width=50), Column(_("Nội dung"), width=44), Column(_("Số lượng"), Holds.NUMBER, 12),
        Column(_("Đã hủy bỏ"), Holds.NUMBER, 12),
    ]  # fmt: skip
    rows = (_figure(table, bar, words(bar.label)) for table, bars, words in groups for bar in bars)
    return as_download("so-lieu", _("Số liệu"), columns, rows)


def _figure(table: str, bar: Bar, words: str) -> Sequence[Any]:
    return table, words, None if bar.is_untold else bar.count, bar.annulled
