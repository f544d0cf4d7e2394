"""The closing line, and the difference between a desk and CI."""

from __future__ import annotations

import pytest

from tests.support.unavailable import account, unavailable


def skipped(reason: str) -> pytest.TestReport:
    """The report of a test skipped for this reason."""
    place = ("tests/test_any.py", 1, f"Skipped: {reason}")
    return pytest.TestReport("any", ("tests/test_any.py", 1, "any"), {}, "skipped", place, "setup")


def test_says_what_was_not_run_and_why() -> None:
    reports = [skipped("no Chromium found"), skipped("no\nPostgreSQL"), skipped("no Chromium found")]
    assert account(reports) == "Not run: 3 – no Chromium found (2); no PostgreSQL (1)."


def test_says_when_nothing_was_left_out() -> None:
    assert account([]) == "Nothing was left out."


def test_a_lack_is_a_skip_at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Chromium"):
        unavailable("no Chromium found")


def test_a_lack_is_a_failure_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="nothing may be skipped"):
        unavailable("no Chromium found")
