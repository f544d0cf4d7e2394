"""The plans of emulation campaigns as everybody in the commune may read them: theme, period, targets with their figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from states.vocabulary import CampaignState
from workflow.models.campaign import Campaign, Target, TargetFigure
from workflow.sql import Driver, Prepared


@dataclass(frozen=True, kw_only=True)
class PlanFigure:
    """One figure to be reached; without a value it is measured against its reference, or told in words."""

    label_vi: str
    label_en: str
    comparator: str
    value: Decimal | None
    unit: str
    reference: str
    doubt: str


@dataclass(frozen=True, kw_only=True)
class PlanTarget:
    """One numbered target."""

    number: int
    text_vi: str
    text_en: str
    figures: tuple[PlanFigure, ...]


@dataclass(frozen=True, kw_only=True)
class CampaignPlan:
    """One campaign that has been launched."""

    id: str
    year: int
    title: str
    theme: str
    plan_number: str
    plan_on: str
    issuer: str
    starts_on: str
    ends_on: str
    state: CampaignState
    targets: tuple[PlanTarget, ...]


_CAMPAIGNS = Prepared(
    select(Campaign.id, Campaign.year, Campaign.title, Campaign.theme, Campaign.plan_number, Campaign.plan_on,
           Campaign.issuer, Campaign.starts_on, Campaign.ends_on, Campaign.state)
    .where(Campaign.organisation_id == bindparam("organisation_id"), Campaign.state != CampaignState.DRAFT.value)
    .order_by(Campaign.year.desc(), Campaign.id)
    .limit(bindparam("most"))
)  # fmt: skip
_TARGETS = Prepared(
    select(Target.id, Target.number, Target.text_vi, Target.text_en, TargetFigure.label_vi, TargetFigure.label_en,
           TargetFigure.comparator, TargetFigure.value, TargetFigure.decimals, TargetFigure.unit,
           TargetFigure.reference, TargetFigure.doubt)
    .outerjoin(TargetFigure, TargetFigure.target_id == Target.id)
    .where(Target.campaign_id == bindparam("campaign_id"))
    .order_by(Target.number, TargetFigure.position, TargetFigure.id)
)  # fmt: skip
MOST = 10


def campaign_plans(driver: Driver, organisation_id: str, wanted: str = "") -> list[CampaignPlan]:
    """The launched campaigns, newest first; only one of them with its targets: the wanted one, else the newest."""
    rows = driver.rows(_CAMPAIGNS, organisation_id=organisation_id, most=MOST)
    keys = [row[0] for row in rows]
    opened = wanted if wanted in keys else keys[0] if keys else ""
    return [_plan(row, _targets(driver, row[0]) if row[0] == opened else ()) for row in rows]


def _plan(row: Sequence[Any], targets: tuple[PlanTarget, ...]) -> CampaignPlan:
    key, year, title, theme, plan_number, plan_on, issuer, starts_on, ends_on, state = row
    return CampaignPlan(
        id=key, year=year, title=title, theme=theme, plan_number=plan_number, plan_on=plan_on, issuer=issuer,
        starts_on=starts_on, ends_on=ends_on, state=CampaignState(state), targets=targets,
    )  # fmt: skip


def _targets(driver: Driver, campaign_id: str) -> tuple[PlanTarget, ...]:
    heads: dict[str, tuple[int, str, str]] = {}
    figures: dict[str, list[PlanFigure]] = {}
    for key, number, text_vi, text_en, *figure in driver.rows(_TARGETS, campaign_id=campaign_id):
        heads[key] = (number, text_vi, text_en)
        figures.setdefault(key, []).extend([_figure(*figure)] if figure[0] is not None else [])
    return tuple(
        PlanTarget(number=number, text_vi=text_vi, text_en=text_en, figures=tuple(figures[key]))
        for key, (number, text_vi, text_en) in heads.items()
    )


def _figure(
    label_vi: str, label_en: str, comparator: str, value: int | None, decimals: int, unit: str, reference: str, doubt: str
) -> PlanFigure:  # fmt: skip
    return PlanFigure(
        label_vi=label_vi, label_en=label_en, comparator=comparator,
        value=None if value is None else Decimal(value).scaleb(-decimals), unit=unit, reference=reference, doubt=doubt,
    )  # fmt: skip
