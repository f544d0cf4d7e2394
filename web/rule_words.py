"""Rules written out in full, in the words of a page: where a figure stands, what it says, what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.support import LazyProxy

from states.rule_differences import Difference
from states.rule_parts import Quota, TiePreference
from states.rule_reading import NONE
from states.tally import Threshold
from states.vocabulary import Honoured, RegisterState
from states.working_days import Term
from web.filters import day
from web.language import _, language, lazy
from web.law_words import FIGURES, VALUES, bonus_in_words, in_words
from web.words import Words

SECTIONS: Mapping[str, LazyProxy] = {
    "council": lazy("Hội đồng họp"),
    "intake": lazy("Tiếp nhận và bổ sung hồ sơ"),
    "consultation": lazy("Lấy ý kiến hiệp y"),
    "annulment": lazy("Hủy bỏ và thu hồi"),
    "exchange": lazy("Cấp đổi hiện vật"),
    "simple": lazy("Thủ tục đơn giản"),
    "citations": lazy("Căn cứ ghi trong quyết định"),
    "base_salary": lazy("Tiền thưởng"),
}
LEVELS: Mapping[str, LazyProxy] = {
    "province": lazy("Tỉnh quy định"),
    "council": lazy("Hội đồng xã quy định"),
    "law": lazy("Luật"),
}
_OF_SECTIONS: Mapping[str, LazyProxy] = {
    "meeting_quorum": lazy("Số thành viên phải dự họp"),
    "award_quorum": lazy("Số thành viên phải tham gia khi xét khen thưởng"),
    "written_opinions_count": lazy("Tính ý kiến bằng văn bản"),
    "substitutes_may_vote": lazy("Người dự thay được biểu quyết"),
    "recused_stay_in_base": lazy("Người không tham gia biểu quyết vẫn tính vào tổng số"),
    "months_between_meetings": lazy("Số tháng giữa hai kỳ họp"),
    "ballot_compulsory_for": lazy("Bắt buộc bỏ phiếu kín cho"),
    "ranking": lazy("Khi nhiều hồ sơ đạt hơn hạn mức"),
    "tie_preference": lazy("Ưu tiên khi bằng nhau"),
    "intake_term": lazy("Thời hạn tiếp nhận"),
    "supplement_term": lazy("Thời hạn bổ sung hồ sơ"),
    "reply_term": lazy("Thời hạn trả lời"),
    "silence": lazy("Khi không trả lời"),
    "report_term": lazy("Thời hạn báo cáo"),
    "decision_term": lazy("Thời hạn quyết định"),
    "decision_from": lazy("Thời hạn quyết định tính từ"),
    "recovery_term": lazy("Thời hạn thu hồi"),
    "exchange_term": lazy("Thời hạn cấp đổi"),
}
_WORDS_OF: Mapping[str, LazyProxy] = {"proceed": lazy("Coi như đồng ý"), "hold": lazy("Chờ trả lời"),
                                      "by_votes": lazy("Xếp theo số phiếu"),
                                      "central": lazy("Trung ương")}  # fmt: skip
_LISTS: Mapping[str, LazyProxy] = {"documents": lazy("Giấy tờ"), "conditions": lazy("Điều kiện")}
_BONUS = "bonus"


@dataclass(frozen=True, kw_only=True)
class ChangedLine:
    """One difference between two sets of rules. ``is_value`` where the value differs, and not only source or sureness."""

    place: str
    name: str
    before: str
    after: str
    source: str
    mark: str
    is_value: bool


def place_name(section: str, code: str) -> str:
    """The award, form or part of the rules that a figure belongs to."""
    return Words().award(code) if code else str(SECTIONS.get(section, section))


def figure_name(section: str, key: str) -> str:
    """What a figure is called; a key that has no name is its own."""
    first, _dot, second = key.partition(".")
    if first == _BONUS and second in set(Honoured):
        return _("Tiền thưởng: %(kind)s", kind=Words().label(Honoured(second)).lower())
    if section == "base_salary":
        return _("Mức lương cơ sở từ ngày %(day)s", day=day(date.fromisoformat(key)))
    names = FIGURES if section in ("awards", "forms") else _OF_SECTIONS
    return str(names.get(first, _LISTS.get(first, first)))


def standing(first: date, last: date | None, today: date) -> tuple[str, str]:
    """Whether a change counts on a day, as a tag says it: its words and its kind."""
    if last is not None and (last < first or last < today):
        return Words().label(RegisterState.ENDED), "bad"
    if first > today:
        return _("Chưa đến ngày có hiệu lực"), "waiting"
    return Words().label(RegisterState.ACTIVE), "good"


def value_in_words(raw: Any, key: str) -> str:
    """A figure's value, as it is written out in full, as an official says it."""
    first = key.split(".", maxsplit=1)[0]
    if first == _BONUS:
        return bonus_in_words(None if raw == NONE else (raw[0], raw[1]))
    match raw:
        case {"set_by": str(who)}:
            share = raw.get("share")
            return in_words(Quota(who, tuple(share) if share else None, raw.get("of", "")))  # type: ignore[arg-type]
        case {"women": bool(women), "women_of_collective": share}:
            return in_words(TiePreference(women, None if share == NONE else tuple(share)))
        case None:
            return _("Không có")
        case "none":
            return str(VALUES[NONE]) if first == "posting_stage" else _("Không quy định")
        case {"days": int(days), "kind": str(kind)}:
            return in_words(Term(days, kind))  # type: ignore[arg-type]
        case {"num": int(num), "den": int(den), "strict": bool(strict)}:
            return in_words(Threshold(num, den, strict))
        case [int(num), int(den)]:
            return f"{num}/{den}"
        case list():
            return ", ".join(value_in_words(part, key) for part in raw)
        case dict():
            return ", ".join(f"{name} {value_in_words(part, name)}" for name, part in raw.items())
    return str(_WORDS_OF[raw]) if raw in _WORDS_OF else in_words(raw, first)


def changed_line(each: Difference) -> ChangedLine:
    """A difference in words."""
    section, code, key = _place(each.key)
    before, after = _told(each.before, key), _told(each.after, key)
    stands = each.after if isinstance(each.after, dict) else each.before if isinstance(each.before, dict) else {}
    return ChangedLine(
        place=place_name(section, code), name=figure_name(section, key), before=before, after=after,
        source=str(stands.get("source", "")), mark=str(stands.get("mark", "")), is_value=before != after,
    )  # fmt: skip


def _place(path: tuple[str, ...]) -> tuple[str, str, str]:
    if path[0] == "forms":
        return path[0], path[1], ".".join(path[3:] or path[2:])
    if path[0] == "awards":
        return path[0], path[1], ".".join(path[2:])
    return path[0], "", ".".join(path[1:])


def _told(figure: Any, key: str) -> str:
    if figure is None:
        return _("Không có")
    if isinstance(figure, dict) and "value" in figure:
        return value_in_words(figure["value"], key)
    if isinstance(figure, dict):
        tongue = "en" if language() == "en" else "vi"
        return str(figure.get(f"text_{tongue}") or figure.get(f"name_{tongue}") or figure)
    return value_in_words(figure, key)
