"""How dates, numbers, money and sizes are written, in Vietnamese and in English.

Instants come as UTC microseconds and are shown in the time of Viet Nam; days are civil dates; money is whole đồng.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from flask import Flask
from markupsafe import Markup

from states.tally_explained import reason_in_words
from web.language import in_groups, language

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""The legal time of Viet Nam: UTC+7 all year, no summer time."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NBSP = "\N{NO-BREAK SPACE}"
SIZES = ("B", "KB", "MB", "GB")
MARKED_LETTER = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
PAPER_NUMBER = re.compile(r"\b\d+/(?:\d{4}/)?[A-ZĐ][A-ZĐ-]*")


def local_time(instant: int) -> datetime:
    """The instant (UTC microseconds) on the clocks of Viet Nam."""
    return (EPOCH + timedelta(microseconds=instant)).astimezone(VIETNAM)


def day(value: date) -> str:
    """A day as on the screens: 05/02/2024."""
    return f"{value:%d/%m/}{value.year:04}"


def civil_day(text: str) -> str:
    """A day as records keep it (ISO text), as on the screens: 05/02/2024."""
    return day(date.fromisoformat(text))


def moment(instant: int) -> str:
    """An instant as on the screens: 05/02/2024 08:30."""
    local = local_time(instant)
    return f"{day(local)} {local:%H:%M}"


def hour(instant: int) -> str:
    """Only the time of day: 08:30."""
    return f"{local_time(instant):%H:%M}"


def iso(value: date | int) -> str:
    """The machine-readable twin for ``<time datetime>``: a day, or an instant with its offset."""
    if isinstance(value, int):
        return local_time(value).isoformat(timespec="seconds")
    return value.isoformat()


def official_day(value: date) -> str:
    """A day as in a paper: "ngày 05 tháng 02 năm 2024"; days below 10 and the months 1 and 2 take a zero before them."""
    if language() == "en":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def number(value: int | Decimal) -> str:
    """A number with the decimals it was entered with: 1.234.567,89 (English 1,234,567.89)."""
    places = 0
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return in_groups(f"{value:,.{places}f}")


def percent(value: int | Decimal) -> str:
    """A share already in hundredths: 26,97%."""
    return f"{number(value)}%"


def multiple(value: tuple[int, int]) -> str:
    """A coefficient kept as (num, den), as a decimal number: 0,3."""
    return number(Decimal(value[0]) / value[1])


def money(value: int) -> str:
    """Whole đồng: 142.000.000 ₫ (English VND 142,000,000); never broken at the end of a line."""
    if language() == "en":
        return f"VND{NBSP}{number(value)}"
    return f"{number(value)}{NBSP}₫"


def file_size(octets: int) -> str:
    """The size of a file in the unit people know from their computer (1 KB = 1024 bytes): 1,4 MB."""
    size, unit = Decimal(octets), 0
    while size >= 1024 and unit < len(SIZES) - 1:
        size, unit = size / 1024, unit + 1
    rounded = size.quantize(Decimal("0.1")) if unit and size < 100 else size.quantize(Decimal(1))
    return f"{number(rounded)}{NBSP}{SIZES[unit]}"


def is_vietnamese(words: object) -> bool:
    """Whether a text carries Vietnamese letters; a number such as 12/QĐ-UBND is the same in every language."""
    return bool(MARKED_LETTER.search(PAPER_NUMBER.sub("", str(words))))


def as_vietnamese(words: Any) -> Any:
    """Names and titles on a page of another language, marked so that they are read aloud as what they are.

    The site's own sentences come as markup and are left alone.
    """
    if language() == "vi" or hasattr(words, "__html__") or not is_vietnamese(words):
        return words
    return Markup('<span lang="vi">{}</span>').format(words)


def reason_said(reason: str) -> str:
    """A reason on a page: what somebody wrote in Vietnamese, marked as such; what the close of a vote noted, in words."""
    told = reason_in_words(reason, language())
    return told if told != reason else Markup('<span lang="vi">{}</span>').format(reason)


def printed_code(lookup: str) -> str:
    """A look-up code as papers print it, in groups of four: ``KSCM CUYN CM6U``."""
    return " ".join(lookup.upper()[at : at + 4] for at in range(0, len(lookup), 4))


def init_filters(app: Flask) -> None:
    """Give every filter above to the templates under its own name."""
    for function in (
        day,
        civil_day,
        moment,
        hour,
        iso,
        official_day,
        number,
        percent,
        multiple,
        money,
        file_size,
        reason_said,
        printed_code,
    ):
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.filters["as_vietnamese"] = as_vietnamese
    app.jinja_env.tests["vietnamese"] = is_vietnamese
