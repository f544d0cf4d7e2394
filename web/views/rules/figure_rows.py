"""A row of the form of a layer: one figure, with the inputs by which such a figure is entered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from states.rule_editing import Editable, Place
from states.rule_names import known_awards
from states.rule_reading import NONE
from web.fields import Asked, AtMost, options
from web.forms import BaseForm
from web.language import _, language, lazy
from web.rule_words import value_in_words

_MOST = 10_000
_DAY_OF_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_ASKED = {
    "term": ("days", "day_kind"), "share": ("num", "den"), "threshold": ("num", "den", "strict"), "whole": ("whole",),
    "yes_no": ("answer",), "one_of": ("answer",), "day_of_year": ("month_day",), "words": ("words",),
    "quota": ("num", "den", "quota_of"),
}  # fmt: skip
_OF_CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "share": ("num", "den"), "times": ("times",), "months": ("months",), "least": ("least",)
}  # fmt: skip
"""The inputs of each figure in the check of a condition."""


class RowsField(HiddenField):
    """Which figures the form asks for: of each the number of its row and its place, on spaces."""

    def _value(self) -> str:
        return " ".join(f"{number}:{':'.join(place)}" for number, place in self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Rows that nobody could have sent are left out."""
        found = [match for match in map(_ROW.fullmatch, " ".join(valuelist).split()) if match]
        self.data = list({int(row[1]): (int(row[1]), (row[2], row[3], row[4])) for row in found}.values())


_ROW = re.compile(r"(\d{1,3}):([\w]+):([^:]*):([\w.]+)")


class FigureFields(BaseForm):
    """The inputs of one figure. Those of the first row have no prefix: it is the figure that the address names."""

    class Meta(BaseForm.Meta):
        """The form around it guards against forgery."""

        csrf: ClassVar[bool] = False

    days = IntegerField(lazy("Số ngày"), [Asked(), Optional()])
    day_kind = RadioField(lazy("Cách tính ngày"), [Asked(), Optional()])
    num = IntegerField(lazy("Tử số"), [Asked(), Optional()], description=lazy("Ví dụ: 4 trong 4/5."))
    den = IntegerField(lazy("Mẫu số"), [Asked(), Optional()], description=lazy("Ví dụ: 5 trong 4/5."))
    quota_of = SelectField(lazy("Tính trên số được tặng"), [Asked(), Optional()])
    strict = RadioField(lazy("Cách tính tỷ lệ"), [Asked(), Optional()])
    whole = IntegerField(lazy("Giá trị mới"), [Asked(), Optional()])
    answer = RadioField(lazy("Giá trị mới"), [Asked(), Optional()])
    month_day = StringField(lazy("Ngày và tháng"), [Asked(), AtMost(20)], description=lazy("Ví dụ: 10/12."))
    words = StringField(lazy("Giá trị mới"), [Asked(), AtMost(100)])
    times = IntegerField(lazy("Số năm liên tục"), [Asked(), Optional()])
    months = IntegerField(lazy("Số tháng"), [Asked(), Optional()])
    least = IntegerField(lazy("Số thành viên ít nhất"), [Asked(), Optional()])
    text_vi = TextAreaField(
        lazy("Điều kiện ghi lại theo văn bản"), [Asked(), AtMost(1000)],
        description=lazy("Sửa câu này cho khớp với giá trị mới: đơn vị và Hội đồng đọc câu này."),
    )  # fmt: skip
    text_en = TextAreaField(lazy("Câu này bằng tiếng Anh"), [AtMost(1000)])
    is_none = BooleanField(lazy("Bỏ quy định này, không đặt giá trị nào"))


@dataclass
class FigureRow:
    """One figure of the layer: its row's number, its place, how it is entered, and what the rules say of it today."""

    number: int
    place: Place
    figure: Editable
    now_says: Any
    fields: FigureFields

    @classmethod
    def of(cls, number: int, place: Place, figure: Editable, now_says: Any) -> "FigureRow":
        """The row with its inputs, filled with what was sent for it."""
        row = cls(number, place, figure, now_says, FigureFields(prefix=f"f{number}-" if number else ""))
        row._offer()
        return row

    def _offer(self) -> None:
        fields, figure = self.fields, self.figure
        fields.day_kind.choices = options([("working", _("Ngày làm việc")), ("calendar", _("Ngày theo lịch"))])
        fields.strict.choices = options([("no", _("Từ tỷ lệ này trở lên")), ("yes", _("Phải quá tỷ lệ này"))])
        awards = {code: name for name, code in known_awards(language()).items()}
        fields.quota_of.choices = options([("", _("Chưa chọn")), *awards.items()])
        words = [("yes", _("Có")), ("no", _("Không"))]
        if figure.entered == "one_of":
            words = [(choice, value_in_words(choice, figure.key)) for choice in figure.choices]
        fields.answer.choices = options(words)
        if figure.entered == "condition" and not fields.text_vi.raw_data:
            fields.text_vi.data = self.now_says["text_vi"]

    @property
    def asked(self) -> tuple[str, ...]:
        """The inputs in which the new value is given."""
        if self.figure.entered != "condition":
            return _ASKED[self.figure.entered]
        numbers = tuple(name for one in self.figure.parameters for name in _OF_CONDITIONS[one])
        return (*numbers, "text_vi")

    @property
    def names(self) -> tuple[str, ...]:
        """All inputs of the row, in the order of the page."""
        more = ("text_en",) if self.figure.entered == "condition" else ()
        return (*self.asked, *more, *(("is_none",) if self.figure.may_be_none else ()))

    @property
    def is_none(self) -> bool:
        """Whether the document does away with the figure."""
        return bool(self.fields.is_none.data and self.figure.may_be_none)

    def validate(self) -> bool:
        """Whether every input can be read, and a value was given that is one."""
        is_read = bool(self.fields.validate())
        for name, words in () if self.is_none else self._missing():
            if not self.fields[name].errors:
                self.fields[name].errors = [words]
            is_read = False
        return is_read

    def _missing(self) -> list[tuple[str, str]]:
        found = []
        for name in self.asked:
            data = self.fields[name].data
            if name == "month_day" and _month_day(data or "") is None:
                found.append((name, _("Nhập ngày và tháng có thật. Ví dụ: 10/12.")))
            elif data in (None, ""):
                found.append((name, _("Nhập hoặc chọn giá trị mới.")))
            elif isinstance(data, int) and not isinstance(data, bool) and not 0 < data <= _MOST:
                found.append((name, _("Nhập một số từ 1 đến %(most)s.", most=_MOST)))
        if self.figure.entered == "condition" and not found and self._reads_as_before():
            found.append(("text_vi", _("Sửa câu này: giá trị đã đổi nhưng câu vẫn ghi như cũ.")))
        return found

    def _reads_as_before(self) -> bool:
        said = self.value()
        return bool(said["check"] != self.now_says["check"] and said["text_vi"] == self.now_says["text_vi"])

    def blame(self, words: str) -> None:
        """Say at the row's first input that no rules come of it."""
        first = self.fields[self.names[0]]
        first.errors = [*first.errors, words]

    def value(self) -> Any:
        """The new value as rules write it; of a condition the whole line."""
        fields = self.fields
        if self.is_none:
            return NONE
        match self.figure.entered:
            case "term":
                return {"days": fields.days.data, "kind": fields.day_kind.data}
            case "share":
                return [fields.num.data, fields.den.data]
            case "quota":
                return {"set_by": "rules", "share": [fields.num.data, fields.den.data], "of": fields.quota_of.data}
            case "threshold":
                return {"num": fields.num.data, "den": fields.den.data, "strict": fields.strict.data == "yes"}
            case "yes_no":
                return fields.answer.data == "yes"
            case "one_of":
                return fields.answer.data
            case "day_of_year":
                return _month_day(fields.month_day.data)
            case "condition":
                return self._condition()
        return fields.whole.data if self.figure.entered == "whole" else fields.words.data

    def _condition(self) -> dict[str, Any]:
        fields = self.fields
        asked = {
            one: [fields.num.data, fields.den.data] if one == "share" else fields[one].data
            for one in self.figure.parameters
        }
        said = fields.text_vi.data
        in_english = fields.text_en.data or (self.now_says["text_en"] if said == self.now_says["text_vi"] else said)
        told = {"text_vi": said, "text_en": in_english, "check": self.now_says["check"] | asked}
        return dict(self.now_says) | told


def _month_day(text: str) -> str | None:
    """``10/12`` as the rules keep it: ``12-10``; nothing where there is no such day."""
    match = _DAY_OF_YEAR.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(2024, int(match[2]), int(match[1])).strftime("%m-%d")
    except ValueError:
        return None
