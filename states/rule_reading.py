"""Strict reading of rules kept as TOML: what a dataclass declares is what its table must hold, no more and no less.

The types in use: text, whole number, yes/no, day, ``Literal``, enumerations, ``X | None`` (None is written
``"none"``), tuples, mappings, and dataclasses of these. A field with a default may be left out.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from states.refusals import Fault

T = TypeVar("T")

Mark = Literal["V", "B", "U"]
"""How sure a fact is: read in the source named, believed, or unknown."""

NONE: Final = "none"
_PLAIN: Final = (str, int, bool, date)


class RulesUnreadable(Fault, ValueError):
    """A file of rules breaks its own form; the message names the file and the key."""


_DOCUMENT: Final = re.compile(
    r"\d|\w\.(?:vn|com)\b|Luật|Nghị định|Thông tư|Quyết định|Quy chế|Kế hoạch|Công văn|Thư viện Pháp luật"
)
"""What a source has that names a document: a number, the address of a page, or the kind of the text."""


def names_a_document(source: str) -> bool:
    """Tell whether a source names a document, so that a reader can look whether it says so."""
    return _DOCUMENT.search(source) is not None


def read_as(kind: type[T], data: object, *, file: str) -> T:
    """Return ``data``, a parsed TOML table, as the dataclass ``kind``; raises ``RulesUnreadable``."""
    value: T = _read(kind, data, f"{file}:")
    return value


def _read(kind: Any, data: Any, where: str) -> Any:
    if kind in _PLAIN:
        return _plain(kind, data, where)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _one_of(arguments, data, where)
    if origin in (types.UnionType, Union):
        return None if data == NONE else _read(next(a for a in arguments if a is not types.NoneType), data, where)
    if origin is tuple:
        return _tuple(arguments, data, where)
    if origin is Mapping:
        table = _plain(dict, data, where)
        return types.MappingProxyType(
            {_read(arguments[0], key, where): _read(arguments[1], row, f"{where} {key}") for key, row in table.items()}
        )
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        values: list[str] = [str(member) for member in kind]
        return kind(_one_of(values, data, where))
    if is_dataclass(origin or kind):
        return _record(origin or kind, arguments, _plain(dict, data, where), where)
    raise TypeError(f"{where} no reader for {kind}")


def _plain(kind: type[T], data: object, where: str) -> T:
    if type(data) is not kind:
        raise RulesUnreadable(f"{where} must be of type {kind.__name__}")
    if data == "":
        raise RulesUnreadable(f"{where} must not be empty")
    return data


def _one_of(known: Any, data: Any, where: str) -> Any:
    if data not in known:
        raise RulesUnreadable(f"{where} must be one of {', '.join(known)}")
    return data


def _tuple(arguments: tuple[Any, ...], data: object, where: str) -> tuple[Any, ...]:
    rows = _plain(list, data, where)
    kinds = [arguments[0]] * len(rows) if arguments[-1] is Ellipsis else list(arguments)
    if len(rows) != len(kinds):
        raise RulesUnreadable(f"{where} must hold {len(kinds)} values")
    return tuple(_read(kind, row, f"{where}[{n}]") for n, (kind, row) in enumerate(zip(kinds, rows, strict=True)))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """What a dataclass declares; to find it out takes longer than to read a table of it."""
    return get_type_hints(kind)


def _record(kind: Any, arguments: tuple[Any, ...], data: dict[str, Any], where: str) -> Any:
    hints = _hints(kind)
    fillings = dict(zip(getattr(kind, "__parameters__", ()), arguments, strict=True))
    values: dict[str, Any] = {}
    for field in fields(kind):
        place = f"{where} {field.name}"
        if field.name in data:
            hint = hints[field.name]
            values[field.name] = _read(fillings.get(hint, hint), data[field.name], place)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise RulesUnreadable(f"{place} is missing")
    if values.get("mark") == "V" and not names_a_document(values.get("source", "")):
        raise RulesUnreadable(f"{where} source must name the document that was read (mark V)")
    unknown = sorted(set(data) - set(values))
    if unknown:
        raise RulesUnreadable(f"{where} {unknown[0]} is not a key that is known here")
    try:
        return kind(**values)
    except ValueError as error:
        raise RulesUnreadable(f"{where} {error}") from error
