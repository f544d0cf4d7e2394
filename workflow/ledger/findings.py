"""What an audit of the log finds wrong, and how it is said: which entry or record, and what does not agree with what.

A finding names places, never contents: an audit may be shown to people who may not read a reason or a name.
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from states.refusals import Fault

LANGUAGES = ("vi", "en")
"""Vietnamese is the answer wherever another language is asked for than these."""

Fact = str | int

_PASSING: Mapping[str, Set[str]] = {
    "value_changed": {"index"}, "row_missing": {"index"}, "rows_not_reached": {"count", "found"},
    "head_beyond": {"found"}, "head_never_signed": {"found"}, "held_beyond": {"found"}, "entry_told_of": {"size"},
    "memory_beyond": {"size", "found"}, "memory_differs": {"size"},
}  # fmt: skip
"""Facts that change as work goes on, though nothing new is wrong."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: a code, its place (``table/key`` or ``table/key/column``), and the facts of its sentence.

    ``log_id`` is the log it was met in; empty where nobody can tell. ``is_hearsay``: it rests on nothing but a key that
    somebody typed in, so it is reported, and stops nothing.
    """

    code: str
    place: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    log_id: str = ""
    is_hearsay: bool = False
    seen: str = ""
    """A digest of code, place, facts and what was found there: by it a finding that a person let pass is known again."""


class Findings:
    """Collects findings in the order they are met. Only the first ``limit`` are kept, and of hearsay as many; all of them
    are counted.

    What is added is taken to be about the log that ``about`` named last.
    """

    def __init__(self, limit: int = 100) -> None:
        self.limit = limit
        self.kept: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.hearsay: Counter[str] = Counter()
        self._log_id = ""

    @property
    def count(self) -> int:
        """How many there are."""
        return self.counts.total()

    def forget_since(self, kept: int, counts: Mapping[str, int], hearsay: Mapping[str, int]) -> None:
        """Go back to what there was: so many kept, so many counted."""
        del self.kept[kept:]
        self.counts, self.hearsay = Counter(counts), Counter(hearsay)

    def about(self, log_id: str) -> None:
        """What comes next is about this log; about nobody's in particular when it is empty."""
        self._log_id = log_id

    def add(self, code: str, place: str, value: object = None, /, **facts: Fact) -> None:
        """Note one finding; ``value`` is what was found there, of which only the digest is kept."""
        self._note(Finding(code, place, facts, self._log_id, seen=_seen(code, place, value, facts)))

    def add_hearsay(self, code: str, place: str, **facts: Fact) -> None:
        """Note one that rests on nothing but a key that somebody typed in."""
        self.hearsay[self._log_id] += 1
        self._note(Finding(code, place, facts, self._log_id, is_hearsay=True))

    def _note(self, finding: Finding) -> None:
        self.counts[self._log_id] += 1
        if sum(each.is_hearsay == finding.is_hearsay for each in self.kept) < self.limit:
            self.kept.append(finding)


def _seen(code: str, place: str, value: object, facts: Mapping[str, Fact]) -> str:
    passing = _PASSING.get(code, frozenset())
    steady = sorted((name, fact) for name, fact in facts.items() if name not in passing)
    return hashlib.sha256(repr((code, place, value, steady)).encode("utf-8", "surrogateescape")).hexdigest()


def sentence(finding: Finding, language: str) -> str:
    """Say a finding in one sentence; raises ``Fault`` for an unknown code or a missing fact."""
    words = _words(language)
    text = words["finding"].get(finding.code)
    if text is None:
        raise Fault(f"no words for the finding {finding.code}")
    facts: dict[str, Fact] = dict(finding.facts)
    if "table" in facts:
        facts["records"] = words["records"].get(str(facts["table"]), str(facts["table"]))
    try:
        return text.format_map(facts)
    except KeyError as missing:
        raise Fault(f"the finding {finding.code} lacks the fact {missing}") from missing


def records_named(table: str, language: str) -> str:
    """What people call the records of a table."""
    return _words(language)["records"].get(table, table)


@cache
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    folder = files("workflow.ledger") / "translations" / chosen
    return tomllib.loads((folder / "audit.toml").read_text("utf-8"))
