"""Record the final review."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.campaign_facts import CampaignFacts
from states.refusals import Refusal
from states.vocabulary import Action, CampaignState, Subject
from workflow.commands.command import Command, Outcome, required


@dataclass(frozen=True, kw_only=True)
class HoldFinalReview(Command):
    """The office records the year-end review of the campaign (tổng kết năm)."""

    action = Action.HOLD_FINAL_REVIEW
    subject = Subject.CAMPAIGN
    needs_seen = True

    text: str

    def check(self, facts: CampaignFacts) -> Iterable[Refusal]:
        """The review says something."""
        return required(text=self.text)

    def decide(self, facts: CampaignFacts) -> Outcome:
        """The campaign, reviewed."""
        return Outcome(to=CampaignState.FINAL_REVIEW, changes={"final_report": self.text})
