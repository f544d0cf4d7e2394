"""A nomination list checked at the command line: what is wrong in it, cell by cell. Nothing is written."""

import json
from dataclasses import dataclass
from datetime import date

from states.refusals import BangVangError
from states.regime import regime_on
from web.language import _, ngettext
from web.list_words import column_name, what_to_do, why_unreadable
from workflow.intake.faults import Fault
from workflow.intake.nomination_list import NominationList, Whole, read_list
from workflow.intake.package import Unreadable


@dataclass(frozen=True)
class ListReport:
    """What came of a check: the list as it was read, or why it can't be read."""

    found: NominationList | None
    unreadable: Unreadable | None = None

    @property
    def is_right(self) -> bool:
        """Whether every line could be taken over."""
        return self.found is not None and not self.found.faults

    def as_text(self) -> str:
        """For people, in Vietnamese: a line for each fault, and how many lines are right."""
        if self.found is None:
            return why_unreadable(self.unreadable) if self.unreadable else ""
        right = ngettext("%(num)s dòng đúng", "%(num)s dòng đúng", len(self.found.lines))
        wrong = ngettext("%(num)s dòng lỗi", "%(num)s dòng lỗi", self.found.wrong)
        ignored = [_("Các cột không dùng đến, được bỏ qua:") + " " + " · ".join(self.found.ignored)]
        lines = [
            f"{each.cell}\t{column_name(each.column)}\t{each.value}\t{what_to_do(each)}" for each in self.found.faults
        ]
        return "\n".join([*lines, *(ignored if self.found.ignored else []), f"{right}, {wrong}"])

    def as_json(self) -> str:
        """For programs: ``{"right", "wrong", "sheet", "ignored", "errors": [{"cell", "row", "column", "problem", …}]}``."""
        if self.found is None:
            reason = self.unreadable
            errors = [{"cell": "", "problem": str(reason.problem), "mend": why_unreadable(reason)}] if reason else []
            told = {"right": 0, "wrong": 0, "sheet": "", "ignored": [], "errors": errors}
        else:
            told = {
                "right": len(self.found.lines), "wrong": self.found.wrong, "sheet": self.found.sheet,
                "ignored": list(self.found.ignored), "errors": [_told(fault) for fault in self.found.faults],
            }  # fmt: skip
        return json.dumps(told, ensure_ascii=False)


def check_list(data: bytes, *, award: str, on: date) -> ListReport:
    """Check a file under the rules in force on a day; nothing of the database is asked.

    Raises ``BangVangError`` for an award that those rules do not know.
    """
    regime = regime_on(on)
    if award and award not in regime.awards:
        raise BangVangError(f"{regime.code} knows no award {award}; it knows {', '.join(regime.awards)}.")
    try:
        return ListReport(read_list(data, regime=regime, year=on.year, said={Whole.AWARD: award}))
    except Unreadable as reason:
        return ListReport(None, reason)


def _told(fault: Fault) -> dict[str, str | int]:
    return {
        "cell": fault.cell, "row": fault.row, "column": str(fault.column), "problem": str(fault.problem),
        "value": fault.value, "suggestion": fault.other if fault.problem == "unknown_word" else "",
        "mend": what_to_do(fault),
    }  # fmt: skip
