"""One browser and one loaded demo for the whole run; every story gets a copy of the demo and a server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.once import made_once
from tests.support.running import load_demo

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A real Chromium; every test opens a fresh profile in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the demo commune; to be copied, not served."""
    return made_once(tmp_path_factory, "demo", load_demo)


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file to lay in a dossier."""
    path = tmp_path_factory.mktemp("papers") / "giấy tờ.pdf"
    path.write_bytes(b"%PDF-1.7\nfor a test\n")
    return path
