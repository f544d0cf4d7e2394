"""Whether the books are kept without a gap: dossiers, decisions, letters, the golden book, each from 1 in its year."""

from collections.abc import Iterator

from states.vocabulary import Action
from workflow.ledger.opening import Complaint
from workflow.ledger.step import Step


class Numbering:
    """The books as far as they have been read."""

    def __init__(self) -> None:
        self._codes: dict[int, int] = {}
        self._numbers: dict[int, int] = {}
        self._golden: dict[int, int] = {}
        self._letters: dict[int, int] = {}

    def complaints(self, step: Step) -> Iterator[Complaint]:
        """A new code or number is the next one of its year. A void decision keeps its number."""
        if step.entry.act == Action.SUBMIT:
            yield from self._code(step)
        elif step.entry.act == Action.NUMBER_DECISION:
            yield from self._number(step)
        elif step.entry.act in (Action.PUBLISH, Action.REPLACE_CERTIFICATE):
            yield from self._certificates(step)
        elif step.entry.act == Action.SUBMIT_DECISION:
            yield from self._letter(step)

    def _code(self, step: Step) -> Iterator[Complaint]:
        year = step.case["year"]
        expected = self._codes[year] = self._codes.get(year, 0) + 1
        if step.opened.changes.get("code") != f"{year}-{expected:04d}":
            yield "code_wrong", {"expected": f"{year}-{expected:04d}"}

    def _number(self, step: Step) -> Iterator[Complaint]:
        said, year = step.opened.changes, int(step.day[:4])
        expected = self._numbers[year] = self._numbers.get(year, 0) + 1
        if (said.get("number"), said.get("year"), said.get("dated_on")) != (expected, year, step.day):
            yield "number_wrong", {"expected": f"{expected}/{year}"}

    def _certificates(self, step: Step) -> Iterator[Complaint]:
        year = int(step.day[:4])
        for row in step.rows_of("certificate"):
            expected = self._golden[year] = self._golden.get(year, 0) + 1
            if (row["number"], row["year"], row["made_on"]) != (expected, year, step.day):
                yield "golden_number_wrong", {"expected": f"{expected}/{year}"}

    def _letter(self, step: Step) -> Iterator[Complaint]:
        """A draft takes the number of its letter when it is submitted first, and keeps it."""
        said, year = step.opened.changes, int(step.day[:4])
        taken = tuple(said.get(name) for name in ("submission_number", "submission_year", "submitted_on"))
        if step.before.get("submission_number") is not None:
            if any(value is not None for value in taken):
                yield "letter_number_wrong", {"expected": f"{step.before['submission_number']}"}
            return
        expected = self._letters[year] = self._letters.get(year, 0) + 1
        if taken != (expected, year, step.day):
            yield "letter_number_wrong", {"expected": f"{expected}/{year}"}
