"""The figures of a count, in the order in which every screen, paper and workbook shows them."""

from collections.abc import Iterable, Mapping
from typing import Final

from states.tally import Tally, Threshold

FIGURES: Final = (
    "base", "recused", "agree", "agree_lower", "disagree", "abstain", "invalid", "surplus", "missing", "written", "needed",
)  # fmt: skip
"""``base`` is what the share is taken of, ``written`` all opinions in writing, ``needed`` how many must at least agree."""
RARE: Final = frozenset({"recused", "invalid", "surplus"})
"""What is only shown where there is any."""


def figures(tally: Tally, threshold: Threshold) -> dict[str, int]:
    """Every figure of one count."""
    said = {"written": tally.written.given, "needed": threshold.least_agreeing(tally.base)}
    return {name: said[name] if name in said else int(getattr(tally, name)) for name in FIGURES}


def worth_showing(counts: Iterable[Mapping[str, int]]) -> tuple[str, ...]:
    """The figures that a table of these counts needs a column for."""
    rows = list(counts)
    return tuple(name for name in FIGURES if name not in RARE or any(row[name] for row in rows))
