"""The campaign of 2024: entered and launched as the plan says, reviewed in July."""

from datetime import date

from workflow.commands.campaign.hold_interim_review import HoldInterimReview
from workflow.commands.campaign.launch_campaign import LaunchCampaign
from workflow.commands.campaign.plan_campaign import PlanCampaign, PlannedFigure, PlannedTarget
from workflow.demo.campaign_figures import Target
from workflow.demo.diary import Diary
from workflow.demo.scene import Scene

REVIEWED_ON = date(2024, 7, 11)


def run_campaign(scene: Scene, diary: Diary) -> None:
    """Note the plan, its launch on the day it was issued, and the half-time review."""
    plan = scene.figures.campaign
    above = plan.based_on
    command = PlanCampaign(
        on=scene.campaign_id, year=plan.starts_on.year, title=plan.title_vi, theme=plan.theme,
        plan_number=plan.number, plan_on=plan.issued_on, plan_signer=plan.signer, issuer=plan.issuer,
        starts_on=plan.starts_on, ends_on=plan.ends_on, recipients="\n".join(plan.recipients),
        based_on=f"{above.subject}: {above.number}, {above.issued_on:%d/%m/%Y}, {above.issuer}",
        targets=tuple(_planned(target) for target in plan.targets),
    )  # fmt: skip
    diary.note(plan.issued_on, "09:00", scene.office(), command)
    diary.note(plan.issued_on, "14:30", scene.chairman, LaunchCampaign(on=scene.campaign_id))
    review = HoldInterimReview(on=scene.campaign_id, text=scene.year.texts.interim_review)
    diary.note(REVIEWED_ON, "15:30", scene.office(), review)


def _planned(target: Target) -> PlannedTarget:
    figures = tuple(
        PlannedFigure(
            label_vi=figure.label_vi, label_en=figure.label_en, comparator=figure.comparator, value=figure.value,
            decimals=figure.decimals, unit=figure.unit, reference=figure.reference, doubt=figure.doubt,
        )
        for figure in target.figures
    )  # fmt: skip
    return PlannedTarget(
        number=target.number, kind=target.kind, text_vi=target.text_vi, text_en=target.text_en, figures=figures
    )
