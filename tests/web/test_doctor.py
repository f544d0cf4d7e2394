"""What ``bangvang doctor`` says of an installation: everything well, and each thing that may be wrong, with what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import namedtuple
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from notifications.channels.mail_post import CHANNEL, MailPost
from notifications.channels.mail_server import mail_server
from notifications.dispatcher import drain
from tests.notifications.commune import give_addresses, open_commune
from tests.support.certificates import Authority
from tests.support.mail import free_port, mail_room
from tests.support.postgres import PostgresDatabase
from tests.support.world import World
from web.doctor import Finding, as_text, examine
from web.settings import read_settings
from workflow.ledger.alarms import Alarm, raise_alarm
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.note import COSIGNATURE, SigningKey
from workflow.store import Store, owner_engine


@pytest.fixture
def well(environ: dict[str, str], sqlite_template: Path) -> dict[str, str]:
    """An installation in which nothing is wrong."""
    settings = read_settings(environ)
    shutil.copy(sqlite_template, settings.data_dir / "bangvang.db")
    return environ


def wrong(environ: dict[str, str]) -> dict[str, Finding]:
    """What is wrong, by part."""
    return {finding.part: finding for finding in examine(environ) if finding.advice}


def commune(environ: dict[str, str]) -> World:
    """A commune with addresses, founded in 2024; nothing it did was told yet."""
    settings = read_settings(environ)
    world = open_commune(Store(settings.database_url, files=settings.data_dir / "files"))
    give_addresses(world)
    return world


def test_says_that_nothing_is_wrong(well: dict[str, str]) -> None:
    found = examine(well)
    assert {finding.part for finding in found} == {
        "configuration", "keys", "data", "disk", "mail", "signatures", "database", "clock", "signer", "outbox", "e-mails",
        "witnesses", "audit",
    }  # fmt: skip
    assert as_text(found).endswith("Nothing is wrong.")
    with mail_room() as room:
        assert wrong(well | {"BANGVANG_MAIL_URL": room.url}) == {}


def test_the_command_answers_with_its_exit_code(well: dict[str, str]) -> None:
    def doctor(**more: str) -> subprocess.CompletedProcess[str]:
        given = {**os.environ, **well, **more}
        command = [sys.executable, "-m", "web.cli", "doctor"]
        return subprocess.run(command, env=given, capture_output=True, text=True, check=False)

    assert doctor().returncode == 0
    refused = doctor(BANGVANG_LANGUAGE="fr")
    assert refused.returncode == 1
    assert "WRONG  configuration: BANGVANG_LANGUAGE is 'fr'" in refused.stdout
    assert "what to do:" in refused.stdout
    assert refused.stderr == ""


def test_an_empty_place(environ: dict[str, str]) -> None:
    assert "it is empty" in wrong(environ)["database"].says
    assert not (Path(environ["BANGVANG_DATA_DIR"]) / "bangvang.db").exists(), "looking makes no database"


def test_the_signing_folder(well: dict[str, str]) -> None:
    folder, authority = read_settings(well).signing_dir, Authority()
    for name in ("roots", "keys", "persons"):
        (folder / name).mkdir(parents=True)
    (folder / "roots" / "ca.pem").write_bytes(authority.pem)
    soon = authority.holder("Ủy ban", ends=datetime.now(UTC) + timedelta(days=20))
    for name, data in (("dong-mau.p12", soon.pkcs12(b"x")), ("dong-mau.password", b"x")):
        (folder / "keys" / name).write_bytes(data)
        (folder / "keys" / name).chmod(0o600)
    assert "the certificate of dong-mau ends on" in wrong(well)["signatures"].says
    (folder / "keys" / "dong-mau.p12").write_bytes(authority.holder("Ủy ban").pkcs12(b"x"))
    assert "signatures" not in wrong(well)
    (folder / "keys" / "dong-mau.password").chmod(0o644)
    assert wrong(well)["signatures"].advice.startswith("chmod 600")
    (folder / "keys" / "dong-mau.password").chmod(0o600)
    for rules, said in (
        ("[time_stamps]\naddress = 'ftp://x'", "[time_stamps] address must begin with http:// or https://"),
        ("[time_stamps]\naddress = 'http://x'\nseconds = 900", "[time_stamps] seconds must be a number up to 60"),
        ("[devices.dong-mau]\nmodule = '/m.so'\nkey = 'k'", "[devices.dong-mau] needs token or slot"),
        ("[devices.dong-mau]\nmodule = '/m.so'\nkey = 'k'\ntoken = 't'", "dong-mau.pem"),
        ("[long_term]\nembed = 1", "[long_term] embed must be true or false"),
        ("[revocation]\nocps = []", "[revocation] knows no ocps; known are"),
        ("what is this", "signing.toml"),
    ):
        (folder / "signing.toml").write_text(rules, "utf-8")
        assert said in wrong(well)["signatures"].says and "\n" not in wrong(well)["signatures"].says


def test_data_that_others_can_read(well: dict[str, str]) -> None:
    folder = Path(well["BANGVANG_DATA_DIR"])
    (folder / "bangvang.db").chmod(0o644)
    assert "data" not in wrong(well), "the folder lets nobody in"
    folder.chmod(0o755)
    found = wrong(well)["data"]
    assert found.says.endswith("bangvang.db")
    assert subprocess.run(found.advice, shell=True, check=False).returncode == 0
    assert "data" not in wrong(well)


def test_a_schema_of_another_release(well: dict[str, str]) -> None:
    with owner_engine(read_settings(well).database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert "stands at 0000" in wrong(well)["database"].says


def test_a_guard_that_is_gone(well: dict[str, str]) -> None:
    with owner_engine(read_settings(well).database_url).begin() as connection:
        connection.execute(text("DROP TRIGGER vote_no_update"))
    assert wrong(well)["database"].says == "guards are gone: vote_no_update"


def test_a_database_that_does_not_answer(well: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Kính gửi Ủy ban nhân dân xã. " * 100)
    assert (
        "does not answer" in wrong(well | {"BANGVANG_DATABASE_URL": f"sqlite:///{tmp_path}/letter.db"})["database"].says
    )


def test_the_application_s_role_may_ask(environ: dict[str, str], postgres_database: PostgresDatabase) -> None:
    given = {"BANGVANG_DATABASE_URL": postgres_database.app_url, "BANGVANG_SECRET_KEY": "k" * 32}
    assert "disk" in wrong(environ | given), "the data directory was not made"
    Path(environ["BANGVANG_DATA_DIR"]).mkdir()
    assert wrong(environ | given) == {}


def test_an_owner_who_may_not_write_over_the_wal(environ: dict[str, str], postgres_database: PostgresDatabase) -> None:
    owner = {"BANGVANG_OWNER_DATABASE_URL": postgres_database.owner_url}
    given = environ | {"BANGVANG_DATABASE_URL": postgres_database.app_url, "BANGVANG_SECRET_KEY": "k" * 32}
    Path(environ["BANGVANG_DATA_DIR"]).mkdir()
    (found,) = wrong(given | owner).values()
    assert (
        found.part == "maintenance" and "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO bangvang_owner;" in found.advice
    )
    assert wrong(given | {"BANGVANG_OWNER_DATABASE_URL": postgres_database.superuser_url}) == {}


def test_a_key_that_others_can_read(well: dict[str, str]) -> None:
    key = Path(well["BANGVANG_DATA_DIR"]) / "secret_key"
    key.chmod(0o644)
    assert wrong(well)["keys"].advice == f"chmod 600 {key}"


def test_a_site_without_encryption(well: dict[str, str]) -> None:
    assert "in clear" in wrong(well | {"BANGVANG_BASE_URL": "http://thidua.example.vn"})["configuration"].says
    assert wrong(well | {"BANGVANG_BASE_URL": "https://thidua.example.vn"}) == {}


def test_a_full_disk(well: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10, 10, 0))
    assert "0.0 GiB free" in wrong(well)["disk"].says


def test_a_mail_server_that_is_away_or_named_wrongly(well: dict[str, str]) -> None:
    nobody = {"BANGVANG_MAIL_URL": f"smtp://127.0.0.1:{free_port()}?from=a@b.vn"}
    assert "ConnectionRefusedError" in wrong(well | nobody)["mail"].says
    assert wrong(well | {"BANGVANG_MAIL_URL": "mail.vn"})["mail"].advice == "correct BANGVANG_MAIL_URL"


def test_a_clock_behind_the_log(well: dict[str, str]) -> None:
    with closing(commune(well).store):
        assert "clock" not in wrong(well)
        earlier = well | {"BANGVANG_CLOCK": "2024-02-01T08:00+07:00"}
        assert "behind the newest act" in wrong(earlier)["clock"].says


def test_nobody_tells_and_nobody_sends(well: dict[str, str]) -> None:
    world = commune(well)
    with closing(world.store):
        assert "wait to be told" in wrong(well)["outbox"].says
        drain(world.store, world.at, channels=(CHANNEL,))
        found = wrong(well)
        assert "outbox" not in found
        assert "nobody sends them" in found["e-mails"].says


def test_an_e_mail_that_was_given_up(well: dict[str, str]) -> None:
    world = commune(well)
    with closing(world.store), mail_room() as room:
        drain(world.store, world.at)
        world.submit(world.draft())
        drain(world.store, world.at, channels=(CHANNEL,))
        room.answers.append("550 no such person")
        server = mail_server(room.url)
        assert server is not None
        MailPost(world.store, server, "https://site.example").send_due(time.time_ns() // 1000)
        assert wrong(well)["e-mails"].says == "one for thuongtruc.dong-mau was given up this week: 550 no such person"


def test_witnesses_and_what_they_raise(well: dict[str, str], tmp_path: Path) -> None:
    world = commune(well)
    policy = tmp_path / "policy"
    named = well | {"BANGVANG_WITNESS_POLICY": str(policy)}
    policy.write_text("rubbish\n")
    assert "can't be read" in wrong(named)["witnesses"].says
    key = SigningKey.make("tinh.example/w", COSIGNATURE).verifier
    policy.write_text(f"witness tinh {key} http://127.0.0.1:9/\nquorum tinh\n")
    assert "witnesses" not in wrong(named)
    assert "dong-mau is not confirmed" in next(each.says for each in examine(named) if each.part == "witnesses")
    raise_alarm(world.store, Alarm("witness_silent", world.organisation_id, "tinh"), world.at)
    world.store.close()
    found = wrong(named)["witnesses"]
    assert "tinh" in found.says and found.advice


def test_logs_that_were_not_audited_lately(well: dict[str, str]) -> None:
    world, now = commune(well), time.time_ns() // 1000
    hour, folder = 3_600_000_000, folder_of(world.store)

    def nights() -> list[str]:
        return [finding.says for finding in examine(well) if finding.part == "audit" and finding.advice]

    no_run, no_full = (
        "no audit of dong-mau is younger than 36 hours",
        "no full audit of dong-mau is younger than eight days",
    )
    assert nights() == [no_run, no_full]
    folder.tell(world.organisation_id, {"at": now - 9 * 24 * hour, "judged_from": 0})
    folder.tell(world.organisation_id, {"at": now - 37 * hour, "judged_from": 5})
    assert nights() == [no_run, no_full]
    folder.tell(world.organisation_id, {"at": now + 24 * hour, "judged_from": 0})
    assert nights() == [no_run, no_full], "a run from the future counts for nothing"
    folder.tell(world.organisation_id, {"at": now - 35 * hour, "judged_from": 5})
    assert nights() == [no_full]
    folder.tell(world.organisation_id, {"at": now - 34 * hour, "judged_from": 0})
    assert nights() == []
    world.store.close()
