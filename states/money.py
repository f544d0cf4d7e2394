"""Bonuses (tiền thưởng) in whole đồng: coefficient times the base salary in force on the decision's day, rounded up once.

A household gets 1.5 times an individual: that factor is multiplied into the coefficient first, so that rounding happens once.
Nothing here is a float.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from states.regime import Regime
from states.rule_parts import Sourced
from states.vocabulary import Basis, Honoured


@dataclass(frozen=True, kw_only=True)
class Bonus:
    """One bonus and how it came about; ``amount`` is None where the rules know no coefficient."""

    award: str
    subject_kind: Honoured
    coefficient: Sourced[tuple[int, int] | None]
    base_salary: Sourced[int]
    rounding: Sourced[int]
    amount: int | None

    @property
    def is_verified(self) -> bool:
        """Tell whether coefficient, base salary and rounding were all read in their sources."""
        return self.coefficient.is_verified and self.base_salary.is_verified and self.rounding.is_verified


@dataclass(frozen=True, kw_only=True)
class Grant:
    """An award to be paid to one nominee, for what was achieved from one day to another, out of one fund."""

    nominee: str
    award: str
    subject_kind: Honoured
    achieved_from: date
    achieved_to: date
    fund: str = ""


@dataclass(frozen=True)
class Payment:
    """What is paid for a grant. ``beside`` is the better paid award for the same achievement time, which stands instead."""

    grant: Grant
    bonus: Bonus
    beside: str | None = None

    @property
    def amount(self) -> int:
        """The đồng to be paid: nothing where another award is paid for the same time, or where no coefficient is known."""
        return 0 if self.beside or self.bonus.amount is None else self.bonus.amount


def bonus(
    regime: Regime, award: str, subject_kind: str, day: date, *, basis: str = Basis.MERIT, of_day: Regime | None = None
) -> Bonus:
    """Return the bonus for a decision issued on ``day`` with its steps; raises ``KeyError`` for a kind it does not honour.

    ``basis``: an award that has rules of its own for an achievement of this kind is paid by those. ``of_day`` are the rules
    in force on ``day``, where ``regime`` is what the case was pinned to before: multiple and rounding are the case's, the
    base salary is that of the day.
    """
    kind = Honoured(subject_kind)
    coefficient = regime.rules(award, basis).bonus[kind]
    salary, unit = salary_of(regime, of_day or regime, day), regime.bonus_rounding
    amount = None
    if coefficient.value is not None:
        num, den = coefficient.value
        amount = -(-salary.value * num // (den * unit.value)) * unit.value
    return Bonus(
        award=award, subject_kind=kind, coefficient=coefficient, base_salary=salary, rounding=unit, amount=amount
    )  # fmt: skip


def salary_of(pinned: Regime, of_day: Regime, day: date) -> Sourced[int]:
    """Return the base salary in force on ``day``; raises ``NoRulesInForce`` before the first step.

    The rules of the day know steps that began after a case was pinned. Where both know the step, the case's own rules say
    where it was read: a law confirmed since then calls all that it took over unknown.
    """
    step = of_day.salary_step_on(day)
    for known in pinned.base_salary:
        if (known.since, known.amount.value) == (step.since, step.amount.value):
            return known.amount
    return step.amount


def payments(regime: Regime, grants: Iterable[Grant], day: date) -> tuple[Payment, ...]:
    """Return what a decision of ``day`` pays.

    Several awards of one nominee are each paid if their achievement times differ; for the same time the best paid one is.
    """
    return each_time_once(Payment(grant, bonus(regime, grant.award, grant.subject_kind, day)) for grant in grants)


def each_time_once(payments: Iterable[Payment]) -> tuple[Payment, ...]:
    """Return the payments with at most one for each nominee and achievement time; the others name the award beside them."""
    worked = list(payments)
    best: dict[tuple[str, date, date], Payment] = {}
    for payment in worked:
        time = _time(payment.grant)
        if time not in best or payment.amount > best[time].amount:
            best[time] = payment
    return tuple(
        one if best[_time(one.grant)] is one else Payment(one.grant, one.bonus, best[_time(one.grant)].grant.award)
        for one in worked
    )


def total(paid: Iterable[Payment]) -> int:
    """Return the sum of a decision in đồng."""
    return sum(payment.amount for payment in paid)


def totals_by_fund(paid: Iterable[Payment]) -> Mapping[str, int]:
    """Return the sum of each fund in đồng, in the order in which the funds come up."""
    sums: dict[str, int] = {}
    for payment in paid:
        sums[payment.grant.fund] = sums.get(payment.grant.fund, 0) + payment.amount
    return sums


def set_aside(fund: int, share: tuple[int, int]) -> tuple[int, int]:
    """Part a fund into what is kept for launching and organising, rounded down, and what is left for bonuses."""
    kept = fund * share[0] // share[1]
    return kept, fund - kept


def _time(grant: Grant) -> tuple[str, date, date]:
    return grant.nominee, grant.achieved_from, grant.achieved_to
