"""How papers look in Word: documents with places for data, laid out as Decree 30/2020 wants it."""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as AT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

TYPEFACE = "Times New Roman"
ONLY_TO_EDIT = "Bản Word để chỉnh sửa, không phải bản chính. Bản chính là tệp PDF."
_INDENT = Mm(12.7)
_LEFT = 0.4
"""The share of the width that the left half of the head and of the foot of a paper has."""


class Sheet:
    """A document that is being laid out. Text in braces is a place for data (``{{ about }}``)."""

    def __init__(self) -> None:
        self._document: Any = docx.Document()
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = TYPEFACE, Pt(13.5)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), TYPEFACE)
        style.paragraph_format.space_after = Pt(0)
        self._page(self._document.sections[0])
        self._margins()

    def _page(self, section: Any) -> None:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.header_distance = Mm(12)
        section.top_margin, section.bottom_margin = Mm(22), Mm(22)
        section.left_margin, section.right_margin = Mm(30), Mm(18)

    def _margins(self) -> None:
        """The number of each page but the first in the top margin; at the foot what this copy is."""
        section = self._document.sections[0]
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = AT.CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        number._p.append(field)
        for foot in (section.footer, section.first_page_footer):
            line = foot.paragraphs[0]
            line.alignment = AT.CENTER
            line.add_run(ONLY_TO_EDIT).font.size = Pt(8)

    def lie_across(self) -> None:
        """The page lies across, for a wide list; with text on it already, from the next page on."""
        section = self._document.sections[-1]
        if self._document.paragraphs:
            section = self._document.add_section(WD_SECTION.NEW_PAGE)
            section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)

    def line(
        self, text: str, *, at: AT = AT.JUSTIFY, size: float = 13.5, bold: bool = False, italic: bool = False,
        indent: bool = False, before: float = 0, after: float = 6, into: Any = None,
    ) -> None:  # fmt: skip
        """A paragraph."""
        paragraph = (into or self._document).add_paragraph()
        paragraph.alignment = at
        shape = paragraph.paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        if indent:
            shape.first_line_indent = _INDENT
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic

    def rule(self, length: float, width: float, *, after: float = 0, into: Any = None) -> None:
        """A line of a length in mm, in the middle of what is so wide."""
        self.line("", at=AT.CENTER, size=1, after=after, into=into)
        paragraph = (into or self._document).paragraphs[-1]
        shape = paragraph.paragraph_format
        shape.left_indent = shape.right_indent = Mm((width - length) / 2)
        shape.line_spacing = Pt(2)
        edge = OxmlElement("w:top")
        for name, value in (("val", "single"), ("sz", "5"), ("space", "0"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders = OxmlElement("w:pBdr")
        borders.append(edge)
        paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc")

    def article(self, number: str, text: str, *, after: float = 6) -> None:
        """An article: its number is bold."""
        self.line(f"Điều {number}. ", indent=True, bold=True, after=after)
        self._document.paragraphs[-1].add_run(text).font.size = Pt(13.5)

    def each(self, loop: str, text: str, **shape: Any) -> None:
        """A paragraph for each of several: ``each("ground in grounds", "{{ ground }}")``."""
        into = shape.get("into")
        self.line(f"{{%p for {loop} %}}", after=0, into=into)
        self.line(text, **shape)
        self.line("{%p endfor %}", after=0, into=into)

    def masthead(self) -> None:
        """Who issues it, and the name of the nation."""
        left, right = self._two_columns()
        self.line("{{ masthead.parent }}", at=AT.CENTER, size=12.5, after=0, into=left)
        self.each("own in masthead.own", "{{ own }}", at=AT.CENTER, size=12.5, bold=True, after=0, into=left)
        self.rule(22, self._width * _LEFT, into=left)
        self.line("{{ masthead.number }}", at=AT.CENTER, size=13, before=8, into=left)
        self.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", at=AT.CENTER, size=12.5, bold=True, after=0, into=right)
        self.line("Độc lập - Tự do - Hạnh phúc", at=AT.CENTER, bold=True, after=0, into=right)
        self.rule(63, self._width * (1 - _LEFT), into=right)
        self.line("{{ masthead.place_and_date }}", at=AT.CENTER, italic=True, before=20, into=right)

    def named(self, kind: str) -> None:
        """What kind of paper it is, and what it is about."""
        self.line(kind, at=AT.CENTER, size=14, bold=True, before=12, after=4)
        self.line("{{ about }}", at=AT.CENTER, size=14, bold=True, after=4)
        self.rule(32, self._width, after=8)

    def closing(self, left: Callable[[Any], None], signature: str) -> None:
        """What stands at the left, and who signs at the right."""
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        receivers, signer = self._two_columns()
        left(receivers)
        self.signer(signature, signer)

    def signer(self, signature: str, into: Any) -> None:
        """Titles, room to sign, and the name."""
        self.each(f"title in {signature}.titles", "{{ title }}", at=AT.CENTER, bold=True, after=0, into=into)
        self.line("", after=60, into=into)
        self.line(f"{{{{ {signature}.name }}}}", at=AT.CENTER, bold=True, into=into)

    def receivers(self, into: Any) -> None:
        """Who gets the paper."""
        self.line("{%p if receivers %}", after=0, into=into)
        self.line("Nơi nhận:", at=AT.LEFT, size=12, bold=True, italic=True, after=0, into=into)
        self.each("receiver in receivers", "- {{ receiver }}", at=AT.LEFT, size=11, after=0, into=into)
        self.line("{%p endif %}", after=0, into=into)

    def annex(self, label: str, title: str, belongs_to: str) -> None:
        """The heading of a list on a page of its own."""
        self.line(label, at=AT.CENTER, size=14, bold=True, after=4)
        self._document.paragraphs[-1].paragraph_format.page_break_before = True
        self.line(title, at=AT.CENTER, size=14, bold=True, after=4)
        self.line(belongs_to, at=AT.CENTER, size=13, italic=True, after=4)
        self.rule(32, self._width, after=8)

    def list_of(self, table: str) -> None:
        """A list with as many columns as its data; its head comes again on every page."""
        rows = self._document.add_table(rows=0, cols=3)
        rows.style = "Table Grid"
        self._narrow_margins(rows)
        head = rows.add_row()
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self._cells(head, f"column in {table}.columns", "{{ column.title }}", bold=True, at=AT.CENTER)
        self._order(rows, f"for group in {table}.groups")
        self._order(rows, "if group.title")
        title = rows.add_row()
        self._cell(
            title.cells[0], "{% colspan " + table + ".columns | length %}{{ group.title }}", bold=True, at=AT.CENTER
        )
        title.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        for cell in title._tr.tc_lst[1:]:
            title._tr.remove(cell)
        self._order(rows, "endif")
        self._order(rows, "for row in group.rows")
        line = rows.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        self._cells(line, "cell in row", "{{ cell }}", at=AT.LEFT)
        self._order(rows, "endfor")
        self._order(rows, "endfor")
        self.line("{{ " + table + ".total | join('  ') }}", bold=True, before=6)

    def _narrow_margins(self, table: Any) -> None:
        """Cells whose words come closer to their edges, as on the typeset list."""
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            edge = OxmlElement(f"w:{side}")
            edge.set(qn("w:w"), "57")
            edge.set(qn("w:type"), "dxa")
            margins.append(edge)
        table._tbl.tblPr.insert_element_before(margins, "w:tblLook")

    def _order(self, rows: Any, order: str) -> None:
        self._cell(rows.add_row().cells[0], "{%tr " + order + " %}")

    def _cells(self, row: Any, loop: str, text: str, **shape: Any) -> None:
        self._cell(row.cells[0], f"{{%tc for {loop} %}}")
        self._cell(row.cells[1], text, **shape)
        self._cell(row.cells[2], "{%tc endfor %}")

    def _cell(self, cell: Any, text: str, *, bold: bool = False, at: AT = AT.LEFT) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.alignment = at
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(12), bold

    @property
    def _width(self) -> float:
        """How wide the text is where the document ends now (mm)."""
        section = self._document.sections[-1]
        return float(Length(section.page_width - section.left_margin - section.right_margin).mm)

    def signed_together(self, *signatures: str) -> None:
        """Several who sign beside each other, and who gets the paper below."""
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        for signature, cell in zip(signatures, self._columns([1 / len(signatures)] * len(signatures)), strict=True):
            self.signer(signature, cell)
        self.receivers(self._document)

    def _two_columns(self) -> Iterator[Any]:
        return self._columns([_LEFT, 1 - _LEFT])

    def _columns(self, shares: Sequence[float]) -> Iterator[Any]:
        table = self._document.add_table(rows=1, cols=len(shares))
        table.autofit = False
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for grid, cell, width in zip(table.columns, table.rows[0].cells, shares, strict=True):
            grid.width = cell.width = Mm(self._width * width)
            cell.paragraphs[0].add_run("").font.size = Pt(1)  # a cell without a paragraph is no cell to Word
            cell.paragraphs[0].paragraph_format.line_spacing = Pt(1)
            yield cell

    def made(self) -> bytes:
        """The document as a file."""
        target = io.BytesIO()
        self._document.save(target)
        return target.getvalue()


def decision_sheet() -> bytes:
    """A decision with the list it belongs to."""
    sheet = Sheet()
    sheet.masthead()
    sheet.named("QUYẾT ĐỊNH")
    sheet.line("{{ authority }}", at=AT.CENTER, bold=True, after=10)
    sheet.each("ground in grounds", "{{ ground }}", italic=True, indent=True)
    sheet.line("QUYẾT ĐỊNH:", at=AT.CENTER, bold=True, before=6, after=10)
    sheet.line("{%p for paragraphs in articles %}", after=0)
    sheet.article("{{ loop.index }}", "{{ paragraphs[0] }}")
    sheet.each("line in paragraphs[1:]", "{{ line }}", indent=True)
    sheet.line("{%p endfor %}", after=0)
    sheet.article("{{ articles | length + 1 }}", "{{ last_article }}", after=14)
    sheet.closing(sheet.receivers, "signature")
    sheet.annex("PHỤ LỤC", "{{ annex.title }}", "{{ annex.belongs_to }}")
    sheet.list_of("annex")
    return sheet.made()


def letter_sheet(*, is_wide: bool = False) -> bytes:
    """A notice, a letter, a sheet or a list that the office hands on."""
    sheet = Sheet()
    if is_wide:
        sheet.lie_across()
    sheet.masthead()
    sheet.named("{{ kind }}")
    sheet.each("name in to", "Kính gửi: {{ name }}", at=AT.CENTER)
    sheet.each("ground in grounds", "{{ ground }}", italic=True, indent=True)
    sheet.each("line in lines", "{{ line }}", indent=True)
    sheet.line("{%p if table %}", after=0)
    sheet.list_of("table")
    sheet.line("{%p endif %}", after=0)
    sheet.line("{{ last }}", indent=True, after=14)
    if is_wide:
        sheet.signed_together("beside[0]", "beside[1]", "signature")
    else:
        sheet.closing(sheet.receivers, "signature")
    sheet.line("{%p if annex %}", after=0)
    sheet.annex("PHỤ LỤC", "{{ annex.title }}", "{{ annex.belongs_to }}")
    sheet.list_of("annex")
    sheet.line("{%p endif %}", after=0)
    return sheet.made()


def minutes_sheet() -> bytes:
    """The minutes of a session with its attendance and counts."""
    sheet = Sheet()
    sheet.masthead()
    sheet.named("BIÊN BẢN")
    sheet.line("{%p for part in parts %}", after=0)
    sheet.line("{{ part.heading }}", at=AT.LEFT, bold=True, before=6)
    sheet.each("line in part.lines", "{{ line }}", indent=True)
    sheet.line("{%p endfor %}", after=14)
    sheet.closing(lambda into: sheet.signer("secretary", into), "chair")
    sheet.annex("PHỤ LỤC I", "{{ attendance.title }}", "{{ belongs_to }}")
    sheet.list_of("attendance")
    sheet.lie_across()
    sheet.annex("PHỤ LỤC II", "{{ counts.title }}", "{{ belongs_to }}")
    sheet.list_of("counts")
    sheet.each("remark in remarks", "{{ remark }}", indent=True)
    return sheet.made()
