"""Canonical bytes are those of an independent implementation of RFC 8785."""

from enum import IntEnum, StrEnum
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from workflow.ledger.canonical import DEEPEST, LARGEST, canonical

keys = st.text(st.characters(max_codepoint=127), max_size=8)
atoms = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(max_size=20)
values = st.recursive(
    atoms, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5), max_leaves=25
)


@given(values)
def test_equals_rfc8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_equals_rfc8785_on_every_character_that_may_be_escaped() -> None:
    text = "".join(map(chr, range(0x100))) + "\u2028\u2029\ufeff\U0001f3c5 Bảng Vàng"
    assert canonical({text[:128]: text}) == rfc8785.dumps({text[:128]: text})


def test_text_is_written_as_given() -> None:
    assert canonical(["\u1ea3", "a\u0309"]) == '["\u1ea3","a\u0309"]'.encode()


def test_tuples_and_enumerations_are_written_by_value() -> None:
    colour = StrEnum("colour", {"GOLD": "gold"})
    number = IntEnum("number", {"ONE": 1})
    assert canonical({"b": (colour.GOLD, number.ONE), "a": True}) == b'{"a":true,"b":["gold",1]}'


@pytest.mark.parametrize("value", [1.0, float("nan"), b"x", {1, 2}, {1: 2}, {None: 1}, [[object()]]])
def test_other_types_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="canonical"):
        canonical(value)


@pytest.mark.parametrize(
    "value", [LARGEST + 1, -LARGEST - 1, pytest.param(10**5000, id="vast"), {"tên": 1}, ["\ud800"], {"a": "\udfff"}]
)
def test_values_beyond_the_form_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="canonical"):
        canonical(value)


def test_a_value_that_contains_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="nested"):
        canonical(endless)


def test_the_deepest_nesting_is_written() -> None:
    value: object = 1
    for _ in range(DEEPEST):
        value = [value]
    assert canonical(value) == b"[" * DEEPEST + b"1" + b"]" * DEEPEST
