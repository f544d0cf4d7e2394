"""What an alarm is called, what it says, and what to do about it, in the reader's language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workflow.ledger.alarms import Alarm
from workflow.ledger.findings import LANGUAGES

UNKNOWN = "unknown"
"""Where the words are for alarms without words of their own."""


@dataclass(frozen=True)
class AlarmWords:
    """A short title, a sentence that names what it is about, and an advice."""

    title: str
    sentence: str
    advice: str


def words_of(alarm: Alarm, language: str) -> AlarmWords:
    """Say an alarm. One that nobody found words for is said by its code; a fact that it lacks is left open."""
    known = _words(language if language in LANGUAGES else LANGUAGES[0])
    words = known.get(alarm.code, known[UNKNOWN])
    facts = _Facts({"about": alarm.about, "code": alarm.code, **alarm.facts})
    return AlarmWords(words["title"], words["sentence"].format_map(facts), words["advice"])


def known_codes() -> set[str]:
    """The alarms that have words of their own."""
    return set(_words(LANGUAGES[0])) - {UNKNOWN}


class _Facts(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return "…"


@cache
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    folder = files("workflow.ledger") / "translations" / language
    return tomllib.loads((folder / "alarms.toml").read_text("utf-8"))
