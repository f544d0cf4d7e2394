"""Vietnamese words on an English page that nothing marks as such: a sentence untranslated, a name read aloud wrongly."""

from __future__ import annotations

from html.parser import HTMLParser

from web.filters import is_vietnamese

EMPTY = {"meta", "link", "input", "br", "img", "hr", "col", "area", "base", "source", "wbr"}
NO_PROSE = {"script", "title"}
QUOTING = {"bv-hint", "bv-action__why"}
"""Hints quote what is to be written in Vietnamese, and reasons name people in the middle of a sentence."""


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in EMPTY:
            return
        before = self._open[-1][1] if self._open else False
        is_told = given.get("lang") == "vi" if given.get("lang") else before
        self._open.append((tag, is_told or bool(QUOTING & set((given.get("class") or "").split()))))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        if self._open and not self._open[-1][1] and self._open[-1][0] not in NO_PROSE and is_vietnamese(data):
            self.found.append(" ".join(data.split()))


def unmarked_vietnamese(html: str) -> list[str]:
    """Every text of an English page that is Vietnamese and does not say so."""
    reading = _Reading()
    reading.feed(html)
    return reading.found
