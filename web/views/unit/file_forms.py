"""The form of a list that comes as an Excel file: its letter, what holds for every line, and the file."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from states.regime import Regime, offered_awards
from states.vocabulary import Basis
from web.fields import AtMost, Filled, VnDateField, options
from web.language import _, lazy
from web.list_files import ListFileForm
from web.views.unit.draft_forms import NoLonger
from web.views.unit.forms import LONGEST_ACHIEVEMENT
from web.words import Words
from workflow.intake.nomination_list import Whole
from workflow.queries.nominees import CampaignOf

_WORDS = Words()


class FileListForm(ListFileForm):
    """A nomination list as a file, with what holds for every line of it."""

    title = StringField(
        lazy("Tên danh sách hoặc trích yếu tờ trình"), [Filled(lazy("Ghi tên danh sách.")), NoLonger(300)]
    )
    number = StringField(
        lazy("Số, ký hiệu"),
        [Filled(lazy("Ghi số, ký hiệu của tờ trình.")), NoLonger(100)],
        description=lazy("Ví dụ: 05/TTr-TĐ."),
    )
    dated_on = VnDateField(
        lazy("Ngày ký"), [Filled(lazy("Nhập ngày ký tờ trình."))], description=lazy("Ví dụ: 15/11/2024.")
    )
    award = SelectField(
        lazy("Hình thức khen thưởng"),
        default="",
        description=lazy("Chọn khi mọi dòng đề nghị cùng một hình thức và tệp không có cột này."),
    )
    basis = SelectField(lazy("Loại hình khen thưởng"), default="")
    campaign = SelectField(
        lazy("Phong trào thi đua"), default="", description=lazy("Chọn nếu thành tích lập trong một phong trào.")
    )
    achievement = TextAreaField(
        lazy("Tóm tắt thành tích chung"),
        [AtMost(LONGEST_ACHIEVEMENT)],
        description=lazy("Áp dụng cho mọi dòng không ghi riêng ở cột “Thành tích”."),
    )

    def offer(self, regime: Regime, campaigns: Sequence[CampaignOf]) -> None:
        """What the rules in force offer; nothing need be chosen that the file says line by line."""
        by_line = ("", _("Theo từng dòng của tệp"))
        awards = ((rules.code, _WORDS.award(rules.code)) for rules in offered_awards(regime))
        self.award.choices = options([by_line, *awards])
        self.basis.choices = options([by_line, *((basis.value, _WORDS.label(basis)) for basis in Basis)])
        none = ("", _("Không gắn với phong trào nào"))
        self.campaign.choices = options([none, *((each.id, each.title) for each in campaigns)])

    def said(self) -> dict[Whole, str]:
        """What holds for every line."""
        return {Whole.AWARD: self.award.data or "", Whole.BASIS: self.basis.data or ""}

    def entered(self) -> Sequence[Any]:
        """What was entered beside the file."""
        chosen = (self.award.data, self.basis.data, self.campaign.data)
        return (*chosen, self.title.data, self.number.data, self.dated_on.data, self.achievement.data)
