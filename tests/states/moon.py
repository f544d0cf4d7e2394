"""The Vietnamese lunar calendar from the sky, to check others by: new moons and the sun's longitude at UTC+7.

After the series of J. Meeus, "Astronomical Algorithms", in the form that Hồ Ngọc Đức gave them for Vietnam.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import floor, pi, sin

EPOCH = date(1900, 1, 1)
EPOCH_JULIAN_DAY = 2415021
MONTH = 29.530588853
ZONE = 7 / 24


def new_moon(k: int) -> int:
    """The Julian day number of the ``k``-th new moon after 1 January 1900, as a civil day in Vietnam."""
    t = k / 1236.85
    julian = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    julian += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * pi / 180)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3) * pi / 180
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3) * pi / 180
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3) * pi / 180
    c = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    c += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    c += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    c += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    delta = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(julian + c - delta + 0.5 + ZONE)


def sun_sector(day: int) -> int:
    """In which twelfth of its way the sun stands at midnight in Vietnam."""
    t = (day - 2451545.5 - ZONE) / 36525
    mean = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * pi / 180
    length = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    length += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(mean)
    length += (0.019993 - 0.000101 * t) * sin(2 * mean) + 0.000290 * sin(3 * mean)
    return floor((length * pi / 180 % (2 * pi)) / pi * 6)


def eleventh_month(year: int) -> int:
    """The day number on which the lunar month with the winter solstice of a year begins."""
    k = floor((date(year, 12, 31).toordinal() - EPOCH.toordinal() + EPOCH_JULIAN_DAY - 2415021) / MONTH)
    begins = new_moon(k)
    return new_moon(k - 1) if sun_sector(begins) >= 9 else begins


def month_begins(year: int, month: int) -> date:
    """The first day of a lunar month from the first on, of the lunar year that begins in ``year``; never a leap month."""
    before, after = eleventh_month(year - 1), eleventh_month(year)
    k = floor((before - 2415021.076998695) / MONTH + 0.5)
    leap = next(i for i in range(1, 15) if _sector(k + i) == _sector(k + i + 1)) if after - before > 365 else 99
    offset = month + 1
    return _day(new_moon(k + offset + (1 if offset >= leap else 0)))


def tet(year: int) -> date:
    """The first day of the lunar year."""
    return month_begins(year, 1)


def hung_kings(year: int) -> date:
    """The tenth day of the third lunar month."""
    return month_begins(year, 3) + timedelta(days=9)


def _sector(k: int) -> int:
    return sun_sector(new_moon(k))


def _day(julian: int) -> date:
    return EPOCH + timedelta(days=julian - EPOCH_JULIAN_DAY)
