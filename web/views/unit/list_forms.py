"""The form of a village list: its letter, its award, and its households, one a line."""

import hashlib
from collections.abc import Sequence

from wtforms import HiddenField, SelectField, StringField, TextAreaField

from states.regime import Regime
from states.vocabulary import SubjectKind
from web.fields import AtMost, Filled, LinesField, VnDateField
from web.language import _, lazy
from web.views.unit.draft_forms import AwardForm, NoLonger, PaperForm
from web.views.unit.forms import LONGEST_ACHIEVEMENT
from workflow.intake.household_list import Cell, Fault, Problem
from workflow.queries.nominees import CampaignOf


class PastedField(LinesField):
    """Lines pasted from a spreadsheet: tabs stay, since they part the cells, and blank lines count."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """The lines as they were pasted; each cell is brought to one spelling when it is read."""
        self.data = tuple((valuelist[0] if valuelist else "").splitlines())


class ListForm(AwardForm):
    """A list as it is entered. ``checked`` names the content that was shown as correct: only that is made into drafts."""

    read_first = ("title", "number", "dated_on")

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
    achievement = TextAreaField(
        lazy("Tóm tắt thành tích chung của các hộ"),
        [Filled(lazy("Ghi tóm tắt thành tích chung.")), AtMost(LONGEST_ACHIEVEMENT)],
        description=lazy("Áp dụng cho mọi hộ, trừ hộ có ghi riêng ở cột thứ tư."),
    )
    lines = PastedField(
        lazy("Các hộ gia đình, mỗi hộ một dòng"),
        [Filled(lazy("Nhập ít nhất một hộ."))],
        description=lazy(
            "Chép thẳng từ Excel hoặc Word, hoặc gõ theo thứ tự: họ và tên chủ hộ; năm sinh; mã hộ; thành tích riêng (nếu có). "
            "Ngăn các cột bằng phím Tab, dấu chấm phẩy hoặc dấu phẩy."
        ),
    )
    checked = HiddenField()

    def offer(self, regime: Regime, kind: SubjectKind, campaigns: Sequence[CampaignOf]) -> None:
        """Only awards for households; a list asks for no confirmation of single names."""
        super().offer(regime, kind, campaigns)
        del self.is_another

    @property
    def content(self) -> str:
        """A name for everything that was entered, to tell whether it is what was shown as correct."""
        entered = [self.award.data, self.basis.data, self.campaign.data, self.title.data, self.number.data]
        entered += [str(self.dated_on.data), self.achievement.data, *self.lines.data]
        return hashlib.sha256("\n".join(str(part) for part in entered).encode()).hexdigest()


class SharedPaperForm(PaperForm):
    """One file for all lines of a list, and the kind of paper it is."""

    kind = SelectField(lazy("Loại giấy tờ"), [Filled(lazy("Chọn loại giấy tờ."))])


_CELLS = {
    Cell.NAME: lazy("Họ và tên chủ hộ"),
    Cell.BIRTH_YEAR: lazy("Năm sinh"),
    Cell.HOUSEHOLD_CODE: lazy("Mã hộ"),
    Cell.ACHIEVEMENT: lazy("Thành tích riêng"),
    Cell.LINE: lazy("Cả dòng"),
}


def cell_name(cell: Cell) -> str:
    """The heading of a column."""
    return str(_CELLS[cell])


def what_to_do(fault: Fault) -> str:
    """How a fault in a line is mended."""
    match fault.problem:
        case Problem.NAME_MISSING:
            return _("Ghi họ và tên chủ hộ.")
        case Problem.NAME_IS_NO_NAME:
            return _("Ghi họ và tên chủ hộ ở cột đầu tiên, không ghi số.")
        case Problem.TOO_LONG:
            return _("Viết ngắn lại.")
        case Problem.YEAR_UNREADABLE:
            return _("Ghi năm sinh bằng bốn chữ số, hoặc ngày sinh theo thứ tự ngày/tháng/năm.")
        case Problem.DAY_UNREAL:
            return _("Xem lại ngày sinh: ngày này không có thật.")
        case Problem.YEAR_IMPOSSIBLE:
            return _("Xem lại năm sinh: năm này không thể là năm sinh của chủ hộ.")
        case Problem.TOO_MANY_CELLS:
            return _("Để lại nhiều nhất bốn cột; trong thành tích riêng dùng dấu khác với dấu ngăn cột.")
        case Problem.TWICE_IN_LIST:
            return _("Bỏ một dòng, hoặc ghi mã hộ để phân biệt: trùng với dòng %(line)s.", line=fault.other)
        case Problem.ALREADY_NOMINATED:
            return _(
                "Bỏ dòng này, hoặc ghi mã hộ để phân biệt: hộ đã được đề nghị trong năm (%(dossier)s).",
                dossier=fault.other,
            )
        case Problem.TOO_MANY_LINES:
            return _("Chia thành nhiều danh sách: mỗi danh sách tối đa 500 hộ.")
