"""What was forged so that an audit can't read on doesn't keep it from ending: it says where it stumbled, as a finding."""

from collections.abc import Iterator
from contextlib import contextmanager

from states.refusals import BangVangError
from workflow.ledger.findings import Findings

STUMBLED = "audit_stumbled"
"""What stands somewhere can't have been written by the system: the audit could not go through with it."""

STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, BangVangError, LookupError, RuntimeError, StopIteration, TypeError,
    ValueError,
)  # fmt: skip
"""What code meets in values that nobody foresaw. A database or disk that fails is not among it: that is no finding."""


@contextmanager
def noted(findings: Findings, log_id: str, place: str) -> Iterator[None]:
    """Let the audit go on where judging a place of a log fails; the place is a finding then, which stops writing."""
    try:
        yield
    except STUMBLES as met:
        findings.about(log_id)
        findings.add(STUMBLED, place, place=place, what=type(met).__name__)
