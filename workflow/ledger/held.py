"""A checkpoint that somebody holds, typed from paper or scanned, beside the log here: the same past, or another one.

Typed text is read kindly: spaces at the ends, one sort of line break or the other, a hyphen for a dash. What counts against
the log is only what the log's own key has signed; a slip of the pen accuses nobody.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from workflow.ledger.alarms import Alarm, Fact, raise_alarm
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.findings import LANGUAGES
from workflow.ledger.note import MalformedNote, Note, VerifierKey
from workflow.ledger.reading import root_at, size_of
from workflow.ledger.witnessing import FORK, latest_seen, seen_at_size
from workflow.sql import Driver
from workflow.store import Store

LONGEST_HELD = 20_000
CONTRADICTS = "checkpoint_contradicts"
"""The alarm that our own key has signed another tree than ours; ``about`` is its size. A person ends it, never the machine."""

BEYOND = "checkpoint_beyond"
"""The alarm that our own key has signed more entries than there are here; ``about`` is how many."""

_DASH = re.compile(r"^[-\u2010-\u2015]{1,2}\s*")


class Held(StrEnum):
    """What a checkpoint that somebody holds is, beside what stands here."""

    CONSISTENT = "consistent"
    CONTRADICTS = "contradicts"
    NEWER = "newer"
    OTHER_LOG = "other_log"
    UNSEEN = "unseen"
    """Of a log that is looked after here, at a size that was not confirmed here."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What was held, what it is beside the log here, whether the log's own key signed it, and how long the log is here."""

    held: Held
    head: TreeHead
    note: Note | None
    signer: VerifierKey | None
    own_size: int
    is_ours: bool = True

    def said(self, language: str, is_told: bool) -> list[str]:
        """The comparison in sentences; ``is_told`` says that an alarm was raised about it."""
        words = _words(language if language in LANGUAGES else LANGUAGES[0])
        sizes = words["sizes"].format(origin=self.head.origin, size=self.head.size, own_size=self.own_size)
        signed = words["signed" if self.signer else "unsigned"]
        return [words[self.held], sizes, signed, *([words["told"]] if is_told else ())]


def read_held(text: str) -> tuple[TreeHead, Note | None]:
    """The tree head that somebody typed, and the note where signatures stand under it; raises ``MalformedNote``."""
    if len(text) > LONGEST_HELD:
        raise MalformedNote("longer than any checkpoint")
    lines = [line.strip(" \t\r\u00a0\ufeff") for line in text.splitlines()]
    words = [line for line in lines if line]
    head = TreeHead.parse("".join(f"{line}\n" for line in words[:3]))
    signatures = [f"\u2014 {_DASH.sub('', line)}" for line in words[3:]]
    if not signatures:
        return head, None
    return head, Note.parse("\n".join((head.text, *signatures, "")).encode())


def compare(
    driver: Driver, log_id: str, origin: str, keys: Iterable[VerifierKey], held: tuple[TreeHead, Note | None]
) -> Comparison:
    """Look whether the log here had just this root at that size. ``keys`` are those known of any log."""
    head, note = held
    own = size_of(driver, log_id)
    signed = note.signed_by([key for key in keys if key.name == head.origin]) if note else []
    signer = signed[0] if signed else None
    if head.origin == origin:
        found = _beside(driver, log_id, head, own)
        return Comparison(held=found, head=head, note=note, signer=signer, own_size=own)
    found = _beside_seen(driver, head)
    return Comparison(held=found, head=head, note=note, signer=signer, own_size=own, is_ours=False)


def _beside(driver: Driver, log_id: str, head: TreeHead, own: int) -> Held:
    if head.size > own:
        return Held.NEWER
    return Held.CONSISTENT if root_at(driver, log_id, head.size) == head.root else Held.CONTRADICTS


def _beside_seen(driver: Driver, head: TreeHead) -> Held:
    """Of a log that is looked after here: beside what was confirmed of it at that size."""
    seen = seen_at_size(driver, head.origin, head.size)
    if seen is None:
        return Held.UNSEEN if latest_seen(driver, head.origin) else Held.OTHER_LOG
    return Held.CONSISTENT if seen.root == head.root else Held.CONTRADICTS


def tell(store: Store, log_id: str, found: Comparison, at: int) -> bool:
    """Raise the alarm that a comparison calls for, with the checkpoint in it; answers whether it calls for one."""
    if found.signer is None or found.held not in (Held.CONTRADICTS, Held.NEWER) or found.note is None:
        return False
    facts: dict[str, Fact] = {
        "size": found.head.size, "own_size": found.own_size, "held": bytes(found.note).decode(),
    }  # fmt: skip
    if found.is_ours:
        code = CONTRADICTS if found.held == Held.CONTRADICTS else BEYOND
        raise_alarm(store, Alarm(code, log_id, str(found.head.size), facts), at)
    else:
        more = {"offered_size": found.head.size, "seen_size": found.head.size}
        raise_alarm(store, Alarm(FORK, None, found.head.origin, facts | more), at)
    return True


@cache
def _words(language: str) -> Mapping[str, str]:
    return tomllib.loads((files("workflow.ledger") / "translations" / language / "held.toml").read_text("utf-8"))
