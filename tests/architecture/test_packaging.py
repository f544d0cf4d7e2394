"""The ground: a lock file that proves what it installs, and packages that arrive whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import Distribution, distributions

import pytest

from tests.support.source import FLOORS, ROOT, is_made_here

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> list[str]:
    """The lock's requirements, each with its hashes on one line; comments left out."""
    joined = lock.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def faults(lock: str) -> Iterator[str]:
    """Requirements without exact version or hash, options, and addresses."""
    for pin in pins(lock):
        if not re.match(r"^[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin):
            yield f"not pinned by version and hash: {pin[:60]}"
    for line in lock.splitlines():
        if "://" in line or " @ " in line or line.startswith(("-", "/")):
            yield f"an address or an option: {line[:60]}"


def plain(requirement: str) -> str:
    """The name of a requirement as the lock spells it: ``psycopg[binary]>=3.3`` is ``psycopg``."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]).lower()


def required() -> set[str]:
    """The names of everything pyproject.toml asks for, in any group and for building."""
    groups = [PROJECT["build-system"]["requires"], PROJECT["project"]["dependencies"]]
    groups += PROJECT["project"]["optional-dependencies"].values()
    return {plain(requirement) for group in groups for requirement in group}


def names_taken(distribution: Distribution) -> set[str]:
    """Which of our four names an installed package claims for itself."""
    first = {path.parts[0].removesuffix(".py") for path in distribution.files or []}
    return first.intersection(FLOORS)


def undeclared(name: str) -> bool:
    """Whether a data file of this name would be missing from an installed package."""
    declared = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    return not any(fnmatch(name, pattern) for pattern in [*declared, "*.py"])


def test_the_lock_proves_everything() -> None:
    assert list(faults(LOCK)) == []


def test_the_lock_holds_everything_required() -> None:
    assert required() <= {pin.split("==")[0] for pin in pins(LOCK)}


def test_nobody_else_owns_our_names() -> None:
    others = [each for each in distributions() if each.metadata["Name"] != PROJECT["project"]["name"]]
    assert {each.metadata["Name"]: names_taken(each) for each in others if names_taken(each)} == {}


def test_every_data_file_is_packaged() -> None:
    files = (path for floor in FLOORS for path in (ROOT / floor).rglob("*") if path.is_file())
    ours = (path.relative_to(ROOT) for path in files)
    assert [str(path) for path in ours if undeclared(path.name) and not any(map(is_made_here, path.parts))] == []


@pytest.mark.parametrize(
    "line",
    [
        "flask==3.1.3",
        "flask>=3 --hash=sha256:" + "0" * 64,
        "flask @ https://example.org/flask.whl",
        "--index-url https://example.org",
    ],
)
def test_catches_a_weak_lock(line: str) -> None:
    assert list(faults(f"# a comment\n{line}\n"))


def test_accepts_a_strong_lock() -> None:
    assert list(faults(f"flask==3.1.3 \\\n    --hash=sha256:{'0' * 64}\n")) == []


def test_catches_an_undeclared_data_file() -> None:
    assert undeclared("seal.webp")
    assert not undeclared("awards.toml")
