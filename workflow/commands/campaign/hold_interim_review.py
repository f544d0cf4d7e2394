"""Record the half-time review."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.campaign_facts import CampaignFacts
from states.refusals import Refusal
from states.vocabulary import Action, CampaignState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class HoldInterimReview(Command):
    """The office records the half-time review of the campaign (sơ kết 6 tháng)."""

    action = Action.HOLD_INTERIM_REVIEW
    subject = Subject.CAMPAIGN
    needs_seen = True

    text: str

    def check(self, facts: CampaignFacts) -> Iterable[Refusal]:
        """The review says something."""
        return required(text=self.text)

    def decide(self, facts: CampaignFacts) -> Outcome:
        """The campaign, reviewed."""
        return Outcome(to=CampaignState.INTERIM_REVIEW, changes={"interim_report": self.text})
