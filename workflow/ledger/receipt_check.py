"""Judges a receipt as its holder does: offline, by a key that the holder brings. It never says more than it has checked."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from workflow.ledger.detail import opens
from workflow.ledger.entry import Entry, MalformedEntry
from workflow.ledger.findings import LANGUAGES, Fact
from workflow.ledger.note import COSIGNATURE, ED25519, VerifierKey
from workflow.ledger.receipt import MalformedReceipt, Receipt
from workflow.ledger.receipt_package import Package

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
