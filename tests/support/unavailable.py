"""What the suite could not run, and why: a skip at a desk, a failure in CI, one line at the end either way."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from typing import NoReturn

import pytest


def is_ci() -> bool:
    """Whether nothing may be skipped."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def unavailable(reason: str) -> NoReturn:
    """End the running test because this machine lacks something; in CI (`CI=true`) a lack is a failure."""
    if is_ci():
        pytest.fail(f"{reason}; nothing may be skipped in CI", pytrace=False)
    pytest.skip(reason)


def account(skipped: Iterable[pytest.TestReport]) -> str:
    """One line from the skipped tests' reports: how many, and how many for which reason."""
    reasons = Counter(reason_of(report) for report in skipped)
    if not reasons:
        return "Nothing was left out."
    named = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common())
    return f"Not run: {reasons.total()} – {named}."


def reason_of(report: pytest.TestReport) -> str:
    """The words given with the skip, without pytest's prefix."""
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return " ".join(words.removeprefix("Skipped: ").split())
