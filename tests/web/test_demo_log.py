"""The log of the demo commune as it is served: outsiders fetch it from the running site and accept it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.support.go_verifier import go_says
from tests.support.running import RunningSite, serving
from tests.support.scales import scales_accepts
from tests.support.signer_process import signing, wait_until_signed
from tests.support.source import ROOT
from workflow.queries.operations import ledger_sizes
from workflow.queries.organisations import organisation_with
from workflow.store import Store


def test_outsiders_accept_the_log_of_the_demo_over_http_and_as_a_folder(demo: Path, tmp_path: Path, go: Path) -> None:
    with serving(demo, tmp_path / "house") as site:
        slug, size = signed(site)
        vkey = site.bangvang("ledger", "vkey").strip()
        site.bangvang("ledger", "export", str(tmp_path / "log"))
        older = [tmp_path / "log" / "checkpoint"]
        for place in (f"{site.address}/{slug}/log", tmp_path / "log"):
            assert go_says(go, vkey, place, older) == f"ok {size}"
            assert scales_accepts(vkey, place, older) == size
            standalone = [sys.executable, str(ROOT / "tools" / "verify_log.py"), "log", str(place), "--vkey", vkey]
            done = subprocess.run([*standalone, "--old", str(older[0])], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr


def signed(site: RunningSite) -> tuple[str, int]:
    """Let a signer sign everything once; answers the address of the commune and how many entries its log has."""
    with closing(Store(f"sqlite:///{site.folder / 'bangvang.db'}", files=site.folder / "files")) as store:
        with store.reading() as driver:
            ((slug, size),) = ledger_sizes(driver).items()
            key = str(organisation_with(driver, slug))
        with signing(store, site.folder):
            wait_until_signed(store, key, size, site.folder)
    return slug, size
