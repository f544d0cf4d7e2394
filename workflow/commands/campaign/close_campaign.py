"""Close a campaign."""

from dataclasses import dataclass

from states.campaign_facts import CampaignFacts
from states.vocabulary import Action, CampaignState, Subject
from workflow.commands.command import Command, Outcome


@dataclass(frozen=True, kw_only=True)
class CloseCampaign(Command):
    """The chairman closes the campaign (kết thúc). Refused with ``nominations_open`` while a case born of it waits."""

    action = Action.CLOSE_CAMPAIGN
    subject = Subject.CAMPAIGN
    needs_seen = True

    def decide(self, facts: CampaignFacts) -> Outcome:
        """The campaign belongs to the past."""
        return Outcome(to=CampaignState.CLOSED)
