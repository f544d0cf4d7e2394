"""What may be wrong in a cell of a list that came as a file, and where."""

from dataclasses import dataclass, replace
from enum import StrEnum

from workflow.intake.columns import Column


class Problem(StrEnum):
    """What may be wrong in a cell."""

    MISSING = "missing"
    LIVE_FORMULA = "live_formula"
    EXCEL_ERROR = "excel_error"
    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    NUMBER_FOR_CODE = "number_for_code"
    NOT_TEXT = "not_text"
    UNKNOWN_WORD = "unknown_word"
    YEAR_UNREADABLE = "year_unreadable"
    DAY_UNREAL = "day_unreal"
    YEAR_IMPOSSIBLE = "year_impossible"
    NOT_ASKED = "not_asked"
    KIND_NOT_FOR_AWARD = "kind_not_for_award"
    BASIS_NOT_FOR_AWARD = "basis_not_for_award"
    TWICE_IN_FILE = "twice_in_file"
    NOT_CHOSEN = "not_chosen"
    ALREADY_NOMINATED = "already_nominated"
    DAY_UNREADABLE = "day_unreadable"
    DAY_IN_FUTURE = "day_in_future"
    CODE_UNKNOWN = "code_unknown"
    CODE_OF_ANOTHER = "code_of_another"
    MAY_BE_REGISTERED = "may_be_registered"
    SEVERAL_REGISTERED = "several_registered"
    SEVERAL_IN_FILE = "several_in_file"
    NEEDED_OF_NEW = "needed_of_new"
    ALREADY_RECORDED = "already_recorded"


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, named as Excel names it (``D9``). ``value`` is what stands there.

    ``other`` is the word that was probably meant, the longest length, the line or dossier that is repeated, or whom of the
    register it may be.
    """

    row: int
    column: Column
    problem: Problem
    value: str = ""
    other: str = ""
    cell: str = ""

    def at(self, cell: str) -> "Fault":
        """The same fault at its place in the sheet."""
        return replace(self, cell=cell)
