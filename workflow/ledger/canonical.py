"""The one way to write a value as bytes, so that whoever hashes the same facts gets the same digest.

The bytes are those of the JSON Canonicalization Scheme (RFC 8785), for the part of JSON that the ledger needs: keys
in ASCII, whole numbers only, text exactly as given. Text is brought to NFC where it enters the house, not here.
"""

import json
from collections.abc import Iterable

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly."""

DEEPEST = 64
"""Levels of nesting; a value that contains itself runs into this bound."""

_write = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode


def canonical(value: object) -> bytes:
    """The canonical UTF-8 bytes of a value made of dict, list, tuple, str, int, bool and None.

    Raises ``TypeError`` for any other type (a float among them) and for a key that is not text; ``ValueError`` for a
    number beyond ``LARGEST``, a key outside ASCII, text that is not valid Unicode, and nesting beyond ``DEEPEST``.
    """
    _check(value, 0)
    try:
        return _write(value).encode()
    except UnicodeEncodeError as broken:
        raise ValueError("canonical: text holds half of a surrogate pair") from broken


def _check(value: object, depth: int) -> None:
    if value is None or isinstance(value, str):
        return
    if isinstance(value, int):
        if not -LARGEST <= value <= LARGEST:
            raise ValueError(f"canonical: a whole number of {value.bit_length()} bits is not exact in JSON")
        return
    if depth == DEEPEST:
        raise ValueError(f"canonical: nested deeper than {DEEPEST} levels")
    if isinstance(value, dict):
        if not _are_plain(value):
            _refuse_a_key(value)
        _check_each(value.values(), depth + 1)
    elif isinstance(value, list | tuple):
        _check_each(value, depth + 1)
    else:
        raise TypeError(f"canonical: {type(value).__name__} has no canonical form here")


def _check_each(values: Iterable[object], depth: int) -> None:
    """Most values are text or small numbers, and need no look inside."""
    for value in values:
        kind = type(value)
        if kind is str or value is None or (kind is int and -LARGEST <= value <= LARGEST):  # type: ignore[operator]
            continue
        _check(value, depth)


def _are_plain(keys: Iterable[object]) -> bool:
    try:
        return all(map(str.isascii, keys))  # type: ignore[arg-type]
    except TypeError:
        return False


def _refuse_a_key(keys: Iterable[object]) -> None:
    for key in keys:
        if not isinstance(key, str):
            raise TypeError(f"canonical: a key is {type(key).__name__}, not text")
        if not key.isascii():
            raise ValueError(f"canonical: the key {key!r} is not ASCII")
