"""Forms of what the Government lays down for everybody, on dates of its own."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from wtforms import IntegerField, TextAreaField

from states.rule_composing import canonical_text
from states.rule_editing import official_year, salary_step
from web.fields import AtMost, Filled, MoneyField, options, read_day
from web.language import _, lazy
from web.views.nominations.shown import marks
from web.views.rules.forms import DocumentForm


class SalaryForm(DocumentForm):
    """A step of the base salary: the new amount, and the decree that sets it."""

    read_first = ("amount",)

    amount = MoneyField(lazy("Mức lương cơ sở mới (đồng/tháng)"), [Filled(lazy("Nhập mức lương cơ sở mới."))])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.mark.choices = options(marks().items())
        self.document.description = lazy("Ví dụ: 161/2026/NĐ-CP.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field can be read, and the amount is one."""
        is_read = bool(super().validate(extra_validators))
        if self.amount.data is not None and not 0 < self.amount.data <= _MOST_SALARY:
            self.amount.errors = [_("Nhập số tiền lớn hơn 0 và dưới 1 tỷ đồng.")]
            is_read = False
        return is_read

    def content(self, organisation: str) -> str:
        """The layer as canonical JSON."""
        return canonical_text(salary_step(self.amount.data, organisation=organisation, **self.head()))


_MOST_SALARY = 1_000_000_000


class CalendarForm(DocumentForm):
    """The holidays and the make-up days of one year, a line each, as the Government's decision names them."""

    read_first = ("year", "holidays", "make_up_days")

    year = IntegerField(lazy("Năm"), [Filled(lazy("Nhập năm."))])
    holidays = TextAreaField(
        lazy("Ngày nghỉ rơi vào thứ Hai đến thứ Sáu"),
        [Filled(lazy("Nhập ít nhất một ngày nghỉ.")), AtMost(5000)],
        description=lazy("Mỗi dòng một ngày, có thể kèm tên. Ví dụ: 01/01/2027 Tết Dương lịch."),
    )
    make_up_days = TextAreaField(
        lazy("Ngày làm bù rơi vào thứ Bảy, Chủ nhật"), [AtMost(5000)],
        description=lazy("Mỗi dòng một ngày. Để trống nếu không có."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.mark.choices = options(marks().items())
        self.document.description = lazy("Ví dụ: 5015/TB-BLĐTBXH hoặc quyết định của Thủ tướng.")
        self.valid_from.label.text = lazy("Áp dụng cho các hạn tính từ ngày")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every line is a day of that year that changes something, and none stands twice."""
        is_read = bool(super().validate(extra_validators))
        if self.year.data is not None and not FIRST_YEAR <= self.year.data <= LAST_YEAR:
            self.year.errors = [_("Nhập một năm từ %(first)s đến %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)]
            return False
        seen: set[date] = set()
        for field, is_weekend in ((self.holidays, False), (self.make_up_days, True)):
            errors = list(self._wrong(field, seen, is_weekend=is_weekend)) if self.year.data else []
            field.errors = [*field.errors, *errors]
            is_read = is_read and not errors
        return is_read

    def _wrong(self, field: TextAreaField, seen: set[date], *, is_weekend: bool) -> Iterator[str]:
        for line in _lines(field):
            text, _name = _parted(line)
            try:
                day = read_day(text)
            except ValueError as error:
                yield _("Dòng “%(line)s”: %(problem)s", line=line, problem=str(error))
                continue
            if day.year != self.year.data:
                yield _("Dòng “%(line)s”: ngày không thuộc năm %(year)s.", line=line, year=self.year.data)
            elif (day.weekday() >= SATURDAY) != is_weekend:
                weekend = _("Dòng “%(line)s”: là ngày trong tuần, không cần làm bù.", line=line)
                weekday = _("Dòng “%(line)s”: là thứ Bảy hoặc Chủ nhật, cơ quan đã nghỉ.", line=line)
                yield weekend if is_weekend else weekday
            elif day in seen:
                yield _("Dòng “%(line)s”: ngày đã có ở dòng khác.", line=line)
            seen.add(day)

    def content(self, organisation: str) -> str:
        """The layer as canonical JSON."""
        closed, made_up = (
            [(read_day(text), name) for text, name in map(_parted, _lines(field))]
            for field in (self.holidays, self.make_up_days)
        )
        named = [(day, name or _HOLIDAY) for day, name in closed], [(day, name or _MADE_UP) for day, name in made_up]
        return canonical_text(official_year(self.year.data, *named, organisation=organisation, **self.head()))


FIRST_YEAR, LAST_YEAR = 2018, 2099
SATURDAY = 5
_HOLIDAY, _MADE_UP = "holiday", "make-up day"
"""What a day is called in the rules where the line does not say."""


def _lines(field: TextAreaField) -> list[str]:
    return [line.strip() for line in (field.data or "").splitlines() if line.strip()]


def _parted(line: str) -> tuple[str, str]:
    """A line's day, and what follows it."""
    day, _space, name = line.partition(" ")
    return day.rstrip(":,;"), name.strip(" -–:")
