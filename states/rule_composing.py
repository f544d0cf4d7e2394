"""Composes one set of rules out of parts, as plain data: what a regime rests on, what differs, what many awards share.

A file of rules may name others in ``based_on``; they are laid down first, in that order, and what the file says itself
lies on top. A figure (a table with ``value``) replaces the figure below it whole; other tables are laid over one another;
lists are replaced, and ``more_conditions`` or ``more_documents`` stand after what the list says. ``without`` names keys
that fall away, ``as_unknown`` marks all of the ground as unknown. Then the shorthand is written out: an award takes the
patterns named in ``like``, and its papers and conditions are looked up by name. What comes out says everything once more
in full, so that a digest covers all of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from states.rule_reading import RulesUnreadable

Raw = dict[str, Any]
Lookup = Callable[[str], Raw]
"""Finds the raw table of a part by its name."""

AXES: Final = "axes"
_SHORTHAND: Final = ("patterns", "library", AXES)
_OF_THE_FILE: Final = ("based_on", "as_unknown", "without")
_DAYS: Final = ("valid_from", "valid_to", "since", "on")
"""The keys of rules and layers whose values are days."""
_LISTS: Final = ("documents", "conditions")
_MORE: Final = "more_"
"""Before the name of a list: what a text of lower rank adds to it, so that it need not say the rest again."""


def canonical_text(composed: Mapping[str, Any]) -> str:
    """Return the canonical JSON, in which rules are kept and handed on: sorted keys, no spaces, days as ISO 8601."""
    return json.dumps(composed, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=date.isoformat)


def from_canonical(written: str) -> Raw:
    """Return rules or a layer from their canonical JSON, with their days as days; raises ``ValueError``."""
    raw = json.loads(written, object_hook=_with_days)
    if not isinstance(raw, dict):
        raise ValueError("rules must be a table")
    return raw


def _with_days(table: Raw) -> Raw:
    days = {key: date.fromisoformat(table[key]) for key in _DAYS if isinstance(table.get(key), str)}
    return table | days


def digest_of(composed: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of the canonical JSON in UTF-8."""
    return digest_of_text(canonical_text(composed))


def digest_of_text(written: str) -> str:
    """Return the SHA-256 (hex) of rules that were kept as canonical JSON."""
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def overlay(below: Mapping[str, Any], above: Mapping[str, Any]) -> Raw:
    """Lay a table over another; neither is changed."""
    laid = dict(below)
    for key, value in above.items():
        known = laid.get(key)
        if isinstance(known, dict) and isinstance(value, dict) and "value" not in value:
            laid[key] = overlay(known, value)
        else:
            laid[key] = value
    return laid


def stages(text: Raw, lookup: Lookup, *, file: str) -> tuple[Raw, ...]:
    """Return the composed rule sets of a file, oldest first: one for each stretch between the dates of its axes.

    An axis is a text of lower rank with dates of its own, such as a circular: ``axes.circular`` lists parts, each with
    ``since`` and ``until`` where they lie inside the regime. Raises ``RulesUnreadable`` naming file and key.
    """
    raw = _with_ground(text, lookup, file, ())
    turns: list[Raw] = [turn for axis in raw.get(AXES, {}).values() for turn in axis]
    if not turns:
        return (written_out(raw, file=file),)
    begins = sorted({raw["valid_from"], *(turn["since"] for turn in turns if "since" in turn)})
    found = []
    for number, since in enumerate(begins):
        parts = [lookup(turn["part"]) for turn in turns if _covers(turn, since)]
        laid = raw
        for part in parts:
            laid = overlay(laid, part)
        ends = {"valid_from": since}
        if number + 1 < len(begins):
            ends["valid_to"] = date.fromordinal(begins[number + 1].toordinal() - 1)
        found.append(written_out(overlay(laid, ends), file=file))
    return tuple(found)


def written_out(raw: Raw, *, file: str) -> Raw:
    """Return the rules without shorthand; raises ``RulesUnreadable`` for a name that stands for nothing."""
    patterns, library = raw.get("patterns", {}), raw.get("library", {})
    full = {key: value for key, value in raw.items() if key not in _SHORTHAND}
    awards = {code: _award(rules, patterns, library, f"{file}: awards {code}") for code, rules in raw["awards"].items()}
    full["awards"] = awards
    if "forms" in raw:
        full["forms"] = {
            code: _form(form, raw["awards"], patterns, library, f"{file}: forms {code}")
            for code, form in raw["forms"].items()
        }
    for name in _LISTS:
        if name in raw.get("simple", {}):
            found = _looked_up(raw["simple"][name], library.get(name, {}), f"{file}: simple")
            full["simple"] = full["simple"] | {name: found}
    if isinstance(raw.get("citations"), dict):
        full["citations"] = [{"code": code} | table for code, table in raw["citations"].items()]
    if isinstance(raw.get("texts"), dict):
        full["texts"] = list(raw["texts"].values())
    return full


def _with_ground(text: Raw, lookup: Lookup, file: str, seen: tuple[str, ...]) -> Raw:
    ground: Raw = {}
    for name in text.get("based_on", ()):
        if name in seen:
            raise RulesUnreadable(f"{file}: based_on {name} rests on itself")
        ground = overlay(ground, _with_ground(lookup(name), lookup, name, (*seen, name)))
    if "as_unknown" in text:
        ground = as_unknown(ground, text["as_unknown"])
    for path in text.get("without", ()):
        _remove(ground, path.split("."), f"{file}: without {path}")
    return overlay(ground, {key: value for key, value in text.items() if key not in _OF_THE_FILE})


def with_reach(raw: Any, reach: Mapping[str, str]) -> Any:
    """Return the same rules, where each source that names a text of one place says whom it binds, right after the name."""
    if isinstance(raw, list):
        return [with_reach(part, reach) for part in raw]
    if not isinstance(raw, dict):
        return raw
    changed = {key: with_reach(value, reach) for key, value in raw.items()}
    if isinstance(raw.get("source"), str):
        for name, place in reach.items():
            bare = changed["source"].replace(f"{name} ({place})", name)
            changed["source"] = bare.replace(name, f"{name} ({place})")
    return changed


def as_unknown(raw: Any, reason: str) -> Any:
    """Return the same rules with every figure marked unknown; ``reason`` stands before its old source."""
    if isinstance(raw, list):
        return [as_unknown(part, reason) for part in raw]
    if not isinstance(raw, dict):
        return raw
    changed = {key: as_unknown(value, reason) for key, value in raw.items()}
    if "mark" in raw:
        changed |= {"mark": "U", "source": f"{reason}: {raw['source']}"}
    return changed


def _remove(raw: Raw, path: list[str], where: str) -> None:
    """Take a table out of freshly laid ground; the tables on the way are copied, so that no part on file changes."""
    for key in path[:-1]:
        if not isinstance(raw.get(key), dict):
            raise RulesUnreadable(f"{where}: there is no such key")
        raw[key] = dict(raw[key])
        raw = raw[key]
    if path[-1] not in raw:
        raise RulesUnreadable(f"{where}: there is no such key")
    del raw[path[-1]]


def _covers(turn: Raw, day: date) -> bool:
    since, until = turn.get("since", date.min), turn.get("until", date.max)
    return bool(since <= day <= until)


def _award(rules: Raw, patterns: Raw, library: Raw, where: str) -> Raw:
    full: Raw = {}
    for name in rules.get("like", ()):
        if name not in patterns:
            raise RulesUnreadable(f"{where} like: no such pattern: {name}")
        full = overlay(full, patterns[name])
    full = overlay(full, {key: value for key, value in rules.items() if key != "like"})
    for name in _LISTS:
        more = full.pop(f"{_MORE}{name}", [])
        if name in full:
            full[name] = _looked_up([*full[name], *more], library.get(name, {}), where)
    return full


def _form(form: Raw, awards: Raw, patterns: Raw, library: Raw, where: str) -> Raw:
    """A form is an award given on one ground: the award's own rules with what differs there."""
    if form.get("award") not in awards:
        raise RulesUnreadable(f"{where} award: no such award")
    if "rules" in form:
        return form
    own = {key: value for key, value in form.items() if key not in ("award", "basis")}
    base = awards[form["award"]]
    like = [*base.get("like", ()), *own.pop("like", ())]
    rules = _award(overlay(base, own) | {"like": like}, patterns, library, where)
    honoured = rules["subject_kinds"]["value"]
    rules["bonus"] = {kind: multiple for kind, multiple in rules["bonus"].items() if kind in honoured}
    return {"award": form["award"], "basis": form["basis"], "rules": rules}


def _looked_up(names: list[Any], known: Raw, where: str) -> list[Raw]:
    """Names stand for entries of the library; a table with ``of`` is an entry with changes, one without is whole."""
    found = []
    for name in names:
        key = name if isinstance(name, str) else name.get("of")
        if key is None:
            found.append(name)
            continue
        if key not in known:
            raise RulesUnreadable(f"{where}: the library has no {key}")
        changes = {} if isinstance(name, str) else {part: value for part, value in name.items() if part != "of"}
        found.append(known[key] | changes)
    return found
