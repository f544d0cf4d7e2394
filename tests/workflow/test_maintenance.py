"""After an erasure and maintenance the text is nowhere: in no table, file, free page or log of writes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import os
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from notifications.dispatcher import drain
from states.text import search_key
from states.vocabulary import Role
from tests.support.signing import Signatory
from tests.support.world import World
from tests.workflow.test_erasures import NAME, confirm, erase, found_in, refuse_intake
from tests.workflow.test_passages import refused_for
from web import maintaining
from web.clock import open_clock
from web.installation import Installation
from web.maintaining import maintain_command
from web.settings import read_settings
from workflow import maintenance
from workflow.documents.audit_bundle import bundle, of_period
from workflow.documents.rendering import Typesetter
from workflow.engine import Insert, keep
from workflow.erasures_remembered import REMEMBERED, undone
from workflow.ids import new_id
from workflow.ledger.auditing import audit
from workflow.ledger.detail import SALT_BYTES, new_salt, opens
from workflow.ledger.entry import Entry
from workflow.ledger.export import export
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.log import row_reader
from workflow.ledger.reading import root_at, size_of
from workflow.ledger.taking_turns import AuditRunning, auditing
from workflow.ledger.tree import leaf_hash
from workflow.ledger.verify import verify
from workflow.maintenance import NotTheOwner, _remove_files, maintain, rewrite
from workflow.store import Store, owner_engine

SPELLINGS = {
    form.encode()
    for words in (NAME, unicodedata.normalize("NFD", NAME), search_key(NAME))
    for form in (words, words.upper(), words.lower())
}
GUESSES = (NAME, "Nguyễn Văn An", "Trần Thị Bình", "agree", "disagree", "abstain", "1980", "khiển trách", "")


def files_with(folders: list[Path]) -> set[str]:
    """The files in which one of the spellings stands."""
    return {
        path.name
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and any(each in path.read_bytes() for each in SPELLINGS)
    }


def owner_of(store: Store, request: pytest.FixtureRequest) -> str:
    """The address for whoever owns the tables; empty where everybody does."""
    return request.getfixturevalue("postgres_database").owner_url if store.dialect == "postgresql" else ""


def places_of(store: Store, request: pytest.FixtureRequest) -> list[Path]:
    """Where the database and the files of a commune lie; of PostgreSQL the folder of this database, all of it on the disk."""
    if store.dialect == "sqlite":
        return [store.files.parent, Path(str(store.url.database)).parent]
    engine = owner_engine(request.getfixturevalue("postgres_database").superuser_url)
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        oid = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        folder = connection.scalar(text("SHOW data_directory"))
    engine.dispose()
    return [store.files.parent, Path(str(folder)) / "base" / str(oid)]


def test_nothing_is_left_of_the_text(store: Store, request: pytest.FixtureRequest) -> None:
    world = World.open(store)
    draft = world.draft(name=NAME)
    author = world.officer_of(world.nomination(draft)).account_id
    form = {"account_id": author, "page": "withdraw/x", "body": json.dumps({"reason": NAME}, ensure_ascii=False)}
    laid_aside = Insert(into="kept_form", row={**form, "saved_at": world.at})
    keep(store, laid_aside, organisation_id=world.organisation_id)
    case = refuse_intake(world, draft)
    drain(store, world.at)
    audit(store, None, world.at, folder=folder_of(store))
    draft_of_state = store.files.parent / "audits" / world.organisation_id / ".state.17"
    draft_of_state.write_text(NAME)
    assert files_with([store.files.parent / "audits"]) == {"state", ".state.17"}
    assert found_in(store, NAME) >= {"message", "kept_form", "nomination", "ledger_detail"}
    rewrite(store, owner_of(store, request))
    assert files_with(places_of(store, request))
    documents = [path for path in store.files.glob("*/*") if path.is_file()]
    erase(world, world.nomination(case)["nominee_id"])
    done = maintain(store, world.at, owner_url=owner_of(store, request))
    assert (done.erasures, done.missing) == (1, [])
    assert done.files == len(documents) > 0
    assert found_in(store, NAME) == set()
    assert files_with(places_of(store, request)) == set()
    assert maintain(store, world.at).erasures == 0
    if store.dialect == "postgresql":
        with pytest.raises(NotTheOwner):
            rewrite(store)
    assert verify(store, world.organisation_id).findings == ()


def test_maintenance_waits_for_an_audit_that_would_find_files_gone(
    store: Store, request: pytest.FixtureRequest
) -> None:
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=NAME))
    met: list[type[BaseException]] = []

    def erase_meanwhile(_log_id: str, _done: int) -> None:
        if not met:
            erase(world, world.nomination(case)["nominee_id"])
            with pytest.raises(AuditRunning) as waiting:
                maintain(store, world.at)
            met.append(waiting.type)

    report, stopped = audit(store, None, world.at, progress=erase_meanwhile, folder=folder_of(store))
    assert (met, report.findings, stopped) == ([AuditRunning], (), [])
    assert maintain(store, world.at, owner_url=owner_of(store, request)).erasures == 1
    assert files_with([store.files.parent / "audits"]) == set()


def test_a_file_that_no_record_names_any_more_is_not_missing(store: Store) -> None:
    """As where maintenance ran on a machine that shares the files and no lock."""
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=NAME))
    done: list[int] = []

    def erase_meanwhile(_log_id: str, _done: int) -> None:
        if not done:
            with store.reading() as driver:
                digests = [row[0] for row in driver.connection.execute("SELECT sha256 FROM document").fetchall()]
            erase(world, world.nomination(case)["nominee_id"])
            done.append(_remove_files(store, world.organisation_id, digests))

    report, stopped = audit(store, None, world.at, progress=erase_meanwhile)
    assert (done[0] > 0, report.findings, stopped) == (True, (), [])


def test_who_reads_all_the_while_is_named_in_a_sentence(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "BUSY_SECONDS", 0.1)
    world = World.open(sqlite_store)
    erase(world, world.nomination(refuse_intake(world, world.draft(name=NAME)))["nominee_id"])
    settings = read_settings({"BANGVANG_DATA_DIR": str(sqlite_store.files.parent), "BANGVANG_SECRET_KEY": "k" * 40})
    here = Installation(settings=settings, clock=open_clock(settings), store=sqlite_store)
    monkeypatch.setattr(maintaining, "open_installation", lambda: here)
    with sqlite_store.reading() as driver:
        size_of(driver, world.organisation_id)
        answer = CliRunner().invoke(maintain_command)
        assert answer.exit_code == 1 and answer.output.startswith("Something has been reading the database")
    with auditing(sqlite_store.files):
        answer = CliRunner().invoke(maintain_command)
        assert answer.exit_code == 1 and answer.output.startswith("An audit is running.")
    assert CliRunner().invoke(maintain_command).output.startswith("Residue removed: 1 erasures")


def put_back(store: Store, erased: str, still_there: str) -> None:
    """As if the database were an older copy: what was noted of one person's erasure was noted of another's, who is there."""
    noted = store.files / REMEMBERED
    older = noted.read_text("utf-8").replace(erased, still_there)
    key = next(key for key, each in json.loads(older).items() if each["nominee_id"] == still_there)
    noted.write_text(older.replace(key, new_id()), "utf-8")


def test_an_older_copy_that_is_put_back_is_recognised(store: Store, request: pytest.FixtureRequest) -> None:
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=NAME))
    erase(world, world.nomination(case)["nominee_id"])
    maintain(store, world.at, owner_url=owner_of(store, request))
    assert NAME not in (store.files / REMEMBERED).read_text("utf-8") and undone(store) == []
    nominee = world.nomination(refuse_intake(world, world.draft(name=NAME)))["nominee_id"]
    put_back(store, world.nomination(case)["nominee_id"], nominee)
    assert [each.nominee_id for each in undone(store)] == [nominee]
    (missing,) = maintain(store, world.at).missing
    world.do(order := missing.order(), world.actor(Role.SECRETARIAT))
    assert undone(store), "it is proposed again only"
    confirm(world, order.on)
    assert undone(store) == maintain(store, world.at, owner_url=owner_of(store, request)).missing == []
    assert found_in(store, NAME) == set() and verify(store, world.organisation_id).findings == ()
    put_back(store, nominee, "b" * 26)
    assert undone(store) == [], "whoever is not in the copy need not be erased in it"


def stored(store: Store) -> tuple[list[bytes], dict[int, tuple[bytes | None, bytes | None]]]:
    """The entries of a log, and salt and detail of each as the database has them."""
    with store.reading() as driver:
        entries = driver.connection.execute("SELECT entry FROM ledger_leaf ORDER BY idx").fetchall()
        details = driver.connection.execute("SELECT idx, salt, detail FROM ledger_detail").fetchall()
    return [bytes(row[0]) for row in entries], {
        row[0]: (row[1] and bytes(row[1]), row[2] and bytes(row[2])) for row in details
    }


def guessed(told: Collection[bytes]) -> Iterator[bytes]:
    """What somebody with a list of names and the form of details would hash: the names, and details around them.

    ``told`` are the true details, whole: the best guess there is.
    """
    yield from told
    for word in GUESSES:
        yield word.encode()
        for key in ("name", "choice", "reason", "note", "result", "birth_year"):
            for detail in (
                {key: word},
                {"changes": {key: word}, "particulars": {}, "rows": []},
                {"changes": {}, "particulars": {key: word}, "rows": []},
            ):
                yield json.dumps(detail, ensure_ascii=False, separators=(",", ":")).encode()


def hashes_of(guess: bytes, index: int) -> Iterator[bytes]:
    """A guess hashed by whoever has no salt: plainly, as a leaf, and under keys that anybody could think of."""
    yield hashlib.sha256(guess).digest()
    yield hashlib.sha256(b"tdkt/detail/v1\n" + guess).digest()
    yield leaf_hash(guess)
    for salt in (b"", bytes(32), b"\xff" * 32, index.to_bytes(32, "big"), index.to_bytes(32, "little"),
                 hashlib.sha256(str(index).encode()).digest(), hashlib.sha256(index.to_bytes(8, "big")).digest()):  # fmt: skip
        yield hmac.digest(salt, b"tdkt/detail/v1\n" + guess, "sha256")
        yield hmac.digest(salt, guess, "sha256")


def test_the_log_is_what_it_was_and_no_guess_opens_it(store: Store) -> None:
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=NAME))
    with store.reading() as driver:
        size = size_of(driver, world.organisation_id)
        before = root_at(driver, world.organisation_id, size)
        leaves = row_reader(driver, world.organisation_id)(0, 0, size)
    _, details = stored(store)
    erase(world, world.nomination(case)["nominee_id"])
    with store.reading() as driver:
        assert root_at(driver, world.organisation_id, size) == before
        assert row_reader(driver, world.organisation_id)(0, 0, size) == leaves
    entries, after = stored(store)
    erased = {index for index in details if after[index] == (None, None)}
    assert erased and all(details[index][1] for index in erased)
    published = b"\0".join([*entries, *leaves])
    committed = {bytes.fromhex(word) for word in (Entry.decode(data).detail for data in entries) if word}
    for index in erased:
        salt, detail = details[index]
        assert salt and detail and len(salt) == SALT_BYTES
        said = Entry.decode(entries[index]).detail
        assert said and opens(salt, detail, said), "with its salt it opened"
        for guess in guessed([detail]):
            assert not committed.union(leaves) & set(hashes_of(guess, index))
    salts = [salt for salt, _ in details.values() if salt]
    assert len(set(salts)) == len(salts) and {len(salt) for salt in salts} == {SALT_BYTES}
    for salt in salts:
        assert salt not in published and salt.hex().encode() not in published
        assert base64.b64encode(salt).rstrip(b"=") not in published
    gone = {details[index][0] for index in erased}
    assert not gone & {salt for salt, _ in after.values()}
    assert not any(each in data for each in SPELLINGS for data in entries)


def test_salts_of_equal_details_are_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def chance(size: int) -> bytes:
        asked.append(size)
        return bytes([len(asked)]) * size

    monkeypatch.setattr(os, "urandom", chance)
    assert (new_salt(), new_salt(), asked) == (b"\1" * 32, b"\2" * 32, [32, 32])


def unpacked(parts: Iterator[tuple[str, bytes]]) -> bytes:
    """All that the parts of a bundle say, with what is packed in them."""
    found = b""
    for name, data in parts:
        found += data
        if name.endswith(".zip"):
            with ZipFile(io.BytesIO(data)) as archive:
                found += unpacked((part, archive.read(part)) for part in archive.namelist())
    return found


def test_neither_the_published_log_nor_an_audit_bundle_holds_it(
    store: Store,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Of the person's own case and of one in which they were named only."""
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=NAME))
    refused_for(world, f"Theo lời bà {NAME}.", monkeypatch)
    signatory, out = Signatory(world), tmp_path_factory.mktemp("published")
    signatory.sign()
    auditor, period = world.actor(Role.AUDITOR), of_period(date(2024, 1, 1), date(2024, 12, 31))
    assert any(each in unpacked(bundle(store, auditor, period, Typesetter(None))) for each in SPELLINGS)
    erase(world, world.nomination(case)["nominee_id"])
    signatory.sign()
    maintain(store, world.at, owner_url=owner_of(store, request))
    export(store, world.organisation_id, out)
    assert files_with([out, *places_of(store, request)]) == set() and found_in(store, NAME) == set()
    left = unpacked(bundle(store, auditor, period, Typesetter(None)))
    assert not any(each in left for each in SPELLINGS)
