"""The audit bundle: one file that an auditor carries away, and that the standalone checker finds right, offline."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from states.vocabulary import Role, State
from tests.support.site import Person, Site
from tests.support.world import World
from workflow.documents.audit_bundle import CHUNK, Scope, bundle
from workflow.documents.rendering import Typesetter
from workflow.documents.zip_stream import zipped
from workflow.ledger.indexing import turn
from workflow.ledger.reading import size_of
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import Signer
from workflow.store import Store

AT = 1_800_000_000_000_000
CHECKER = Path(__file__).parents[3] / "tools" / "verify_log.py"


@pytest.fixture
def world(sqlite_store: Store) -> World:
    world = World.open(sqlite_store)
    world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.UNDER_APPRAISAL)
    return world


@pytest.fixture
def site(world: World, tmp_path: Path) -> Site:
    with Signer(tmp_path / "var" / "signer") as signer:
        signer.tick(world.store, AT)
    return Site(world, tmp_path / "var")


def auditor(site: Site) -> Person:
    return site.person(site.world.actor(Role.AUDITOR))


def fetched(site: Site, path: str) -> bytes:
    answer = auditor(site).client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip"), answer.text
    return answer.data


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        assert kept.testzip() is None
        return kept.namelist()


def case_of(world: World) -> str:
    with world.store.reading() as driver:
        return str(driver.connection.execute("SELECT id FROM nomination").fetchone()[0])


def checked(path: Path, key: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, CHECKER, "receipt", path, "--vkey", key], capture_output=True, text=True, check=False
    )


def test_a_case_is_carried_away_and_checked_by_the_standalone_checker(site: Site, tmp_path: Path) -> None:
    data = fetched(site, f"/log/cases/{case_of(site.world)}/bundle.zip")
    said = names(data)
    assert {"DOC-TOI-READ-ME.txt", "verify_log.py", "checkpoint.txt", "muc/00001.jsonl", "ban-doc/00001.pdf"} <= set(
        said
    )
    entries = [name for name in said if name.endswith(".entry")]
    assert len(entries) == 2
    assert all(name.replace(".entry", kind) in said for name in entries for kind in (".tlog-proof", ".detail", ".salt"))
    (key,) = SignerFolder(tmp_path / "var" / "signer", site.world.organisation_id).vkeys()
    file = tmp_path / "bundle.zip"
    file.write_bytes(data)
    answer = checked(file, key)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        assert kept.read("ban-doc/00001.pdf").startswith(b"%PDF-")
        assert "Trần Thị Ánh".encode() in kept.read("DOC-TOI-READ-ME.txt")
        assert kept.read("verify_log.py") == CHECKER.read_bytes()


def test_one_byte_of_a_detail_is_found(site: Site, tmp_path: Path) -> None:
    data = fetched(site, f"/log/cases/{case_of(site.world)}/bundle.zip")
    (key,) = SignerFolder(tmp_path / "var" / "signer", site.world.organisation_id).vkeys()
    file = tmp_path / "forged.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as kept, zipfile.ZipFile(file, "w") as forged:
        for name in kept.namelist():
            said = kept.read(name)
            forged.writestr(name, said.replace("Ánh".encode(), b"Anh") if name.endswith(".detail") else said)
    assert checked(file, key).returncode == 1


def test_the_same_question_gives_the_same_bytes(site: Site) -> None:
    path = f"/log/cases/{case_of(site.world)}/bundle.zip"
    assert fetched(site, path) == fetched(site, path)


def test_a_period_holds_every_entry_of_it_with_and_without_the_finding_aid(site: Site) -> None:
    path = "/log/bundle?from=01/01/2024&until=31/12/2024"
    before = fetched(site, path)
    with site.world.store.reading() as driver:
        size = size_of(driver, site.world.organisation_id)
    with zipfile.ZipFile(io.BytesIO(before)) as kept:
        lines = [json.loads(line) for name in kept.namelist() if name.endswith(".jsonl") for line in kept.open(name)]
    assert [line["index"] for line in lines] == list(range(size))
    turn(site.world.store)
    assert fetched(site, path) == before
    empty = names(fetched(site, "/log/bundle?from=01/01/2020&until=31/12/2020"))
    assert not any(name.startswith("muc/") for name in empty)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=31/02/2024&until=01/03/2024", "không có thật"),
        ("from=02/03/2024&until=01/03/2024", "Ngày kết thúc phải từ ngày bắt đầu"),
        ("", "Tải hồ sơ kiểm tra"),
    ],
)
def test_what_can_t_be_read_is_said(site: Site, query: str, said: str) -> None:
    assert said in auditor(site).open(f"/log/bundle?{query}").words


def test_nobody_else_carries_anything_away(site: Site) -> None:
    for role in (Role.SECRETARIAT, Role.CHAIRMAN, Role.ADMINISTRATOR):
        person = site.person(site.world.actor(role))
        for path in ("/log/bundle", f"/log/cases/{case_of(site.world)}/bundle.zip"):
            assert person.client.get(path).status_code == 403


def test_a_stranger_s_house_is_not_there(site: Site) -> None:
    other = World.open(site.world.store, slug="xa-khac")
    away = next(iter(other.units.values()))
    for path in (f"/log/cases/{away}", f"/log/cases/{away}/bundle.zip"):
        assert auditor(site).client.get(path).status_code == 404
    assert "UBND" not in auditor(site).open("/log?code=" + away, status=200).words.split("Bỏ lọc")[1]


def test_without_a_checkpoint_entries_stand_without_proof(sqlite_store: Store, world: World) -> None:
    scope = Scope(about="x", object_id=case_of(world))
    parts = dict(bundle(sqlite_store, world.actor(Role.AUDITOR), scope, Typesetter()))
    assert not any(name.endswith(".tlog-proof") for name in parts)
    assert sum(name.endswith(".entry") for name in parts) == 2
    assert CHUNK > 2 and b"".join(zipped([("a", b"b")])).startswith(b"PK")
