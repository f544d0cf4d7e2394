#!/usr/bin/env python3
"""Checks offline that a paper stands in the log of the house that issued it: one file, Python's standard library and
`cryptography`. It asks no network and no database.

Nothing here was taken from the program that issues papers; the two share only the formats (docs/papers.md): the proof of a
paper, the form of an entry, RFC 6962 trees, C2SP tlog-proof and signed-note. Read it before you run it.
"""

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import re
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("Cần gói Python «cryptography». / The Python package `cryptography` is needed: pip install cryptography")

RIGHT, WRONG, UNJUDGED = 0, 1, 2
LOG_KEY = 0x01
LONGEST_PAPER, LONGEST_PROOF = 512 * 1024 * 1024, 1_000_000
EXACT = 2**53 - 1
VIETNAM = timezone(timedelta(hours=7))
SUFFIX = ".paper-proof"
WITHOUT_A_FILE = {"line", "certificate"}

SAID = {
    "usage": ("Kiểm tra giấy tờ khen thưởng mà không cần mạng. Mã thoát: 0 đúng, 1 sai, 2 chưa kết luận được.",
              "Checks an award paper without a network. Exit code: 0 right, 1 wrong, 2 not judged."),
    "usage_proof": ("tệp bằng chứng (.paper-proof) tải cạnh giấy", "the proof (.paper-proof) fetched beside the paper"),
    "usage_paper": ("tệp PDF của giấy; bằng chứng của một dòng danh sách thì không bắt buộc",
                    "the paper's PDF; the proof of a line of a list may go without"),
    "usage_vkey": ("khóa của nhật ký, lấy từ nguồn độc lập; khi nhật ký đang đổi khóa thì ghi cả hai",
                   "the log's key, from an independent source; both of them while the log changes its key"),
    "usage_lang": ("ngôn ngữ trả lời: vi, en, both (mặc định)", "language of the answers: vi, en, both (default)"),
    "wrong": ("SAI", "WRONG"),
    "note": ("Lưu ý", "Note"),
    "unjudged": ("CHƯA KẾT LUẬN", "NOT JUDGED"),
    "right": ("ĐÚNG theo khóa ông/bà đưa vào", "RIGHT by the keys you gave"),
    "bad_key": ("--vkey không phải dòng khóa của nhật ký ({why})", "--vkey is no verifier key of a log ({why})"),
    "unreadable": ("không đọc được {what}: {why}", "can't read {what}: {why}"),
    "too_long": ("{what} dài hơn mức cho phép", "{what} is longer than it may be"),
    "bad_proof": ("{what} không phải bằng chứng nguyên vẹn ({why})", "{what} is no unaltered proof ({why})"),
    "other_file": ("{what} không phải tệp đã ban hành: mã SHA-256 hoặc độ dài khác với bằng chứng",
                   "{what} is not the file that was issued: its SHA-256 or its length differs from the proof"),
    "not_opened": ("bằng chứng không mở được cam kết trong mục nhật ký {index}: lời, muối hoặc vị trí đã bị đổi",
                   "the proof does not open the commitment of entry {index}: words, salt or place were altered"),
    "other_entry": ("mục đi kèm là mục {seq} của {log}, biên nhận nói về mục {index} của {origin}",
                    "the entry is number {seq} of {log}, the receipt speaks of number {index} of {origin}"),
    "not_in_tree": ("mục {index} không nằm trong bản chốt của nhật ký", "entry {index} is not in the checkpoint of the log"),
    "other_log": ("giấy này thuộc nhật ký {origin}; không khóa nào đưa vào là của nhật ký ấy",
                  "this paper belongs to the log {origin}; none of the keys you gave is that log's"),
    "not_signed": ("bản chốt không mang chữ ký đúng của khóa đưa vào", "the checkpoint bears no right signature of your keys"),
    "unknown_line": (
        "bản chốt có dòng ký mà không khóa nào đưa vào kiểm được; nếu nhật ký đang đổi khóa, hãy đưa cả hai khóa",
        "the checkpoint bears a signature that no key you gave can judge; while the log changes its key, give both"),
    "key_missing": (
        "mọi mã băm khớp nhau, nhưng CHƯA kiểm chữ ký bằng khóa nào mà ông/bà biết, nên chưa chứng minh gì; hãy thêm --vkey",
        "all hashes fit, but the signature was NOT checked against a key known to you, so nothing is proven; add --vkey"),
    "paper_missing": (
        "bằng chứng đúng, nhưng nó nói về một tệp mà ông/bà chưa đưa vào; hãy đưa tệp PDF vào",
        "the proof is right, but it speaks of a file that you did not give; give the PDF"),
    "stands": ("{kind} này nằm trong nhật ký {origin}, mục {index}, ghi lúc {at}; bản chốt {size} mục.",
               "this {kind} stands in the log {origin}, entry {index}, written at {at}; checkpoint of {size} entries."),
    "same_file": ("tệp {what} giống từng byte với tệp đã ban hành", "the file {what} is byte for byte the one that was issued"),
    "no_file": ("chưa so với tệp PDF nào; lời dưới đây do chính bằng chứng nêu",
                "no PDF was compared; the words below are the proof's own"),
    "today": (
        "Bằng chứng nói về lúc ban hành; việc cấp đổi, cấp lại, đính chính, hủy bỏ về sau không nằm trong đó. "
        "Nay còn hiệu lực hay không, xem tại trang tra cứu với mã {lookup}.",
        "The proof speaks of the time of issue; it knows nothing of a later replacement, correction or annulment. "
        "Whether it still holds today is told by the look-up page, code {lookup}."),
}  # fmt: skip

KINDS = {
    "decision": ("quyết định", "decision"),
    "line": ("dòng trong danh sách khen thưởng", "line of an award list"),
    "certificate": ("giấy khen, bằng chứng nhận", "certificate"),
}
LABELS = {
    "issuer": ("Cơ quan ban hành", "Issued by"),
    "number": ("Quyết định số", "Decision number"),
    "dated_on": ("Ngày", "Dated"),
    "title": ("Về việc", "About"),
    "signer": ("Người ký", "Signed by"),
    "lines": ("Số dòng danh sách", "Lines of the list"),
    "line": ("Dòng số", "Line"),
    "book_number": ("Số sổ vàng", "Golden book number"),
    "made_on": ("Cấp ngày", "Made out on"),
    "replaces": ("Thay giấy có số sổ vàng", "In the place of number"),
    "name": ("Tên", "Name"),
    "where": ("Chức vụ, đơn vị", "Position, unit"),
    "award": ("Danh hiệu, hình thức", "Award"),
    "code": ("Mã hồ sơ", "Dossier"),
    "lookup": ("Mã tra cứu", "Look-up code"),
    "sha256": ("SHA-256 của tệp", "SHA-256 of the file"),
    "size": ("Độ dài tệp (byte)", "Length of the file (bytes)"),
}


class Complaint(Exception):
    """Something that ends the check: its sentence, the facts in it, and the exit code."""

    def __init__(self, code: str, *, answer: int = WRONG, **facts: object) -> None:
        super().__init__(code)
        self.code, self.answer, self.facts = code, answer, facts


class Report:
    """What is said, in one language or two."""

    def __init__(self, languages: tuple[int, ...] = (0, 1)) -> None:
        self.languages = languages

    def say(self, kind: str, code: str, /, **facts: object) -> None:
        """Print one sentence in each language."""
        for language in self.languages:
            told = {name: fact[language] if isinstance(fact, tuple) else fact for name, fact in facts.items()}
            print(f"{SAID[kind][language]}: {SAID[code][language].format(**told)}")

    def show(self, words: dict) -> None:
        """What the proof says of the paper, each fact on a line."""
        for name in sorted(words.keys() - {"paper"}, key=lambda name: ([*LABELS, name].index(name), name)):
            label = LABELS.get(name, (name, name))
            print(f"  {' / '.join(label[language] for language in self.languages)}: {plain(words[name])}")


def plain(value: object) -> str:
    """Text for a terminal: nothing in it steers one."""
    return "".join(letter if letter.isprintable() else "�" for letter in str(value))


# Spelling: every text here has one spelling only, so that no byte of a proof can change unseen


NAME = re.compile(r"[!-*,-~]+")
HEX = re.compile(r"[0-9a-f]{64}")
COUNT = "(0|[1-9][0-9]{0,15})"


def strict_base64(words: str, what: str) -> bytes:
    """Decoded, refusing every spelling but one."""
    try:
        data = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as broken:
        raise ValueError(what) from broken
    if base64.b64encode(data).decode() != words:
        raise ValueError(what)
    return data


def strict_hex(words: str, what: str) -> bytes:
    """32 bytes in lower-case hex."""
    if not HEX.fullmatch(words):
        raise ValueError(what)
    return bytes.fromhex(words)


def no_fraction(words: str) -> float:
    """Whole numbers only."""
    raise ValueError(words)


READ_JSON = json.JSONDecoder(parse_float=no_fraction, parse_constant=no_fraction).decode
WRITE_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def read_json(data: bytes, what: str) -> dict:
    """An object in canonical form (RFC 8785, whole numbers only)."""
    try:
        value = READ_JSON(data.decode("utf-8"))
        if not isinstance(value, dict) or WRITE_JSON(value).encode() != data:
            raise ValueError(what)
    except (UnicodeError, RecursionError, TypeError, ValueError) as broken:
        raise ValueError(what) from broken
    return value


# Keys and checkpoints


class Key:
    """A verifier key of a log (C2SP signed-note, Ed25519)."""

    def __init__(self, line: str) -> None:
        name, _, rest = line.strip().partition("+")
        tag, _, encoded = rest.partition("+")
        data = strict_base64(encoded, "key")
        if not NAME.fullmatch(name) or len(data) != 33 or data[0] != LOG_KEY:
            raise ValueError("key")
        self.name, self.public = name, data[1:]
        self.tag = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        if tag != self.tag.hex():
            raise ValueError("key id")

    def accepts(self, text: bytes, signature: bytes) -> bool:
        """Whether this is this key's signature under the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


class Checkpoint:
    """A signed tree head: origin, size, root, and the lines of its signers."""

    def __init__(self, data: bytes) -> None:
        words = data.decode("utf-8")
        if any(letter < " " and letter != "\n" for letter in words):
            raise ValueError("control character")
        body, gap, tail = words.partition("\n\n")
        lines = body.split("\n")
        if not gap or not tail.endswith("\n") or len(lines) != 3:
            raise ValueError("checkpoint")
        if not NAME.fullmatch(lines[0]) or not re.fullmatch(COUNT, lines[1]):
            raise ValueError("origin, size")
        self.text, self.origin, self.size = (body + "\n").encode(), lines[0], int(lines[1])
        self.root = strict_base64(lines[2], "root")
        self.lines = [self._line(line) for line in tail[:-1].split("\n")]
        if len(self.root) != 32 or len(self.lines) > 100 or len({*self.lines}) < len(self.lines):
            raise ValueError("root or signatures")

    @staticmethod
    def _line(line: str) -> tuple[str, bytes, bytes]:
        dash, name, encoded = line.split(" ")
        made = strict_base64(encoded, "signature")
        if dash != "\u2014" or not NAME.fullmatch(name) or len(made) < 5:
            raise ValueError("signature line")
        return name, made[:4], made[4:]

    def judge(self, keys: list[Key]) -> None:
        """Every line must be the right signature of a given key, and one at least be there; raises ``Complaint``."""
        own = [key for key in keys if key.name == self.origin]
        if not own:
            raise Complaint("other_log", origin=self.origin)
        for name, tag, made in self.lines:
            signers = [key for key in own if (key.name, key.tag) == (name, tag)]
            if not signers:
                raise Complaint("unknown_line")
            if not any(key.accepts(self.text, made) for key in signers):
                raise Complaint("not_signed")


# Trees


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def climb(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes | None:
    """The root that the path leads to from a leaf: a descent by RFC 6962's cuts, turned round; nothing for a wrong length."""
    if not 0 <= index < size:
        return None
    turns = []
    while size > 1:
        cut = 1 << (size - 1).bit_length() - 1
        turns.append(index < cut)
        index, size = (index, cut) if index < cut else (index - cut, size - cut)
    if len(turns) != len(path):
        return None
    for is_left, sibling in zip(reversed(turns), path, strict=True):
        leaf = node_hash(leaf, sibling) if is_left else node_hash(sibling, leaf)
    return leaf


# The proof


def read_words(data: bytes) -> dict:
    """What the proof says of the paper; raises ``ValueError``."""
    words = read_json(data, "words")
    for name, value in words.items():
        if not re.fullmatch("[a-z][a-z0-9_]{0,63}", name) or type(value) not in (str, int):
            raise ValueError("words")
        if type(value) is int and not 0 <= value <= EXACT:
            raise ValueError("words")
    if words.get("paper") not in KINDS or type(words.get("size")) is not int:
        raise ValueError("words")
    strict_hex(str(words.get("sha256")), "sha256")
    return words


def read_entry(data: bytes) -> tuple[dict, str]:
    """The entry of the seal, and the digest that it names; raises ``ValueError``."""
    entry = read_json(data, "entry")
    if entry.get("act") != "seal_papers" or type(entry.get("v")) is not int or entry["v"] != 1:
        raise ValueError("entry")
    if any(type(entry.get(name)) is not int or not 0 <= entry[name] <= EXACT for name in ("seq", "at")):
        raise ValueError("entry")
    docs = entry.get("docs")
    named = [each.get("h") for each in docs if each.get("k") == "papers"] if isinstance(docs, list) else []
    if len(named) != 1 or not isinstance(named[0], str) or not isinstance(entry.get("log"), str):
        raise ValueError("entry")
    strict_hex(named[0], "entry")
    return entry, named[0]


class Proof:
    """One leaf of a seal, the entry of the seal, and the receipt of that entry."""

    def __init__(self, data: bytes) -> None:
        head, gap, rest = data.partition(b"\n\n")
        entry, second_gap, receipt = rest.partition(b"\n\n")
        if not gap or not second_gap:
            raise ValueError("parts")
        first, words, salt, place, *path = head.split(b"\n")
        at = re.fullmatch(f"place {COUNT} of {COUNT}", place.decode("ascii"))
        if first != b"bangvang/paper-proof@v1" or not salt.startswith(b"salt ") or at is None:
            raise ValueError("first lines")
        self.words = read_words(words)
        self.salt = strict_hex(salt[5:].decode("ascii"), "salt")
        self.place, self.count = int(at[1]), int(at[2])
        self.path = [strict_hex(line.decode("ascii"), "hash") for line in path]
        self.said, self.entry_bytes = words, entry
        self.entry, self.digest = read_entry(entry)
        self._read_receipt(receipt)

    def _read_receipt(self, data: bytes) -> None:
        head, gap, note = data.partition(b"\n\n")
        first, index, *path = head.decode("ascii").split("\n")
        if not gap or first != "c2sp.org/tlog-proof@v1" or not re.fullmatch(f"index {COUNT}", index):
            raise ValueError("receipt")
        self.index, self.entry_path = int(index[6:]), [strict_base64(line, "hash") for line in path]
        if len(path) > 63 or any(len(each) != 32 for each in self.entry_path):
            raise ValueError("hashes")
        self.checkpoint = Checkpoint(note)

    def is_of(self, paper: bytes) -> bool:
        """Whether the file is byte for byte the one that the words name."""
        return (hashlib.sha256(paper).hexdigest(), len(paper)) == (self.words["sha256"], self.words["size"])

    def judge(self) -> None:
        """Whether words, entry and checkpoint hang together; raises ``Complaint``. Who signed is another question."""
        leaf = leaf_hash(hmac.new(self.salt, b"tdkt/paper/v1\n" + self.said, hashlib.sha256).digest())
        root = climb(self.place, self.count, leaf, self.path)
        made = hashlib.sha256(b"tdkt/papers/v1\n%d\n" % self.count + (root or b"")).hexdigest()
        if root is None or made != self.digest:
            raise Complaint("not_opened", index=self.index)
        found, head = (self.entry["seq"], self.entry["log"]), self.checkpoint
        if found != (self.index, head.origin):
            raise Complaint("other_entry", index=self.index, origin=head.origin, seq=found[0], log=plain(found[1]))
        if climb(self.index, head.size, leaf_hash(self.entry_bytes), self.entry_path) != head.root:
            raise Complaint("not_in_tree", index=self.index)


def check(proof: bytes, paper: bytes | None, keys: list[Key], what: str = "proof", file: str = "PDF") -> Proof:
    """Check a proof, and a paper by it; raises ``Complaint`` for anything that is not right beyond doubt."""
    try:
        read = Proof(proof)
    except (ValueError, TypeError, AttributeError) as broken:
        raise Complaint("bad_proof", what=what, why=str(broken).split(":")[0]) from broken
    read.judge()
    if paper is not None and not read.is_of(paper):
        raise Complaint("other_file", what=file)
    if not keys:
        raise Complaint("key_missing", answer=UNJUDGED)
    read.checkpoint.judge(keys)
    if paper is None and read.words["paper"] not in WITHOUT_A_FILE:
        raise Complaint("paper_missing", answer=UNJUDGED)
    return read


# The command line


def read_file(path: Path, longest: int) -> bytes:
    """A file of the reader's own."""
    try:
        with path.open("rb") as file:
            data = file.read(longest + 1)
    except OSError as broken:
        raise Complaint("unreadable", answer=UNJUDGED, what=path, why=broken.strerror) from broken
    if len(data) > longest:
        raise Complaint("too_long", what=path)
    return data


def run(given: argparse.Namespace, report: Report) -> int:
    """Judge, and say what was found."""
    keys = []
    for line in given.vkey:
        try:
            keys.append(Key(line))
        except ValueError as broken:
            raise Complaint("bad_key", answer=UNJUDGED, why=broken) from broken
    is_turned = given.paper is not None and given.paper.suffix == SUFFIX
    kept, pdf = (given.paper, given.proof) if is_turned else (given.proof, given.paper)
    proof = read_file(kept, LONGEST_PROOF)
    paper = read_file(pdf, LONGEST_PAPER) if pdf else None
    read = check(proof, paper, keys, str(kept), str(pdf))
    at = datetime.fromtimestamp(read.entry["at"] / 1_000_000, UTC).astimezone(VIETNAM)
    facts = {"origin": read.checkpoint.origin, "index": read.index, "size": read.checkpoint.size}
    report.say("right", "stands", kind=KINDS[read.words["paper"]], at=f"{at:%Y-%m-%d %H:%M}", **facts)
    if paper is None:
        report.say("note", "no_file")
    else:
        report.say("right", "same_file", what=pdf)
    report.show(read.words)
    report.say("note", "today", lookup=plain(read.words.get("lookup", "?")))
    return RIGHT


def both(code: str) -> str:
    """A help text in both languages."""
    return " / ".join(SAID[code])


def command_line() -> argparse.ArgumentParser:
    """What may be asked."""
    parser = argparse.ArgumentParser(prog="verify_paper.py", description="\n".join(SAID["usage"]))
    parser.add_argument("proof", type=Path, help=both("usage_proof"))
    parser.add_argument("paper", type=Path, nargs="?", help=both("usage_paper"))
    parser.add_argument("--vkey", action="append", default=[], help=both("usage_vkey"))
    parser.add_argument("--lang", choices=("vi", "en", "both"), default="both", help=both("usage_lang"))
    return parser


def main() -> int:
    """Answer the exit code. A terminal that lacks a letter gets another in its place: that says nothing of the paper."""
    sys.stdout.reconfigure(errors="replace")
    given = command_line().parse_args()
    report = Report({"vi": (0,), "en": (1,), "both": (0, 1)}[given.lang])
    try:
        return run(given, report)
    except Complaint as found:
        report.say("unjudged" if found.answer == UNJUDGED else "wrong", found.code, **found.facts)
        return found.answer


if __name__ == "__main__":
    sys.exit(main())
