"""The form of a list that comes as an Excel file: its letter, what holds for every line, and the file."""

import hashlib
from collections.abc import Sequence

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from states.regime import Regime, offered_awards
from states.vocabulary import Basis
from web.fields import AtMost, Filled, VnDateField, options
from web.forms import ActionForm
from web.language import _, lazy
from web.views.unit.draft_forms import NoLonger
from web.views.unit.forms import LONGEST_ACHIEVEMENT
from web.words import Words
from workflow.intake.nomination_list import NominationList, Whole
from workflow.queries.nominees import CampaignOf

_WORDS = Words()


class FileListForm(ActionForm):
    """A list as a file. ``digest`` names the file that was sent and waits, ``checked`` what was shown of it."""

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
    file = FileField(
        lazy("Tệp danh sách"),
        description=lazy("Tệp .xlsx theo mẫu, tối đa 5 MB và 10.000 dòng."),
        render_kw={"accept": ".xlsx"},
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
    digest = HiddenField()
    checked = HiddenField()

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

    def shown(self, found: NominationList) -> str:
        """A name for everything that is shown before the list is taken over: what was entered, and what came of it."""
        entered = [
            self.digest.data,
            self.award.data,
            self.basis.data,
            self.campaign.data,
            self.title.data,
            self.number.data,
        ]
        parts = [*entered, self.dated_on.data, self.achievement.data, len(found.lines), found.faults]
        return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
