"""Forms of the book of the fund: income and payments, and striking a wrong line."""

from typing import Any

from wtforms import SelectField, StringField, ValidationError
from wtforms.validators import Optional

from states.decision_vocabulary import FundKind
from web.access import actor
from web.action_forms import CommandForm
from web.database import reading
from web.fields import AtMost, Filled, MoneyField, VnDateField, options
from web.forms import ActionForm
from web.language import _, lazy
from web.views.nominations.case_form import reason_field
from web.words import Words
from workflow.commands.administration.record_fund_entry import RecordFundEntry
from workflow.commands.administration.strike_fund_entry import StrikeFundEntry
from workflow.queries.fund import payable_decisions

_LINE = 300
ENTERED_BY_HAND = tuple(kind for kind in FundKind if kind != FundKind.RECOVERY)
"""What is entered here; a recovered bonus is entered with the recovery of its award."""


class RecordFundEntryForm(ActionForm):
    """What came in or was paid."""

    kind = SelectField(lazy("Khoản thu, chi"), [Filled(lazy("Chọn khoản thu hoặc chi."))], default="")
    amount = MoneyField(
        lazy("Số tiền (đồng)"), [Filled(lazy("Nhập số tiền."))], description=lazy("Ví dụ: 142.000.000.")
    )
    entered_on = VnDateField(
        lazy("Ngày thu, chi"), [Filled(lazy("Nhập ngày thu, chi."))], description=lazy("Ví dụ: 05/01/2024.")
    )
    decision_id = SelectField(
        lazy("Theo quyết định"), default="",
        description=lazy("Bắt buộc khi chi tiền thưởng; chỉ có các quyết định đã ký."),
    )  # fmt: skip
    fund = StringField(
        lazy("Nguồn, quỹ"), [Optional(), AtMost(_LINE)],
        description=lazy("Để trống nếu là quỹ thi đua, khen thưởng của xã. Ghi đúng như trong quyết định."),
    )  # fmt: skip
    document = StringField(
        lazy("Số, ngày của chứng từ"), [Optional(), AtMost(_LINE)], description=lazy("Ví dụ: Phiếu chi số 12.")
    )
    note = StringField(lazy("Nội dung"), [Optional(), AtMost(_LINE)])

    def __init__(self, **more: Any) -> None:
        """Offer the kinds, and the decisions that may be paid."""
        super().__init__(**more)
        kinds = ((each, Words().label(each)) for each in ENTERED_BY_HAND)
        self.kind.choices = options([("", _("Chưa chọn")), *kinds])
        decisions = payable_decisions(reading(), actor().organisation_id)
        self.decision_id.choices = options([("", _("Không theo quyết định")), *decisions])

    def validate_decision_id(self, field: SelectField) -> None:
        """A bonus is paid by a decision."""
        if self.kind.data == FundKind.BONUS and not field.data:
            raise ValidationError(_("Chọn quyết định mà tiền thưởng được chi theo."))

    def order(self) -> RecordFundEntry:
        """The command."""
        return RecordFundEntry(
            on=self.fresh_id.data or "", kind=FundKind(self.kind.data), amount=self.amount.data,
            entered_on=self.entered_on.data, fund=self.fund.data or "", decision_id=self.decision_id.data or None,
            document=self.document.data or "", note=self.note.data or "",
        )  # fmt: skip


class StrikeFundEntryForm(CommandForm):
    """Strike a line that was entered wrongly."""

    command = StrikeFundEntry
    danger = True

    reason = reason_field(lazy("Lý do gạch"), lazy("Nêu lý do gạch dòng này."))
