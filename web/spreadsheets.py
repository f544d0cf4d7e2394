"""Every list as a workbook: one writer for all, so that no text of anybody ever becomes a live formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Any

import xlsxwriter
from flask import send_file
from werkzeug.wrappers import Response

from web.filters import local_time
from web.language import _, ngettext
from workflow.attachments import XLSX

MOST_ROWS = 50_000
_LONGEST = 32_767
_FIRST_DAY = date(1900, 3, 1)
"""Before this day Excel counts wrongly; such a day is written as text."""


class Holds(StrEnum):
    """What stands in a column: text, a day (``date``), an instant (UTC microseconds), or a whole number."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it holds, and its width in characters."""

    label: str
    holds: Holds = Holds.TEXT
    width: int = 18


def as_workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet with a frozen heading. ``None`` is an empty cell; of what is beyond ``MOST_ROWS`` it tells."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E7F1EC"})
        formats = {
            Holds.TEXT: book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            Holds.DAY: book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
            Holds.MOMENT: book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top", "align": "left"}),
            Holds.NUMBER: book.add_format({"num_format": "0", "valign": "top"}),
        }
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, formats[column.holds])
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.label, head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        _write_rows(sheet, columns, formats, rows)
    return target.getvalue()


def as_download(name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Response:
    """The answer that lets a list be saved; ``name`` is the file's, without its ending."""
    content = io.BytesIO(as_workbook(title, columns, rows))
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")


def _write_rows(
    sheet: Any, columns: Sequence[Column], formats: dict[Holds, Any], rows: Iterable[Sequence[Any]]
) -> None:
    going = iter(rows)
    number = 0
    for number, row in enumerate(islice(going, MOST_ROWS), start=1):
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write(sheet, number, place, value, column.holds, formats)
    if next(going, None) is not None:
        said = ngettext(
            "Danh sách dừng ở %(num)s dòng; lọc bớt rồi tải lại.",
            "Danh sách dừng ở %(num)s dòng; lọc bớt rồi tải lại.",
            MOST_ROWS,
        )
        sheet.write_string(number + 1, 0, said)


def _write(sheet: Any, row: int, place: int, value: Any, holds: Holds, formats: dict[Holds, Any]) -> None:
    if value is None or value == "":
        return
    if holds == Holds.NUMBER:
        sheet.write_number(row, place, value, formats[holds])
    elif holds == Holds.MOMENT:
        sheet.write_datetime(row, place, local_time(value).replace(tzinfo=None), formats[holds])
    elif holds == Holds.DAY and value >= _FIRST_DAY:
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), formats[holds])  # noqa: DTZ001
    else:
        text = value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
        sheet.write_string(row, place, text[:_LONGEST], formats[Holds.TEXT])


def _sheet_name(title: str) -> str:
    """At most 31 characters, without those that Excel keeps for itself."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or _("Danh sách")
