"""Whether the books are kept without a gap: dossiers, decisions, letters, the golden book, each from 1 in its year."""

from collections.abc import Iterator

from states.vocabulary import Action, State
from workflow.ledger.opening import Complaint
from workflow.ledger.step import Step


class Numbering:
    """The books as far as they have been read."""

    def __init__(self) -> None:
        self._codes: dict[int, int] = {}
        self._numbers: dict[int, int] = {}
        self._golden: dict[int, int] = {}
        self._in_hand: dict[str, tuple[str, int]] = {}
        """The certificate that an award's holder has, by the nomination: its id and version."""
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
        """An award decided here has one certificate when it is published; another one is the next of its award."""
        year, rows = int(step.day[:4]), step.rows_of("certificate")
        if len(rows) != (step.entry.src != State.AWARDED_ABOVE):
            yield "certificate_out_of_turn", {}
        for row in rows:
            expected = self._golden[year] = self._golden.get(year, 0) + 1
            if (row["number"], row["year"], row["made_on"]) != (expected, year, step.day):
                yield "golden_number_wrong", {"expected": f"{expected}/{year}"}
            before, version = self._in_hand.get(step.key, (None, 0))
            if (row["replaces_id"], row["version"]) != (before, version + 1):
                yield "certificate_out_of_turn", {}
            self._in_hand[step.key] = row["id"], row["version"]

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
