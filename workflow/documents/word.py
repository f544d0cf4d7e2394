"""Papers as Word documents, to be edited: the same data as the typeset paper, in a document with places for it.

What stands in the data never becomes an order: it is written as text, and a document with orders of its own reads nothing but
that data.
"""

import io
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as AT
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workflow.documents.word_layout import decision_sheet, letter_sheet, minutes_sheet
from workflow.models.paper import PaperKind

_SHEETS: Mapping[PaperKind, Callable[[], bytes]] = {
    PaperKind.DECISION: decision_sheet, PaperKind.MINUTES: minutes_sheet, PaperKind.REFUSAL: letter_sheet,
    PaperKind.APPRAISAL: letter_sheet, PaperKind.SUBMISSION: letter_sheet,
    PaperKind.PAYMENT: partial(letter_sheet, is_wide=True),
}  # fmt: skip
_LISTS = ("annex", "table", "attendance", "counts")
_SIDES = {"center": AT.CENTER, "right": AT.RIGHT}
_NARROW, _WIDE = 162, 249
"""How wide the text is on a page that stands, and on one that lies (mm)."""


@cache
def standard(kind: PaperKind) -> bytes:
    """The document with places for data that papers of this kind are written into."""
    return _SHEETS[kind]()


def as_word(kind: PaperKind, data: Mapping[str, Any], document: bytes | None = None) -> bytes:
    """The paper as a Word document: its data, as ``as_data()`` gives it, written into ``document`` or the standard one."""
    said = written_into(data)
    template = DocxTemplate(io.BytesIO(document or standard(kind)))
    template.render(said, jinja_env=places_for_data())
    for table in template.docx.tables:
        for name in _LISTS:
            if said.get(name):
                _columns(table, said[name]["columns"], _WIDE if said.get("wide") or name == "counts" else _NARROW)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def written_into(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a document has places for: the data of a paper, with an empty list where a paper has none."""
    said: dict[str, Any] = {"receivers": [], "table": {}, "annex": {}, "to": [], "grounds": []} | _plain(data)
    for name in _LISTS:
        if said.get(name):
            said[name] = {"total": [], **said[name], "groups": _groups(said[name])}
    return said


def places_for_data() -> ImmutableSandboxedEnvironment:
    """What fills in the places: it reads data and nothing else, and stumbles over a name that is not there."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _plain(value: Any) -> Any:
    """The same data with names that a template can spell, in NFC."""
    if isinstance(value, Mapping):
        return {str(key).replace("-", "_"): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _groups(table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = [{"title": "", "rows": table["rows"]}] if table.get("rows") else []
    return [*table.get("groups", ()), *rows]


def _columns(table: Any, columns: list[Mapping[str, Any]], whole: int) -> None:
    """Give the columns of a list the widths and sides of the typeset one; a table with another head is left as it is."""
    head = [cell.text for cell in table.rows[0].cells] if table.rows else []
    if head != [column["title"] for column in columns]:
        return
    free = whole - sum(column["width"] for column in columns)
    shares = sum(column["share"] for column in columns if not column["width"])
    widths = [Mm(column["width"] or free * column["share"] / shares).twips for column in columns]
    for grid, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=False):
        grid.set(qn("w:w"), str(width))
    for row in table._tbl.findall(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        if len(cells) == len(widths):
            for cell, width, column in zip(cells, widths, columns, strict=True):
                cell.width = width * 635
                for line in cell.findall(qn("w:p")) if column["place"] in _SIDES else ():
                    line.alignment = _SIDES[column["place"]]
