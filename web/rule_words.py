"""Rules written out in full, in the words of a page: where a figure stands, what it says, what differs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from babel.support import LazyProxy

from states.decision_vocabulary import AnnulmentGround
from states.rule_differences import Difference
from states.rule_layers import BASE_SALARY, CALENDARS, LayerHead
from states.rule_parts import Quota, TiePreference
from states.rule_reading import NONE
from states.tally import Threshold
from states.vocabulary import Basis, Honoured, RegisterState
from states.working_days import Term
from web.filters import day, money
from web.language import _, language, lazy
from web.law_words import FIGURES, VALUES, bonus_in_words, in_words
from web.words import Words

_MONEY = ("bonus_rounding", "household_factor", "bonus_day", "organising_share")
SECTIONS: Mapping[str, LazyProxy] = {
    "council": lazy("Hội đồng họp"),
    "intake": lazy("Tiếp nhận và bổ sung hồ sơ"),
    "consultation": lazy("Lấy ý kiến hiệp y"),
    "annulment": lazy("Hủy bỏ và thu hồi"),
    "exchange": lazy("Cấp đổi hiện vật"),
    "simple": lazy("Thủ tục đơn giản"),
    "citations": lazy("Căn cứ ghi trong quyết định"),
    BASE_SALARY: lazy("Mức lương cơ sở"),
    **dict.fromkeys(_MONEY, lazy("Tiền thưởng và quỹ")),
    "pinned_on": lazy("Quy định áp dụng cho một hồ sơ"),
    CALENDARS: lazy("Lịch nghỉ lễ"),
}
_ALONE: Mapping[str, LazyProxy] = {
    "bonus_rounding": lazy("Làm tròn tiền thưởng lên đến"),
    "household_factor": lazy("Mức của hộ gia đình so với cá nhân"),
    "bonus_day": lazy("Lấy mức lương cơ sở của ngày"),
    "organising_share": lazy("Phần quỹ dành cho tổ chức phong trào"),
    "pinned_on": lazy("Lấy quy định của ngày"),
}
"""What stands in the rules by itself, in no section."""
LEVELS: Mapping[str, LazyProxy] = {
    "government": lazy("Chính phủ quy định"),
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
    "appraisal_term": lazy("Thời hạn thẩm định"),
    "notice_term": lazy("Thời hạn thông báo kết quả"),
    "grounds": lazy("Căn cứ để hủy bỏ"),
    "decided_by": lazy("Người quyết định"),
    "bases": lazy("Áp dụng cho loại thành tích"),
    "skips": lazy("Các bước được bỏ qua"),
}
_WORDS_OF: Mapping[str, LazyProxy] = {"proceed": lazy("Coi như đồng ý"), "hold": lazy("Chờ trả lời"),
                                      "by_votes": lazy("Xếp theo số phiếu"),
                                      "central": lazy("Trung ương"), "who_decided": lazy("Cấp đã quyết định khen thưởng"),
                                      "decision_day": lazy("Ngày ra quyết định khen thưởng"),
                                      "complete_dossier_received": lazy("Ngày nhận đủ hồ sơ"),
                                      "conclusion": lazy("Kết luận của cơ quan có thẩm quyền"),
                                      "proposal": lazy("Tờ trình đề nghị"), "request": lazy("Đơn đề nghị cấp đổi"),
                                      "old_artefact": lazy("Hiện vật cũ"), "unit_meeting": lazy("Họp bình xét ở đơn vị"),
                                      "posting": lazy("Lấy ý kiến nhân dân"), "council": lazy("Hội đồng xét")}  # fmt: skip
_LISTS: Mapping[str, LazyProxy] = {"documents": lazy("Giấy tờ"), "conditions": lazy("Điều kiện")}
_BONUS = "bonus"


Own = Mapping[tuple[str, ...], LayerHead]
"""Whose layer set a figure, by its place in the rules."""

NOBODY: Own = {}


@dataclass(frozen=True, kw_only=True)
class ChangedLine:
    """One difference between two sets of rules. ``is_value`` where the value differs, and not only source or sureness.

    ``source`` and ``mark`` are those of what stands after it, or of what fell away; ``own`` is the document of the layer that
    sets it, if one does.
    """

    place: str
    name: str
    before: str
    after: str
    source: str
    mark: str
    is_value: bool
    mark_before: str = ""
    own: str = ""


def place_name(section: str, code: str) -> str:
    """The award, form or part of the rules that a figure belongs to."""
    return Words().award(code) if code else str(SECTIONS.get(section, section))


def figure_name(section: str, key: str) -> str:
    """What a figure is called; a key that has no name is its own."""
    first, _dot, second = key.partition(".")
    if first == _BONUS and second in set(Honoured):
        return _("Tiền thưởng: %(kind)s", kind=Words().label(Honoured(second)).lower())
    if section == BASE_SALARY:
        return _("Mức lương cơ sở từ ngày %(day)s", day=day(date.fromisoformat(key))) if key else str(SECTIONS[section])
    if section == CALENDARS and key:
        return _("Lịch nghỉ lễ năm %(year)s", year=key)
    if not key:
        return str(_ALONE.get(section, section))
    names = FIGURES if section in ("awards", "forms") else _OF_SECTIONS
    if section == "citations":
        return str(SECTIONS[section])
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
        case {"holidays": list(closed), "make_up_days": list(made_up)}:
            told = _("nghỉ %(days)s", days=", ".join(map(_named_day, closed)))
            return told + ("; " + _("làm bù %(days)s", days=", ".join(map(_named_day, made_up))) if made_up else "")
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
    if first == "grounds":
        return Words().label(AnnulmentGround(raw))
    if raw in _WORDS_OF:
        return str(_WORDS_OF[raw])
    return _coded(raw, first) if isinstance(raw, str) else in_words(raw, first)


def _named_day(each: Mapping[str, Any]) -> str:
    return day(each["on"])


def _coded(word: str, key: str) -> str:
    """A code of the rules in words: an award, a kind of achievement, or one of the values that have names."""
    if key == "ballot_compulsory_for":
        return Words().award(word)
    return Words().label(Basis(word)) if key == "bases" else in_words(word, key)


def changed_line(each: Difference, own: Own = NOBODY) -> ChangedLine:
    """A difference in words; ``own`` says which layers set what."""
    section, code, key = _place(each.key)
    told = _money if section in (BASE_SALARY, "bonus_rounding") else _told
    before, after = told(each.before, key or section), told(each.after, key or section)
    stands = each.after if isinstance(each.after, dict) else each.before if isinstance(each.before, dict) else {}
    if before == after and _judges_otherwise(each):
        after = _("%(text)s (cách kiểm tra đã thay đổi)", text=after)
    return ChangedLine(
        place=place_name(section, code), name=figure_name(section, key), before=before, after=after,
        source=str(stands.get("source", "")), mark=str(stands.get("mark", "")), is_value=before != after,
        mark_before=str(each.before.get("mark", "")) if isinstance(each.before, dict) else "",
        own=own[each.key].document if each.key in own else "",
    )  # fmt: skip


def law_line(each: Difference) -> ChangedLine:
    """A figure that a layer makes easier, with the source and the mark of the law that it departs from."""
    law = each.before if isinstance(each.before, dict) else {}
    return replace(changed_line(each), source=str(law.get("source", "")), mark=str(law.get("mark", "")))


def _judges_otherwise(each: Difference) -> bool:
    """Whether a condition reads the same and is checked in another way."""
    if not (isinstance(each.before, dict) and isinstance(each.after, dict)):
        return False
    return any(each.before.get(part) != each.after.get(part) for part in ("check", "subject_kinds"))


def _of_paper(paper: Mapping[str, Any]) -> str:
    """What is asked of a paper besides its name: the form it is written on, and that it may be left out."""
    form = (paper.get("form") or {}).get("value")
    asked = [_("Mẫu số %(number)s", number=form)] if form and form not in paper["name_vi"] else []
    asked += [] if paper["is_required"] else [_("không bắt buộc")]
    return f" ({', '.join(asked)})" if asked else ""


def _money(figure: Any, _key: str) -> str:
    return _("Không có") if figure is None else money(figure["value"])


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
        words = str(figure.get(f"text_{tongue}") or figure.get(f"name_{tongue}") or figure)
        return words + (_of_paper(figure) if "is_required" in figure else "")
    return value_in_words(figure, key)
