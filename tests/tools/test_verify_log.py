"""``tools/verify_log.py`` over whole logs: accepts what the house publishes, and names what somebody changed in it."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from states.vocabulary import State
from tests.support.checker import exported, loaded_checker, run_checker
from tests.support.signing import Signatory
from tests.support.world import World
from tests.workflow.ledger.test_reading import fill
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.entry import Entry
from workflow.ledger.key_rotation import digest_of
from workflow.ledger.note import SigningKey, signed
from workflow.ledger.tiles import decode_bundle, encode_bundle
from workflow.ledger.tree import leaf_hash, root_of
from workflow.store import Store


class Kept(NamedTuple):
    """An exported log, its key, a folder of details, and an older checkpoint."""

    folder: Path
    signatory: Signatory
    details: Path
    old: Path

    @property
    def vkey(self) -> str:
        """What the auditor was given."""
        return str(self.signatory.vkey)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Kept]:
    """A log of two full tiles and a part, with a case that went all the way."""
    place = tmp_path_factory.mktemp("log")
    (place / "bangvang.db").write_bytes(sqlite_template.read_bytes())
    store = Store(f"sqlite:///{place / 'bangvang.db'}", files=place / "files")
    world = World.open(store)
    world.bring(world.draft(), State.PUBLISHED)
    signatory = Signatory(world)
    head = signatory.sign()
    old = place / "old-checkpoint"
    old.write_bytes(bytes(signed(head.text, [signatory.key])))
    fill(world, 500)
    signatory.sign()
    details = place / "details"
    details.mkdir()
    with store.reading() as driver:
        rows = driver.connection.execute("SELECT idx, salt, detail FROM ledger_detail WHERE idx < 60").fetchall()
    for index, salt, detail in rows:
        (details / f"muc-{index}.salt").write_text(bytes(salt).hex())
        (details / f"muc-{index}.detail").write_bytes(bytes(detail))
    yield Kept(exported(signatory, place / "export"), signatory, details, old)
    store.close()


@pytest.fixture
def copied(kept: Kept, tmp_path: Path) -> Path:
    """A copy of the log that may be spoiled."""
    return Path(shutil.copytree(kept.folder, tmp_path / "log"))


def check(place: Path, folder: object, *arguments: object) -> tuple[int, str]:
    """Exit code and words, in English."""
    answer = run_checker(place, "log", folder, "--lang", "en", *arguments)
    assert answer.stderr == ""
    return answer.returncode, answer.stdout


def test_a_published_log_is_right(kept: Kept, tmp_path: Path) -> None:
    code, words = check(tmp_path, kept.folder, "--vkey", kept.vkey, "--old", kept.old, "--details", kept.details)
    assert code == 0, words
    assert words.startswith("RIGHT by the keys you gave: log dong-mau.example/log/")
    assert "60 commitments to details were opened" in words and "begins with the" in words


def test_without_an_older_checkpoint_it_says_what_was_not_seen(kept: Kept, tmp_path: Path) -> None:
    code, words = check(tmp_path, kept.folder, "--vkey", kept.vkey)
    assert code == 0 and "no older checkpoint was compared" in words


def test_without_a_key_nothing_is_called_right(kept: Kept, tmp_path: Path) -> None:
    code, words = check(tmp_path, kept.folder)
    assert code == 2 and words.startswith("NOT JUDGED: all hashes fit each other")
    stranger = SigningKey.make(kept.signatory.key.name).verifier
    assert check(tmp_path, kept.folder, "--vkey", stranger) == (
        1, "WRONG: checkpoint carries no right signature of a key you gave\n",
    )  # fmt: skip
    other = SigningKey.make("xa-khac.example/log").verifier
    assert "which no key you gave belongs to" in check(tmp_path, kept.folder, "--vkey", other)[1]


def test_it_remembers_what_it_saw(kept: Kept, tmp_path: Path) -> None:
    memory = tmp_path / "seen"
    memory.write_bytes(kept.old.read_bytes())
    code, words = check(tmp_path, kept.folder, "--vkey", kept.vkey, "--remember", memory)
    assert code == 0 and f"older checkpoint {memory}" in words
    assert memory.read_bytes() == (kept.folder / "checkpoint").read_bytes()


SPOILED = {
    "a byte of an entry": ("tile/entries/001", 4_000, "do not fit the hash in tile/0/001"),
    "a byte of a hash": (
        "tile/0/000",
        32 * 17,
        "entry 17: its bytes in tile/entries/000 do not fit the hash in tile/0/000",
    ),
    "a byte of a tile above": ("tile/1/000.p/2", 32, "tile/1/000.p/2, row 1: does not fit entries 256–511 below it"),
    "a byte of the root": ("checkpoint", 70, ""),
}


@pytest.mark.parametrize("case", SPOILED)
def test_a_changed_byte_is_found_and_named(case: str, kept: Kept, copied: Path, tmp_path: Path) -> None:
    name, place, expected = SPOILED[case]
    data = bytearray((copied / name).read_bytes())
    data[place] ^= 1
    (copied / name).write_bytes(data)
    code, words = check(tmp_path, copied, "--vkey", kept.vkey)
    assert code == 1 and words.startswith("WRONG") and expected in words, words


@pytest.mark.parametrize("name", ["checkpoint", "tile/entries/000", "tile/0/001", "tile/1/000.p/2"])
def test_a_missing_file_is_named(name: str, kept: Kept, copied: Path, tmp_path: Path) -> None:
    (copied / name).unlink()
    assert check(tmp_path, copied, "--vkey", kept.vkey)[1].startswith(f"WRONG: {name} is missing")


def test_narrower_tiles_of_earlier_checkpoints_are_checked_too(kept: Kept, copied: Path, tmp_path: Path) -> None:
    entries = decode_bundle((copied / "tile/entries/000").read_bytes())
    for kind, data in (("0", b"".join(map(leaf_hash, entries[:9]))), ("entries", encode_bundle(entries[:9]))):
        (copied / f"tile/{kind}/000.p").mkdir()
        (copied / f"tile/{kind}/000.p/9").write_bytes(data)
    assert check(tmp_path, copied, "--vkey", kept.vkey)[0] == 0
    (copied / "tile/entries/000.p/9").write_bytes(encode_bundle([*entries[:8], entries[9]]))
    code, words = check(tmp_path, copied, "--vkey", kept.vkey)
    assert code == 1 and words == "WRONG: tile/entries/000.p/9 is not the beginning of the fuller one\n"


def test_a_full_tile_may_stand_for_a_part_of_it(kept: Kept, copied: Path, tmp_path: Path) -> None:
    """The log grew while it was read: the checkpoint is the old one, the tiles are fuller."""
    (copied / "checkpoint").write_bytes(kept.old.read_bytes())
    code, words = check(tmp_path, copied, "--vkey", kept.vkey)
    assert code == 0 and "files lie beyond the checkpoint" in words, words


def resign(folder: Path, kept: Kept, entries: list[bytes]) -> None:
    """Write the log anew, with right hashes and a right signature: what a thief of the key could publish."""
    shutil.rmtree(folder / "tile")
    hashes = [leaf_hash(entry) for entry in entries]
    assert len(entries) < 256
    for kind, data in (("0", b"".join(hashes)), ("entries", encode_bundle(entries))):
        path = folder / f"tile/{kind}/000.p/{len(entries)}"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    head = TreeHead(kept.signatory.key.name, len(entries), root_of(hashes))
    (folder / "checkpoint").write_bytes(bytes(signed(head.text, [kept.signatory.key])))


def test_a_rewritten_log_is_found_by_an_older_checkpoint(kept: Kept, copied: Path, tmp_path: Path) -> None:
    entries = decode_bundle((copied / "tile/entries/000").read_bytes())[:200]
    entries[7] = entries[7].replace(b'"at":1', b'"at":2')
    resign(copied, kept, entries)
    code, words = check(tmp_path, copied, "--vkey", kept.vkey, "--old", kept.old)
    assert code == 1 and "the log was rewritten" in words, words
    assert "entry 8 does not name the entry before it" in words
    resign(copied, kept, decode_bundle((kept.folder / "tile/entries/000").read_bytes())[:20])
    code, words = check(tmp_path, copied, "--vkey", kept.vkey, "--old", kept.old)
    assert code == 1 and "it was shortened" in words, words


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((b'"seq":7,', b'"seq":8,'), "calls itself entry 8"),
        ((b'"v":1', b'"v":2'), "not in its form (v)"),
        ((b'"act":"', b'"act": "'), "not in its form (bytes)"),
        ((b'"oseq":1', b'"oseq":5'), "is step 5 of"),
        ((b'"src":"', b'"src":"x'), " stood at `"),
        ((b'"prev":"', b'"prev":"00'), "not in its form (prev)"),
        ((b'"wf":"', b'"wg":"'), "not in its form (wf)"),
    ],
)
def test_what_entries_say_is_checked(
    change: tuple[bytes, bytes], said: str, kept: Kept, copied: Path, tmp_path: Path
) -> None:
    entries = decode_bundle((copied / "tile/entries/000").read_bytes())[:200]
    place = 7 if change[0] in entries[7] else next(at for at, entry in enumerate(entries) if change[0] in entry)
    entries[place] = entries[place].replace(*change)
    resign(copied, kept, entries)
    code, words = check(tmp_path, copied, "--vkey", kept.vkey)
    assert code == 1 and said in words, words


@pytest.mark.parametrize("name", ["muc-5.salt", "muc-5.detail"])
def test_a_changed_detail_is_found(name: str, kept: Kept, tmp_path: Path) -> None:
    details = Path(shutil.copytree(kept.details, tmp_path / "details"))
    data = (details / name).read_bytes()
    (details / name).write_bytes((b"1" if data[:1] != b"1" else b"2") + data[1:])
    arguments = (kept.folder, "--vkey", kept.vkey, "--details", details)
    assert "do not open the commitment of entry 5" in check(tmp_path, *arguments)[1]
    (details / name).unlink()
    code, words = check(tmp_path, *arguments)
    assert code == 1 and "a detail without its salt" in words


class _Turning(SimpleHTTPRequestHandler):
    """Serves a folder; sends tiles of level 1 to another origin when told so, and pads the checkpoint."""

    elsewhere, padding = "", 0

    def do_GET(self) -> None:
        """Serve, or point elsewhere."""
        if self.elsewhere and "/tile/1/" in self.path:
            self.send_response(302)
            self.send_header("Location", self.elsewhere + self.path)
            self.end_headers()
        elif self.padding and self.path.endswith("checkpoint"):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * self.padding)
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(kept: Kept) -> Iterator[str]:
    """The log on a web server."""
    _Turning.elsewhere, _Turning.padding = "", 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Turning, directory=str(kept.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_log_is_read_over_the_network(kept: Kept, site: str, tmp_path: Path) -> None:
    for address in (site, site + "/checkpoint"):
        code, words = check(tmp_path, address, "--vkey", kept.vkey, "--old", kept.old)
        assert code == 0, words
    assert check(tmp_path, site + "/nothing", "--vkey", kept.vkey) == (1, "WRONG: checkpoint is missing\n")


def test_it_follows_nobody_to_another_origin_and_reads_no_endless_answer(kept: Kept, site: str, tmp_path: Path) -> None:
    _Turning.elsewhere = site.replace("127.0.0.1", "localhost")
    code, words = check(tmp_path, site, "--vkey", kept.vkey)
    assert code == 2 and "redirects to another origin" in words, words
    _Turning.elsewhere = site + "/."
    assert check(tmp_path, site, "--vkey", kept.vkey)[0] in (1, 2)
    _Turning.elsewhere, _Turning.padding = "", 2_000_000
    code, words = check(tmp_path, site, "--vkey", kept.vkey)
    assert code == 1 and "is longer than it may be" in words
    code, words = check(tmp_path, "http://127.0.0.1:1", "--vkey", kept.vkey)
    assert code == 2 and words.startswith("NOT JUDGED: can't read http://127.0.0.1:1/checkpoint")


def test_policy_and_witnesses(kept: Kept, copied: Path, tmp_path: Path) -> None:
    keys = {name: SigningKey.make(f"{name}.example/w", algorithm=4) for name in ("tinh", "thanhtra", "xa")}
    lines = [f"witness {name} {key.verifier}" for name, key in keys.items()]
    policy = tmp_path / "policy"
    policy.write_text("\n".join([f"log {kept.vkey}", *lines, "group du 2 tinh thanhtra xa", "quorum du", ""]))
    head = (copied / "checkpoint").read_bytes()
    text = head.decode().partition("\n\n")[0] + "\n"
    code, words = check(tmp_path, copied, "--policy", policy)
    assert code == 1 and "lacks the quorum" in words
    word = [str(key.cosign(text, 1_700_000_000)) for key in keys.values()]
    (copied / "checkpoint").write_bytes(head + "\n".join([*word[:2], ""]).encode())
    code, words = check(tmp_path, copied, "--policy", policy)
    assert code == 0 and "the witness tinh.example/w saw this checkpoint at 2023-11-14T22:13:20+00:00" in words, words
    (copied / "checkpoint").write_bytes(head + "\n".join([word[0], word[0].replace("tinh", "xa"), ""]).encode())
    assert check(tmp_path, copied, "--policy", policy)[0] == 1
    code, words = check(tmp_path, kept.folder, "--vkey", kept.vkey, "--vkey", keys["xa"].verifier)
    assert code == 1 and "no right word of the witness xa.example/w" in words
    for broken in ("quorum nobody\n", "group g 2 tinh\n", "log x\n", "word\n", ""):
        policy.write_text(broken)
        code, words = check(tmp_path, kept.folder, "--policy", policy)
        assert code == 2 and "policy file, line" in words, broken


def test_a_paper_without_lines_of_witnesses_accuses_nobody(kept: Kept, copied: Path, tmp_path: Path) -> None:
    """The square on a paper is the checkpoint without its witnesses, however many keys an auditor brings."""
    witness = SigningKey.make("tinh.example/w", algorithm=4)
    head = (copied / "checkpoint").read_bytes()
    line = witness.cosign(head.decode().partition("\n\n")[0] + "\n", 1_700_000_000)
    (copied / "checkpoint").write_bytes(head + f"{line}\n".encode())
    keys = ("--vkey", kept.vkey, "--vkey", witness.verifier)
    code, words = check(tmp_path, copied, *keys, "--old", kept.old)
    assert code == 0 and "begins with the" in words, words


def test_an_older_checkpoint_of_an_unknown_key_says_nothing_of_the_log(kept: Kept, tmp_path: Path) -> None:
    text, other = kept.old.read_text().partition("\n\n")[0] + "\n", SigningKey.make(kept.signatory.key.name)
    old = tmp_path / "old"
    old.write_bytes(bytes(signed(text, [other])))
    code, words = check(tmp_path, kept.folder, "--vkey", kept.vkey, "--old", old)
    assert code == 2 and words.startswith(f"NOT JUDGED: the older checkpoint {old} carries no right signature"), words
    assert check(tmp_path, kept.folder, "--vkey", kept.vkey, "--vkey", other.verifier, "--old", old)[0] == 0


def test_what_can_t_be_remembered_is_said(kept: Kept, tmp_path: Path) -> None:
    code, words = check(tmp_path, kept.folder, "--vkey", kept.vkey, "--remember", tmp_path / "none" / "seen")
    assert code == 2 and "can't write" in words


def test_help_and_wrong_calls(tmp_path: Path) -> None:
    answer = run_checker(tmp_path, "--help")
    assert answer.returncode == 0 and "Kiểm tra nhật ký" in answer.stdout and "Checks a log" in answer.stdout
    for arguments in ([], ["log"], ["log", str(tmp_path / "nothing")], ["log", str(tmp_path), "--vkey", "abc"]):
        assert run_checker(tmp_path, *arguments).returncode == 2


def test_any_changed_byte_of_any_file_is_found(kept: Kept, copied: Path) -> None:
    """Single bytes all over an exported log, one after the other: checkpoint, every tile, every bundle, at random places."""
    checker, chance = loaded_checker(), random.Random(1)
    trust = checker.Trust([kept.vkey], None)

    def is_right() -> bool:
        report = checker.Report(())
        try:
            check = checker.LogCheck(checker.Folder(copied), report, trust)
            check.run([], {})
        except checker.Complaint:
            return False
        return check.is_judged and not report.wrong

    assert is_right()
    for path in sorted(each for each in copied.rglob("*") if each.is_file()):
        whole = path.read_bytes()
        for _ in range(12):
            spoiled = bytearray(whole)
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
            path.write_bytes(spoiled)
            assert not is_right(), path
        path.write_bytes(whole)
    assert is_right()


def test_a_new_key_that_the_log_announces_is_told(copied: Path, kept: Kept, tmp_path: Path) -> None:
    key = SigningKey.make(kept.signatory.key.name).verifier
    entries = decode_bundle((copied / "tile/entries/000").read_bytes())[:200]
    paper = f'"docs":[{{"h":"{digest_of(str(key))}","k":"vkey"}}]'
    for index in range(len(entries) - 1, 0, -1):  # the last step of a case: nothing after it names its hash
        said = Entry.decode(entries[index])
        if all(said.obj not in each.decode() for each in entries[index + 1 :]) and not said.docs:
            break
    entries[index] = (
        entries[index]
        .replace(b'"docs":[]', paper.encode())
        .replace(f'"act":"{said.act}"'.encode(), b'"act":"announce_key"')
    )
    resign(copied, kept, entries)
    code, words = check(tmp_path, copied, "--vkey", kept.vkey)
    assert code == 0 and f"entry {index} announces a new key, which you did not give" in words, words
    code, words = check(tmp_path, copied, "--vkey", kept.vkey, "--vkey", key)
    assert code == 0 and f"entry {index} announces a new key; it is one that you gave" in words, words
