"""The page of the books of numbers: decisions, and the letters with which they were laid before the chairman."""

from flask import Blueprint, render_template, request

from states.text import normalise
from states.vocabulary import Role
from web.access import actor, role
from web.clock import now
from web.database import reading
from workflow.days import civil_date
from workflow.queries.number_book import NumberBook, number_book

YEARS = 10
"""How many years back the books may be looked at."""


def offer_number_book(pages: Blueprint) -> None:
    """The books of a year."""

    @pages.get("/decisions/numbers")
    @role(Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.CHAIRMAN, Role.DEPUTY_CHAIRMAN, Role.AUDITOR)
    def numbers() -> str:
        """Every number taken in a year, a void one in its place."""
        this_year = civil_date(now()).year
        years = range(this_year, this_year - YEARS, -1)
        year = next((each for each in years if str(each) == normalise(request.args.get("year", ""))), this_year)
        books = {book: number_book(reading(), actor().organisation_id, book, year) for book in NumberBook}
        return render_template("views/decisions/numbers.html", year=year, years=years, books=books)
