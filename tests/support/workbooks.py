"""Workbooks as units send them: a heading and lines, and whatever somebody may have done to them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlsxwriter

HEADING = {
    "name": "Họ và tên, tên tập thể", "kind": "Loại đối tượng", "gender": "Giới tính", "birth_year": "Năm sinh",
    "title": "Chức danh, nơi ở", "household_code": "Mã hộ", "award": "Hình thức khen thưởng", "basis": "Loại hình",
    "achievement": "Thành tích",
}  # fmt: skip
SHEET = "Danh sách"


class Formula(str):
    """A live formula."""


def household(
    name: str, *, year: object = 1970, code: object = "", award: str = "Gia đình văn hóa"
) -> dict[str, object]:
    """One household, proposed as a cultural family."""
    return {
        "name": name, "kind": "Hộ gia đình", "birth_year": year, "household_code": code, "award": award,
        "basis": "Công trạng",
    }  # fmt: skip


def workbook(
    rows: Iterable[Mapping[str, object]], *, columns: Sequence[str] = tuple(HEADING), extra: Sequence[str] = ("STT",),
    headings: Mapping[str, str] = HEADING, sheet_name: str = SHEET,
) -> bytes:  # fmt: skip
    """A workbook with its heading in the first row; ``extra`` columns stand first and hold running numbers."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(sheet_name)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, words in enumerate((*extra, *(headings.get(name, name) for name in columns))):
            sheet.write_string(0, place, words)
        for number, row in enumerate(rows, start=1):
            for place in range(len(extra)):
                sheet.write_number(number, place, number)
            for place, name in enumerate(columns, start=len(extra)):
                _write(sheet, number, place, row.get(name, ""), day)
    return target.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: object, day: object) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, place, value, None, "thấy được")
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    elif value != "":
        sheet.write_string(row, place, str(value))


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The same package with parts replaced or added; ``sheet`` stands for the first worksheet, ``words`` for the texts."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "words": "xl/sharedStrings.xml"}
    given = {names.get(name, name): part for name, part in parts.items()}
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *given]):
            new.writestr(name, given[name] if name in given else old.read(name))
    return target.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """One part of a package."""
    with ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def cells_of(data: bytes) -> list[tuple[Any, ...]]:
    """The values of the first sheet, row by row."""
    return list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))
