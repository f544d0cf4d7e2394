"""Free texts that name a person in passing: minutes, opinions, notes and reasons of other people's cases.

An erasure looks for the name in all of them and shows each place to whoever confirms. What is not taken out of the choice loses
the name, in the record and in every detail that says it; the words around it stay. What must keep the name is told with why.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from states.naming import Named, strings_of
from states.personal_data import ERASED, NO_LINES, Blank, Columns, Plan, Remains

FREE_TEXT: Mapping[str, tuple[str, ...]] = {
    "nomination": ("title", "achievement", "reason", "above_number", "above_authority"),
    "past_award": ("issuer", "evidence"),
    "statement": ("called", "used_for", "source"),
    "merger": ("reason",),
    "document": ("file_name",),
    "appraisal_check": ("note",),
    "consultation": ("body",),
    "consultation_reply": ("text",),
    "comment": ("from_whom", "text"),
    "comment_settlement": ("note",),
    "conflict": ("relation",),
    "waiver": ("reason", "document"),
    "verdict": ("lines",),
    "session": ("title", "place", "reason"),
    "session_guest": ("name", "post"),
    "session_document": ("file_name",),
    "attendance": ("reason",),
    "hand_answer": ("note",),
    "minutes_version": ("course", "remarks", "conclusions", "reason"),
    "actual": ("text", "note"),
    "actual_evidence": ("file_name",),
    "campaign": ("interim_report", "final_report"),
    "erasure": ("document",),
    "legal_hold": ("document",),
    "fund_entry": ("document", "note"),
    "paper_template": ("reason",),
}
"""Columns in which anybody may be named, of cases and of the rows that entries bring."""

KEPT_TEXT: Mapping[str, tuple[str, ...]] = {"upload": ("file_name",), "proposal": ("title", "number")}
"""The same of tables that hold no history."""

LONGEST_LINE, MOST_BYTES = 500, 40_000
"""A text that would grow out of its column, or that a database can't compare any more, goes as a whole."""


class Doubt(StrEnum):
    """Why a place may speak of somebody else: the name has other marks, or it is in the case of a namesake."""

    ALIKE = "alike"
    NAMESAKE = "namesake"


class Why(StrEnum):
    """Why a name stays where it stands."""

    PUBLIC_ACT = "public_act"
    OFFICIAL = "official"
    NAMESAKE = "namesake"


_WHY: Mapping[str, Why] = {
    "account": Why.OFFICIAL, "office": Why.OFFICIAL, "session_roll": Why.OFFICIAL, "nomination": Why.NAMESAKE,
    "nominee": Why.NAMESAKE, "agenda_item": Why.NAMESAKE,
}  # fmt: skip
"""Of whom such records speak; all others that are left are public acts: decisions, plans, rules."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One record in which the name stands: what it is, by which entry it was said, and the words around the name."""

    key: str
    table: str
    entry: int | None
    words: str
    doubt: Doubt | None = None


@dataclass(frozen=True, kw_only=True)
class Left:
    """A record, or an entry's place, that keeps the name, and why."""

    key: str
    table: str
    entry: int | None
    why: Why


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an entry says, as far as it is left after what went by its id. ``is_touched``: something did.

    ``held_by`` is the row of an earlier erasure that says it, where the detail itself is gone.
    """

    entry: int
    subject: str
    key: str
    says: Columns
    is_touched: bool
    held_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Passages:
    """Everything in which the names were found, as it stands; ``others`` are the cases and lines of namesakes.

    ``own`` are the person's cases whose name is a public act, ``records`` cases as they stand now, ``kept`` rows that hold no
    history.
    """

    names: Sequence[Named] = ()
    details: Sequence[Told] = ()
    earlier: Sequence[Told] = ()
    records: Sequence[tuple[str, Columns]] = ()
    kept: Sequence[tuple[str, Columns]] = ()
    others: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    def is_in(self, text: str) -> bool:
        """Whether one of the names stands in a text."""
        return any(name.is_in(text) for name in self.names)

    def doubt(self, text: str, about: str | None) -> Doubt | None:
        """Why it may be somebody else, if it may."""
        if about in self.others:
            return Doubt.NAMESAKE
        return None if any(name.is_surely_in(text) for name in self.names) else Doubt.ALIKE

    def blotted(self, text: str, doubt: Doubt | None) -> str:
        """The text without the names."""
        left = text
        for name in self.names:
            left = name.blotted(left, with_doubtful=doubt is Doubt.ALIKE)
        is_too_long = len(text) <= LONGEST_LINE < len(left)
        return ERASED if is_too_long or len(left.encode()) > MOST_BYTES else left


def is_only_blotted(remains: str) -> bool:
    """Whether what is left is the detail of somebody else's case that lost a name in free text, and nothing else."""
    try:
        says = json.loads(remains)
        values = [says["changes"], *(row for _table, row in says["rows"])]
    except (ValueError, TypeError, KeyError):
        return False
    is_whole = all(row.get(column) not in lost for row in values for column, lost in _LOST.items())
    return is_whole and any(ERASED in text or text == NO_LINES for text in strings_of(says))


_LOST: Mapping[str, tuple[str, ...]] = {"search_key": ("",), "sort_key": ("",), "sha256": ("",), "salt": ("",)}
"""What an erasure leaves of a person's own data, and never of anybody else's."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A free text: of which record, said by which entry, and about whose case."""

    key: str
    table: str
    entry: int | None
    about: str | None


Say = Callable[[Spot, str], str]
"""What takes the place of a text."""


def places(found: Passages) -> list[Place]:
    """Where the names stand in free text, one place a record, in the order of the entries."""
    seen: dict[str, Place] = {}

    def note(spot: Spot, text: str) -> str:
        if found.is_in(text):
            doubt = found.doubt(text, spot.about)
            known = seen.get(spot.key)
            if known is None or (known.doubt and not doubt):
                words = next(words for name in found.names if (words := name.around(text)))
                seen[spot.key] = Place(key=spot.key, table=spot.table, entry=spot.entry, words=words, doubt=doubt)
        return text

    _say_anew(found, note)
    return list(seen.values())


def stays(found: Passages) -> list[Left]:
    """Where the names stay after all places lost them, one a record."""
    seen: dict[str, Left] = {}

    def note(key: str, table: str, entry: int | None, values: object) -> None:
        if key.split(".")[1] not in found.own and any(found.is_in(text) for text in strings_of(values)):
            seen.setdefault(key, Left(key=key, table=table, entry=entry, why=_WHY.get(table, Why.PUBLIC_ACT)))

    for told in (*found.details, *found.earlier):
        note(f"{told.subject}.{told.key}", told.subject, told.entry, _other(told.subject, told.says["changes"]))
        for table, row in told.says["rows"]:
            if table != "erased_detail":
                note(f"{table}.{row['id']}", table, told.entry, _other(table, row))
    for table, row in (*found.records, *found.kept):
        note(f"{table}.{row['id']}", table, None, _other(table, row))
    return list(seen.values())


def _other(table: str, row: Columns) -> list[Any]:
    free = (*FREE_TEXT.get(table, ()), *KEPT_TEXT.get(table, ()))
    return [value for column, value in row.items() if column not in free]


@dataclass(frozen=True, kw_only=True)
class Erasable:
    """What an erasure would take away by its ids, and the passages in which the name was found."""

    plan: Plan
    found: Passages

    def choose(self, *, spared: Sequence[str] = (), added: Sequence[str] = ()) -> Plan:
        """The plan with every place losing the name, but for those spared; where it may be another's only those added."""
        return _choose(self.plan, self.found, frozenset(spared), frozenset(added))


def _choose(plan: Plan, found: Passages, spared: frozenset[str], added: frozenset[str]) -> Plan:
    chosen = {each.key: each.doubt for each in places(found)}
    goes = {key: doubt for key, doubt in chosen.items() if (key in added if doubt else key not in spared)}
    blanks = {(each.table, each.key): dict(each.columns) for each in plan.blanks}
    kept = {(each.table, each.key): dict(each.columns) for each in plan.kept}
    about: set[str] = set()

    def say(spot: Spot, text: str) -> str:
        if spot.key not in goes or not found.is_in(text):
            return text
        if spot.about:
            about.add(spot.about)
        return found.blotted(text, goes[spot.key])

    said = _say_anew(found, say)
    for (table, key), columns in said.columns.items():
        (kept if table in KEPT_TEXT else blanks).setdefault((table, key), {}).update(columns)
    return replace(
        plan,
        stays={**plan.stays, **Counter(each.why.value for each in stays(found))},
        remains=said.remains,
        blanks=[Blank(table=table, key=key, columns=columns) for (table, key), columns in blanks.items()],
        kept=[Blank(table=table, key=key, columns=columns) for (table, key), columns in kept.items()],
        papers=sorted({*plan.papers, *about}),
    )


@dataclass(kw_only=True)
class _Said:
    remains: list[Remains] = field(default_factory=list)
    columns: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def change(self, table: str, key: str, columns: Columns) -> None:
        if columns:
            self.columns.setdefault((table, key), {}).update(columns)


def _say_anew(found: Passages, say: Say) -> _Said:
    """Say every detail and record anew; what an earlier erasure had left of one is told by this one from now on."""
    said = _Said()
    redone: dict[int, tuple[Told, dict[str, Any]]] = {}
    for told in found.earlier:
        text = _retold(told, say, said, frozenset())
        if told.is_touched or text != told.says:
            redone[told.entry] = told, text
    for told in found.earlier:  # those whose own text stays, but that repeat one that doesn't
        text = _retold(told, say, said, frozenset(redone))
        if told.entry in redone or text != told.says:
            redone[told.entry] = told, text
    for entry, (told, text) in redone.items():
        said.remains.append(Remains(entry=entry, text=_written(text)))
        said.change("erased_detail", told.held_by, {"remains": ""})
    for told in found.details:
        text = _retold(told, say, said, frozenset(redone))
        if told.is_touched or text != told.says:
            said.remains.append(Remains(entry=told.entry, text=_written(text)))
    for table, row in (*found.records, *found.kept):
        texts = FREE_TEXT.get(table, ()) + KEPT_TEXT.get(table, ())
        said.change(table, row["id"], _changed(texts, row, Spot(f"{table}.{row['id']}", table, None, row["id"]), say))
    said.remains.sort(key=lambda each: each.entry)
    return said


def _retold(told: Told, say: Say, said: _Said, redone: frozenset[int]) -> dict[str, Any]:
    """What an entry says, said anew, with the columns of rows that change with it."""
    case = Spot(f"{told.subject}.{told.key}", told.subject, told.entry, told.key)
    changes = {**told.says["changes"], **_changed(FREE_TEXT.get(told.subject, ()), told.says["changes"], case, say)}
    particulars = {
        name: value if name == "agenda" else _deep(value, case, say)
        for name, value in told.says["particulars"].items()
    }  # fmt: skip
    rows = []
    for table, row in told.says["rows"]:
        if table == "erased_detail":
            rows.append([table, {**row, "remains": ""} if row["entry"] in redone else dict(row)])
            continue
        spot = Spot(f"{table}.{row['id']}", table, told.entry, row.get("nomination_id") or row.get("session_id"))
        new = _changed(FREE_TEXT.get(table, ()), row, spot, say)
        said.change(table, row["id"], new)
        rows.append([table, {**row, **new}])
    return {"changes": changes, "rows": rows, "particulars": particulars}


def _changed(columns: Sequence[str], row: Columns, spot: Spot, say: Say) -> dict[str, Any]:
    """The columns that say something else from now on."""
    new: dict[str, Any] = {}
    for column in columns:
        value = row.get(column)
        if isinstance(value, str) and value and (text := say(spot, value)) != value:
            new |= {"lines": NO_LINES, "digest": ""} if column == "lines" else {column: text}
    return new


def _deep(value: Any, spot: Spot, say: Say) -> Any:
    if isinstance(value, str):
        return say(spot, value)
    if isinstance(value, dict):
        return {name: _deep(each, spot, say) for name, each in value.items()}
    return [_deep(each, spot, say) for each in value] if isinstance(value, list) else value


def _written(says: Columns) -> str:
    """The one spelling of what is left, as of every detail."""
    return json.dumps(says, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
