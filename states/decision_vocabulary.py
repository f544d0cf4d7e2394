"""The words of what follows a decision: the book of the fund, corrections, and annulments."""

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


class AnnulmentGround(StrEnum):
    """Why an award may be annulled (Law 06/2022/QH15, Art. 93(2)); which of them count is a figure of the rules."""

    FALSE_DECLARATION = "false_declaration"
    FALSE_PAPERS = "false_papers"
    UNLAWFUL_APPRAISAL = "unlawful_appraisal"
    STANDARDS_NOT_MET = "standards_not_met"
