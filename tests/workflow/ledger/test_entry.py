"""Entries: their bytes, and that nothing but these bytes is read back."""

import json
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from workflow.ledger.canonical import LARGEST, canonical
from workflow.ledger.entry import Document, Entry, MalformedEntry, OnBehalf

A, B, C = "a" * 26, "b2" * 13, "z7" * 13
HEX = "0123456789abcdef" * 4

FIRST = Entry(
    log="xuancam.example/log/k3v9",
    seq=0,
    at=1_733_104_800_000_000,
    act="submit",
    obj=f"nomination:{A}",
    oseq=0,
    dst="submitted",
    actor=f"act:{B}",
    office="unit_officer",
    wf=HEX,
)
LATER = replace(
    FIRST,
    seq=41,
    oseq=3,
    prev=HEX,
    src="before_chairman",
    dst="awarded",
    act="award",
    office="chairman",
    on_behalf=OnBehalf(f"act:{C}", f"office:{A}"),
    rules=HEX[::-1],
    detail=HEX,
    docs=(Document("decision", HEX), Document("to_trinh", HEX)),
)
WIRE: dict[str, Any] = json.loads(LATER.encode())
OPTIONAL = {"prev", "src", "for", "rules", "detail"}

ids = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=26, max_size=26)
words = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
people = ids.map("act:{}".format)
objects = st.tuples(words, ids).map(":".join)
counts = st.integers(0, LARGEST)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    oseq = draw(st.just(0) | counts)
    return Entry(
        log=draw(st.from_regex(r"[a-z.]{1,20}/log/[a-z0-9]{1,9}", fullmatch=True)),
        seq=draw(counts),
        at=draw(counts),
        act=draw(words),
        obj=draw(objects),
        oseq=oseq,
        prev=draw(digests) if oseq else None,
        src=draw(words) if oseq else draw(st.none() | words),
        dst=draw(words),
        actor=draw(people),
        office=draw(words | objects),
        on_behalf=draw(st.none() | st.builds(OnBehalf, people, objects)),
        wf=draw(digests),
        rules=draw(st.none() | digests),
        detail=draw(st.none() | digests),
        docs=tuple(draw(st.lists(st.builds(Document, words, digests), max_size=4))),
    )


def refused(wire: object) -> str:
    with pytest.raises(MalformedEntry) as refusal:
        Entry.decode(canonical(wire))
    return refusal.value.field


@given(entries())
def test_entries_are_read_back(entry: Entry) -> None:
    written = entry.encode()
    assert Entry.decode(written) == entry
    assert rfc8785.dumps(json.loads(written)) == written


def test_bytes_of_a_first_entry() -> None:
    assert (
        FIRST.encode()
        == (
            f'{{"act":"submit","actor":"act:{B}","at":1733104800000000,"docs":[],"dst":"submitted",'
            f'"log":"xuancam.example/log/k3v9","obj":"nomination:{A}","office":"unit_officer","oseq":0,"seq":0,"v":1,'
            f'"wf":"{HEX}"}}'
        ).encode()
    )


def test_bytes_of_a_later_entry() -> None:
    assert set(WIRE) == set(json.loads(FIRST.encode())) | OPTIONAL
    assert WIRE["for"] == {"principal": f"act:{C}", "mandate": f"office:{A}"}
    assert WIRE["docs"] == [{"k": "decision", "h": HEX}, {"k": "to_trinh", "h": HEX}]
    assert Entry.decode(canonical(WIRE)) == LATER


def test_an_entry_does_not_change() -> None:
    entry: Any = LATER
    with pytest.raises(FrozenInstanceError):
        entry.dst = "declined"


@pytest.mark.parametrize("field", sorted(set(WIRE) - OPTIONAL))
def test_a_missing_field_is_named(field: str) -> None:
    assert refused({name: value for name, value in WIRE.items() if name != field}) == field


@pytest.mark.parametrize("field", ["prev", "src"])
def test_a_later_entry_continues_its_case(field: str) -> None:
    assert refused({name: value for name, value in WIRE.items() if name != field}) == field


def test_a_first_entry_names_no_entry_before() -> None:
    assert refused(json.loads(FIRST.encode()) | {"prev": HEX}) == "prev"


@pytest.mark.parametrize("field", ["reason", "on_behalf", "V", ""])
def test_an_unknown_field_is_named(field: str) -> None:
    assert refused(WIRE | {field: "x"}) == field


@pytest.mark.parametrize("field", sorted(WIRE))
@pytest.mark.parametrize("wrong", [None, True, -1, 2**53 - 1, "", "Ông A", {}, [1], [[]], {"k": 1}])
def test_a_value_of_the_wrong_kind_is_named(field: str, wrong: object) -> None:
    if field in ("seq", "at", "oseq") and wrong == LARGEST:
        return
    named = refused(WIRE | {field: wrong})
    assert named == field or named.startswith(f"{field}.")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("v", 2),
        ("log", "a b"),
        ("log", "a+b"),
        ("log", "tỉnh/log"),
        ("act", "key.rotated"),
        ("act", "submit\n"),
        ("obj", A),
        ("obj", f"nomination:{A}a"),
        ("obj", f"nomination:{A.upper()}"),
        ("actor", A),
        ("actor", f"account:{A}"),
        ("office", "Chairman"),
        ("prev", HEX.upper()),
        ("wf", HEX[:-1]),
        ("detail", HEX + "0"),
        ("detail", "٠" * 64),
    ],
)
def test_a_value_out_of_its_form_is_named(field: str, wrong: object) -> None:
    assert refused(WIRE | {field: wrong}) == field


@pytest.mark.parametrize(
    ("field", "wrong", "named"),
    [
        ("docs", [{"k": "decision"}], "docs.h"),
        ("docs", [{"h": HEX}], "docs.k"),
        ("docs", [{"k": "decision", "h": HEX, "name": "x"}], "docs.name"),
        ("docs", [{"k": "Tờ trình", "h": HEX}], "docs.k"),
        ("docs", [{"k": "decision", "h": 1}], "docs.h"),
        ("for", {"principal": f"act:{A}"}, "for.mandate"),
        ("for", {"principal": A, "mandate": f"office:{A}"}, "for.principal"),
        ("for", {"principal": f"act:{A}", "mandate": f"office:{A}", "why": "x"}, "for.why"),
    ],
)
def test_a_value_inside_a_field_is_named(field: str, wrong: object, named: str) -> None:
    assert refused(WIRE | {field: wrong}) == named


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 65000,
        b'"text"',
        b"1" * 5000,
        b"NaN",
        LATER.encode() + b"\n",
        b" " + LATER.encode(),
        b"\xef\xbb\xbf" + LATER.encode(),
        LATER.encode() + LATER.encode(),
        json.dumps(WIRE).encode(),
        json.dumps(dict(reversed(WIRE.items())), separators=(",", ":")).encode(),
        LATER.encode().replace(b'"v":1', b'"v":1,"v":1'),
        LATER.encode().replace(b'"seq":41', b'"seq":40,"seq":41'),
        LATER.encode().replace(b'"act":"award"', b'"act":"\\u0061ward"'),
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    assert data != LATER.encode()
    with pytest.raises(MalformedEntry) as refusal:
        Entry.decode(data)
    assert refusal.value.field == "bytes"


@pytest.mark.parametrize("number", ["41.0", "4.1e1", "1e400", "-0", "041", "9007199254740992"])
def test_other_spellings_of_a_number_are_refused(number: str) -> None:
    with pytest.raises(MalformedEntry) as refusal:
        Entry.decode(LATER.encode().replace(b'"seq":41', f'"seq":{number}'.encode()))
    assert refusal.value.field in ("seq", "bytes")


def test_every_cut_of_an_entry_is_refused() -> None:
    written = LATER.encode()
    for end in range(len(written)):
        with pytest.raises(MalformedEntry):
            Entry.decode(written[:end])


def test_an_entry_too_long_to_publish_is_refused() -> None:
    crowded = replace(LATER, docs=(Document("decision", HEX),) * 800)
    with pytest.raises(MalformedEntry) as refusal:
        crowded.encode()
    assert refusal.value.field == "bytes"
