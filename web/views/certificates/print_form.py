"""What is printed of the golden book, and how: sent as a question, for it changes nothing."""

from decimal import Decimal
from typing import Any

from wtforms import RadioField
from wtforms.validators import Optional, ValidationError

from web.fields import Filled, VnDecimalField, options
from web.forms import BaseForm
from web.language import _, lazy
from workflow.documents.certificate_paper import Offset
from workflow.documents.requests import MOST_SHEETS

WHOLE, OVERPRINT, CALIBRATION = "whole", "overprint", "calibration"
FARTHEST = 50
"""How far print may be moved, in millimetres."""


class BookNumberField(VnDecimalField):
    """A year or a number of the book; gives an ``int``."""

    def read(self, text: str) -> int:  # type: ignore[override]
        if not (text.isascii() and text.isdigit() and 0 < len(text) < 7):
            raise ValueError(_("Nhập một số nguyên. Ví dụ: 12."))
        return int(text)

    def written(self, value: Any) -> str:
        return str(value)


class PrintForm(BaseForm):
    """Which numbers, on which paper, and how far the print is moved."""

    class Meta(BaseForm.Meta):
        """A question changes nothing, so nobody can be made to ask it."""

        csrf = False

    year = BookNumberField(lazy("Năm"), [Filled(lazy("Nhập năm."))])
    first = BookNumberField(lazy("Từ số"), [Filled(lazy("Nhập số đầu."))])
    last = BookNumberField(lazy("Đến số"), [Filled(lazy("Nhập số cuối."))])
    way = RadioField(lazy("Loại giấy"), [Filled(lazy("Chọn loại giấy."))], default=WHOLE, validate_choice=True)
    right = VnDecimalField(
        lazy("Dịch sang phải (mm)"), [Optional()], description=lazy("Số âm là dịch sang trái. Ví dụ: 1,5 hoặc -2.")
    )
    down = VnDecimalField(
        lazy("Dịch xuống (mm)"), [Optional()], description=lazy("Số âm là dịch lên. Ví dụ: 1,5 hoặc -2.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.way.choices = options(
            [
                (WHOLE, _("Giấy trắng A4: in cả khung, quốc hiệu và tên giấy")),
                (OVERPRINT, _("Phôi in sẵn: chỉ in phần chữ riêng của từng giấy")),
                (CALIBRATION, _("Tờ căn chỉnh: in lên một tờ phôi để đo độ lệch")),
            ]
        )

    def validate_last(self, field: BookNumberField) -> None:
        """A stretch that one file can hold."""
        first, last = self.first.data, field.data
        if first and last and last < first:
            raise ValidationError(_("Nhập số cuối không nhỏ hơn số đầu."))
        if first and last and last - first >= MOST_SHEETS:
            raise ValidationError(_("In mỗi lần nhiều nhất %(n)s giấy.", n=MOST_SHEETS))

    def validate_right(self, field: VnDecimalField) -> None:
        """No farther than a sheet can be off."""
        if field.data is not None and abs(field.data) > FARTHEST:
            raise ValidationError(_("Nhập từ -%(n)s đến %(n)s mm.", n=FARTHEST))

    validate_down = validate_right

    def note_nothing(self) -> None:
        """Nothing of the stretch may be printed."""
        self.first.errors = [_("Chọn khoảng số khác: không có giấy nào còn hiệu lực trong khoảng này.")]

    @property
    def is_calibration(self) -> bool:
        """Whether no certificate is wanted, but the sheet by which the offset is measured."""
        return bool(self.way.data == CALIBRATION)

    @property
    def moved(self) -> Offset:
        """How far print is moved."""
        return Offset(right=_tenths(self.right.data), down=_tenths(self.down.data))

    def stretch(self) -> dict[str, Any]:
        """What is to be set: year, first and last number, and the offset where it goes into pre-printed paper."""
        return {
            "year": self.year.data, "first": self.first.data, "last": self.last.data,
            "overprint": self.moved if self.way.data == OVERPRINT else None,
        }  # fmt: skip


def _tenths(millimetres: Decimal | None) -> int:
    return round((millimetres or Decimal()) * 10)
