"""The books of numbers: every number that was taken in a year, in order, with what became of it. None is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import bindparam, select

from states.vocabulary import DecisionState
from workflow.models.decision import Decision
from workflow.sql import Driver, Prepared


class NumberBook(StrEnum):
    """A book that counts from 1 in each year."""

    DECISIONS = "decisions"
    LETTERS = "letters"


@dataclass(frozen=True, kw_only=True)
class BookLine:
    """One number: the day it was taken, and what it stands on. ``reason`` is why it is void."""

    number: int
    taken_on: date
    key: str
    title: str
    state: DecisionState
    reason: str


_BOOKS = {
    NumberBook.DECISIONS: (Decision.number, Decision.dated_on, Decision.year),
    NumberBook.LETTERS: (Decision.submission_number, Decision.submitted_on, Decision.submission_year),
}


def _lines_of(book: NumberBook) -> Prepared:
    number, day, year = _BOOKS[book]
    return Prepared(
        select(number, day, Decision.id, Decision.title, Decision.state, Decision.reason)
        .where(Decision.organisation_id == bindparam("organisation_id"), year == bindparam("year"), number.is_not(None))
        .order_by(number)
    )


_LINES = {book: _lines_of(book) for book in NumberBook}


def number_book(driver: Driver, organisation_id: str, book: NumberBook, year: int) -> Sequence[BookLine]:
    """All numbers of a book in a year, in order; a void one stands in its place."""
    return [
        BookLine(
            number=number, taken_on=date.fromisoformat(day), key=key, title=title, state=DecisionState(state),
            reason=(reason or "") if state == DecisionState.ANNULLED else "",
        )
        for number, day, key, title, state, reason in driver.rows(_LINES[book], organisation_id=organisation_id, year=year)
    ]  # fmt: skip
