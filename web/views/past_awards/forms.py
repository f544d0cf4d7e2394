"""Forms of the award history: what a nominee received before, by an earlier or outside decision."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import Optional

from states.rule_names import award_named, known_awards
from states.vocabulary import AwardLevel, Basis
from web.action_forms import CommandForm
from web.fields import AtMost, Filled, VnDateField, options
from web.forms import ActionForm
from web.language import _, language, lazy
from web.views.nominations.case_form import reason_field
from web.words import Words
from workflow.commands.administration.record_past_award import RecordPastAward
from workflow.commands.administration.strike_past_award import StrikePastAward
from workflow.commands.administration.strike_statement import StrikeStatement


class RecordPastAwardForm(ActionForm):
    """An award received before."""

    award = StringField(
        lazy("Danh hiệu, hình thức khen thưởng"),
        [Filled(lazy("Nhập danh hiệu hoặc hình thức khen thưởng.")), AtMost(200)],
        description=lazy("Ví dụ: Chiến sĩ thi đua cơ sở."),
    )
    basis = SelectField(lazy("Loại hình khen thưởng"), [Filled(lazy("Chọn loại hình khen thưởng."))], default="")
    level = SelectField(lazy("Cấp quyết định"), [Filled(lazy("Chọn cấp quyết định."))], default="")
    decision_number = StringField(lazy("Số quyết định"), [Filled(lazy("Nhập số quyết định.")), AtMost(100)])
    decided_on = VnDateField(lazy("Ngày quyết định"), [Filled(lazy("Nhập ngày quyết định."))])
    year = IntegerField(
        lazy("Năm lập thành tích"), [Optional()],
        description=lazy("Để trống nếu cùng năm với quyết định. Các năm liên tục được tính theo năm này."),
    )  # fmt: skip
    issuer = StringField(lazy("Cơ quan ban hành"), [Filled(lazy("Nhập cơ quan ban hành.")), AtMost(200)])

    evidence = StringField(
        lazy("Minh chứng"),
        [AtMost(300)],
        description=lazy("Ví dụ: bản sao quyết định trong hồ sơ năm 2023, sổ lưu của xã."),
    )

    def __init__(self, **more: Any) -> None:
        """Offer the levels and grounds that there are."""
        super().__init__(**more)
        self.level.choices = options([("", _("Chưa chọn")), *((each, Words().label(each)) for each in AwardLevel)])
        self.basis.choices = options([("", _("Chưa chọn")), *((each, Words().label(each)) for each in Basis)])

    def order(self, nominee_id: str) -> RecordPastAward:
        """The command; without a year the year of the decision counts. A name that the rules know becomes its code."""
        decided_on = self.decided_on.data
        return RecordPastAward(
            on=self.fresh_id.data, nominee_id=nominee_id, award=award_named(self.award.data) or self.award.data,
            year=self.year.data or decided_on.year, decision_number=self.decision_number.data,
            decided_on=decided_on, issuer=self.issuer.data, level=AwardLevel(self.level.data),
            basis=Basis(self.basis.data), evidence=self.evidence.data or "",
        )  # fmt: skip


def award_names() -> list[str]:
    """The names of the awards that any rules know, for the box that takes others too."""
    return list(known_awards(language()))


class StrikePastAwardForm(CommandForm):
    """Striking a wrong line."""

    command = StrikePastAward
    danger = True

    reason = reason_field(lazy("Lý do gạch bỏ"), lazy("Nêu lý do gạch bỏ."))

    def values(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data}


class StrikeStatementForm(CommandForm):
    """Striking a wrong statement about a nominee."""

    command = StrikeStatement
    danger = True

    reason = reason_field(lazy("Lý do gạch bỏ"), lazy("Nêu lý do gạch bỏ."))

    def values(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data}
