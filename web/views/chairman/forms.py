"""Forms of the chairman on one nomination: each decision with its reason, none by a lone button."""

from wtforms import RadioField, StringField

from web.fields import AtMost, Filled, VnDateField, options
from web.language import lazy
from web.views.nominations.annulment import AnnulmentForm
from web.views.nominations.case_form import CaseForm, reason_field
from workflow.commands.nomination.annul import Annul
from workflow.commands.nomination.decline import Decline
from workflow.commands.nomination.dismiss_annulment import DismissAnnulment
from workflow.commands.nomination.forward import Forward
from workflow.commands.nomination.return_to_office import ReturnToOffice
from workflow.commands.nomination.waive_condition import WaiveCondition
from workflow.queries.open_actions import Look

_LINE = 100


class ReturnToOfficeForm(CaseForm):
    """Send a nomination back to the office with questions."""

    command = ReturnToOffice

    reason = reason_field(
        lazy("Nội dung cần thường trực trả lời"), lazy("Nêu nội dung cần thường trực trả lời."),
        lazy("Thường trực phải trả lời nội dung này khi trình lại."),
    )  # fmt: skip


class DeclineForm(CaseForm):
    """Decide not to award."""

    command = Decline
    danger = True

    reason = reason_field(lazy("Lý do không khen thưởng"), lazy("Nêu lý do không khen thưởng."))


class ForwardForm(CaseForm):
    """Submit a nomination to the higher level."""

    command = Forward

    number = StringField(
        lazy("Số tờ trình"), [Filled(lazy("Nhập số tờ trình.")), AtMost(_LINE)],
        description=lazy("Ví dụ: 45/TTr-UBND."),
    )  # fmt: skip
    dated_on = VnDateField(lazy("Ngày tờ trình"), [Filled(lazy("Nhập ngày của tờ trình."))])


class WaiveConditionForm(CaseForm):
    """Waive a condition that the facts say is not met."""

    command = WaiveCondition

    condition = RadioField(
        lazy("Điều kiện được miễn"), [Filled(lazy("Chọn điều kiện được miễn."))], validate_choice=False
    )
    reason = reason_field(lazy("Lý do miễn"), lazy("Nêu lý do miễn điều kiện."))
    document = StringField(
        lazy("Văn bản làm căn cứ"), [AtMost(300)], description=lazy("Ghi số, ngày và cơ quan ban hành, nếu có.")
    )

    def arrange(self, look: Look) -> None:
        """The conditions that stand in the way."""
        super().arrange(look)
        self.condition.choices = options((each.code, each.text) for each in self.conditions.barring)


class AnnulForm(AnnulmentForm):
    """Annul an award."""

    command = Annul
    danger = True

    reason = reason_field(lazy("Lý do hủy bỏ"), lazy("Nêu lý do hủy bỏ khen thưởng."))


class DismissAnnulmentForm(CaseForm):
    """Let the award stand."""

    command = DismissAnnulment

    reason = reason_field(lazy("Lý do không hủy bỏ"), lazy("Nêu lý do không hủy bỏ khen thưởng."))
