"""The audit bundle: one file that an auditor carries away, and that the standalone checker finds right, offline."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from states.vocabulary import Role, State
from tests.support.desk import work_at_desk
from tests.support.site import Page, Person, Site
from tests.support.world import World
from tests.workflow.test_erasures import NAME, erase, refuse_intake
from workflow.desk.tasks import KEPT_DAYS, TaskStage, desk_of
from workflow.documents.audit_bundle import CHUNK, Scope, bundle
from workflow.documents.rendering import Typesetter
from workflow.documents.worker import turn as set_papers
from workflow.documents.zip_stream import zipped
from workflow.ledger.indexing import turn
from workflow.ledger.reading import size_of
from workflow.ledger.signer_folder import SignerFolder
from workflow.ledger.signing import Signer
from workflow.maintenance import maintain
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


def status(person: Person, path: str) -> int:
    with person.client.get(path) as answer:
        return answer.status_code


def fetched(site: Site, path: str) -> bytes:
    with auditor(site).client.get(path) as answer:
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


def ask(site: Site, first: str = "01/01/2024", last: str = "31/12/2024") -> Page:
    return auditor(site).open("/log/bundle").send("Lập hồ sơ kiểm tra", {"from": first, "until": last})


def fetched_period(site: Site, first: str = "01/01/2024", last: str = "31/12/2024") -> bytes:
    assert "Đang chờ máy chủ bắt đầu." in ask(site, first, last).words
    assert work_at_desk(site) == 1
    return fetched(site, newest(site))


def newest(site: Site) -> str:
    return next(link for link in auditor(site).open("/log/bundle").links() if link.endswith(".zip"))


def lines_of(data: bytes) -> list[int]:
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        return [
            json.loads(line)["index"] for name in kept.namelist() if name[-6:] == ".jsonl" for line in kept.open(name)
        ]


def test_a_period_holds_every_entry_of_it_with_and_without_the_finding_aid(site: Site, tmp_path: Path) -> None:
    before = fetched_period(site)
    with site.world.store.reading() as driver:
        size = size_of(driver, site.world.organisation_id)
    assert lines_of(before) == list(range(size))
    with zipfile.ZipFile(io.BytesIO(before)) as kept, zipfile.ZipFile(io.BytesIO(kept.read("muc/00001.zip"))) as inner:
        assert sum(name.endswith(".tlog-proof") for name in inner.namelist()) == size
    turn(site.world.store)
    site.world.wait(1)
    assert fetched_period(site) == before
    empty = names(fetched_period(site, "01/01/2020", "31/12/2020"))
    assert not any(name.startswith("muc/") for name in empty)
    (key,) = SignerFolder(tmp_path / "var" / "signer", site.world.organisation_id).vkeys()
    file = tmp_path / "period.zip"
    file.write_bytes(before)
    answer = checked(file, key)
    assert answer.returncode == 0 and f"{size}" in answer.stdout, answer.stdout + answer.stderr


def test_the_page_says_how_far_it_is_and_takes_no_second_order_for_the_same(site: Site) -> None:
    ask(site)
    page = ask(site)
    assert len(page.root.findall(".//table[@id='tasks']/tbody/tr")) == 1
    assert page.root.find(".//meta[@http-equiv='refresh']") is None
    assert auditor(site).open("/log/bundle?auto=1").root.find(".//meta[@http-equiv='refresh']") is not None
    desk = desk_of(site.world.store)
    (task,) = desk.of(site.world.organisation_id)
    desk.note(replace(task, stage=TaskStage.WORKING, done=1200, of=5000))
    assert "Đang làm: 1.200 trên 5.000 mục." in auditor(site).open("/log/bundle").words
    ask(site, last="01/05/2024")
    ask(site, last="02/05/2024")
    page = auditor(site).open("/log/bundle")
    refused = page.send("Lập hồ sơ kiểm tra", {"from": "01/01/2024", "until": "03/05/2024"}, status=422)
    assert "Còn hồ sơ kiểm tra đang chờ lập" in refused.words


def test_what_was_cut_off_is_begun_anew_three_times_at_most(site: Site) -> None:
    ask(site)
    desk = desk_of(site.world.store)
    (task,) = desk.of(site.world.organisation_id)
    desk.note(replace(task, stage=TaskStage.WORKING, tries=1, begun_at=site.world.at))
    assert work_at_desk(site) == 1 and len(lines_of(fetched(site, newest(site)))) > 0
    ask(site, last="01/05/2024")
    waiting = desk.unfinished()[0]
    desk.note(replace(waiting, stage=TaskStage.WORKING, tries=3))
    work_at_desk(site)
    assert "máy chủ đã ba lần bắt đầu rồi bị ngắt" in auditor(site).open("/log/bundle").words


def test_it_is_taken_away_after_some_days(site: Site) -> None:
    fetched_period(site)
    path = newest(site)
    site.world.wait(KEPT_DAYS - 1)
    work_at_desk(site)
    assert status(auditor(site), path) == 200
    site.world.wait(2)
    work_at_desk(site)
    assert status(auditor(site), path) == 404
    assert not list(site.world.store.files.parent.glob("desk/*/*"))


def test_what_was_erased_since_is_not_handed_out(site: Site) -> None:
    world = site.world
    case = refuse_intake(world, world.draft(name=NAME))
    fetched_period(site)
    path = newest(site)
    erase(world, world.nomination(case)["nominee_id"])
    assert status(auditor(site), path) == 404
    assert "có dữ liệu được xóa theo luật sau khi lập" in auditor(site).open("/log/bundle").words
    assert list(world.store.files.parent.glob("desk/*/*.zip"))
    maintain(world.store, world.at)
    assert not list(world.store.files.parent.glob("desk/*/*.zip"))
    assert "có dữ liệu được xóa theo luật sau khi lập" in auditor(site).open("/log/bundle").words


def test_only_auditors_of_the_house_from_whom_the_same_is_kept_fetch_it(site: Site) -> None:
    fetched_period(site)
    path = newest(site)
    for role in (Role.SECRETARIAT, Role.CHAIRMAN, Role.ADMINISTRATOR):
        assert status(site.person(site.world.actor(role)), path) == 403
    assert status(site.visitor(), path) == 303
    away = World.open(site.world.store, slug="xa-khac")
    assert status(Site(away, site.folder).person(away.actor(Role.AUDITOR)), path) == 404
    desk = desk_of(site.world.store)
    (task,) = desk.of(site.world.organisation_id)
    desk.note(replace(task, withheld="of somebody else"))
    assert status(auditor(site), path) == 404
    assert "Không dành cho ông/bà" in auditor(site).open("/log/bundle").words


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("31/02/2024", "01/03/2024", "không có thật"),
        ("02/03/2024", "01/03/2024", "Ngày kết thúc phải từ ngày bắt đầu"),
        ("", "", "Nhập ngày theo thứ tự"),
    ],
)
def test_what_can_t_be_read_is_said(site: Site, first: str, last: str, said: str) -> None:
    page = auditor(site).open("/log/bundle")
    assert said in page.send("Lập hồ sơ kiểm tra", {"from": first, "until": last}, status=422).words


def test_nobody_else_carries_anything_away(site: Site) -> None:
    for role in (Role.SECRETARIAT, Role.CHAIRMAN, Role.ADMINISTRATOR):
        person = site.person(site.world.actor(role))
        for path in ("/log/bundle", f"/log/cases/{case_of(site.world)}/bundle.zip"):
            assert person.client.get(path).status_code == 403


def test_a_stranger_s_house_is_not_there(site: Site) -> None:
    other = World.open(site.world.store, slug="xa-khac")
    away = next(iter(other.units.values()))
    for path in (f"/log/cases/{away}", f"/log/cases/{away}/bundle.zip"):
        assert status(auditor(site), path) == 404
    assert "UBND" not in auditor(site).open("/log?code=" + away, status=200).words.split("Bỏ lọc")[1]


def test_without_a_checkpoint_entries_stand_without_proof(sqlite_store: Store, world: World) -> None:
    scope = Scope(about="x", object_id=case_of(world))
    parts = dict(bundle(sqlite_store, world.actor(Role.AUDITOR), scope, Typesetter()))
    assert not any(name.endswith(".tlog-proof") for name in parts)
    assert sum(name.endswith(".entry") for name in parts) == 2
    assert CHUNK > 2 and b"".join(zipped([("a", b"b")])).startswith(b"PK")


def test_the_auditor_takes_the_receipts_of_a_stretch(site: Site, tmp_path: Path) -> None:
    page = auditor(site).open("/log/bundle")
    assert "số nhỏ trước" in auditor(site).open("/log/receipts?first=3&last=2", status=422).words
    assert "số nhỏ trước" in auditor(site).open("/log/receipts?first=0&last=99999999999999999999", status=422).words
    assert page.root.find(".//input[@id='last']") is not None
    sent = auditor(site).client.get("/log/receipts?first=2&last=8", follow_redirects=True)
    file = tmp_path / "stretch.zip"
    file.write_bytes(sent.data)
    (key,) = SignerFolder(tmp_path / "var" / "signer", site.world.organisation_id).vkeys()
    assert checked(file, key).returncode == 0
    assert sum(name.endswith(".tlog-proof") for name in names(sent.data)) == 7


def test_a_case_brings_the_papers_that_tell_of_it_beside_its_own(sqlite_store: Store, world: World) -> None:
    """Minutes and decision are filed under session and decision; whoever checks an award needs them all the same."""
    key = world.draft("LDTT", name="Lê Thị Bưởi")
    world.bring(key, State.PUBLISHED)
    set_papers(sqlite_store, Typesetter(), lambda: world.at)
    found = bundle(sqlite_store, world.actor(Role.AUDITOR), Scope(about="", object_id=key), Typesetter())
    papers = {name.removeprefix("giay-to/").partition("-")[0] for name, _data in found if name.startswith("giay-to/")}
    assert {"receipt", "minutes", "decision"} <= papers
