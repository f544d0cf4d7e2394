"""The golden book: every certificate by its number, and printing a stretch of it, on blank or on pre-printed paper."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from states.text import normalise
from states.vocabulary import Role
from web.access import actor, person_or_none, role
from web.clock import now
from web.database import reading
from web.printer import printer, shown_in_place
from web.views.certificates.print_form import PrintForm
from workflow.days import civil_date
from workflow.documents.calibration_paper import TEMPLATE as CALIBRATION_TEMPLATE
from workflow.documents.calibration_paper import CalibrationPaper
from workflow.documents.certificate_paper import TEMPLATE
from workflow.documents.certificate_source import certificates_numbered
from workflow.documents.issuer import issuer
from workflow.queries.certificates import PAGE, CertificateShown, book_of, certificates_by, certificates_of, years_of

pages = Blueprint("certificates", __name__)
READERS = (Role.SECRETARIAT, Role.CHAIRMAN, Role.AUDITOR)


@pages.get("/golden-book")
@role(*READERS)
def book() -> str:
    """The golden book of a year from a number on, with the form that prints a stretch of it."""
    years = years_of(reading(), actor().organisation_id)
    wanted = _number(request.args.get("year", ""))
    year = wanted if wanted in years else years[0] if years else civil_date(now()).year
    first = max(1, _number(request.args.get("first", "")))
    found = book_of(reading(), actor().organisation_id, year, first)
    form = PrintForm(formdata=None, year=year, first=first, last=_number(request.args.get("last", "")) or _last(found))
    return _book_page(year, first, found, form)


@pages.get("/golden-book/print.pdf")
@role(*READERS)
def printed() -> Response | tuple[str, int]:
    """A stretch of the book as one file, a sheet a number, or the calibration sheet; wrong figures are said at their fields."""
    form = PrintForm(request.args)
    is_right = form.validate()
    if is_right and form.is_calibration:
        return _calibration(form)
    paper = None
    if is_right:
        paper = certificates_numbered(reading(), actor().organisation_id, printer().site, **form.stretch())
        if not paper.sheets:
            form.note_nothing()
    if paper is None or not paper.sheets:
        year, first = form.year.data or civil_date(now()).year, form.first.data or 1
        return _book_page(year, first, book_of(reading(), actor().organisation_id, year, first), form), 422
    name = f"giay-khen-{form.year.data}-{form.first.data}-{form.last.data}.pdf"
    return shown_in_place(printer().typesetter.pdf(TEMPLATE, paper.as_data(), on=paper.on), name)


def _calibration(form: PrintForm) -> Response:
    """The sheet that is printed on a form to measure the offset; it names no award."""
    paper = CalibrationPaper(office=issuer(reading(), actor().organisation_id), moved=form.moved)
    pdf = printer().typesetter.pdf(CALIBRATION_TEMPLATE, paper.as_data(), on=civil_date(now()))
    return shown_in_place(pdf, "to-can-chinh-phoi.pdf")


def _book_page(year: int, first: int, found: list[CertificateShown], form: PrintForm) -> str:
    shown = found[:PAGE]
    return render_template(
        "views/certificates/book.html", year=year, years=years_of(reading(), actor().organisation_id), lines=shown,
        form=form,
        later=url_for("certificates.book", year=year, first=found[PAGE].number) if len(found) > PAGE else "",
        earlier=url_for("certificates.book", year=year, first=max(1, first - PAGE)) if first > 1 else "",
    )  # fmt: skip


def _last(found: list[CertificateShown]) -> int:
    """The last number of the page."""
    return found[:PAGE][-1].number if found else 1


def _number(text: str) -> int:
    """A whole number out of an address; 0 where there is none."""
    known = normalise(text)
    return int(known) if known.isascii() and known.isdigit() and len(known) < 7 else 0


@pages.app_template_global()
def certificates_about(nomination: str) -> list[CertificateShown]:
    """The certificates of an award, the oldest first."""
    return certificates_of(reading(), nomination)


@pages.app_template_global()
def certificates_in(decision: str) -> list[CertificateShown]:
    """The certificates of a decision's awards, in the order of the book."""
    return certificates_by(reading(), decision)


@pages.app_template_global()
def may_open_book() -> bool:
    """Whether the person looking may open the golden book."""
    someone = person_or_none()
    return someone is not None and bool(someone.actor.roles & frozenset(READERS))
