"""How much of everything: little in the suite of every day, much in ``make soak``."""

from __future__ import annotations

import os

import pytest


def sizes(name: str, short: int, long: int) -> pytest.MarkDecorator:
    """Run a test with a small ``size``, and in a soak with a large one that ``SOAK_<name>`` may change."""
    wanted = int(os.environ.get(f"SOAK_{name}", long))
    soak = pytest.param(wanted, marks=pytest.mark.soak, id=f"soak-{wanted}")
    return pytest.mark.parametrize("size", [pytest.param(short, id="short"), soak])
