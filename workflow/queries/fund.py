"""The emulation fund: its book by year, what decisions promise and what was paid of it, and whether one more can be paid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, case, func, select

from states.decision_vocabulary import FundKind
from states.fund import INCOME, FundYear
from states.vocabulary import DecisionState, RegisterState
from workflow.models.decision import Decision
from workflow.models.fund import FundEntry
from workflow.models.nomination import Nomination
from workflow.queries.bonuses import Spending, spent_in
from workflow.sql import Driver, Prepared, among

_OWN_FUND = ""
_SIGNED = (DecisionState.SIGNED, DecisionState.ISSUED)
_IS_LATER = FundEntry.entered_on >= bindparam("first")
_LINES = Prepared(
    lambda: select(
        FundEntry.id, FundEntry.fund, FundEntry.kind, FundEntry.amount, FundEntry.entered_on, FundEntry.document,
        FundEntry.note, FundEntry.state, FundEntry.decision_id, Decision.number, Decision.year, FundEntry.nomination_id,
        Nomination.name, Nomination.code,
    )
    .join(Decision, Decision.id == FundEntry.decision_id, isouter=True)
    .join(Nomination, Nomination.id == FundEntry.nomination_id, isouter=True)
    .where(
        FundEntry.organisation_id == bindparam("organisation_id"), FundEntry.entered_on >= bindparam("first"),
        FundEntry.entered_on <= bindparam("last"),
    )
    .order_by(FundEntry.entered_on, FundEntry.head)
)  # fmt: skip
_SUMS = Prepared(
    lambda: (
        select(
            FundEntry.fund, FundEntry.kind, func.sum(case((_IS_LATER, 0), else_=FundEntry.amount)),
            func.sum(case((_IS_LATER, FundEntry.amount), else_=0)),
        )
        .where(
            FundEntry.organisation_id == bindparam("organisation_id"), FundEntry.entered_on <= bindparam("last"),
            FundEntry.state == RegisterState.ACTIVE.value,
        )
        .group_by(FundEntry.fund, FundEntry.kind)
    )
)  # fmt: skip
_PAID = Prepared(
    lambda: (
        select(FundEntry.decision_id, FundEntry.fund, func.sum(FundEntry.amount))
        .where(
            FundEntry.organisation_id == bindparam("organisation_id"),
            FundEntry.kind == FundKind.BONUS.value,
            FundEntry.state == RegisterState.ACTIVE.value,
        )
        .group_by(FundEntry.decision_id, FundEntry.fund)
    )
)
_YEARS = Prepared(
    lambda: (
        select(Decision.year)
        .where(Decision.organisation_id == bindparam("organisation_id"), among(Decision.state, _SIGNED))
        .distinct()
        .order_by(Decision.year)
    )
)
_PAYABLE = Prepared(
    lambda: (
        select(Decision.id, Decision.number, Decision.year, Decision.title)
        .where(Decision.organisation_id == bindparam("organisation_id"), among(Decision.state, _SIGNED))
        .order_by(Decision.year.desc(), Decision.number.desc())
        .limit(200)
    )
)


@dataclass(frozen=True, kw_only=True)
class FundLine:
    """A line of the book, with the decision or the award it names."""

    key: str
    fund: str
    kind: FundKind
    amount: int
    entered_on: date
    document: str
    note: str
    is_struck: bool
    decision_id: str | None
    decision_number: int | None
    decision_year: int | None
    nomination_id: str | None
    name: str
    code: str

    @property
    def is_income(self) -> bool:
        """Whether it brought money in."""
        return self.kind in INCOME


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What a signed decision promises out of a fund, and what of it was paid; ``unknown`` of its cases have no known sum."""

    decision_id: str
    number: int
    dated_on: date
    title: str
    fund: str
    amount: int
    paid: int
    unknown: int

    @property
    def open(self) -> int:
        """What is still to be paid."""
        return max(0, self.amount - self.paid)


@dataclass(frozen=True, kw_only=True)
class Book:
    """The book of one year: each fund as it adds up, the decisions that promise something, and every line."""

    funds: Sequence[FundYear]
    promises: Sequence[Promise]
    lines: Sequence[FundLine]


def fund_lines(driver: Driver, organisation_id: str, year: int) -> list[FundLine]:
    """Every line of a year, struck ones too, oldest first."""
    rows = driver.rows(_LINES, organisation_id=organisation_id, first=f"{year:04}-01-01", last=f"{year:04}-12-31")
    return [
        FundLine(
            key=key, fund=fund, kind=FundKind(kind), amount=amount, entered_on=date.fromisoformat(entered_on),
            document=document, note=note, is_struck=state != RegisterState.ACTIVE, decision_id=decision_id,
            decision_number=number, decision_year=decided, nomination_id=nomination_id, name=name or "", code=code or "",
        )
        for key, fund, kind, amount, entered_on, document, note, state, decision_id, number, decided, nomination_id,
            name, code in rows
    ]  # fmt: skip


def book_of(driver: Driver, organisation_id: str, year: int) -> Book:
    """The book of one year; promises of every year that are not paid yet, and of this year all."""
    promises = promises_until(driver, organisation_id, year)
    funds = _funds(driver, organisation_id, year, promises)
    shown = [each for each in promises if each.open or each.dated_on.year == year]
    return Book(funds=funds, promises=shown, lines=fund_lines(driver, organisation_id, year))


def fund_in(driver: Driver, organisation_id: str, fund: str, year: int) -> FundYear:
    """One fund in one year; ``is_kept`` tells whether anything was ever entered in its book."""
    promises = promises_until(driver, organisation_id, year)
    found = _funds(driver, organisation_id, year, promises)
    return next((each for each in found if each.fund == fund), FundYear(fund=fund, year=year))


def promises_until(driver: Driver, organisation_id: str, year: int) -> list[Promise]:
    """What the signed decisions up to a year promise, the oldest first; annulled awards are promised nothing."""
    paid = {(key, fund): int(amount) for key, fund, amount in driver.rows(_PAID, organisation_id=organisation_id)}
    years = [row[0] for row in driver.rows(_YEARS, organisation_id=organisation_id) if row[0] <= year]
    spent: Iterable[Spending] = (each for one in years for each in spent_in(driver, organisation_id, one))
    return [
        Promise(
            decision_id=each.decision_id, number=each.number, dated_on=each.dated_on, title=each.title, fund=each.fund,
            amount=each.amount, paid=paid.get((each.decision_id, each.fund), 0), unknown=each.unknown,
        )
        for each in spent
    ]  # fmt: skip


def payable_decisions(driver: Driver, organisation_id: str) -> list[tuple[str, str]]:
    """The signed decisions that a payment may name: id, and number with title; the newest first."""
    rows = driver.rows(_PAYABLE, organisation_id=organisation_id)
    return [(key, f"{number:02d}/{year} – {title}") for key, number, year, title in rows]


def _funds(driver: Driver, organisation_id: str, year: int, promises: Sequence[Promise]) -> list[FundYear]:
    sums = driver.rows(_SUMS, organisation_id=organisation_id, first=f"{year:04}-01-01", last=f"{year:04}-12-31")
    kept = {fund for fund, *_ in sums}
    names = sorted({*kept, *(each.fund for each in promises if each.open or each.dated_on.year == year), _OWN_FUND})
    answer = []
    for name in names:
        before = income = paid = 0
        for fund, kind, earlier, now in sums:
            if fund != name:
                continue
            is_income = FundKind(kind) in INCOME
            is_brought = FundKind(kind) == FundKind.CARRIED_OVER
            before += (int(earlier) if is_income else -int(earlier)) + (int(now) if is_brought else 0)
            income += int(now) if is_income and not is_brought else 0
            paid += 0 if is_income else int(now)
        committed = sum(each.open for each in promises if each.fund == name)
        answer.append(
            FundYear(
                fund=name, year=year, brought_forward=before, income=income, paid=paid, committed=committed,
                is_kept=name in kept,
            )
        )  # fmt: skip
    return answer
