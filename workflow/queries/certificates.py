"""The golden book as it is read: the certificates of an award, of a decision, of a year, and the one behind a code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, select
from sqlalchemy.orm import aliased

from states.certificate_vocabulary import CertificateCause
from states.vocabulary import State
from workflow.models.certificate import Certificate
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.queries.corrections import CorrectedName, corrected_names
from workflow.queries.public import ENDED
from workflow.sql import Driver, Prepared

PAGE = 30
_later, _earlier = aliased(Certificate), aliased(Certificate)
_CERTIFICATES = (
    select(
        Certificate.id, Certificate.year, Certificate.number, Certificate.lookup, Certificate.made_on, Certificate.cause,
        _later.number, _later.year, _earlier.number, _earlier.year, Nomination.id, Nomination.name, Nomination.award,
        Nomination.state, Unit.name, Decision.id, Decision.number, Decision.dated_on, Certificate.organisation_id,
    )
    .join(Nomination, Nomination.id == Certificate.nomination_id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .join(Decision, Decision.id == Nomination.decision_id)
    .outerjoin(_later, _later.replaces_id == Certificate.id)
    .outerjoin(_earlier, _earlier.id == Certificate.replaces_id)
    .order_by(Certificate.year, Certificate.number)
)  # fmt: skip
_YEARS = Prepared(
    lambda: (
        select(Certificate.year)
        .where(Certificate.organisation_id == bindparam("organisation_id"))
        .distinct()
        .order_by(Certificate.year.desc())
    )
)


@dataclass(frozen=True, kw_only=True)
class CertificateShown:
    """A line of the golden book, with what became of the certificate.

    ``replaced_by`` and ``replaces`` are the book numbers of the one after it and the one before it, empty where there is none.
    ``name`` is the right one; ``corrected`` says what the decision first wrote, where that was wrong.
    """

    key: str
    year: int
    number: int
    lookup: str
    made_on: date
    cause: CertificateCause | None
    replaced_by: str
    replaces: str
    nomination: str
    name: str
    award: str
    state: State
    unit: str
    decision: str
    decision_number: int
    decided_on: date
    organisation_id: str
    corrected: CorrectedName | None = None

    @property
    def label(self) -> str:
        """The number as it stands on the certificate: ``07/2024``."""
        return book_number(self.number, self.year)

    @property
    def is_revoked(self) -> bool:
        """Whether the award behind it was annulled."""
        return self.state in ENDED

    @property
    def is_valid(self) -> bool:
        """Whether the award stands and no other certificate took the place of this one."""
        return not self.is_revoked and not self.replaced_by


def book_number(number: int | None, year: int | None) -> str:
    """A number of the golden book as people write it; empty where there is none."""
    return f"{number:02d}/{year}" if number else ""


def certificates_of(driver: Driver, nomination: str) -> list[CertificateShown]:
    """Every certificate that was made out for an award, the oldest first."""
    return _read(driver, _narrowed("nomination"), nomination=nomination)


def certificates_by(driver: Driver, decision: str) -> list[CertificateShown]:
    """Every certificate of a decision's awards, in the order of the book."""
    return _read(driver, _narrowed("decision"), decision=decision)


def certificate_with(driver: Driver, code: str) -> CertificateShown | None:
    """The certificate that bears a look-up code."""
    found = _read(driver, _narrowed("code"), code=code)
    return found[0] if found else None


def book_of(driver: Driver, organisation_id: str, year: int, first: int = 1) -> list[CertificateShown]:
    """A page of the book of a year from a number on, and one line more where there is a next page."""
    return _read(
        driver, _narrowed("book"), organisation_id=organisation_id, year=year, first=first, most=PAGE + 1
    )  # fmt: skip


def years_of(driver: Driver, organisation_id: str) -> list[int]:
    """The years that have a book, the latest first."""
    return [year for (year,) in driver.rows(_YEARS, organisation_id=organisation_id)]


@cache
def _narrowed(what: str) -> Prepared:
    conditions: dict[str, tuple[ColumnElement[bool], ...]] = {
        "nomination": (Certificate.nomination_id == bindparam("nomination"),),
        "decision": (
            Certificate.nomination_id.in_(
                select(DecisionLine.nomination_id).where(DecisionLine.decision_id == bindparam("decision"))
            ),
            Nomination.decision_id == bindparam("decision"),
        ),
        "code": (Certificate.lookup == bindparam("code"),),
        "book": (
            Certificate.organisation_id == bindparam("organisation_id"), Certificate.year == bindparam("year"),
            Certificate.number >= bindparam("first"),
        ),
    }  # fmt: skip
    statement = _CERTIFICATES.where(*conditions[what])
    return Prepared(lambda: statement.limit(bindparam("most", type_=Integer)) if what == "book" else statement)


def _read(driver: Driver, statement: Prepared, **known: Any) -> list[CertificateShown]:
    shown = [_shown(row) for row in driver.rows(statement, **known)]
    right = corrected_names(driver, [each.nomination for each in shown]) if shown else {}
    return [_put_right(each, right.get(each.nomination)) for each in shown]


def _put_right(shown: CertificateShown, found: CorrectedName | None) -> CertificateShown:
    """Nothing of a name that is not what was corrected: it was erased since."""
    return replace(shown, name=found.becomes, corrected=found) if found and found.was == shown.name else shown


def _shown(row: Sequence[Any]) -> CertificateShown:
    (key, year, number, lookup, made_on, cause, later, later_year, earlier, earlier_year, nomination, name, award, state,
     unit, decision, decision_number, decided_on, organisation_id) = row  # fmt: skip
    return CertificateShown(
        key=key, year=year, number=number, lookup=lookup, made_on=date.fromisoformat(made_on),
        cause=CertificateCause(cause) if cause else None, replaced_by=book_number(later, later_year),
        replaces=book_number(earlier, earlier_year), nomination=nomination, name=name, award=award, state=State(state),
        unit=unit, decision=decision, decision_number=decision_number, decided_on=date.fromisoformat(decided_on),
        organisation_id=organisation_id,
    )  # fmt: skip
