"""``bangvang witness`` as the person who looks after other communes' logs meets it, and the address machines ask."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.foreign_log import ForeignLog
from tests.support.signing import Signatory
from tests.support.site import Site
from tests.support.world import World
from tests.web.test_cli import bangvang
from workflow.ledger.alarms import Alarm, raise_alarm
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.held import CONTRADICTS
from workflow.ledger.note import SigningKey, VerifierKey, signed
from workflow.ledger.witness_folder import WitnessFolder
from workflow.queries.witnesses import origin_of
from workflow.store import Store

NAMED = {"BANGVANG_BASE_URL": "https://thidua.example.vn"}


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """A data directory with the newest schema."""
    (tmp_path / "var").mkdir()
    shutil.copy(sqlite_template, tmp_path / "var" / "bangvang.db")
    return tmp_path / "var"


def test_the_key_is_made_once_and_named_after_the_site(folder: Path) -> None:
    unnamed = bangvang(folder, "witness", "vkey")
    assert unnamed.returncode == 2 and "--name" in unnamed.stderr and "Traceback" not in unnamed.stderr
    first = bangvang(folder, "witness", "vkey", **NAMED)
    assert first.returncode == 0
    assert VerifierKey.parse(first.stdout.strip()).name == "thidua.example.vn/witness"
    assert bangvang(folder, "witness", "vkey").stdout == first.stdout
    assert bangvang(folder, "witness", "vkey", "--name", "khac.example/w").returncode == 2


def test_logs_are_added_listed_and_removed(folder: Path) -> None:
    vkey = str(ForeignLog().keys[0].verifier)
    added = bangvang(folder, "witness", "add", vkey)
    assert added.returncode == 0 and "bangvang witness vkey" in added.stdout
    assert "already" in bangvang(folder, "witness", "add", vkey).stdout
    listed = bangvang(folder, "witness", "list").stdout
    assert "nothing confirmed yet" in listed and vkey in listed
    assert bangvang(folder, "witness", "remove", vkey).returncode == 0
    assert bangvang(folder, "witness", "list").stdout == ""
    again = bangvang(folder, "witness", "remove", vkey)
    assert again.returncode == 2 and "Traceback" not in again.stderr
    for wrong in ("", "a+b", vkey[:-1], str(WitnessFolder(folder / "other").make_key("a.example/w").verifier)):
        answer = bangvang(folder, "witness", "add", wrong)
        assert answer.returncode == 2 and "LOG_VKEY" in answer.stderr and "Traceback" not in answer.stderr


def test_machines_ask_by_http(sqlite_store: Store, tmp_path: Path) -> None:
    client = Site(World.open(sqlite_store), tmp_path / "var").app.test_client()
    log, folder = ForeignLog().grow(5), WitnessFolder(tmp_path / "var" / "signer")
    assert client.post("/witness/add-checkpoint", data=log.offer(0)).status_code == 404
    folder.make_key("thidua.example.vn/witness")
    folder.add(log.keys[0].verifier)
    answer = client.post("/witness/add-checkpoint", data=log.offer(0, 3))
    assert (answer.status_code, answer.text[:2]) == (200, "\u2014 ")
    assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
    behind = client.post("/witness/add-checkpoint", data=log.offer(0))
    assert (behind.status_code, behind.text) == (409, "3\n")
    assert behind.headers["Content-Type"] == "text/x.tlog.size"
    assert client.post("/witness/add-checkpoint", data=b"x" * 70_000).status_code == 413
    assert client.post("/witness/add-checkpoint", data=b"").status_code == 400
    assert client.get("/witness/add-checkpoint").status_code == 405
    form = client.post("/witness/add-checkpoint", data={"old": "0"})
    assert form.status_code == 400


@pytest.fixture
def signed_log(folder: Path) -> Iterator[tuple[Path, Signatory, TreeHead]]:
    """A commune whose log is signed, its key, and its newest checkpoint."""
    with closing(Store(f"sqlite:///{folder / 'bangvang.db'}", files=folder / "files")) as store:
        world = World.open(store)
        signatory = Signatory(world)
        with store.reading() as driver:
            signatory.key = SigningKey.make(origin_of(driver, world.organisation_id))
        yield folder, signatory, signatory.sign()


def test_a_held_checkpoint_is_compared_at_the_console(
    signed_log: tuple[Path, Signatory, TreeHead], tmp_path: Path
) -> None:
    folder, signatory, head = signed_log
    paper = tmp_path / "paper.txt"

    def check(text: str, *more: str) -> subprocess.CompletedProcess[str]:
        paper.write_text(text, "utf-8")
        answer = bangvang(folder, "witness", "check", str(paper), *more)
        assert "Traceback" not in answer.stderr
        return answer

    vkey = ("--vkey", str(signatory.vkey))
    agrees = check(bytes(signed(head.text, [signatory.key])).decode(), *vkey)
    assert agrees.returncode == 0 and "KHỚP" in agrees.stdout and "Signature of the log: right." in agrees.stdout
    assert check(head.text).returncode == 0
    other = TreeHead(head.origin, head.size, b"x" * 32)
    slip = check(other.text, *vkey)
    assert slip.returncode == 1 and "alarm" not in slip.stdout
    assert bangvang(folder, "witness", "alarms").returncode == 0
    signed_other = bytes(signed(other.text, [signatory.key])).decode()
    assert "alarm" not in check(signed_other).stdout, "no key of this log is known here"
    assert "The alarm was raised." in check(signed_other, *vkey).stdout
    assert check(TreeHead(head.origin, head.size + 1, b"x" * 32).text).returncode == 1
    assert check(TreeHead("khac.example/log", 1, b"x" * 32).text).returncode == 2
    assert check("rubbish").returncode == 2
    assert check(head.text, "--vkey", "rubbish").returncode == 2

    listed = bangvang(folder, "witness", "alarms")
    assert listed.returncode == 1 and CONTRADICTS in listed.stdout
    assert bangvang(folder, "witness", "alarms", "--end", "nothing").returncode == 2
    assert bangvang(folder, "witness", "alarms", "--end", listed.stdout.split()[0]).returncode == 0
    assert bangvang(folder, "witness", "alarms").returncode == 0


def test_alarms_with_a_command_of_their_own_are_not_ended_by_hand(signed_log: tuple[Path, Signatory, TreeHead]) -> None:
    folder, signatory, _ = signed_log
    world = signatory.world
    raise_alarm(world.store, Alarm("signer_halted", world.organisation_id, "log_shrank"), world.at)
    key = bangvang(folder, "witness", "alarms").stdout.split()[0]
    assert bangvang(folder, "witness", "alarms", "--end", key).returncode == 2
