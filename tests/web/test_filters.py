"""Dates, numbers, money and sizes as officials write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from web.filters import day, file_size, hour, iso, moment, money, number, official_day, percent

LATE = int(datetime(2024, 2, 4, 18, 30, tzinfo=UTC).timestamp()) * 1_000_000

CASES: list[tuple[Callable[[Any], str], Any, str, str]] = [
    (day, date(2024, 2, 5), "05/02/2024", "05/02/2024"),
    (moment, LATE, "05/02/2024 01:30", "05/02/2024 01:30"),
    (hour, LATE, "01:30", "01:30"),
    (iso, LATE, "2024-02-05T01:30:00+07:00", "2024-02-05T01:30:00+07:00"),
    (iso, date(2024, 2, 5), "2024-02-05", "2024-02-05"),
    (official_day, date(2024, 2, 5), "ngày 05 tháng 02 năm 2024", "5 February 2024"),
    (official_day, date(2024, 3, 15), "ngày 15 tháng 3 năm 2024", "15 March 2024"),
    (official_day, date(2024, 11, 1), "ngày 01 tháng 11 năm 2024", "1 November 2024"),
    (number, 1_234_567, "1.234.567", "1,234,567"),
    (number, Decimal("1234567.89"), "1.234.567,89", "1,234,567.89"),
    (number, Decimal("18.0"), "18,0", "18.0"),
    (number, Decimal("-3.5"), "-3,5", "-3.5"),
    (number, Decimal("1E+3"), "1.000", "1,000"),
    (percent, Decimal("26.97"), "26,97%", "26.97%"),
    (money, 142_000_000, "142.000.000\N{NO-BREAK SPACE}₫", "VND\N{NO-BREAK SPACE}142,000,000"),
    (file_size, 0, "0\N{NO-BREAK SPACE}B", "0\N{NO-BREAK SPACE}B"),
    (file_size, 1_468_006, "1,4\N{NO-BREAK SPACE}MB", "1.4\N{NO-BREAK SPACE}MB"),
    (file_size, 20 * 1024 * 1024, "20,0\N{NO-BREAK SPACE}MB", "20.0\N{NO-BREAK SPACE}MB"),
    (file_size, 500 * 1024, "500\N{NO-BREAK SPACE}KB", "500\N{NO-BREAK SPACE}KB"),
]


@pytest.mark.parametrize(("written", "value", "vietnamese", "english"), CASES)
def test_both_languages(
    gallery: Flask, written: Callable[[Any], str], value: Any, vietnamese: str, english: str
) -> None:
    with gallery.test_request_context("/?as=public"):
        assert written(value) == vietnamese
    with gallery.test_request_context("/?as=public&lang=en"):
        assert written(value) == english
