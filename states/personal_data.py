"""What of the records is personal, what an erasure puts in its place, and what of it stays because it is public.

An erased detail leaves *remains*: the same detail without what is personal. The erasure's own entry commits to them, so
that states, offices, votes and counts can still be replayed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ERASED = "(đã xóa)"
"""What stands where a text was."""

PERSONAL: Mapping[str, tuple[str, ...]] = {
    "nomination": (
        "name", "title", "birth_year", "household_code", "search_key", "sort_key", "achievement", "reason",
    ),
    "past_award": ("evidence",),
    "statement": ("chosen", "amount", "since", "until", "called", "used_for", "source"),
    "merger": ("reason",),
    "document": ("file_name", "sha256", "salt"),
    "appraisal_check": ("note",),
    "consultation_reply": ("text",),
    "comment": ("from_whom", "text"),
    "comment_settlement": ("note",),
    "conflict": ("relation",),
    "verdict": ("lines", "digest"),
    "waiver": ("reason",),
    "erased_detail": ("remains",),
}  # fmt: skip
"""The personal columns of every table whose rows an entry writes."""

OF_A_PUBLIC_ACT = frozenset({"name", "title", "search_key", "sort_key"})
"""Of a nomination that was published: a decision that honours somebody names them, for good."""

EMPTY = frozenset({"search_key", "sort_key", "sha256", "salt", "digest", "chosen", "remains"})
"""Texts that are read by machines: nothing stands in their place."""

NO_LINES = "[]"
_KEPT_PARTICULARS = frozenset({
    "dated_on", "number", "recovered_on", "amount", "concluded_on", "cause", "replaces", "requested_on",
    "answer_due_on", "report_due_on", "seen_documents", "awarded", "tabled", "corrects",
})  # fmt: skip

Columns = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose data: the ids of the person's cases, the codes of the nominations, and which of them a public act names."""

    cases: frozenset[str]
    codes: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Remains:
    """What is left of the detail of one entry, as canonical bytes made it a text."""

    entry: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Blank:
    """The columns that take the place of a row's personal ones."""

    table: str
    key: str
    columns: Columns


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an erasure takes away: details of entries, columns of records, and what is no history.

    ``kept`` are rows that hold no history, the lines of the register among them. ``names`` are looked for in messages and
    half-filled forms, ``papers`` name whose typeset papers are made anew, ``digests`` files that go. ``stays`` counts, by
    reason, what is kept.
    """

    remains: Sequence[Remains] = ()
    blanks: Sequence[Blank] = ()
    kept: Sequence[Blank] = ()
    cases: Sequence[str] = ()
    names: Sequence[str] = ()
    papers: Sequence[str] = ()
    digests: Sequence[str] = ()
    stays: Mapping[str, int] = field(default_factory=dict)


def blank(column: str, value: Any) -> Any:
    """What an erasure writes in the place of a value; nothing stays nothing."""
    if value is None or isinstance(value, int) or column in ("household_code", "since", "until"):
        return None
    if column == "lines":
        return NO_LINES
    return "" if column in EMPTY else ERASED


def is_blank(nomination: Columns) -> bool:
    """Whether the name of a nomination was erased."""
    return (nomination["name"], nomination["search_key"]) == (ERASED, "")


def blanked(table: str, row: Columns, *, is_public: bool = False) -> dict[str, Any]:
    """The personal columns of a row that an erasure changes, with what takes their place."""
    kept = OF_A_PUBLIC_ACT if is_public else frozenset()
    return {
        column: new
        for column in PERSONAL.get(table, ())
        if column in row and column not in kept and (new := blank(column, row[column])) != row[column]
    }


def remains_of(detail: Columns, subject: str, key: str, scope: Scope) -> dict[str, Any]:
    """A detail without what is personal to somebody: of an own case all of it, of another's only rows about the person."""
    is_own = key in scope.cases
    is_public = key in scope.public
    changes, particulars = dict(detail["changes"]), dict(detail["particulars"])
    if is_own:
        changes |= blanked(subject, changes, is_public=is_public)
        particulars = dict(_without_texts(particulars))
    elif "agenda" in particulars:
        particulars["agenda"] = [_agenda_line(line, scope) for line in particulars["agenda"]]
    rows = [[name, _row(name, row, is_own, scope)] for name, row in detail["rows"]]
    return {"changes": changes, "rows": rows, "particulars": particulars}


def _row(name: str, row: Columns, is_own: bool, scope: Scope) -> dict[str, Any]:
    if name == "erased_detail":
        return {**row, "remains": _inner(row["remains"], scope)}
    if is_own or row.get("nomination_id") in scope.cases:
        return {**row, **blanked(name, row)}
    return dict(row)


def _inner(text: str, scope: Scope) -> str:
    """Remains that still hold something of the person are told anew by the later erasure, and say nothing here."""
    return "" if text and redone(text, scope) is not None else text


def redone(text: str, scope: Scope) -> dict[str, Any] | None:
    """Earlier remains without what is personal to one more person; nothing where they hold nothing of them."""
    detail = json.loads(text)
    left = remains_of(detail, "", "", scope)
    return left if left != detail else None


def _agenda_line(line: Sequence[Any], scope: Scope) -> list[Any]:
    code, _name, *rest = line
    return [code, ERASED, *rest] if code in scope.codes else list(line)


def _without_texts(particulars: Columns) -> Iterator[tuple[str, Any]]:
    for name, value in particulars.items():
        if name in _KEPT_PARTICULARS:
            yield name, value
        else:
            yield name, ERASED if isinstance(value, str) and value else ("" if isinstance(value, str) else None)
