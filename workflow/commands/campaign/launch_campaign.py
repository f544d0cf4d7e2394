"""Launch a campaign."""

from dataclasses import dataclass

from states.campaign_facts import CampaignFacts
from states.vocabulary import Action, CampaignState, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class LaunchCampaign(Command):
    """The chairman launches the campaign (phát động thi đua): units may propose. Refused with ``targets_missing``."""

    action = Action.LAUNCH_CAMPAIGN
    subject = Subject.CAMPAIGN
    needs_seen = True

    def decide(self, facts: CampaignFacts) -> Outcome:
        """The campaign, running."""
        return Outcome(to=CampaignState.LAUNCHED, changes={"launched_on": facts.today.isoformat()})
