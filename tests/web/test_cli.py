"""The command line as scripts meet it: real processes, exit codes, one sentence on standard error, no traces."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from pathlib import Path

import pytest

from states.vocabulary import State
from tests.support.command_line import Answer, run_command
from workflow.ledger.checkpoint import TreeHead
from workflow.ledger.note import SigningKey, signed


def bangvang(folder: Path, *arguments: str, **more: str) -> Answer:
    """Run a command of the house on the data directory ``folder``."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BANGVANG_")}
    environ |= {"BANGVANG_DATA_DIR": str(folder), **more}
    return run_command(arguments, environ)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """A loaded demo, without the whole lists of the villages, and what ``demo --json`` said of it."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    answer = bangvang(folder, "demo", "--json", "--without-village-lists")
    assert answer.returncode == 0, answer.stderr
    return folder, json.loads(answer.stdout)


def test_the_demo_has_a_case_in_every_state(demo: tuple[Path, dict[str, object]]) -> None:
    nominations = demo[1]["nominations"]

    assert isinstance(nominations, dict)
    assert {name for name, count in nominations.items() if count} == {state.value for state in State}


def test_the_demos_sign_ins_are_for_the_owner_only(demo: tuple[Path, dict[str, object]]) -> None:
    folder, said = demo
    kept = folder / "demo-accounts.txt"
    passwords = {account["password"] for account in said["accounts"]}  # type: ignore[attr-defined]

    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(passwords) == 1
    assert passwords.pop() in kept.read_text("utf-8")


def test_a_second_demo_is_refused_in_a_sentence(demo: tuple[Path, dict[str, object]]) -> None:
    answer = bangvang(demo[0], "demo")

    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()


def test_the_log_verifies_and_one_changed_value_is_named(demo: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    whole = bangvang(demo[0], "ledger", "verify", "--json")
    assert whole.returncode == 0, whole.stdout
    assert json.loads(whole.stdout)["whole"] is True

    folder = tmp_path / "var"
    folder.mkdir()
    with sqlite3.connect(demo[0] / "bangvang.db") as source, sqlite3.connect(folder / "bangvang.db") as target:
        source.backup(target)
        for (trigger,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f"DROP TRIGGER {trigger}")
        key = target.execute("SELECT id FROM vote ORDER BY id LIMIT 1").fetchone()[0]
        target.execute("UPDATE vote SET choice = 'abstain' WHERE id = ? AND choice <> 'abstain'", (key,))
        target.execute("UPDATE vote SET manner = 'written' WHERE id = ?", (key,))
    broken = bangvang(folder, "ledger", "verify")

    assert broken.returncode == 1
    assert f"vote/{key}" in broken.stdout


def test_a_demo_does_not_become_a_real_commune(demo: tuple[Path, dict[str, object]]) -> None:
    answer = bangvang(demo[0], "init", "--organisation", "xa-that", "--name", "UBND xã Thật", "--domain", "that.example",
                      "--admin", "a@that.example")  # fmt: skip

    assert answer.returncode == 2
    assert "demo" in answer.stderr


def test_a_real_commune_is_opened_once_and_has_no_demo_clock(tmp_path: Path) -> None:
    arguments = ("init", "--organisation", "xa-that", "--name", "UBND xã Thật", "--domain", "that.example", "--admin",
                 "a@that.example")  # fmt: skip
    first, again = bangvang(tmp_path, *arguments), bangvang(tmp_path, *arguments)

    assert first.returncode == 0, first.stderr
    assert "/invitation/" in first.stdout
    code = bangvang(tmp_path, "invitation", "code", "Quantri.xa-that")
    assert first.stdout.endswith(f"Its code: {code.stdout}")
    nobody = bangvang(tmp_path, "invitation", "code", "khong.co")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "No link waits for khong.co" in nobody.stderr
    assert again.returncode == 1
    assert "Traceback" not in again.stderr
    assert bangvang(tmp_path, "ledger", "verify").returncode == 0
    assert bangvang(tmp_path, "ledger", "verify", BANGVANG_CLOCK="2024-12-02T08:00+07:00").returncode == 2


def test_a_checkpoint_that_no_known_key_has_signed_is_a_wrong_call(tmp_path: Path) -> None:
    bangvang(tmp_path, "init", "--organisation", "xa-that", "--name", "UBND xã Thật", "--domain", "that.example",
             "--admin", "a@that.example")  # fmt: skip
    (log,) = json.loads(bangvang(tmp_path, "ledger", "verify", "--json").stdout)["logs"]
    paper, stranger = tmp_path / "paper", SigningKey.make(log["origin"])
    paper.write_bytes(bytes(signed(TreeHead(log["origin"], 3, bytes(32)).text, [stranger])))

    answer = bangvang(tmp_path, "ledger", "verify", "--checkpoint", str(paper))
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "no key known here has signed" in answer.stderr
    answer = bangvang(tmp_path, "ledger", "verify", "--checkpoint", str(paper), "--vkey", str(stranger.verifier))
    assert answer.returncode == 1, "whoever gives the stranger's key too is told"
    assert "Writing is stopped" not in answer.stderr
    assert bangvang(tmp_path, "ledger", "verify").returncode == 0


def test_what_is_written_is_the_owners_alone_in_whatever_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    answer = bangvang(tmp_path, "init", "--organisation", "xa-that", "--name", "UBND xã Thật", "--domain", "that.example",
                      "--admin", "a@that.example")  # fmt: skip

    assert answer.returncode == 0, answer.stderr
    rights = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
    assert {"bangvang.db", "files", "secret_key"} <= set(rights)
    assert set(rights.values()) == {0}


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [
        (("ledger", "verify", "--organisation", "no-such"), {}),
        (("ledger", "verify", "--vkey", "no key"), {}),
        (("ledger", "verify", "--checkpoint", __file__), {}),
        (("law", "show", "--on", "31/02/2024"), {}),
        (("no-such-command",), {}),
        (("ledger", "verify"), {"BANGVANG_NO_SUCH": "1"}),
        (("serve",), {"PORT": "eighty"}),
    ],
)
def test_a_wrong_call_exits_with_two(tmp_path: Path, arguments: tuple[str, ...], environ: dict[str, str]) -> None:
    answer = bangvang(tmp_path, *arguments, **environ)

    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()


def test_started_twice_it_says_that_the_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = str(first.getsockname()[1])
        answer = bangvang(tmp_path / "var", "run", PORT=port)
    assert answer.returncode == 2
    assert port in answer.stderr and "Traceback" not in answer.stderr
    assert not (tmp_path / "var").exists()


def test_a_check_changes_nothing(tmp_path: Path) -> None:
    answer = bangvang(tmp_path / "var", "ledger", "verify")

    assert answer.returncode == 2
    assert not (tmp_path / "var" / "bangvang.db").exists()


def test_a_spoilt_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "bangvang.db").write_bytes(b"this is no database, and longer than a header " * 20)
    answer = bangvang(tmp_path, "ledger", "verify")

    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert "database" in answer.stderr


def test_the_law_is_told_with_source_and_mark(tmp_path: Path) -> None:
    answer = bangvang(tmp_path, "law", "show", "--on", "2024-11-01", "--award", "TTLDTT", "--json")
    told = json.loads(answer.stdout)

    assert (told["award"], told["regime"], told["competence"]) == ("TTLDTT", "R2024", "forward")
    assert set(told["threshold"]) == {"value", "source", "mark"}


def test_an_unknown_award_is_refused(tmp_path: Path) -> None:
    answer = bangvang(tmp_path, "law", "show", "--on", "2024-11-01", "--award", "NOPE")

    assert answer.returncode == 2
    assert "LDTT" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.parametrize("day", ["2016-01-01", "2024-13-01", "tomorrow"])
def test_a_day_without_rules_is_told_in_one_sentence(tmp_path: Path, day: str) -> None:
    answer = bangvang(tmp_path, "law", "show", "--on", day)

    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert day in answer.stderr
