"""The file by which an auditor says whom to trust: keys of logs, witnesses, and how many of these must have cosigned.

The format is C2SP tlog-policy, so that other tools read the same file. Names in it are octets without a meaning elsewhere.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.ledger.note import COSIGNATURE, ED25519, MalformedNote, Note, Signature, VerifierKey

LATEST = 2**63 - 1
AHEAD_SECONDS = 300
"""How far the clock of a witness may be ahead of ours before its word is not believed."""

LONGEST_POLICY = 1_000_000
NONE = "none"
_WHITESPACE = re.compile(r"[ \t]+")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")


class MalformedPolicy(ValueError):
    """A policy that can't be read; the message is one English sentence that names the line."""


@dataclass(frozen=True, kw_only=True)
class Witness:
    """A witness of a policy: how the policy calls it, its key, and where it takes checkpoints; empty where it doesn't say."""

    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some witnesses or groups, of which ``least`` must have cosigned."""

    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a note is worth under a policy: the log that signed it, when each witness saw it, and whether they are enough."""

    log: VerifierKey | None
    seen: Mapping[str, int]
    has_quorum: bool

    @property
    def is_valid(self) -> bool:
        """Whether the policy accepts the note."""
        return self.log is not None and self.has_quorum


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Whom to trust. ``logs`` maps the key of each log to its address, which may be empty."""

    logs: Mapping[VerifierKey, str] = field(default_factory=dict)
    witnesses: Sequence[Witness] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    @classmethod
    def parse(cls, data: bytes) -> "Policy":
        """Read a policy file; raises ``MalformedPolicy``."""
        reader = _Reader()
        for number, line in enumerate(_lines(data), start=1):
            try:
                reader.take([word for word in _WHITESPACE.split(line) if word])
            except (MalformedNote, ValueError) as broken:
                raise MalformedPolicy(f"line {number}: {broken}") from broken
        if reader.quorum is None:
            raise MalformedPolicy("there is no quorum line")
        return cls(
            logs=reader.logs, witnesses=tuple(reader.witnesses.values()), groups=reader.groups, quorum=reader.quorum
        )

    def judge(self, note: Note, now: int, more: Iterable[Signature] = ()) -> Verdict:
        """Judge a note at an instant (seconds since 1970, UTC), with lines that witnesses gave apart from it.

        A witness counts once, however many lines it has; a line of it that is wrong makes all of them worth nothing.
        """
        whole = Note(note.text, (*note.signatures, *more))
        signed = whole.signed_by(key for key in self.logs if key.name == note.text.split("\n", 1)[0])
        seen = {each.name: at for each in self.witnesses if (at := seen_at(whole, each.key, now))}
        return Verdict(log=signed[0] if signed else None, seen=seen, has_quorum=self._has(self.quorum, seen))

    def _has(self, name: str, seen: Collection[str]) -> bool:
        if name == NONE:
            return True
        group = self.groups.get(name)
        if group is None:
            return name in seen
        return sum(self._has(member, seen) for member in group.members) >= group.least


def seen_at(note: Note, key: VerifierKey, now: int) -> int:
    """When a witness last saw this note, by its own lines (seconds since 1970, UTC); 0 where it has not cosigned it."""
    own = [line for line in note.signatures if (line.name, line.key_id) == (key.name, key.key_id)]
    if key.algorithm != COSIGNATURE or not own or not all(_is_believed(line, key, note.text, now) for line in own):
        return 0
    return max(line.seen_at for line in own)


def _is_believed(line: Signature, key: VerifierKey, text: str, now: int) -> bool:
    return line.is_by(key, text) and 0 < line.seen_at <= min(LATEST, now + AHEAD_SECONDS)


def _lines(data: bytes) -> list[str]:
    """The lines of a policy. Octets beyond ASCII are kept as they are."""
    if len(data) > LONGEST_POLICY:
        raise MalformedPolicy("longer than any policy")
    words = data.decode("ascii", "surrogateescape")
    if any((letter < " " and letter not in "\t\n") or letter == "\x7f" for letter in words):
        raise MalformedPolicy("a control character")
    if words and not words.endswith("\n"):
        raise MalformedPolicy("the last line does not end")
    return words.split("\n")[:-1]


class _Reader:
    """Takes a policy line by line; what a line names has been defined before it."""

    def __init__(self) -> None:
        self.logs: dict[VerifierKey, str] = {}
        self.witnesses: dict[str, Witness] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._member: set[str] = set()

    def take(self, words: list[str]) -> None:
        """Take one line, cut into words; raises ``ValueError``."""
        if not words or words[0].startswith("#"):
            return
        kind, *rest = words
        if kind == "log" and len(rest) in (1, 2):
            self._take_log(*rest)
        elif kind == "witness" and len(rest) in (2, 3):
            self._take_witness(*rest)
        elif kind == "group" and len(rest) >= 3:
            self._take_group(rest[0], rest[1], tuple(rest[2:]))
        elif kind == "quorum" and len(rest) == 1:
            self._take_quorum(rest[0])
        else:
            raise ValueError("not a line of a policy")

    def _take_log(self, vkey: str, url: str = "") -> None:
        key = VerifierKey.parse(vkey)
        if key.algorithm != ED25519:
            raise ValueError("the key of a witness is no key of a log")
        if any(each.public == key.public for each in self.logs):
            raise ValueError("the key of this log stands here twice")
        self.logs[key] = url

    def _take_witness(self, name: str, vkey: str, url: str = "") -> None:
        self._demand_free(name)
        key = VerifierKey.parse(vkey)
        if key.algorithm != COSIGNATURE:
            raise ValueError("the key of a log is no key of a witness")
        if any(each.key.public == key.public for each in self.witnesses.values()):
            raise ValueError("the key of this witness stands here twice")
        self.witnesses[name] = Witness(name=name, key=key, url=url)

    def _take_group(self, name: str, least: str, members: tuple[str, ...]) -> None:
        self._demand_free(name)
        for member in members:
            self._demand_known(member)
            if member in self._member:
                raise ValueError(f"{shown(member)} belongs to a group already")
            self._member.add(member)
        self.groups[name] = Group(least=_least(least, len(members)), members=members)

    def _take_quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise ValueError("a second quorum")
        if name != NONE:
            self._demand_known(name)
        self.quorum = name

    def _demand_free(self, name: str) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise ValueError(f"the name {shown(name)} is taken")

    def _demand_known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise ValueError(f"nothing is called {shown(name)} before this line")


def shown(name: str) -> str:
    """A name of a policy as it may be shown to people."""
    return name.encode("ascii", "surrogateescape").decode("utf-8", "replace")


def _least(words: str, count: int) -> int:
    if words == "any":
        return 1
    if words == "all":
        return count
    if not _COUNT.fullmatch(words) or int(words) > count:
        raise ValueError(f"{shown(words)} is no count of {count} members")
    return int(words)
