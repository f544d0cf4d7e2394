"""Forms of emulation campaigns."""

from decimal import Decimal
from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import StopValidation

from web.action_forms import CommandForm
from web.database import reading
from web.fields import AtMost, Filled, LinesField, VnDateField
from web.forms import ActionForm
from web.language import _, lazy
from web.plan_words import ShownTarget, shown_targets
from web.views.campaigns.target_lines import ReadTargets, read_targets
from workflow.commands.campaign.close_campaign import CloseCampaign
from workflow.commands.campaign.hold_final_review import HoldFinalReview
from workflow.commands.campaign.hold_interim_review import HoldInterimReview
from workflow.commands.campaign.launch_campaign import LaunchCampaign
from workflow.commands.campaign.plan_campaign import PlanCampaign, PlannedTarget
from workflow.queries.campaign import FigureShown, TargetShown, targets_of
from workflow.queries.open_actions import Look

YEARS = range(1945, 2201)
EXAMPLE = lazy(
    "Mỗi dòng một chỉ tiêu, ví dụ: 1. Nâng tỷ lệ gia đình văn hóa. Dưới mỗi chỉ tiêu, mỗi số liệu một dòng bắt đầu "
    "bằng dấu gạch: - Tỷ lệ gia đình văn hóa: ≥ 90 %%. Có thể viết: trên 2,0 %%; đạt 24 trường; vượt dự toán huyện "
    "giao; giảm so với năm 2023; hoặc mô tả bằng lời. Sau dấu // có thể ghi thêm tiếng Anh."
)


class _YearField(StringField):
    """A year of four digits; gives an ``int``."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        text = (self.data or "").strip()
        if text:
            self.data = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
            if self.data not in YEARS:
                self.data = None
                raise ValueError(_("Nhập năm bằng bốn chữ số. Ví dụ: 2024."))

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else str(self.data or "")


class PlanCampaignForm(ActionForm):
    """The plan of a campaign: its head, and its targets line by line."""

    title = StringField(lazy("Tên phong trào"), [Filled(lazy("Nhập tên phong trào.")), AtMost(300)])
    theme = TextAreaField(lazy("Chủ đề"), [Filled(lazy("Nhập chủ đề của phong trào.")), AtMost(1000)])
    year = _YearField(lazy("Năm"), [Filled(lazy("Nhập năm của phong trào."))])
    starts_on = VnDateField(lazy("Bắt đầu ngày"), [Filled(lazy("Nhập ngày bắt đầu."))])
    ends_on = VnDateField(lazy("Kết thúc ngày"), [Filled(lazy("Nhập ngày kết thúc."))])
    plan_number = StringField(
        lazy("Số kế hoạch"), [Filled(lazy("Nhập số kế hoạch.")), AtMost(100)], description=lazy("Ví dụ: 14/KH-UBND.")
    )
    plan_on = VnDateField(lazy("Ngày kế hoạch"), [Filled(lazy("Nhập ngày ký kế hoạch."))])
    plan_signer = StringField(
        lazy("Người ký kế hoạch"), [Filled(lazy("Nhập họ tên người ký kế hoạch.")), AtMost(200)],
        description=lazy("Ghi như in trên văn bản."),
    )  # fmt: skip
    issuer = StringField(lazy("Cơ quan ban hành"), [Filled(lazy("Nhập cơ quan ban hành kế hoạch.")), AtMost(300)])
    based_on = TextAreaField(
        lazy("Văn bản căn cứ"), [AtMost(2000)], description=lazy("Kế hoạch của cấp trên mà xã thực hiện.")
    )
    recipients = LinesField(lazy("Nơi nhận"), description=lazy("Mỗi nơi một dòng."))
    targets = TextAreaField(lazy("Các chỉ tiêu"), [Filled(lazy("Ghi ít nhất một chỉ tiêu."))], description=EXAMPLE)

    read: ReadTargets = ReadTargets((), ())

    def validate_targets(self, field: Field) -> None:
        """Every line is understood, or named."""
        self.read = read_targets(field.data or "")
        if self.read.problems:
            field.errors = [*field.errors, *self.read.problems]
            raise StopValidation()

    def preview(self) -> list[ShownTarget]:
        """The targets as the plan's page will show them."""
        return shown_targets(map(_as_kept, self.read.targets))

    def order(self) -> PlanCampaign:
        """The command."""
        return PlanCampaign(
            on=self.fresh_id.data, year=self.year.data, title=self.title.data, theme=self.theme.data,
            plan_number=self.plan_number.data, plan_on=self.plan_on.data, plan_signer=self.plan_signer.data,
            issuer=self.issuer.data, starts_on=self.starts_on.data, ends_on=self.ends_on.data,
            based_on=self.based_on.data or "", recipients="\n".join(self.recipients.data or ()),
            targets=self.read.targets,
        )  # fmt: skip


def _as_kept(target: PlannedTarget) -> TargetShown:
    figures = tuple(
        FigureShown(
            label_vi=figure.label_vi, label_en=figure.label_en, comparator=figure.comparator, unit=figure.unit,
            reference=figure.reference, doubt=figure.doubt,
            value=None if figure.value is None else Decimal(figure.value).scaleb(-figure.decimals),
        )
        for figure in target.figures
    )  # fmt: skip
    return TargetShown(
        number=target.number, kind=target.kind, text_vi=target.text_vi, text_en=target.text_en, figures=figures
    )


class LaunchCampaignForm(CommandForm):
    """The launch: the chairman sees the plan it rests on."""

    command = LaunchCampaign
    template = "views/campaigns/resting_on_plan.html"

    def rests_on(self, look: Look) -> Any:
        """The targets of the plan."""
        return shown_targets(targets_of(reading(), look.case["id"]))


class InterimReviewForm(CommandForm):
    """The half-time review."""

    command = HoldInterimReview

    text = TextAreaField(
        lazy("Nội dung sơ kết"), [Filled(lazy("Ghi nội dung sơ kết.")), AtMost(20_000)],
        description=lazy("Kết quả đến nay so với từng chỉ tiêu, việc còn chậm, việc phải làm tiếp."),
    )  # fmt: skip


class FinalReviewForm(CommandForm):
    """The final review."""

    command = HoldFinalReview

    text = TextAreaField(
        lazy("Nội dung tổng kết"), [Filled(lazy("Ghi nội dung tổng kết.")), AtMost(20_000)],
        description=lazy("Kết quả cả kỳ so với từng chỉ tiêu, bài học, đề nghị khen thưởng."),
    )  # fmt: skip


class CloseCampaignForm(CommandForm):
    """The end of a campaign: the chairman sees its final review."""

    command = CloseCampaign
    template = "views/campaigns/resting_on_review.html"
    danger = True
