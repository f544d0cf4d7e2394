"""The signer under a user of its own with a role of its own: it signs, and the site knows its verifier key and nothing more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.support.postgres import PostgresDatabase
from tests.support.running import PATIENCE, environment
from tests.support.signer_process import signed_size
from tests.support.unavailable import unavailable
from tests.support.world import World
from workflow.ledger.note import VerifierKey
from workflow.ledger.published import latest
from workflow.ledger.reading import root_and_size
from workflow.ledger.signer_folder import SHOWN
from workflow.schema import upgrade
from workflow.store import Store

pytestmark = pytest.mark.postgres
AS_USER = """
import os, sys
import psycopg.pq, sqlalchemy.dialects.postgresql.psycopg, web.cli
user = int(sys.argv.pop(1))
if user != os.getuid():
    os.setgroups([]); os.setgid(user); os.setuid(user)
web.cli.main()
"""
"""The program is loaded first: another user may not be let into where Python lies on this machine."""


@dataclass(frozen=True)
class Machine:
    """Two users of one machine, each with a folder that the other can't write."""

    folder: Path
    database: PostgresDatabase
    site_user: int
    signer_user: int

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def signer(self) -> Path:
        return self.folder / "signer"

    def start(self, user: int, *arguments: str) -> subprocess.Popen[str]:
        """A command of one of the users, with what stands in its unit file."""
        own = self.signer if user == self.signer_user else self.site
        addresses = {"SIGNER": self.database.signer_url} | (
            {} if user == self.signer_user else {"": self.database.app_url, "OWNER": self.database.owner_url}
        )
        environ = environment(own) | {
            f"BANGVANG_{whose}{'_' if whose else ''}DATABASE_URL": url for whose, url in addresses.items()
        }
        return subprocess.Popen(
            [sys.executable, "-c", AS_USER, str(user), *arguments], env=environ | {"BANGVANG_SECRET_KEY": "k" * 40},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, user: int, *arguments: str) -> tuple[int, str, str]:
        """The same to its end: exit code, output, errors."""
        with self.start(user, *arguments) as process:
            out, errors = process.communicate(timeout=PATIENCE)
        return process.returncode, out, errors


@pytest.fixture
def machine(postgres_database: PostgresDatabase) -> Iterator[Machine]:
    """The signer is the test's own user; the site is whose server it is, who alone is let into the folder of its socket."""
    signer_user, site_user = os.geteuid(), Path(str(make_url(postgres_database.app_url).query["host"])).stat().st_uid
    if signer_user or not site_user:
        unavailable("no process can be started as another user here: that needs root")
    upgrade(postgres_database.owner_url, postgres_database.app_role, postgres_database.signer_role)
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    for name, user, mode in (("site", site_user, 0o700), ("signer", signer_user, 0o711)):
        (folder / name).mkdir()
        (folder / name).chmod(mode)
        os.chown(folder / name, user, user)
    yield Machine(folder, postgres_database, site_user, signer_user)
    shutil.rmtree(folder)


def test_each_has_its_own_and_the_key_is_known_to_both(machine: Machine, postgres_store: Store) -> None:
    world = World.open(postgres_store)
    early = machine.ask(machine.site_user, "ledger", "vkey")
    assert early[0] == 2 and "a copy, or a link" in early[2], early
    with machine.start(machine.signer_user, "signer") as signer:
        try:
            wait_until_all_is_signed(world, signer)
        finally:
            signer.terminate()
        assert signer.wait(PATIENCE) == 0

    keys = machine.signer / "signer"
    (machine.site / "signer").mkdir()
    (machine.site / "signer" / SHOWN).symlink_to(keys / SHOWN)
    os.chown(machine.site / "signer", machine.site_user, machine.site_user)
    code, vkey, errors = machine.ask(machine.site_user, "ledger", "vkey")
    assert (code, errors) == (0, "")
    assert machine.ask(machine.signer_user, "ledger", "vkey")[1] == vkey
    with postgres_store.reading() as driver:
        head = latest(driver, world.organisation_id)
    assert head is not None and head.signed.signed_by([VerifierKey.parse(vkey.strip())])

    opened = [path for path in keys.rglob("*") if path.is_file() and is_readable_by(machine.site_user, path)]
    assert [path.parent.name for path in opened] == [SHOWN], "nothing else of the signer's can be read"
    assert not is_readable_by(machine.site_user, keys), "nor looked round in"
    status = machine.ask(machine.signer_user, "signer", "status")
    assert status[0] == 0 and f"{world.slug}:" in status[1]
    audited = machine.ask(machine.site_user, "ledger", "verify")
    assert audited[0] == 0, audited


def wait_until_all_is_signed(world: World, signer: subprocess.Popen[str]) -> None:
    with world.store.reading() as driver:
        size = root_and_size(driver, world.organisation_id)[1]
    until = time.monotonic() + PATIENCE
    while signed_size(world.store, world.organisation_id) < size:
        assert signer.poll() is None and time.monotonic() < until, signer.communicate(timeout=PATIENCE)
        time.sleep(0.05)


def is_readable_by(user: int, path: Path) -> bool:
    """Whether another user's process may open it."""
    look = ["ls" if path.is_dir() else "cat", str(path)]
    return (
        subprocess.run(look, user=user, group=user, extra_groups=[], check=False, capture_output=True).returncode == 0
    )
