"""Conditions of a campaign's moves."""

from collections.abc import Iterator

from states.campaign_facts import CampaignFacts
from states.process import guard
from states.refusals import Refusal
from states.vocabulary import Role


@guard("target_count")
def has_targets(facts: CampaignFacts) -> Iterator[Refusal]:
    """The plan names at least one target."""
    if not facts.target_count:
        yield Refusal("targets_missing", cleared_by=Role.SECRETARIAT)


@guard("open_nominations")
def no_nomination_waits(facts: CampaignFacts) -> Iterator[Refusal]:
    """No nomination born of the campaign still waits at somebody's desk."""
    if facts.open_nominations:
        yield Refusal("nominations_open", {"count": facts.open_nominations}, cleared_by=Role.SECRETARIAT)
