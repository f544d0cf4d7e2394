"""Facts of campaigns."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from states.facts import CampaignFacts
from states.vocabulary import State
from workflow.facts.gathering import Gathering, loads
from workflow.models.campaign import Target
from workflow.models.nomination import Nomination
from workflow.sql import Prepared, among

WAITING = (
    State.SUBMITTED, State.RETURNED, State.UNDER_APPRAISAL, State.IN_CONSULTATION, State.POSTED, State.ELIGIBLE,
    State.TABLED, State.ENDORSED, State.ENDORSED_LOWER, State.BEFORE_CHAIRMAN, State.RETURNED_BY_CHAIRMAN,
    State.AWARDED, State.SUSPENDED, State.RETURNED_FROM_ABOVE, State.ANNULMENT_PROPOSED,
)  # fmt: skip
"""States in which somebody in this organisation still has to act."""

TARGETS = Prepared(select(func.count()).where(Target.campaign_id == bindparam("campaign_id")))
OPEN = Prepared(
    select(func.count()).where(Nomination.campaign_id == bindparam("campaign_id"), among(Nomination.state, WAITING))
)


@loads(CampaignFacts, "target_count")
def _target_count(gathering: Gathering) -> Mapping[str, Any]:
    return {key: gathering.driver.value(TARGETS, campaign_id=key) for key in gathering.cases}


@loads(CampaignFacts, "open_nominations")
def _open_nominations(gathering: Gathering) -> Mapping[str, Any]:
    return {key: gathering.driver.value(OPEN, campaign_id=key) for key in gathering.cases}
