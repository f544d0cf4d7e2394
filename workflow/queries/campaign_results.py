"""What was reached of a campaign's targets: plan and result side by side, what units contributed, and who still owes a report.

The office's report for the whole commune alone decides whether a figure was reached; what units reported is shown beside it.
Units owe a report of a figure when another unit of their kind has reported it: if one village counts its families, all do.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from states.campaign_vocabulary import TargetStanding
from states.target_results import REFERRING, Amount, per_mille, standing
from states.vocabulary import CampaignState, RegisterState, ReportPeriod
from workflow.models.campaign import Actual
from workflow.models.organisation import Unit
from workflow.queries.campaign import FigureShown, TargetShown, targets_of
from workflow.sql import Driver, Prepared


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report of a figure; without a unit it is the commune's own."""

    key: str
    figure_id: str
    unit_id: str | None
    unit: str
    period: ReportPeriod
    version: int
    reported_on: date
    amount: Amount | None
    reference: Amount | None
    measured_in: str
    text: str
    note: str
    reported_at: int


@dataclass(frozen=True, kw_only=True)
class FigureResult:
    """One figure with what was reached. ``share`` is in thousandths; ``owing`` names units that have not reported yet."""

    figure: FigureShown
    latest: Report | None
    standing: TargetStanding
    share: int | None
    contributions: tuple[Report, ...]
    owing: tuple[str, ...]

    @property
    def is_referring(self) -> bool:
        """Whether the plan holds it against a number that it does not name."""
        return self.figure.comparator in REFERRING


@dataclass(frozen=True, kw_only=True)
class TargetResult:
    """One numbered target with the results of its figures."""

    target: TargetShown
    figures: tuple[FigureResult, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """Every target of a campaign as it stands for one period."""

    period: ReportPeriod
    targets: tuple[TargetResult, ...]

    @property
    def figures(self) -> list[FigureResult]:
        """All figures, in the order of the plan."""
        return [each for target in self.targets for each in target.figures]

    @property
    def counts(self) -> dict[TargetStanding, int]:
        """How many figures stand how; every standing is there."""
        found = Counter(each.standing for each in self.figures)
        return {each: found[each] for each in TargetStanding}


@dataclass(frozen=True)
class _Unit:
    key: str
    name: str
    kind: str


REPORT = (
    Actual.id, Actual.target_figure_id, Actual.unit_id, Unit.name, Actual.period, Actual.version, Actual.reported_on,
    Actual.value, Actual.decimals, Actual.reference_value, Actual.reference_decimals, Actual.measured_in, Actual.text,
    Actual.note, Actual.reported_at,
)  # fmt: skip
_REPORTS = Prepared(
    lambda: (
        select(*REPORT)
        .outerjoin(Unit, Unit.id == Actual.unit_id)
        .where(Actual.campaign_id == bindparam("campaign_id"))
        .order_by(Actual.version, Actual.id)
    )
)
_UNITS = Prepared(
    lambda: (
        select(Unit.id, Unit.name, Unit.kind)
        .where(Unit.organisation_id == bindparam("organisation_id"), Unit.state == RegisterState.ACTIVE.value)
        .order_by(Unit.kind, Unit.sort_key, Unit.id)
    )
)


def usual_period(state: CampaignState) -> ReportPeriod:
    """The period that people ask for: the half-year until its review, the whole year afterwards."""
    early = state in (CampaignState.DRAFT, CampaignState.LAUNCHED)
    return ReportPeriod.INTERIM if early else ReportPeriod.YEAR_END


def results(
    driver: Driver, organisation_id: str, campaign_id: str, period: ReportPeriod, *, by_unit: bool = True
) -> Results:
    """Plan and results of a campaign; without ``by_unit`` (for the public) no unit is named."""
    latest: dict[tuple[str, str | None, str], Report] = {}
    for row in driver.rows(_REPORTS, campaign_id=campaign_id):
        report = as_report(*row)
        latest[report.figure_id, report.unit_id, report.period] = report
    found = driver.rows(_UNITS, organisation_id=organisation_id) if by_unit else []
    units = [_Unit(*row) for row in found]
    targets = tuple(
        TargetResult(
            target=target, figures=tuple(_result(figure, period, latest.values(), units) for figure in target.figures)
        )
        for target in targets_of(driver, campaign_id)
    )
    return Results(period=period, targets=targets)


def _result(
    figure: FigureShown, period: ReportPeriod, reports: Iterable[Report], units: Iterable[_Unit]
) -> FigureResult:
    of_figure = [report for report in reports if report.figure_id == figure.key]
    now = {report.unit_id: report for report in of_figure if report.period == period}
    own = now.pop(None, None)
    measure = measure_of(figure, own)
    reached = own.amount if own else None
    kinds = {unit.kind for unit in units for report in of_figure if report.unit_id == unit.key}
    return FigureResult(
        figure=figure, latest=own,
        standing=standing(figure.comparator, reached, measure, is_told=bool(own and own.text)),
        share=per_mille(figure.comparator, reached, measure) if reached and measure else None,
        contributions=tuple(now[unit.key] for unit in units if unit.key in now),
        owing=tuple(unit.name for unit in units if unit.kind in kinds and unit.key not in now),
    )  # fmt: skip


def measure_of(figure: FigureShown, report: Report | None) -> Amount | None:
    """What a result is held against: the plan's number, or the one that came with the report."""
    if figure.comparator in REFERRING:
        return report.reference if report else None
    if figure.value is None:
        return None
    decimals = -int(figure.value.as_tuple().exponent)
    return Amount(int(figure.value.scaleb(decimals)), decimals)


def as_report(
    key: str, figure_id: str, unit_id: str | None, unit: str | None, period: str, version: int, reported_on: str,
    value: int | None, decimals: int, reference: int | None, reference_decimals: int, *words: Any,
) -> Report:  # fmt: skip
    """One row of ``REPORT``."""
    measured_in, text, note, reported_at = words
    return Report(
        key=key, figure_id=figure_id, unit_id=unit_id, unit=unit or "", period=ReportPeriod(period), version=version,
        reported_on=date.fromisoformat(reported_on), amount=None if value is None else Amount(value, decimals),
        reference=None if reference is None else Amount(reference, reference_decimals), measured_in=measured_in,
        text=text, note=note, reported_at=reported_at,
    )  # fmt: skip


def reporting_units(driver: Driver, organisation_id: str) -> Mapping[str, str]:
    """The units in use, by id: their names, of one kind after the other."""
    return {key: name for key, name, _kind in driver.rows(_UNITS, organisation_id=organisation_id)}
