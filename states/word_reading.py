"""Reads the words of one language from ``translations/<language>/**.toml`` and merges them, once per process."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from states.refusals import Fault

LANGUAGES = ("vi", "en")
"""Vietnamese is the source language, and the answer wherever another is asked for than these."""

Words = Mapping[str, str | list[str] | Mapping[str, str]]
"""One table: by key a text, variants of a text, or texts by their use."""


@cache
def words(language: str) -> Mapping[str, Words]:
    """All tables of a language by name; raises ``Fault`` when a key stands in two files."""
    merged: dict[str, dict[str, str | list[str] | Mapping[str, str]]] = {}
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    for file in _files(files("states") / "translations" / chosen):
        for table, rows in tomllib.loads(file.read_text("utf-8")).items():
            known = merged.setdefault(table, {})
            twice = known.keys() & rows.keys()
            if twice:
                raise Fault(f"{chosen}/{file.name}: {table} has {sorted(twice)} twice")
            known.update(rows)
    return merged


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def word(table: str, key: str, language: str) -> str:
    """One text of a table; raises ``Fault`` where there is none."""
    found = words(language).get(table, {}).get(key)
    if not isinstance(found, str):
        raise Fault(f"no words for {table} {key}")
    return found
