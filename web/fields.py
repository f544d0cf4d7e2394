"""Form fields that understand how people in Viet Nam write dates, numbers, money and lists."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal
from flask import has_request_context
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from states.text import normalise, normalise_lines
from web.filters import EPOCH, VIETNAM, day, is_vietnamese, moment, number
from web.language import _, language

DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
HOURS = re.compile(r"(.+?)[\s,]+(\d{1,2})\s*[:hg]\s*(\d{2})")
FIGURE = re.compile(r"[+\-]?[0-9][0-9.,]*")
CURRENCY = re.compile(r"\s*(₫|đồng|vnđ|vnd|đ)$", re.IGNORECASE)
MOST_DIGITS = 24


class _WrittenField(Field):
    """One text box whose words are read into a value; what was typed stays in the box when it cannot be read."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.written(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        text = normalise(valuelist[0]) if valuelist else ""
        if text:
            self.data = self.read(text)

    def read(self, text: str) -> Any:
        """The value that ``text`` says; raises ValueError with our sentence."""
        raise ValueError(text)

    def written(self, value: Any) -> str:
        """How the value is written into the box."""
        return str(value)


class VnDateField(_WrittenField):
    """A day typed as 05/02/1980, 5-2-1980 or 1980-02-05; gives a ``date``."""

    def read(self, text: str) -> date:
        return read_day(text)

    def written(self, value: date) -> str:
        return day(value)


class VnMomentField(_WrittenField):
    """A day and hour typed as 05/02/2024 08:30 in the time of Viet Nam; gives UTC microseconds."""

    def read(self, text: str) -> int:
        match = HOURS.fullmatch(text)
        if match is None:
            raise ValueError(_("Nhập ngày và giờ. Ví dụ: 05/02/2024 08:30."))
        the_day = read_day(match[1])
        hours, minutes = int(match[2]), int(match[3])
        if hours > 23 or minutes > 59:
            raise ValueError(_("Giờ không có thật. Ví dụ: 08:30."))
        local = datetime(the_day.year, the_day.month, the_day.day, hours, minutes, tzinfo=VIETNAM)
        return (local.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)

    def written(self, value: int) -> str:
        return moment(value)


class VnDecimalField(_WrittenField):
    """A number as the page writes it: 1.234,5 and 18,0 in Vietnamese, 1,234.5 in English; gives a ``Decimal``.

    The decimals are kept as entered. A number in the other language's manner is refused instead of guessed.
    """

    widget = TextInput()

    def read(self, text: str) -> Decimal:
        compact = text.replace(" ", "")
        try:
            if not FIGURE.fullmatch(compact):
                raise NumberFormatError(compact)
            if sum(sign.isdigit() for sign in compact) > MOST_DIGITS:
                raise TooLong(_("Nhập số ngắn hơn: tối đa %(n)s chữ số.", n=MOST_DIGITS))
            return parse_decimal(compact, locale=language(), strict=True)
        except NumberFormatError as error:
            raise ValueError(_("Nhập một số, phần lẻ sau dấu phẩy. Ví dụ: 1.234,5.")) from error

    def written(self, value: Decimal) -> str:
        return number(value)


class TooLong(ValueError):
    """A number of more digits than anything is counted in."""


class MoneyField(VnDecimalField):
    """An amount in whole đồng, 142.000.000 with or without the sign ₫; gives an ``int``."""

    def read(self, text: str) -> int:
        bare = CURRENCY.sub("", text)
        try:
            amount = super().read(bare)
        except TooLong:
            raise
        except ValueError as error:
            raise ValueError(_("Nhập số tiền bằng đồng. Ví dụ: 142.000.000.")) from error
        if amount != amount.to_integral_value():
            raise ValueError(_("Nhập số tiền bằng đồng, không có phần lẻ. Ví dụ: 142.000.000."))
        return int(amount)

    def written(self, value: int) -> str:
        return number(value)


class LinesField(TextAreaField):
    """A text area with one thing a line; gives a tuple of the lines that are not empty."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        text = normalise_lines(valuelist[0]) if valuelist else ""
        self.data = tuple(line for line in text.split("\n") if line.strip())


class Filled:
    """The field must not be empty; ``message`` says what to do: "Nhập họ và tên.", "Chọn hình thức khen thưởng."."""

    def __init__(self, message: Any) -> None:
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        if field.data in (None, "", (), []) and not (field.raw_data and field.errors and field.raw_data[0]):
            field.errors[:] = []
            raise StopValidation(str(self.message))


class Asked:
    """The field must be answered, as the procedure says; the page does not call it optional."""

    field_flags: Mapping[str, bool] = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        """Whether the answer will do is not judged here."""


class AtMost:
    """A text of at most ``limit`` characters; the page shows a counter beside it."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.field_flags = {"counter": limit}

    def __call__(self, form: Form, field: Field) -> None:
        length = len(field.data or "")
        if length > self.limit:
            raise StopValidation(
                _(
                    "Viết ngắn lại: tối đa %(limit)s ký tự, hiện có %(length)s.",
                    limit=number(self.limit),
                    length=number(length),
                )
            )


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """The answers of a select, radio or checkbox field from (value, words) pairs; an empty value means "not chosen"."""
    return [SelectChoice(value=value, label=words, render_kw=_said_in(words)) for value, words in pairs]


def _said_in(words: Any) -> dict[str, str]:
    """On a page of another language, an answer in Vietnamese says so."""
    return {"lang": "vi"} if has_request_context() and language() != "vi" and is_vietnamese(words) else {}


def read_day(text: str) -> date:
    """The day that ``text`` says, day first or ISO; raises ValueError with our sentence."""
    first, iso = DAY_FIRST.fullmatch(text.strip()), YEAR_FIRST.fullmatch(text.strip())
    if first:
        year, month, the_day = int(first[3]), int(first[2]), int(first[1])
    elif iso:
        year, month, the_day = int(iso[1]), int(iso[2]), int(iso[3])
    else:
        raise ValueError(_("Nhập ngày theo thứ tự ngày/tháng/năm. Ví dụ: 05/02/1980."))
    try:
        return date(year, month, the_day)
    except ValueError as error:
        raise ValueError(_("Ngày không có thật. Ví dụ: 05/02/1980.")) from error


def is_plain_text(field: Field) -> bool:
    """Whether what is typed must be brought to one spelling (NFC, single spaces) before anything reads it."""
    return isinstance(field, StringField) and not isinstance(field, LinesField)
