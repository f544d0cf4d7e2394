"""The author's own workbook given back with every wrong cell painted and a note on it of what to do."""

import io
import warnings
from collections.abc import Mapping

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from workflow.intake.package import unpack

_WRONG = PatternFill("solid", start_color="FFC7CE", end_color="FFC7CE")
_AUTHOR = "Bảng Vàng"
_WIDTH, _LINE, _LETTERS = 320, 22, 42


def mark_faults(data: bytes, sheet: str, notes: Mapping[str, str]) -> bytes:
    """Paint the cells of a sheet (``D9`` …) and note on each what ``notes`` says; everything else stays as it was.

    Lists to choose from, widths and formats are kept. Raises ``Unreadable`` for what is no workbook.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # features that openpyxl does not carry over
        book = load_workbook(io.BytesIO(unpack(data).content))
    page = book[sheet]
    for address, words in notes.items():
        cell = page[address]
        cell.fill = _WRONG
        cell.comment = Comment(words, _AUTHOR, width=_WIDTH, height=_LINE * (2 + len(words) // _LETTERS))
    book.active = book.sheetnames.index(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
