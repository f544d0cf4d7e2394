"""Facts of campaigns."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from states.campaign_facts import CampaignFacts
from states.facts import Row
from states.vocabulary import State
from workflow.facts.gathering import Gathering, loads
from workflow.models.campaign import Actual, Target, TargetFigure
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.sql import Prepared, among

WAITING = (
    State.SUBMITTED, State.RETURNED, State.UNDER_APPRAISAL, State.IN_CONSULTATION, State.POSTED, State.ELIGIBLE,
    State.TABLED, State.ENDORSED, State.ENDORSED_LOWER, State.BEFORE_CHAIRMAN, State.RETURNED_BY_CHAIRMAN,
    State.AWARDED, State.SUSPENDED, State.RETURNED_FROM_ABOVE, State.ANNULMENT_PROPOSED,
)  # fmt: skip
"""States in which somebody in this organisation still has to act."""

TARGETS = Prepared(lambda: select(func.count()).where(Target.campaign_id == bindparam("campaign_id")))
OPEN = Prepared(
    lambda: select(func.count()).where(
        Nomination.campaign_id == bindparam("campaign_id"), among(Nomination.state, WAITING)
    )
)
FIGURES = Prepared(
    lambda: (
        select(TargetFigure.id, TargetFigure.comparator, TargetFigure.value, TargetFigure.decimals, TargetFigure.unit)
        .join(Target, Target.id == TargetFigure.target_id)
        .where(Target.campaign_id == bindparam("campaign_id"))
    )
)
LATEST = Prepared(
    lambda: select(func.coalesce(func.max(Actual.version), 0)).where(
        Actual.campaign_id == bindparam("campaign_id"),
        Actual.target_figure_id == bindparam("figure_id"),
        func.coalesce(Actual.unit_id, "") == bindparam("unit_id"),
        Actual.period == bindparam("period"),
    )
)
UNIT_STATE = Prepared(
    lambda: select(Unit.state).where(Unit.id == bindparam("key"), Unit.organisation_id == bindparam("organisation_id"))
)
REPORT = Prepared(lambda: select(func.count()).where(Actual.id == bindparam("key")))
_FIGURE = ("comparator", "value", "decimals", "unit")


@loads(CampaignFacts, "target_count")
def _target_count(gathering: Gathering) -> Mapping[str, Any]:
    return {key: gathering.driver.value(TARGETS, campaign_id=key) for key in gathering.cases}


@loads(CampaignFacts, "open_nominations")
def _open_nominations(gathering: Gathering) -> Mapping[str, Any]:
    return {key: gathering.driver.value(OPEN, campaign_id=key) for key in gathering.cases}


@loads(CampaignFacts, "figures")
def _figures(gathering: Gathering) -> Mapping[str, Any]:
    return {key: _figures_of(gathering, key) for key in gathering.cases}


def _figures_of(gathering: Gathering, campaign_id: str) -> dict[str, Row]:
    found = gathering.driver.rows(FIGURES, campaign_id=campaign_id)
    return {key: dict(zip(_FIGURE, figure, strict=True)) for key, *figure in found}


@loads(CampaignFacts, "latest_version")
def _latest_version(gathering: Gathering) -> Mapping[str, Any]:
    return {
        key: gathering.driver.value(
            LATEST, campaign_id=key, figure_id=asked.figure_id, unit_id=asked.unit_id or "", period=asked.period
        )
        for key, asked in gathering.asked.items()
    }


@loads(CampaignFacts, "reporting_unit_state")
def _reporting_unit_state(gathering: Gathering) -> Mapping[str, Any]:
    within = gathering.organisation_id
    return {
        key: gathering.driver.value(UNIT_STATE, key=asked.unit_id, organisation_id=within) if asked.unit_id else None
        for key, asked in gathering.asked.items()
    }


@loads(CampaignFacts, "report_is_known")
def _report_is_known(gathering: Gathering) -> Mapping[str, Any]:
    return {key: bool(gathering.driver.value(REPORT, key=asked.report_id)) for key, asked in gathering.asked.items()}
