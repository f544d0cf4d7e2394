"""What a soak is given, and the summary of what it went through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.soak.house import House
from tests.support.world import World
from workflow.store import Store

SUMMARY = "soak"


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say what was gone through; printed at the end of the run."""
    return lambda words: record_property(SUMMARY, words)


@pytest.fixture
def house(store: Store, tmp_path: Path, request: pytest.FixtureRequest) -> House:
    """A commune that is not running yet, on each database in turn."""
    owner_url = ""
    if store.dialect == "postgresql":
        owner_url = request.getfixturevalue("postgres_database").owner_url
    return House(World.open(store), tmp_path / "var", owner_url)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many kills, votes and rows."""
    reports = [each for name in ("passed", "failed") for each in terminalreporter.stats.get(name, [])]
    lines = [str(words) for each in reports for name, words in each.user_properties if name == SUMMARY]
    if lines:
        terminalreporter.section("soak")
        for line in lines:
            terminalreporter.write_line(line)
