"""The words of what follows a decision: the book of the fund, and corrections."""

from enum import StrEnum


class FundKind(StrEnum):
    """What a line of the book of an emulation fund (quỹ thi đua, khen thưởng) records."""

    CARRIED_OVER = "carried_over"
    ALLOCATION = "allocation"
    CONTRIBUTION = "contribution"
    RECOVERY = "recovery"
    BONUS = "bonus"
    ARTEFACTS = "artefacts"
    ORGANISATION = "organisation"


class CorrectedPart(StrEnum):
    """What of a decision was written wrongly: a name or position in its list, or other words of its text."""

    NAME = "name"
    TITLE = "title"
    TEXT = "text"
