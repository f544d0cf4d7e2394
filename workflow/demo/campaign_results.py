"""What was reached of the campaign's targets: units and the office report it; every number is invented and says so."""

from collections import Counter
from collections.abc import Callable

from sqlalchemy import bindparam, select

from workflow.attachments import PDF, Attachments
from workflow.commands.campaign.report_actual import EvidenceFile, ReportActual
from workflow.demo.campaign_figures import Figure
from workflow.demo.diary import Desk, Diary
from workflow.demo.papers import Papers
from workflow.demo.result_figures import Report
from workflow.demo.scene import Scene
from workflow.ids import new_id
from workflow.models.campaign import Target, TargetFigure
from workflow.sql import Prepared

FIGURE = Prepared(
    lambda: (
        select(TargetFigure.id)
        .join(Target, Target.id == TargetFigure.target_id)
        .where(Target.campaign_id == bindparam("case"), TargetFigure.label_vi == bindparam("words"))
    )
)
MINUTES = 4
"""Between two reports of one day."""


def report_results(scene: Scene, diary: Diary, attachments: Attachments) -> None:
    """Note every report on its day, one after the other from the beginning of office hours."""
    results, so_far = scene.figures.results, Counter[object]()
    for report in results.reports:
        who = scene.officers[report.unit] if report.unit else scene.office()
        minutes = MINUTES * so_far[report.entered_on]
        so_far[report.entered_on] += 1
        diary.note_found(report.entered_on, "08:00", who, _built(scene, report, attachments), minutes=minutes)


def _built(scene: Scene, report: Report, attachments: Attachments) -> Callable[[Desk], ReportActual]:
    figure = _figure(scene, report.figure)
    mark = scene.figures.results.mark

    def build(desk: Desk) -> ReportActual:
        return ReportActual(
            on=scene.campaign_id, report_id=new_id(), figure_id=desk.find(FIGURE, scene.campaign_id, figure.label_vi),
            period=report.period, reported_on=report.as_of, unit_id=scene.units[report.unit] if report.unit else None,
            value=report.value, decimals=report.decimals, reference_value=report.reference_value,
            reference_decimals=report.reference_decimals, measured_in=report.measured_in, text=report.text,
            note=f"{mark} {report.note}".strip(),
            evidence=(_paper(scene, report, figure, attachments),) if report.evidence else (),
        )  # fmt: skip

    return build


def _figure(scene: Scene, key: str) -> Figure:
    return next(each for target in scene.figures.campaign.targets for each in target.figures if each.key == key)


def _paper(scene: Scene, report: Report, figure: Figure, attachments: Attachments) -> EvidenceFile:
    """A paper that proves nothing, as it says itself."""
    place = scene.figures.organisation.short_name
    data = Papers(place=place, above=f"UBND xã {place}").paper(
        title="Báo cáo số liệu", about=figure.label_vi, unit="Thường trực Hội đồng", on=report.entered_on,
        body=f"{scene.figures.results.mark}\nSố liệu tính đến ngày {report.as_of:%d/%m/%Y}.",
        signer=scene.figures.people[scene.office()].name,
    )  # fmt: skip
    sha256 = attachments.keep(scene.organisation_id, data)
    name = f"Báo cáo số liệu - {figure.label_vi}.pdf"
    return EvidenceFile(file_name=name, media_type=PDF, size=len(data), sha256=sha256)
