#!/usr/bin/env python3
"""Checks the log of an award house without trusting the house: one file, Python's standard library and `cryptography`.

Nothing here was taken from the program that writes the log; the two share only the public formats (RFC 6962 tree, C2SP
signed-note, tlog-tiles, tlog-proof, tlog-policy, cosignature/v1) and the form of an entry. Read it before you run it.
"""

import argparse
import base64
import binascii
import hashlib
import hmac
import http.client
import io
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("Cần gói Python «cryptography». / The Python package `cryptography` is needed: pip install cryptography")

RIGHT, WRONG, UNJUDGED = 0, 1, 2
LOG_KEY, WITNESS_KEY = 0x01, 0x04
WIDTH = 256
LONGEST_ENTRY, LONGEST_NOTE, LONGEST_PART = 0xFFFF, 1_000_000, 64 * 1024 * 1024
LONGEST_BUNDLE = WIDTH * (2 + LONGEST_ENTRY)
MOST_SHOWN = 20
CLOCK_AHEAD = 300
EXACT = 2**53 - 1

SAID = {
    "usage": ("Kiểm tra nhật ký hoặc biên nhận mà không cần tin máy chủ. Mã thoát: 0 đúng, 1 sai, 2 chưa kết luận được.",
              "Checks a log or a receipt without trusting the server. Exit code: 0 right, 1 wrong, 2 not judged."),
    "usage_log": ("cả nhật ký, từ thư mục hay địa chỉ mạng", "a whole log, from a folder or an address"),
    "usage_receipt": ("biên nhận và mục đi kèm", "a receipt and the entry beside it"),
    "usage_source": ("thư mục đã xuất, hoặc https://…/log", "an exported folder, or https://…/log"),
    "usage_vkey": ("khóa của nhật ký hoặc của bên chứng kiến, lấy từ nguồn độc lập; ghi được nhiều lần",
                   "a key of the log or of a witness, from an independent source; may be repeated"),
    "usage_policy": ("tệp tlog-policy: tin khóa nào, cần đủ ai", "a tlog-policy file: keys trusted, quorum wanted"),
    "usage_old": ("bản chốt cũ đã giữ (tệp, hoặc chữ đọc từ mã QR); ghi được nhiều lần",
                  "an older checkpoint that you kept (a file, or the text of a QR code); may be repeated"),
    "usage_remember": ("so với bản chốt trong tệp này nếu có, rồi ghi bản mới vào khi mọi thứ đúng",
                       "compare with the checkpoint in this file if there is one; write the new one there when all is right"),
    "usage_details": ("thư mục hay tệp zip có phần chi tiết và muối: mở từng cam kết",
                      "a folder or zip with details and salts: every commitment is opened"),
    "usage_lang": ("ngôn ngữ trả lời: vi, en, both (mặc định)", "language of the answers: vi, en, both (default)"),
    "wrong": ("SAI", "WRONG"),
    "note": ("Lưu ý", "Note"),
    "unjudged": ("CHƯA KẾT LUẬN", "NOT JUDGED"),
    "right": ("ĐÚNG theo khóa ông/bà đưa vào", "RIGHT by the keys you gave"),
    "bad_call": ("lời gọi chưa đúng: {why}", "the call was wrong: {why}"),
    "unreachable": ("không đọc được {what}: {why}", "can't read {what}: {why}"),
    "redirected": ("{what} chuyển hướng sang máy khác ({why}); không theo",
                   "{what} redirects to another origin ({why}); not followed"),
    "too_long": ("{what} dài hơn mức cho phép", "{what} is longer than it may be"),
    "missing": ("thiếu {what}", "{what} is missing"),
    "bad_note": ("{what} không phải bản chốt đúng dạng: {why}", "{what} is no checkpoint: {why}"),
    "bad_policy": ("tệp chính sách, dòng {line}: {why}", "policy file, line {line}: {why}"),
    "other_log": ("{what} là của nhật ký {origin}, khóa đưa vào không phải của nhật ký ấy",
                  "{what} belongs to the log {origin}, which no key you gave belongs to"),
    "not_signed": ("{what} không có chữ ký đúng của khóa đưa vào", "{what} carries no right signature of a key you gave"),
    "old_not_signed": (
        "bản chốt cũ {what} không có chữ ký đúng của khóa nào đưa vào, nên không so được; hãy đưa cả khóa của thời ấy (--vkey)",
        "the older checkpoint {what} carries no right signature of a key you gave; give the key of that time as well (--vkey)"),
    "unwritable": ("không ghi được {what}: {why}", "can't write {what}: {why}"),
    "not_witnessed": ("{what} không có xác nhận đúng của bên chứng kiến {name}",
                      "{what} carries no right word of the witness {name}"),
    "no_quorum": ("{what} không đủ bên chứng kiến mà chính sách đòi hỏi",
                  "{what} lacks the quorum of witnesses that the policy asks for"),
    "key_missing": (
        "mọi mã băm khớp nhau, nhưng chữ ký CHƯA được kiểm bằng khóa nào mà ông/bà biết, nên chưa chứng minh được gì; "
        "hãy chạy lại với --vkey hoặc --policy",
        "all hashes fit each other, but the signature was NOT checked against any key known to you, so nothing is proven; "
        "run this again with --vkey or --policy"),
    "other_origin": ("bản chốt cũ {what} là của nhật ký {found}, không phải {origin}",
                     "the older checkpoint {what} is of the log {found}, not {origin}"),
    "shrank": ("nhật ký chỉ còn {size} mục, bản chốt cũ {what} đã có {old}: nhật ký bị bớt đi",
               "the log has {size} entries only, the older checkpoint {what} had {old}: it was shortened"),
    "rewritten": ("{old} mục đầu không còn là những mục mà bản chốt cũ {what} đã chốt: nhật ký bị viết lại",
                  "the first {old} entries are not those of the older checkpoint {what}: the log was rewritten"),
    "bad_bundle": ("{what} hỏng ở byte {at}", "{what} is broken at byte {at}"),
    "bundle_count": ("{what} có {found} mục thay vì {wanted}", "{what} holds {found} entries instead of {wanted}"),
    "tile_length": ("{what} dài {found} byte thay vì {wanted}", "{what} has {found} bytes instead of {wanted}"),
    "entry_hash": ("mục {index}: nội dung trong {bundle} không khớp mã băm trong {what}",
                   "entry {index}: its bytes in {bundle} do not fit the hash in {what}"),
    "row_hash": ("{what}, hàng {row}: không khớp các mục {first}–{last} bên dưới",
                 "{what}, row {row}: does not fit entries {first}–{last} below it"),
    "older_part": ("{what} không trùng với phần đầu của bản đầy hơn",
                   "{what} is not the beginning of the fuller one"),
    "root": ("gốc tính từ các mục là {found}, bản chốt ghi {wanted}",
             "the root of the entries is {found}, the checkpoint says {wanted}"),
    "bad_entry": ("mục {index} không đúng dạng ({why})", "entry {index} is not in its form ({why})"),
    "entry_place": ("mục {index} tự nhận là mục {seq} của {log}", "entry {index} calls itself entry {seq} of {log}"),
    "chain_count": ("mục {index} là bước {found} của {obj}, lẽ ra là bước {wanted}",
                    "entry {index} is step {found} of {obj}, where {wanted} was due"),
    "chain_prev": ("mục {index} không nối vào mục trước của {obj}",
                   "entry {index} does not name the entry before it of {obj}"),
    "chain_state": ("mục {index}: {obj} đang ở «{was}», không phải «{src}»",
                    "entry {index}: {obj} stood at `{was}`, not `{src}`"),
    "bad_receipt": ("{what} không phải biên nhận nguyên vẹn: {why}", "{what} is not an unaltered receipt: {why}"),
    "other_entry": ("{what} nói về mục {index} của {origin}, tệp đi kèm là mục {seq} của {log}",
                    "{what} speaks of entry {index} of {origin}, the file beside it is entry {seq} of {log}"),
    "not_in_tree": ("{what}: mục {index} không nằm trong nhật ký mà biên nhận nêu",
                    "{what}: entry {index} does not stand in the log that the receipt names"),
    "no_entry": ("cạnh {what} không có tệp .entry", "there is no .entry file beside {what}"),
    "no_receipt": ("trong {what} không có biên nhận nào", "there is no receipt in {what}"),
    "entry_differs": ("{what} không trùng với mục {index} trong nhật ký", "{what} is not entry {index} of the log"),
    "detail": ("{what}: chi tiết và muối không mở được cam kết của mục {index}",
               "{what}: detail and salt do not open the commitment of entry {index}"),
    "half_detail": ("{what}: có chi tiết mà thiếu muối, hoặc ngược lại", "{what}: a detail without its salt, or a salt alone"),
    "more": ("… và {count} chỗ sai nữa", "… and {count} more"),
    "log_right": (
        "nhật ký {origin}, {size} mục của {objects} hồ sơ, gốc {root}. Đã băm lại mọi mục và mọi tile, kiểm chuỗi từng hồ sơ.",
        "log {origin}, {size} entries of {objects} cases, root {root}. Entries and tiles hashed again, chains checked."),
    "receipt_right": ("mục {index} nằm trong nhật ký {origin}, bản chốt {size} mục.",
                      "entry {index} stands in the log {origin}, checkpoint of {size} entries."),
    "receipts_right": ("{count} biên nhận, mục {first} đến {last} của nhật ký {origin}.",
                       "{count} receipts, of entries {first} to {last} of the log {origin}."),
    "key_announced": ("mục {index} công bố một khóa mới; đó là một khóa ông/bà đã đưa vào",
                      "entry {index} announces a new key; it is one that you gave"),
    "key_unknown": ("mục {index} công bố một khóa mới mà ông/bà chưa đưa vào (SHA-256 của dòng khóa: {digest})",
                    "entry {index} announces a new key, which you did not give (SHA-256 of its line: {digest})"),
    "witness_saw": ("bên chứng kiến {name} đã thấy bản chốt này lúc {at}", "the witness {name} saw this checkpoint at {at}"),
    "unknown_lines": ("{count} dòng ký của bên không có khóa nên chưa kiểm",
                      "{count} signature lines of others were not checked for want of their keys"),
    "details_opened": ("đã mở {count} cam kết chi tiết", "{count} commitments to details were opened"),
    "old_compared": ("nhật ký giữ nguyên {old} mục của bản chốt cũ {what}",
                     "the log begins with the {old} entries of the older checkpoint {what}"),
    "no_old": ("chưa so với bản chốt cũ nào: ai giữ khóa của nhật ký vẫn có thể đã viết lại nó; hãy dùng --old hoặc --remember",
               "no older checkpoint was compared: whoever holds the log's key may have rewritten it; use --old or --remember"),
    "beyond": ("{count} tệp vượt quá bản chốt, chưa kiểm được", "{count} files lie beyond the checkpoint and were not judged"),
}  # fmt: skip


class Complaint(Exception):
    """Something that ends the check: its sentence, the facts in it, and the exit code."""

    def __init__(self, code: str, *, answer: int = WRONG, **facts: object) -> None:
        super().__init__(code)
        self.code, self.answer, self.facts = code, answer, facts


class Report:
    """What is said, in one language or two, and what it comes to."""

    def __init__(self, languages: tuple[int, ...] = (0, 1)) -> None:
        self.languages, self.wrong = languages, 0

    def say(self, kind: str, code: str, **facts: object) -> None:
        """Print one sentence in each language."""
        for language in self.languages:
            print(f"{SAID[kind][language]}: {SAID[code][language].format(**facts)}")

    def blame(self, code: str, **facts: object) -> None:
        """Something is wrong; the check goes on."""
        self.wrong += 1
        if self.wrong <= MOST_SHOWN:
            self.say("wrong", code, **facts)

    def close(self, answer: int) -> int:
        """The exit code."""
        if self.wrong > MOST_SHOWN:
            self.say("wrong", "more", count=self.wrong - MOST_SHOWN)
        return WRONG if self.wrong else answer


# Signed notes


NAME = re.compile(r"[!-*,-~]+")


def strict_base64(words: str, what: str = "base64") -> bytes:
    """Decoded, refusing every spelling but one."""
    try:
        data = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as broken:
        raise ValueError(what) from broken
    if base64.b64encode(data).decode() != words:
        raise ValueError(what)
    return data


class Key:
    """A verifier key: of a log or of a witness."""

    def __init__(self, line: str) -> None:
        name, _, rest = line.strip().partition("+")
        tag, _, encoded = rest.partition("+")
        data = strict_base64(encoded, "key")
        if not NAME.fullmatch(name) or len(data) != 33 or data[0] not in (LOG_KEY, WITNESS_KEY):
            raise ValueError("key")
        self.name, self.kind, self.public, self.line = name, data[0], data[1:], line.strip()
        self.tag = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        if tag != self.tag.hex():
            raise ValueError("key id")

    def accepts(self, text: bytes, signature: bytes) -> bool:
        """Whether this is this key's signature under the text."""
        if self.kind == WITNESS_KEY:
            seen = int.from_bytes(signature[:8], "big")
            if len(signature) != 72 or not 0 < seen <= time.time() + CLOCK_AHEAD:
                return False
            text, signature = b"cosignature/v1\ntime %d\n" % seen + text, signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


class Checkpoint:
    """A signed tree head, strictly spelled."""

    def __init__(self, data: bytes, what: str) -> None:
        self.what = what
        try:
            self._read(data)
        except (ValueError, IndexError) as broken:
            raise Complaint("bad_note", what=what, why=broken) from broken

    def _read(self, data: bytes) -> None:
        if len(data) > LONGEST_NOTE:
            raise ValueError("length")
        words = data.decode("utf-8")
        if any(letter < " " and letter != "\n" for letter in words):
            raise ValueError("control character")
        body, gap, tail = words.rpartition("\n\n")
        if not gap or not tail.endswith("\n"):
            raise ValueError("signatures")
        lines = body.split("\n")
        if len(lines) != 3 or not NAME.fullmatch(lines[0]) or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]):
            raise ValueError("origin, size, root")
        self.text, self.origin, self.size = (body + "\n").encode(), lines[0], int(lines[1])
        self.root, self.data = strict_base64(lines[2], "root"), data
        self.lines = [self._line(line) for line in tail[:-1].split("\n")]
        if len(self.root) != 32 or len(self.lines) > 100:
            raise ValueError("root or signatures")

    @staticmethod
    def _line(line: str) -> tuple[str, bytes, bytes]:
        dash, name, encoded = line.split(" ")
        made = strict_base64(encoded, "signature")
        if dash != "\u2014" or not NAME.fullmatch(name) or len(made) < 5:
            raise ValueError("signature line")
        return name, made[:4], made[4:]

    def lines_of(self, key: Key) -> list[bytes]:
        """What stands under this key's name and id."""
        return [made for name, tag, made in self.lines if (name, tag) == (key.name, key.tag)]

    def is_signed_by(self, key: Key) -> bool:
        """Whether the key signed; a wrong line beside a right one makes both worth nothing."""
        own = self.lines_of(key)
        return bool(own) and all(key.accepts(self.text, made) for made in own)


class Trust:
    """Whom the auditor trusts: log keys, witnesses, and which of these must have cosigned."""

    def __init__(self, vkeys: list[str], policy: Path | None) -> None:
        self.logs: list[Key] = []
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, tuple[int, list[str]]] = {}
        self.quorum: str | None = None
        self.demanded: list[Key] = []
        for line in vkeys:
            try:
                key = Key(line)
            except ValueError as broken:
                raise Complaint("bad_call", answer=UNJUDGED, why=f"--vkey ({broken})") from broken
            (self.logs if key.kind == LOG_KEY else self.demanded).append(key)
        if policy is not None:
            self._read_policy(read_file(policy, LONGEST_NOTE))

    def _read_policy(self, data: bytes) -> None:
        members: set[str] = set()
        lines = data.decode("ascii", "surrogateescape").split("\n")
        if lines.pop():
            raise Complaint("bad_policy", answer=UNJUDGED, line=len(lines) + 1, why="line end")
        for number, line in enumerate(lines, 1):
            words = re.findall(r"[^ \t]+", line)
            try:
                if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line):
                    raise ValueError("control character")
                if words and not words[0].startswith("#"):
                    self._take(words, members)
            except ValueError as broken:
                raise Complaint("bad_policy", answer=UNJUDGED, line=number, why=broken) from broken
        if self.quorum is None:
            raise Complaint("bad_policy", answer=UNJUDGED, line=len(lines), why="quorum?")

    def _take(self, words: list[str], members: set[str]) -> None:
        if len(words) < 2:
            raise ValueError(words[0])
        kind, name, *rest = words
        if kind == "log" and len(rest) <= 1 and Key(name).kind == LOG_KEY:
            if any(each.public == Key(name).public for each in self.logs):
                raise ValueError("log twice")
            self.logs.append(Key(name))
        elif kind == "witness" and len(rest) in (1, 2) and self._is_free(name) and Key(rest[0]).kind == WITNESS_KEY:
            if any(each.public == Key(rest[0]).public for each in self.witnesses.values()):
                raise ValueError("witness twice")
            self.witnesses[name] = Key(rest[0])
        elif kind == "group" and len(rest) >= 2 and self._is_free(name):
            inner = rest[1:]
            named = {"any": 1, "all": len(inner)}
            least = int(rest[0]) if re.fullmatch("[1-9][0-9]{0,8}", rest[0]) else named.get(rest[0], 0)
            if not 1 <= least <= len(inner) or any(self._is_free(each) or each in members for each in inner):
                raise ValueError(name)
            members.update(inner)
            if len(set(inner)) != len(inner):
                raise ValueError(name)
            self.groups[name] = least, inner
        elif kind == "quorum" and not rest and self.quorum is None and (name == "none" or not self._is_free(name)):
            self.quorum = name
        else:
            raise ValueError(kind)

    def _is_free(self, name: str) -> bool:
        if name == "none":
            raise ValueError(name)
        return name not in self.witnesses and name not in self.groups

    def judge(self, head: Checkpoint, *, is_old: bool = False) -> bool:
        """Whether the head was judged at all; raises ``Complaint`` where what is demanded is not there.

        Of an older one no lines of witnesses are demanded: papers bear it without them.
        """
        if not self.logs:
            return False
        own = [key for key in self.logs if key.name == head.origin]
        if not own:
            raise Complaint("other_log", what=head.what, origin=head.origin)
        if not any(head.is_signed_by(key) for key in own):
            code, answer = ("old_not_signed", UNJUDGED) if is_old else ("not_signed", WRONG)
            raise Complaint(code, answer=answer, what=head.what)
        for key in () if is_old else self.demanded:
            if not head.is_signed_by(key):
                raise Complaint("not_witnessed", what=head.what, name=key.name)
        return True

    def judge_witnesses(self, head: Checkpoint) -> None:
        """Demand the policy's quorum; raises ``Complaint``."""
        if self.quorum not in (None, "none") and not self._has(str(self.quorum), head):
            raise Complaint("no_quorum", what=head.what)

    def _has(self, name: str, head: Checkpoint) -> bool:
        if name in self.witnesses:
            return head.is_signed_by(self.witnesses[name])
        least, inner = self.groups[name]
        return sum(self._has(each, head) for each in inner) >= least

    def tell(self, head: Checkpoint, report: Report) -> None:
        """Say who of the known witnesses saw the head when, and how many lines nobody could check."""
        witnesses = {key.tag + key.name.encode(): key for key in (*self.demanded, *self.witnesses.values())}
        for key in witnesses.values():
            if head.is_signed_by(key):
                seen = max(int.from_bytes(made[:8], "big") for made in head.lines_of(key))
                report.say("note", "witness_saw", name=key.name, at=datetime.fromtimestamp(seen, UTC).isoformat())
        known = {(key.name, key.tag) for key in (*self.logs, *witnesses.values())}
        if unknown := sum((name, tag) not in known for name, tag, _ in head.lines):
            report.say("note", "unknown_lines", count=unknown)


# The tree


def leaf_hash(entry: bytes) -> bytes:
    """RFC 6962."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The complete subtrees of a growing tree, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.nodes: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """One more leaf."""
        self.size += 1
        self.nodes.append(leaf)
        size = self.size
        while size % 2 == 0:
            right, left = self.nodes.pop(), self.nodes.pop()
            self.nodes.append(node_hash(left, right))
            size //= 2

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.nodes:
            return hashlib.sha256(b"").digest()
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root


def includes(index: int, size: int, leaf: bytes, path: list[bytes], root: bytes) -> bool:
    """Whether the path leads from the leaf up to the root: a descent by RFC 6962's cuts, turned round."""
    turns = []
    while size > 1:
        cut = 1 << (size - 1).bit_length() - 1
        turns.append(index < cut)
        index, size = (index, cut) if index < cut else (index - cut, size - cut)
    if len(turns) != len(path):
        return False
    for is_left, sibling in zip(reversed(turns), path, strict=True):
        leaf = node_hash(leaf, sibling) if is_left else node_hash(sibling, leaf)
    return leaf == root


# Entries


ID, HEX = "[a-z0-9]{26}", "[0-9a-f]{64}"
WORD = "[a-z][a-z0-9_]{0,63}"
FORMS = {
    "act": WORD, "src": WORD, "dst": WORD, "log": "[!-*,-~]{1,255}", "obj": f"{WORD}:{ID}", "actor": f"act:{ID}",
    "office": f"{WORD}(:{ID})?", "prev": HEX, "wf": HEX, "rules": HEX, "detail": HEX,
}  # fmt: skip
SHAPED = {name: re.compile(form).fullmatch for name, form in FORMS.items()}
COUNTS = ("seq", "at", "oseq")
OPTIONAL = {"prev", "src", "for", "rules", "detail"}
KNOWN = {"v", "docs", "for", *COUNTS, *FORMS}


def no_fraction(words: str) -> float:
    """Entries hold whole numbers only."""
    raise ValueError(words)


READ_JSON = json.JSONDecoder(parse_float=no_fraction, parse_constant=no_fraction).decode
WRITE_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def read_entry(data: bytes) -> dict:
    """An entry, version 1, in its one spelling; raises ``ValueError``."""
    try:
        entry = READ_JSON(data.decode("utf-8"))
        if not isinstance(entry, dict) or spelled(entry) != data:
            raise ValueError("bytes")
    except (UnicodeError, RecursionError, TypeError) as broken:
        raise ValueError("bytes") from broken
    for name in sorted(KNOWN - OPTIONAL - entry.keys()) + sorted(entry.keys() - KNOWN):
        raise ValueError(name)
    for name in COUNTS:
        if type(entry[name]) is not int or not 0 <= entry[name] <= EXACT:
            raise ValueError(name)
    for name, is_shaped in SHAPED.items():
        if name in entry and not (isinstance(entry[name], str) and is_shaped(entry[name])):
            raise ValueError(name)
    if type(entry["v"]) is not int or entry["v"] != 1:
        raise ValueError("v")
    if not isinstance(entry["docs"], list) or not all(map(is_document, entry["docs"])):
        raise ValueError("docs")
    if "for" in entry and not matches(entry["for"], {"principal": f"act:{ID}", "mandate": f"{WORD}:{ID}"}):
        raise ValueError("for")
    if ("prev" in entry) != (entry["oseq"] > 0) or ("src" not in entry and entry["oseq"] > 0):
        raise ValueError("prev, src")
    return entry


def is_document(value: object) -> bool:
    """A paper that an entry names."""
    return matches(value, {"k": "[a-z0-9][a-z0-9_:.-]{0,127}", "h": HEX})


def matches(value: object, forms: dict[str, str]) -> bool:
    """Whether an object has just these members, each in its form."""
    return (
        isinstance(value, dict)
        and value.keys() == forms.keys()
        and all(isinstance(value[name], str) and re.fullmatch(form, value[name]) for name, form in forms.items())
    )


def spelled(value: object) -> bytes:
    """RFC 8785, for keys in ASCII and whole numbers."""
    return WRITE_JSON(value).encode()


def opens(salt: bytes, detail: bytes, committed: str) -> bool:
    """Whether salt and detail are what an entry committed to."""
    made = hmac.new(salt, b"tdkt/detail/v1\n" + detail, hashlib.sha256).hexdigest()
    return len(salt) == 32 and hmac.compare_digest(made.encode(), committed.encode())


class Chains:
    """Follows every case through the log: counted without a gap, each entry naming the one before, from state to state."""

    def __init__(self, origin: str, report: Report) -> None:
        self.origin, self.report = origin, report
        self.last: dict[str, tuple[int, str, str]] = {}

    def take(self, index: int, data: bytes, sealed: bytes) -> dict | None:
        """Take the next entry of the log."""
        try:
            entry = read_entry(data)
        except ValueError as broken:
            self.report.blame("bad_entry", index=index, why=broken)
            return None
        if (entry["seq"], entry["log"]) != (index, self.origin):
            self.report.blame("entry_place", index=index, seq=entry["seq"], log=entry["log"])
        obj = entry["obj"]
        count, prev, state = self.last.get(obj, (0, None, None))
        if entry["oseq"] != count:
            self.report.blame("chain_count", index=index, obj=obj, found=entry["oseq"], wanted=count)
        elif entry.get("prev") != prev:
            self.report.blame("chain_prev", index=index, obj=obj)
        elif count and entry["src"] != state:
            self.report.blame("chain_state", index=index, obj=obj, was=state, src=entry["src"])
        self.last[obj] = entry["oseq"] + 1, sealed.hex(), entry["dst"]
        return entry


# Where a log is read from


def read_file(path: Path, longest: int) -> bytes:
    """A file of the auditor's own."""
    try:
        with path.open("rb") as file:
            data = file.read(longest + 1)
    except OSError as broken:
        raise Complaint("unreachable", answer=UNJUDGED, what=path, why=broken.strerror) from broken
    if len(data) > longest:
        raise Complaint("too_long", what=path)
    return data


class Folder:
    """A log that was exported to a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_dir():
            raise Complaint("unreachable", answer=UNJUDGED, what=path, why="folder?")

    def read(self, name: str, longest: int) -> bytes | None:
        """A file of it; nothing where there is none."""
        path = self.path / name
        return read_file(path, longest) if path.is_file() else None

    def names(self) -> list[str]:
        """Every file of the tree."""
        files = sorted((self.path / "tile").rglob("*"))
        return [path.relative_to(self.path).as_posix() for path in files if path.is_file()]


class SameOrigin(urllib.request.HTTPRedirectHandler):
    """Follows nobody to another place."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """Refuse another scheme, host or port."""
        if origin_of(newurl) != origin_of(req.full_url):
            raise Complaint("redirected", answer=UNJUDGED, what=req.full_url, why=newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def origin_of(address: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port."""
    parts = urllib.parse.urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


class Site:
    """A log that is read over the network."""

    def __init__(self, address: str) -> None:
        self.base = address.removesuffix("/checkpoint").rstrip("/") + "/"
        self.opener = urllib.request.build_opener(SameOrigin)

    def read(self, name: str, longest: int) -> bytes | None:
        """A file of it; nothing where the server says there is none."""
        address = self.base + name
        try:
            with self.opener.open(address, timeout=60) as answer:
                data = bytes(answer.read(longest + 1))
        except urllib.error.HTTPError as refused:
            refused.close()
            if refused.code in (404, 410):
                return None
            raise Complaint("unreachable", answer=UNJUDGED, what=address, why=refused.code) from refused
        except (OSError, ValueError, http.client.HTTPException) as broken:
            raise Complaint("unreachable", answer=UNJUDGED, what=address, why=broken) from broken
        if len(data) > longest:
            raise Complaint("too_long", what=address)
        return data

    def names(self) -> list[str]:
        """A site does not list what it holds."""
        return []


def tile_name(level: int | str, index: int, width: int) -> str:
    """Where a tile lies."""
    place = f"{index % 1000:03d}"
    while index := index // 1000:
        place = f"x{index % 1000:03d}/{place}"
    return f"tile/{level}/{place}" + (f".p/{width}" if width < WIDTH else "")


def split_bundle(data: bytes, what: str) -> list[bytes]:
    """The entries of a bundle; raises ``Complaint``."""
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data) or at + 2 > len(data):
            raise Complaint("bad_bundle", what=what, at=at)
        entries.append(data[at + 2 : end])
        at = end
    return entries


class LogCheck:
    """Goes once through a whole log: entries, tiles, root, old checkpoints, cases."""

    def __init__(self, source: Folder | Site, report: Report, trust: Trust) -> None:
        self.source, self.report, self.trust = source, report, trust
        data = source.read("checkpoint", LONGEST_NOTE)
        if data is None:
            raise Complaint("missing", what="checkpoint")
        self.head = Checkpoint(data, "checkpoint")
        self.is_judged = trust.judge(self.head)
        trust.judge_witnesses(self.head)
        self.chains = Chains(self.head.origin, report)
        self.rows: list[list[bytes]] = [[]]
        self.announced: list[tuple[int, str]] = []
        self.roots: dict[int, bytes] = {}

    def run(self, olds: list[Checkpoint], details: dict[int, dict[str, bytes]]) -> None:
        """The whole check; what is wrong goes to the report or is raised."""
        head, wanted = self.head, {old.size for old in olds}
        frontier = Frontier()
        self.roots[0] = frontier.root()
        for first in range(0, head.size, WIDTH):
            for index, entry in enumerate(self._bundle(first // WIDTH), first):
                sealed = leaf_hash(entry)
                frontier.add(sealed)
                self.rows[0].append(sealed)
                read = self.chains.take(index, entry, sealed)
                if read is not None and read["act"] == "announce_key":
                    self.announced += [(index, paper["h"]) for paper in read["docs"] if paper["k"] == "vkey"]
                if index in details:
                    self._open(index, entry, read, details[index])
                if frontier.size in wanted:
                    self.roots[frontier.size] = frontier.root()
            self._compare(0)
        self._compare_edges()
        self._compare_leftovers()
        if frontier.root() != head.root:
            found, said = (base64.b64encode(root).decode() for root in (frontier.root(), head.root))
            self.report.blame("root", found=found, wanted=said)
        for index in sorted(index for index in details if index >= head.size):
            self.report.blame("missing", what=f"entry {index}")
        for old in olds:
            self._compare_old(old)

    def _read(self, kind: int | str, index: int, longest: int) -> tuple[bytes, str, int]:
        """A tile or bundle, by its own width or the full one that took its place, and how many rows belong to us."""
        level = 0 if kind == "entries" else int(kind)
        width = min(WIDTH, (self.head.size >> 8 * level) - WIDTH * index)
        for name in dict.fromkeys((tile_name(kind, index, width), tile_name(kind, index, WIDTH))):
            data = self.source.read(name, longest)
            if data is not None:
                return data, name, width
        raise Complaint("missing", what=tile_name(kind, index, width))

    def _bundle(self, index: int) -> list[bytes]:
        data, name, width = self._read("entries", index, LONGEST_BUNDLE)
        entries = split_bundle(data, name)
        is_whole = name == tile_name("entries", index, width)
        if len(entries) != (width if is_whole else WIDTH):
            raise Complaint("bundle_count", what=name, found=len(entries), wanted=width if is_whole else WIDTH)
        return entries[:width]

    def _compare(self, level: int) -> None:
        """Compare the tile that just became full with what was computed, and go up a level; the rest comes at the end."""
        while level < len(self.rows) and self.rows[level] and len(self.rows[level]) % WIDTH == 0:
            index = len(self.rows[level]) // WIDTH - 1
            self._compare_tile(level, index, self.rows[level][-WIDTH:])
            folded = Frontier()
            for row in self.rows[level][-WIDTH:]:
                folded.add(row)
            if level + 1 == len(self.rows):
                self.rows.append([])
            self.rows[level + 1].append(folded.root())
            level += 1

    def _compare_edges(self) -> None:
        for level, rows in enumerate(self.rows):
            if len(rows) % WIDTH:
                index = len(rows) // WIDTH
                self._compare_tile(level, index, rows[index * WIDTH :])

    def _compare_tile(self, level: int, index: int, rows: list[bytes]) -> None:
        try:
            data, name, width = self._read(level, index, WIDTH * 32)
        except Complaint as missing:
            if missing.answer != WRONG:
                raise
            self.report.blame(missing.code, **missing.facts)
            return
        due = 32 * (width if name == tile_name(level, index, width) else WIDTH)
        if len(data) != due:
            self.report.blame("tile_length", what=name, found=len(data), wanted=due)
            return
        for place, row in enumerate(rows):
            if data[32 * place : 32 * place + 32] == row:
                continue
            at, span = index * WIDTH + place, WIDTH**level
            if level == 0:
                bundle = tile_name("entries", index, width)
                self.report.blame("entry_hash", index=at, bundle=bundle, what=name)
            else:
                self.report.blame("row_hash", what=name, row=place, first=at * span, last=(at + 1) * span - 1)

    def _compare_leftovers(self) -> None:
        """Narrower tiles of earlier checkpoints, in a folder: each has to be the beginning of the fuller one."""
        beyond = 0
        for name in self.source.names():
            found = re.fullmatch(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([0-9]{1,3}))?", name)
            if found is None:
                continue
            kind, place, partial = found.groups()
            index, width = int(re.sub("[x/]", "", place)), int(partial or WIDTH)
            level = 0 if kind == "entries" else int(kind)
            due = min(WIDTH, (self.head.size >> 8 * level) - WIDTH * index)
            if width > due:
                beyond += 1
            elif width < due and not self._begins(kind, index, name, width):
                self.report.blame("older_part", what=name)
        if beyond:
            self.report.say("note", "beyond", count=beyond)

    def _begins(self, kind: str, index: int, name: str, width: int) -> bool:
        data = self.source.read(name, LONGEST_BUNDLE) or b""
        if kind == "entries":
            entries = split_bundle(data, name)
            hashes = [leaf_hash(entry) for entry in entries]
            return hashes == self.rows[0][index * WIDTH : index * WIDTH + width]
        rows = self.rows[int(kind)] if int(kind) < len(self.rows) else []
        return data == b"".join(rows[index * WIDTH : index * WIDTH + width])

    def _compare_old(self, old: Checkpoint) -> None:
        facts = {"what": old.what, "old": old.size, "size": self.head.size}
        if old.origin != self.head.origin:
            self.report.blame("other_origin", what=old.what, found=old.origin, origin=self.head.origin)
        elif old.size > self.head.size:
            self.report.blame("shrank", **facts)
        elif self.roots[old.size] != old.root:
            self.report.blame("rewritten", **facts)

    def _open(self, index: int, data: bytes, entry: dict | None, kept: dict[str, bytes]) -> None:
        if "entry" in kept and kept["entry"] != data:
            self.report.blame("entry_differs", what=f"{index}.entry", index=index)
        if entry is not None:
            open_detail(f"{index}.detail", entry, kept, self.report)


def open_detail(what: str, entry: dict, kept: dict[str, bytes], report: Report) -> bool:
    """Open the commitment of an entry where a detail lies beside it; whether one was opened."""
    if "detail" not in kept and "salt" not in kept:
        return False
    if "detail" not in kept or "salt" not in kept:
        report.blame("half_detail", what=what)
        return False
    try:
        salt = bytes.fromhex(kept["salt"].decode("ascii").strip())
    except ValueError:
        salt = b""
    if not opens(salt, kept["detail"], entry.get("detail", "")):
        report.blame("detail", what=what, index=entry["seq"])
        return False
    return True


# Receipts and what lies beside them


KINDS = ("tlog-proof", "entry", "salt", "detail")


def kept_at(path: Path, inner: io.BytesIO | None = None):  # type: ignore[no-untyped-def]
    """Proofs, entries, salts and details by the name they share: of a folder, a zip and those in it, or one receipt."""
    kept: dict[str, dict[str, bytes]] = {}
    if inner is None and path.is_dir():
        for each in sorted(path.rglob("*")):
            keep(kept, each.relative_to(path).as_posix(), lambda each=each: read_file(each, LONGEST_PART))
    elif inner or zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(inner or path) as parts:
                for told in parts.infolist():
                    if told.file_size > LONGEST_PART:
                        raise Complaint("too_long", what=told.filename)
                    if told.filename.endswith(".zip") and inner is None:
                        yield from kept_at(path, io.BytesIO(parts.read(told)))
                    keep(kept, told.filename, lambda told=told: parts.read(told))
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as broken:
            raise Complaint("bad_receipt", what=path.name, why=str(broken) or "end of file") from broken
    else:
        kept[path.name] = {"tlog-proof": read_file(path, LONGEST_ENTRY)}
        for kind in KINDS[1:]:
            for beside in (path.with_name(f"{path.name}.{kind}"), path.with_suffix(f".{kind}")):
                if beside.is_file() and kind not in kept[path.name]:
                    kept[path.name][kind] = read_file(beside, LONGEST_PART)
    yield from kept.items()


def keep(kept: dict[str, dict[str, bytes]], name: str, read) -> None:  # type: ignore[no-untyped-def]
    """Put a part with the others of its name."""
    stem, _, kind = name.rpartition(".")
    if kind in KINDS:
        parts = kept.setdefault(stem, {})
        if kind in parts:
            raise Complaint("bad_receipt", what=name, why="twice")
        parts[kind] = read()


def read_receipt(data: bytes, what: str) -> tuple[int, list[bytes], Checkpoint]:
    """Index, path and checkpoint; raises ``Complaint``."""
    proof, gap, note = data.partition(b"\n\n")
    try:
        first, index, *path = proof.decode("ascii").split("\n")
        if not gap or first != "c2sp.org/tlog-proof@v1" or not re.fullmatch("index (0|[1-9][0-9]{0,18})", index):
            raise ValueError("first lines")
        hashes = [strict_base64(line, "hash") for line in path]
        if len(hashes) > 63 or any(len(each) != 32 for each in hashes):
            raise ValueError("hashes")
    except ValueError as broken:
        raise Complaint("bad_receipt", what=what, why=broken) from broken
    return int(index[6:]), hashes, Checkpoint(note, what)


def check_receipt(what: str, kept: dict[str, bytes], trust: Trust, report: Report) -> tuple[bool, int, Checkpoint]:
    """Check one receipt: whether its signature could be judged, its index and its checkpoint. Raises ``Complaint``."""
    if "entry" not in kept:
        raise Complaint("no_entry", answer=UNJUDGED, what=what)
    index, path, head = read_receipt(kept["tlog-proof"], what)
    try:
        entry = read_entry(kept["entry"])
    except ValueError as broken:
        raise Complaint("bad_entry", index=index, why=broken) from broken
    if (entry["seq"], entry["log"]) != (index, head.origin):
        facts = {"index": index, "origin": head.origin, "seq": entry["seq"], "log": entry["log"]}
        raise Complaint("other_entry", what=what, **facts)
    if not index < head.size or not includes(index, head.size, leaf_hash(kept["entry"]), path, head.root):
        raise Complaint("not_in_tree", what=what, index=index)
    open_detail(what, entry, kept, report)
    is_judged = trust.judge(head)
    trust.judge_witnesses(head)
    return is_judged, index, head


# The command line


def run_receipt(given: argparse.Namespace, trust: Trust, report: Report) -> int:
    """``verify_log.py receipt``."""
    checked, known = [], {}  # type: ignore[var-annotated]
    for path in given.file:
        before = len(checked)
        for name, parts in kept_at(path):
            if "tlog-proof" in parts:
                is_judged, index, head = check_receipt(name, parts, trust, report)
                checked.append((is_judged, index, known.setdefault(head.data, head)))
        if len(checked) == before:
            raise Complaint("no_receipt", answer=UNJUDGED, what=path)
    if report.wrong:
        return report.close(WRONG)
    if not all(is_judged for is_judged, _, _ in checked):
        report.say("unjudged", "key_missing")
        return UNJUDGED
    tell_receipts([(index, head) for _, index, head in checked], trust, report)
    return RIGHT


def tell_receipts(checked: list[tuple[int, Checkpoint]], trust: Trust, report: Report) -> None:
    """Say what was right: of a few receipts each, of a whole bundle how many; and of every checkpoint who saw it."""
    if len(checked) <= MOST_SHOWN:
        for index, head in checked:
            report.say("right", "receipt_right", index=index, origin=head.origin, size=head.size)
    else:
        for origin in sorted({head.origin for _, head in checked}):
            found = sorted(index for index, head in checked if head.origin == origin)
            facts = {"count": len(found), "first": found[0], "last": found[-1], "origin": origin}
            report.say("right", "receipts_right", **facts)
    for head in {head.data: head for _, head in checked}.values():
        trust.tell(head, report)


def as_read(data: bytes) -> bytes:
    """A checkpoint as a camera or a typist leaves it: other line ends, a line end too many or none."""
    return data.replace(b"\r\n", b"\n").strip() + b"\n"


def run_log(given: argparse.Namespace, trust: Trust, report: Report) -> int:
    """``verify_log.py log``."""
    is_address = given.source.startswith(("http://", "https://"))
    source = Site(given.source) if is_address else Folder(Path(given.source))
    kept = given.remember
    olds = [Checkpoint(as_read(read_file(path, LONGEST_NOTE)), str(path)) for path in given.old]
    olds += [Checkpoint(read_file(kept, LONGEST_NOTE), str(kept))] if kept and kept.exists() else []
    for old in olds:
        trust.judge(old, is_old=True)
    details: dict[int, dict[str, bytes]] = {}
    for name, parts in kept_at(given.details) if given.details else ():
        if found := re.search("([0-9]{1,18})$", name):
            details.setdefault(int(found[1]), {}).update(parts)
    check = LogCheck(source, report, trust)
    check.run(olds, details)
    head = check.head
    if report.wrong:
        return report.close(WRONG)
    if not check.is_judged:
        report.say("unjudged", "key_missing")
        return UNJUDGED
    root = base64.b64encode(head.root).decode()
    report.say("right", "log_right", origin=head.origin, size=head.size, objects=len(check.chains.last), root=root)
    trust.tell(head, report)
    known = {hashlib.sha256(key.line.encode()).hexdigest() for key in trust.logs}
    for index, digest in check.announced:
        report.say("note", "key_announced" if digest in known else "key_unknown", index=index, digest=digest)
    if given.details:
        report.say("note", "details_opened", count=sum("detail" in parts for parts in details.values()))
    for old in olds:
        report.say("note", "old_compared", old=old.size, what=old.what)
    if not olds:
        report.say("note", "no_old")
    if kept:
        remember(kept, head.data)
    return RIGHT


def remember(path: Path, data: bytes) -> None:
    """Put the newest checkpoint where the next check looks for it."""
    try:
        path.write_bytes(data)
    except OSError as broken:
        raise Complaint("unwritable", answer=UNJUDGED, what=path, why=broken.strerror) from broken


def both(code: str) -> str:
    """A help text in both languages."""
    return " / ".join(SAID[code])


def command_line() -> argparse.ArgumentParser:
    """What may be asked."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--vkey", action="append", default=[], help=both("usage_vkey"))
    shared.add_argument("--policy", type=Path, help=both("usage_policy"))
    shared.add_argument("--lang", choices=("vi", "en", "both"), default="both", help=both("usage_lang"))
    parser = argparse.ArgumentParser(prog="verify_log.py", description="\n".join(SAID["usage"]))
    kinds = parser.add_subparsers(dest="kind", required=True)
    log = kinds.add_parser("log", parents=[shared], help=both("usage_log"), description=both("usage_log"))
    log.add_argument("source", help=both("usage_source"))
    log.add_argument("--old", action="append", default=[], type=Path, help=both("usage_old"))
    log.add_argument("--remember", type=Path, help=both("usage_remember"))
    log.add_argument("--details", type=Path, help=both("usage_details"))
    receipt = kinds.add_parser(
        "receipt", parents=[shared], help=both("usage_receipt"), description=both("usage_receipt")
    )
    receipt.add_argument("file", nargs="+", type=Path)
    return parser


def main() -> int:
    """Judge, say it, and answer the exit code. A terminal that lacks a letter gets another: that makes nothing wrong."""
    sys.stdout.reconfigure(errors="replace")
    given = command_line().parse_args()
    report = Report({"vi": (0,), "en": (1,), "both": (0, 1)}[given.lang])
    try:
        return (run_log if given.kind == "log" else run_receipt)(given, Trust(given.vkey, given.policy), report)
    except Complaint as found:
        report.say("unjudged" if found.answer == UNJUDGED else "wrong", found.code, **found.facts)
        return report.close(found.answer)


if __name__ == "__main__":
    sys.exit(main())
