"""Judges a receipt as its holder does: offline, by a key that the holder brings. It never says more than it has checked."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from workflow.ledger.detail import opens
from workflow.ledger.entry import Entry, MalformedEntry
from workflow.ledger.findings import LANGUAGES, Fact
from workflow.ledger.note import COSIGNATURE, ED25519, VerifierKey
from workflow.ledger.receipt import MalformedReceipt, Receipt
from workflow.ledger.receipt_package import Package

FEW, MOST_SHOWN = 5, 20
"""Up to how many right receipts are named one by one, and how many wrong ones."""

HOLDS, FAILS, UNJUDGED = 0, 1, 2
"""As a command line answers: the receipt proves the entry, something is wrong, or nobody brought a key to judge it by."""


@dataclass(frozen=True)
class Verdict:
    """What was found: a code, the facts of its sentence, and how a command line answers."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    exit_code: int = FAILS

    def said(self, language: str) -> str:
        """The verdict in one or two sentences."""
        return _words(language)[self.code].format_map(self.facts)


@dataclass
class Judged:
    """What came of many receipts: what is wrong is said one by one; what is alike, of more than a few, as one."""

    wrong: list[tuple[str, Verdict]] = field(default_factory=list)
    alike: dict[tuple[str, Fact, Fact], list[Verdict]] = field(default_factory=dict)
    count_wrong: int = 0

    def take(self, name: str, verdict: Verdict) -> None:
        """One more."""
        if verdict.exit_code == FAILS:
            self.count_wrong += 1
            if len(self.wrong) < MOST_SHOWN:
                self.wrong.append((name, verdict))
            return
        place = verdict.code, verdict.facts["origin"], verdict.facts["size"]
        self.alike.setdefault(place, []).append(verdict)

    @property
    def exit_code(self) -> int:
        """The worst of all: something wrong, then something that nobody judged."""
        if self.count_wrong:
            return FAILS
        return max((each.exit_code for found in self.alike.values() for each in found), default=HOLDS)

    def said(self) -> Iterator[list[str]]:
        """The sentences, each in every language, what is wrong first."""
        is_one = self.count_wrong + sum(map(len, self.alike.values())) == 1
        for name, verdict in self.wrong:
            yield [verdict.said(each) if is_one else f"{name}: {verdict.said(each)}" for each in LANGUAGES]
        if more := self.count_wrong - len(self.wrong):
            yield [Verdict("more_wrong", {"count": more}).said(each) for each in LANGUAGES]
        for found in self.alike.values():
            if len(found) <= FEW:
                yield from ([verdict.said(each) for each in LANGUAGES] for verdict in found)
            else:
                yield [_together(found).said(each) for each in LANGUAGES]


def _together(found: Sequence[Verdict]) -> Verdict:
    """Verdicts that differ in their index alone, as one."""
    places = [int(each.facts["index"]) for each in found]
    facts = {**found[0].facts, "count": len(found), "first": min(places), "last": max(places)}
    return Verdict(f"{found[0].code}_many", facts, found[0].exit_code)


def judge(package: Package, keys: Sequence[VerifierKey] = ()) -> Verdict:
    """Judge a receipt. ``keys`` are the log's, of which one must have signed, and those of witnesses, each of which must."""
    entry = package.entry
    try:
        receipt = Receipt.parse(package.proof)
    except MalformedReceipt as broken:
        return Verdict("not_a_receipt", {"why": str(broken)})
    try:
        said = Entry.decode(entry)
    except MalformedEntry as broken:
        return Verdict("not_an_entry", {"why": str(broken)})
    head = receipt.head
    facts: dict[str, Fact] = {"index": receipt.index, "size": head.size, "origin": head.origin}
    if (said.seq, said.log) != (receipt.index, head.origin):
        return Verdict("other_entry", {**facts, "found": said.seq, "log": said.log})
    if not receipt.proves(entry):
        return Verdict("not_in_tree", facts)
    if package.detail is not None and not opens(package.salt or b"", package.detail, said.detail or ""):
        return Verdict("detail_changed", facts)
    return _signed(receipt, facts, keys)


def _signed(receipt: Receipt, facts: dict[str, Fact], keys: Sequence[VerifierKey]) -> Verdict:
    logs = [key for key in keys if key.algorithm == ED25519]
    if not logs:
        return Verdict("key_missing", facts, UNJUDGED)
    own = [key for key in logs if key.name == receipt.head.origin]
    if not own:
        return Verdict("other_log", {**facts, "name": logs[0].name})
    if not receipt.checkpoint.signed_by(own):
        return Verdict("not_signed", facts)
    witnesses = [key for key in keys if key.algorithm == COSIGNATURE]
    agreed = receipt.checkpoint.signed_by(witnesses)
    silent = [key.name for key in witnesses if key not in agreed]
    if silent:
        return Verdict("not_witnessed", {**facts, "name": silent[0]})
    known = {(key.name, key.key_id) for key in keys}
    unknown = sum((line.name, line.key_id) not in known for line in receipt.checkpoint.signatures)
    counts: dict[str, Fact] = {"witnesses": len(agreed), "unknown": unknown}
    return Verdict("holds", {**facts, **counts}, HOLDS)


@cache
def _words(language: str) -> Mapping[str, str]:
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    folder = files("workflow.ledger") / "translations" / chosen
    return tomllib.loads((folder / "receipt.toml").read_text("utf-8"))
