"""What was reached of a campaign's targets in words: "19,2 %", "bằng 106,6 % mức đề ra", "không phát sinh"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.support import LazyProxy

from states.campaign_vocabulary import TargetStanding
from states.target_results import Amount
from web.filters import NBSP, number
from web.language import _, lazy
from web.plan_words import ShownFigure, shown_targets
from workflow.queries.campaign_results import FigureResult, Report, Results, measure_of

LONGEST_BAR = 150
"""How far a bar goes, in hundredths of the plan; what exceeds it ends there."""

KINDS = {
    TargetStanding.REACHED: "good",
    TargetStanding.NOT_REACHED: "warning",
    TargetStanding.NO_FIGURE: "waiting",
    TargetStanding.TOLD: "moving",
}
"""The colour and sign of a standing; its word stands beside them."""

_SHARES: dict[str, LazyProxy] = {
    "": lazy("bằng %(share)s mức đề ra", share="%(share)s"),
    "above_plan": lazy("bằng %(share)s mức được giao", share="%(share)s"),
    "per_plan": lazy("bằng %(share)s mức được giao", share="%(share)s"),
    "fewer_than_last_year": lazy("bằng %(share)s của năm trước", share="%(share)s"),
}


@dataclass(frozen=True, kw_only=True)
class ShownReport:
    """What one unit, or the commune, reported; ``measured_in`` is Vietnamese and empty for a per cent sign."""

    unit: str
    amount: str
    measured_in: str
    held_against: str
    text: str
    note: str
    reported_on: date
    version: int


@dataclass(frozen=True, kw_only=True)
class ShownResult:
    """One figure of the plan beside what was reached. ``bar`` is in hundredths of the plan, ``None`` without a share."""

    key: str
    plan: ShownFigure
    latest: ShownReport | None
    standing: TargetStanding
    kind: str
    share: str
    bar: int | None
    contributions: tuple[ShownReport, ...]
    owing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownTargetResult:
    """One numbered target as a page shows it."""

    number: int
    text: str
    text_language: str
    figures: tuple[ShownResult, ...]


def shown_results(results: Results) -> list[ShownTargetResult]:
    """Plan and results in the language of the page."""
    plans = shown_targets(each.target for each in results.targets)
    return [
        ShownTargetResult(
            number=plan.number, text=plan.text, text_language=plan.text_language,
            figures=tuple(map(_result, plan.figures, found.figures)),
        )
        for plan, found in zip(plans, results.targets, strict=True)
    ]  # fmt: skip


def owed_by_unit(results: Results, targets: Iterable[ShownTargetResult]) -> dict[str, list[ShownFigure]]:
    """The figures that each unit has not reported yet."""
    plans = [each.plan for target in targets for each in target.figures]
    owed: dict[str, list[ShownFigure]] = {}
    for plan, found in zip(plans, results.figures, strict=True):
        for unit in found.owing:
            owed.setdefault(unit, []).append(plan)
    return owed


def _result(plan: ShownFigure, found: FigureResult) -> ShownResult:
    return ShownResult(
        key=found.figure.key, plan=plan, latest=found.latest and shown_report(found, found.latest),
        standing=found.standing, kind=KINDS[found.standing], share=_share(found),
        bar=None if found.share is None else min(found.share // 10, LONGEST_BAR),
        contributions=tuple(shown_report(found, each) for each in found.contributions), owing=found.owing,
    )  # fmt: skip


def shown_report(found: FigureResult, report: Report) -> ShownReport:
    """One report in words, with the unit of measure of the plan, or its own where the plan names none."""
    unit = found.figure.unit or report.measured_in
    against = measure_of(found.figure, report) if found.is_referring else None
    return ShownReport(
        unit=report.unit, amount=amount(report.amount, unit), measured_in="" if unit == "%" or not report.amount else unit,
        held_against=amount(against, unit), text=report.text, note=report.note, reported_on=report.reported_on,
        version=report.version,
    )  # fmt: skip


def amount(of: Amount | None, unit: str) -> str:
    """A number with the decimals it was entered with, and its per cent sign; empty where there is none."""
    if of is None:
        return ""
    return number(decimal(of)) + (f"{NBSP}%" if unit == "%" else "")


def decimal(of: Amount) -> Decimal:
    """An amount as a decimal number with the same digits."""
    return Decimal(of.value).scaleb(-of.decimals)


def _share(found: FigureResult) -> str:
    reached = found.latest.amount if found.latest else None
    if reached is None:
        return ""
    if found.share is None:
        is_none_wanted = found.figure.value == 0
        return (_("không phát sinh") if reached.value == 0 else _("đã phát sinh")) if is_none_wanted else ""
    share = number(Decimal(found.share).scaleb(-1)) + f"{NBSP}%"
    return str(_SHARES.get(found.figure.comparator, _SHARES[""])) % {"share": share}
