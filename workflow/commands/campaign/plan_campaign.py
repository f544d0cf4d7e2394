"""Plan a campaign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from states.campaign_facts import CampaignFacts
from states.refusals import Refusal
from states.vocabulary import Action, CampaignState, Subject
from workflow.commands.command import Command, NewRow, Outcome, required
from workflow.sql import Value


@dataclass(frozen=True, kw_only=True)
class PlannedFigure:
    """One figure of a target: ``value`` is an integer with ``decimals`` digits behind the comma, or empty."""

    label_vi: str
    label_en: str
    comparator: str
    value: int | None = None
    decimals: int = 0
    unit: str = ""
    reference: str = ""
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class PlannedTarget:
    """One numbered target of the plan."""

    number: int
    kind: str
    text_vi: str
    text_en: str
    figures: Sequence[PlannedFigure] = ()


@dataclass(frozen=True, kw_only=True)
class PlanCampaign(Command):
    """The office enters the plan of an emulation campaign (kế hoạch phát động thi đua) with its targets."""

    action = Action.PLAN_CAMPAIGN
    subject = Subject.CAMPAIGN

    year: int
    title: str
    theme: str
    plan_number: str
    plan_on: date
    plan_signer: str
    issuer: str
    starts_on: date
    ends_on: date
    based_on: str = ""
    recipients: str = ""
    targets: Sequence[PlannedTarget] = ()

    def check(self, facts: CampaignFacts) -> Iterable[Refusal]:
        """The plan can be found, its period runs forward, and each target has its own number and words."""
        yield from required(title=self.title, plan_number=self.plan_number, issuer=self.issuer)
        if self.ends_on < self.starts_on:
            yield Refusal("day_before_beginning", at="ends_on")
        if len({target.number for target in self.targets}) != len(self.targets):
            yield Refusal("target_number_twice", at="targets")
        for target in self.targets:
            yield from required(text_vi=target.text_vi)

    def decide(self, facts: CampaignFacts) -> Outcome:
        """The plan, ready to be launched."""
        columns: dict[str, Value] = {
            "year": self.year, "title": self.title, "theme": self.theme, "plan_number": self.plan_number,
            "plan_on": self.plan_on.isoformat(), "plan_signer": self.plan_signer, "issuer": self.issuer,
            "based_on": self.based_on, "recipients": self.recipients, "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
        }  # fmt: skip
        rows = [row for target in self.targets for row in self._rows(target, facts)]
        return Outcome(to=CampaignState.DRAFT, changes=columns, rows=rows)

    def _rows(self, target: PlannedTarget, facts: CampaignFacts) -> Iterable[NewRow]:
        key = facts.mint.key()
        yield (
            "target",
            {
                "id": key, "campaign_id": self.on, "number": target.number, "kind": target.kind,
                "text_vi": target.text_vi, "text_en": target.text_en,
            },
        )  # fmt: skip
        for position, figure in enumerate(target.figures, start=1):
            yield (
                "target_figure",
                {
                    "id": facts.mint.key(), "target_id": key, "position": position, "label_vi": figure.label_vi,
                    "label_en": figure.label_en, "comparator": figure.comparator, "value": figure.value,
                    "decimals": figure.decimals, "unit": figure.unit, "reference": figure.reference,
                    "doubt": figure.doubt,
                },
            )  # fmt: skip
