"""What every test may ask for, and the closing line of the suite."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from tests.support.browser import find_chromium
from tests.support.postgres import (
    PostgresDatabase,
    PostgresServer,
    SchemaLoader,
    name_of_this_run,
    quickest_place,
    running_postgres,
)
from tests.support.unavailable import account, is_ci, unavailable

pytest_plugins = ["tests.support.stores", "tests.support.go_verifier", "tests.support.browsing"]

# A slow or busy machine is no defect of the code under test.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

gc.set_threshold(50_000, 20, 50)
"""As in the program itself: thousands of collected tests stay, and need not be looked at again and again."""

MARKED_BY_FIXTURE = {"postgres_server": "postgres", "chromium": "browser"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for PostgreSQL or a browser carries the marker without being told."""
    for item in items:
        for fixture, marker in MARKED_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Databases of tests lie in memory if there is plenty, for on a disk each commit waits. Those of a soak do not."""
    if "not soak" in config.option.markexpr:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(quickest_place()))


def pytest_collection_finish() -> None:
    """What is there before the first test is no garbage."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was not run, and why."""
    terminalreporter.write_line(account(terminalreporter.stats.get("skipped", [])))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test, for whatever reason, fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and is_ci() and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL, shared by all processes of the run."""
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(running_postgres(name_of_this_run()))
        except (OSError, subprocess.SubprocessError) as error:
            unavailable(f"no PostgreSQL could be started: {error}")
        yield server


@pytest.fixture
def fresh_postgres(postgres_server: PostgresServer) -> Iterator[Callable[[SchemaLoader], PostgresDatabase]]:
    """Make databases with a given schema; they are dropped after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda load_schema: stack.enter_context(postgres_server.fresh_database(load_schema))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium to start."""
    return find_chromium() or unavailable("no Chromium found")
