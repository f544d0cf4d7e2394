"""Files that pretend to be lists: none of them is opened further than it takes to say no."""

from __future__ import annotations

import io
import struct
import tracemalloc
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.support.workbooks import Formula, household, part_of, repacked, workbook
from workflow.intake.package import FileProblem, Unreadable, unpack
from workflow.intake.sheets import sheets
from workflow.intake.worksheet import letters, position

LIST = workbook([household("Trần Văn Ba", code="01")])
SHEET = part_of(LIST, "xl/worksheets/sheet1.xml")
WORDS = part_of(LIST, "xl/sharedStrings.xml")
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
BOMB = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">' + LAUGHS + b"]><sst><si><t>&l9;</t></si></sst>"
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'


def cells(*references: str, prefix: str = "", more: str = "") -> bytes:
    """A worksheet with the cells of these addresses, written unlike any spreadsheet program does."""
    p = f"{prefix}:" if prefix else ""
    namespace = f'xmlns{":" + prefix if prefix else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    inner = "".join(f"<{p}row><{p}c  t='n' r = '{each}'><{p}v>1</{p}v></{p}c></{p}row>" for each in references)
    return f"<{p}worksheet {namespace}><{p}sheetData>{inner}</{p}sheetData>{more}</{p}worksheet>".encode()


def lying(data: bytes) -> bytes:
    """A package whose directory says that every part is tiny."""
    target = bytearray(data)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", target, place + 24, 10)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(target)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b"%PDF-1.7\n", FileProblem.NO_WORKBOOK),
        ("họ tên;năm sinh".encode(), FileProblem.NO_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), FileProblem.OLD_FORMAT),
        (LIST + bytes(5_000_000), FileProblem.TOO_LARGE),
        (LIST[:-100], FileProblem.DAMAGED),
        (lying(LIST), FileProblem.DAMAGED),
        (repacked(LIST, sheet=b"<worksheet>"), FileProblem.DAMAGED),
        (repacked(LIST, sheet=SHEET[:-30]), FileProblem.DAMAGED),
        (repacked(LIST, **{"xl/vbaProject.bin": b"x"}), FileProblem.HAS_MACROS),
        (repacked(LIST, words=BOMB), FileProblem.DECLARES_ENTITIES),
        (repacked(LIST, words=OUTSIDE), FileProblem.DECLARES_ENTITIES),
        (repacked(LIST, words=BOMB.decode().encode("utf-16")), FileProblem.DECLARES_ENTITIES),
        (repacked(LIST, words=WORDS + b" " * 30_000_000), FileProblem.UNPACKS_TOO_LARGE),
        (repacked(LIST, sheet=cells("A1", "XFD1048576")), FileProblem.TOO_MANY_CELLS),
        (repacked(LIST, sheet=cells("A1", "XFD1048576", prefix="x")), FileProblem.TOO_MANY_CELLS),
        (repacked(LIST, sheet=SHEET.replace(b'"B2"', b'"ZZZ900000"')), FileProblem.TOO_MANY_CELLS),
        (repacked(LIST, sheet=cells("A1", more='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
         FileProblem.TOO_MANY_CELLS),
    ],
)  # fmt: skip
def test_no_list_at_all(data: bytes, problem: FileProblem) -> None:
    with pytest.raises(Unreadable) as refused:
        unpack(data)
    assert refused.value.problem == problem


def test_a_zip_bomb_takes_no_room() -> None:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(100):
                part.write(bytes(4_000_000))
    data = target.getvalue()
    assert len(data) < 1_000_000
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable) as refused:
            unpack(data)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert refused.value.problem == FileProblem.UNPACKS_TOO_LARGE


def test_formulas_are_found_however_the_sheet_is_written() -> None:
    plain = unpack(workbook([household("Trần Văn Ba", year=Formula("=1+1"))]))
    assert plain.formulas["xl/worksheets/sheet1.xml"] == {(2, 5)}
    odd = b"<x:worksheet xmlns:x='m'><x:sheetData><x:row><x:c/><x:c><x:f>1+1</x:f></x:c></x:row></x:sheetData></x:worksheet>"
    assert unpack(repacked(LIST, sheet=odd)).formulas["xl/worksheets/sheet1.xml"] == {(1, 2)}


def test_hidden_sheets_are_not_read() -> None:
    book = part_of(LIST, "xl/workbook.xml").replace(b"<sheet name", b'<sheet state="hidden" name')
    assert list(sheets(unpack(repacked(LIST, **{"xl/workbook.xml": book})))) == []


def test_addresses() -> None:
    for column, name in ((1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")):
        assert letters(column) == name
        assert position(f"{name}9") == (9, column)
