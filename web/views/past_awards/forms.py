"""Forms of the award history: what a nominee received before, by an earlier or outside decision."""

from typing import Any

from wtforms import IntegerField, StringField
from wtforms.validators import Optional

from web.action_forms import CommandForm
from web.fields import AtMost, Filled, VnDateField
from web.forms import ActionForm
from web.language import lazy
from web.views.nominations.case_form import reason_field
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.commands.administration.strike_past_award import StrikePastAward


class RecordPastAwardForm(ActionForm):
    """An award received before."""

    award = StringField(
        lazy("Danh hiệu, hình thức khen thưởng"),
        [Filled(lazy("Nhập danh hiệu hoặc hình thức khen thưởng.")), AtMost(200)],
        description=lazy("Ví dụ: Chiến sĩ thi đua cơ sở."),
    )
    year = IntegerField(lazy("Năm được khen thưởng"), [Optional()])
    decision_number = StringField(lazy("Số quyết định"), [Filled(lazy("Nhập số quyết định.")), AtMost(100)])
    decided_on = VnDateField(lazy("Ngày quyết định"), [Filled(lazy("Nhập ngày quyết định."))])
    issuer = StringField(lazy("Cơ quan ban hành"), [Filled(lazy("Nhập cơ quan ban hành.")), AtMost(200)])

    def order(self, nominee_id: str) -> RecordPastAward:
        """The command; without a year the year of the decision counts."""
        decided_on = self.decided_on.data
        return RecordPastAward(
            on=self.fresh_id.data, nominee_id=nominee_id, award=self.award.data,
            year=self.year.data or decided_on.year, decision_number=self.decision_number.data,
            decided_on=decided_on, issuer=self.issuer.data,
        )  # fmt: skip


class StrikePastAwardForm(CommandForm):
    """Striking a wrong line."""

    command = StrikePastAward
    danger = True

    reason = reason_field(lazy("Lý do gạch bỏ"), lazy("Nêu lý do gạch bỏ."))

    def values(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data}
