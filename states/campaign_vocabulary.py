"""The words of campaigns' results.

Members are stored by value, like those of ``states/vocabulary.py``.
"""

from enum import StrEnum


class TargetStanding(StrEnum):
    """How a figure of a campaign's plan stands against what was planned."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NO_FIGURE = "no_figure"
    TOLD = "told"
