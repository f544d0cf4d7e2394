"""The worksheets of a workbook that was looked through: their values, and where a live formula stands."""

import io
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from workflow.intake.package import FileProblem, Package, Unreadable
from workflow.intake.worksheet import Position

_WORKBOOK, _TARGETS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class Sheet:
    """One visible worksheet. ``rows`` begin at the first row and column; an empty cell is ``""``."""

    name: str
    rows: Sequence[Sequence[Any]]
    formulas: frozenset[Position]


def sheets(package: Package) -> Iterator[Sheet]:
    """The visible worksheets, in the order of their tabs."""
    parts = _parts_by_name(package.content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(package.content))
        for each in workbook.sheets_metadata:
            if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible:
                rows = workbook.get_sheet_by_name(each.name).to_python(skip_empty_area=False)
                formulas = package.formulas.get(parts.get(each.name, ""), frozenset())
                yield Sheet(each.name, rows, formulas)
    except CalamineError as error:
        raise Unreadable(FileProblem.DAMAGED) from error


def _parts_by_name(content: bytes) -> dict[str, str]:
    """Which part holds which sheet."""
    with ZipFile(io.BytesIO(content)) as archive:
        try:
            workbook, relations = (ElementTree.fromstring(archive.read(name)) for name in (_WORKBOOK, _TARGETS))
        except KeyError as error:
            raise Unreadable(FileProblem.DAMAGED) from error
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = {}
    for sheet in (element for element in workbook.iter() if _bare(element.tag) == "sheet"):
        relation = next((value for name, value in sheet.attrib.items() if _bare(name) == "id"), None)
        found[sheet.get("name", "")] = _path(targets.get(relation, ""))
    return found


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _path(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
