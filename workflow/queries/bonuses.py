"""What decisions pay: multiples from the rules each case is pinned to, the salary from those of the decision's day.

Nothing of it is stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, func, select

from states.facts import Row
from states.money import Bonus, Grant, Payment, bonus, each_time_once, total, totals_by_fund
from states.vocabulary import Basis, DecisionState, Honoured, State
from workflow.facts.ranking import IN_DRAFT
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.rules_in_force import Rules, rules_of
from workflow.sql import Driver, Prepared, among

_GIVEN_BACK = (State.ANNULLED, State.RECOVERED)
_GRANT = (
    DecisionLine.nomination_id, Nomination.nominee_id, Nomination.award, Nomination.basis, Nomination.subject_kind,
    Nomination.year, Nomination.rules, Decision.fund,
)  # fmt: skip


def of_draft() -> ColumnElement[int]:
    """The list of a decision that ``draft`` asks for, the last one where it asks for none; the decision has to be joined."""
    return func.coalesce(bindparam("draft", type_=Integer), Decision.draft)


_OF_DECISION = Prepared(
    lambda: (
        select(*_GRANT)
        .join(Nomination, Nomination.id == DecisionLine.nomination_id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .where(DecisionLine.decision_id == bindparam("key"), DecisionLine.draft == of_draft())
        .order_by(DecisionLine.position)
    )
)
_DATED = Prepared(lambda: select(Decision.dated_on).where(Decision.id == bindparam("key")))
_OF_YEAR = Prepared(
    lambda: select(Decision.id, Decision.number, Decision.dated_on, Decision.title, *_GRANT)
    .join(DecisionLine, DecisionLine.decision_id == Decision.id)
    .join(Nomination, Nomination.id == DecisionLine.nomination_id)
    .where(
        Decision.organisation_id == bindparam("organisation_id"), Decision.year == bindparam("year"),
        among(Decision.state, (DecisionState.SIGNED, DecisionState.ISSUED)), Nomination.decision_id == Decision.id,
        ~among(Nomination.state, _GIVEN_BACK), IN_DRAFT,
    )
    .order_by(Decision.number, Decision.id, DecisionLine.position)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BonusSum:
    """What one award brings to nominees of one kind: how many are paid it, and how many have a better paid one beside it."""

    bonus: Bonus
    paid: int
    beside: int

    @property
    def amount(self) -> int | None:
        """In đồng; None where no coefficient is known."""
        return None if self.bonus.amount is None else self.bonus.amount * self.paid


@dataclass(frozen=True, kw_only=True)
class Bonuses:
    """What a decision pays: to each case by its id, summed by award and kind, and in all."""

    paid: Mapping[str, Payment]
    sums: Sequence[BonusSum]
    total: int

    @property
    def unknown(self) -> int:
        """For how many the rules know no coefficient."""
        return sum(payment.bonus.amount is None for payment in self.paid.values())

    @property
    def is_verified(self) -> bool:
        """Whether every figure of every sum was read in its source; only then may a paper state the sums as law."""
        return bool(self.sums) and all(each.bonus.is_verified and each.amount is not None for each in self.sums)


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What a signed decision of the year pays out of a fund; ``unknown`` of its cases have no known sum."""

    decision_id: str
    number: int
    dated_on: date
    title: str
    fund: str
    cases: int
    unknown: int
    amount: int


def bonuses_of(
    driver: Driver, organisation_id: str, decision: str, cases: Iterable[str], on: date, *, draft: int | None = None,
    stood: Mapping[str, tuple[str, str]] | None = None,
) -> Bonuses:  # fmt: skip
    """What a decision dated ``on`` pays to the cases named, which are its own: of an earlier list where ``draft`` says so.

    ``stood`` names award and rules of cases that stood for something else then.
    """
    wanted, earlier = set(cases), stood or {}
    rows = [row for row in driver.rows(_OF_DECISION, key=decision, draft=draft) if row[0] in wanted]
    rows = [_standing_for(row, *earlier[row[0]]) if row[0] in earlier else row for row in rows]
    return _bonuses(rules_of(driver, organisation_id), rows, on)


def _standing_for(row: Sequence[Any], award: str, rules: str) -> tuple[Any, ...]:
    key, nominee, _award, basis, kind, year, _rules, fund = row
    return key, nominee, award, basis, kind, year, rules, fund


def bonus_of(driver: Driver, case: Row) -> int:
    """What the decision that made an award paid for it, in đồng; nothing where no sum is known."""
    if not case["decision_id"]:
        return 0
    dated_on = driver.value(_DATED, key=case["decision_id"])
    paid = bonuses_of(driver, case["organisation_id"], case["decision_id"], [case["id"]], date.fromisoformat(dated_on))
    return paid.total


def spent_in(driver: Driver, organisation_id: str, year: int) -> list[Spending]:
    """What the signed decisions of a year pay, by number; awards that were annulled since count no more."""
    found = []
    rows = driver.rows(_OF_YEAR, organisation_id=organisation_id, year=year)
    for (key, number, dated_on, title), lines in groupby(rows, key=lambda row: tuple(row[:4])):
        day = date.fromisoformat(dated_on)
        paid = _bonuses(rules_of(driver, organisation_id), [row[4:] for row in lines], day)
        for fund, amount in totals_by_fund(paid.paid.values()).items():
            found.append(
                Spending(
                    decision_id=key, number=number, dated_on=day, title=title, fund=fund, cases=len(paid.paid),
                    unknown=paid.unknown, amount=amount,
                )
            )  # fmt: skip
    return found


def _bonuses(rules: Rules, rows: Sequence[Sequence[Any]], on: date) -> Bonuses:
    asked = [(award, basis, kind, digest) for _, _, award, basis, kind, _, digest, _ in rows]
    worked = {
        (award, basis, kind, digest): bonus(rules.under(digest, on), award, kind, on, basis=basis, of_day=rules.on(on))
        for award, basis, kind, digest in dict.fromkeys(asked)
    }
    paid = each_time_once(Payment(_grant(row), worked[each]) for row, each in zip(rows, asked, strict=True))
    sums = []
    for each in dict.fromkeys(worked.values()):
        same = [payment for payment in paid if payment.bonus == each]
        beside = sum(payment.beside is not None for payment in same)
        sums.append(BonusSum(bonus=each, paid=len(same) - beside, beside=beside))
    return Bonuses(
        paid={row[0]: payment for row, payment in zip(rows, paid, strict=True)}, sums=sums, total=total(paid)
    )


def _grant(row: Sequence[Any]) -> Grant:
    """A year's merit is one achievement time; anything else is an achievement of its own."""
    key, nominee, award, basis, kind, year, _rules, fund = row
    whose = nominee if basis == Basis.MERIT else key
    return Grant(
        nominee=whose, award=award, subject_kind=Honoured(kind), fund=fund, achieved_from=date(year, 1, 1),
        achieved_to=date(year, 12, 31),
    )  # fmt: skip
