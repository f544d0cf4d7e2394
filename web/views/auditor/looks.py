"""Why an entry is worth a look, and how long something took: in plain words that accuse nobody."""

from collections.abc import Mapping

from babel.support import LazyProxy

from web.filters import number
from web.language import _, lazy, ngettext
from workflow.ledger.index_lines import Line
from workflow.queries.course import Look

HOUR = 3600 * 1_000_000
DAY = 24 * HOUR

LOOKS: Mapping[Look, LazyProxy] = {
    Look.LATE: lazy("Quá thời hạn"),
    Look.TOLD_LATE: lazy("Ghi sau sự việc"),
    Look.CLOCK_BACK: lazy("Giờ ghi sớm hơn mục liền trước"),
    Look.BACKWARD: lazy("Làm lại, quay lại bước trước"),
    Look.WAIVER: lazy("Cho qua một điều kiện"),
    Look.EXCEPTION: lazy("Việc ngoài tiến trình thông thường"),
}
"""What each is called."""

MEANINGS: Mapping[Look, LazyProxy] = {
    Look.LATE: lazy("Bước này được làm xong sau ngày hết hạn theo quy định áp dụng cho hồ sơ."),
    Look.TOLD_LATE: lazy("Mục này ghi lại một sự việc đã xảy ra trước đó hơn ba ngày."),
    Look.CLOCK_BACK: lazy("Giờ của mục này sớm hơn giờ của mục đứng ngay trước nó trong nhật ký."),
    Look.BACKWARD: lazy("Hồ sơ quay lại một bước đã qua, hoặc một kết quả được làm lại."),
    Look.WAIVER: lazy("Chủ tịch cho qua một điều kiện chưa đạt, có nêu lý do."),
    Look.EXCEPTION: lazy("Tạm dừng, đổi quy định áp dụng, hủy bỏ, gạch bỏ: những việc mà phần lớn hồ sơ không có."),
}
"""What each means, and no more than that."""


def look_words(look: Look, line: Line) -> str:
    """Why this entry is worth a look, with its figure."""
    name = str(LOOKS[look])
    if look is Look.LATE:
        return f"{name}: {days(line.late_days or 0)}"
    if look is Look.TOLD_LATE:
        return f"{name}: {days(line.told_days or 0)}"
    if look is Look.CLOCK_BACK:
        return f"{name}: {duration(line.clock_back or 0)}"
    return name


def days(count: int) -> str:
    """So many days."""
    return ngettext("%(num)s ngày", "%(num)s ngày", count)


def duration(microseconds: int) -> str:
    """A length of time in the largest unit that says enough: days and hours, hours, or minutes."""
    if microseconds >= DAY:
        whole, rest = divmod(microseconds // HOUR, 24)
        return days(whole) if not rest else _("%(days)s %(hours)s giờ", days=days(whole), hours=number(rest))
    if microseconds >= HOUR:
        return _("%(n)s giờ", n=number(microseconds // HOUR))
    return _("%(n)s phút", n=number(microseconds // (HOUR // 60)))
