"""A count read back from the finding that keeps it."""

from collections.abc import Sequence
from typing import Any

from states.tally import COLUMNS, Tally
from workflow.models.session import Finding

COUNT: Sequence[Any] = [getattr(Finding, name) for name in COLUMNS]
"""The columns of a finding that hold its count."""


def tally_of(values: Sequence[Any]) -> Tally:
    """The count out of its columns, in the order of ``COUNT``."""
    return Tally.of(dict(zip(COLUMNS, values, strict=True)))
