"""What the rules of an award say, line by line, in the reader's language: each with its source and how sure it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from babel.support import LazyProxy

from states.award_rules import AwardRules
from states.rule_parts import Quota, Sourced, TiePreference
from states.rule_reading import Mark
from states.tally import Threshold
from states.working_days import Term
from web.filters import multiple, number
from web.language import _, lazy, ngettext
from web.words import Words

FIGURES: Mapping[str, LazyProxy] = {
    "subject_kinds": lazy("Đối tượng"),
    "bases": lazy("Loại thành tích"),
    "competence": lazy("Xã quyết định hay trình lên"),
    "decided_by": lazy("Người quyết định"),
    "forwarded_to": lazy("Nơi xã trình lên"),
    "enterprise_decides": lazy("Giám đốc doanh nghiệp, hợp tác xã quyết định cho người lao động của mình"),
    "frequency": lazy("Khi nào xét"),
    "quota": lazy("Hạn mức"),
    "lower_award": lazy("Mức thấp hơn"),
    "unit_meeting_step": lazy("Họp bình xét ở đơn vị"),
    "meeting_quorum": lazy("Số người phải dự họp bình xét"),
    "meeting_threshold": lazy("Tỷ lệ đồng ý khi bình xét"),
    "council_step": lazy("Hội đồng xã xét"),
    "vote_method": lazy("Cách biểu quyết ở xã"),
    "ballot": lazy("Cách biểu quyết được phép"),
    "threshold": lazy("Tỷ lệ đồng ý cần có"),
    "base": lazy("Tỷ lệ tính trên"),
    "posting_stage": lazy("Bước lấy ý kiến nhân dân"),
    "posting_term": lazy("Thời gian lấy ý kiến nhân dân"),
    "appraisal_term": lazy("Thời hạn thẩm định"),
    "appraisal_target": lazy("Mục tiêu phục vụ khi thẩm định"),
    "decision_term": lazy("Thời hạn quyết định"),
    "decision_from": lazy("Thời hạn quyết định tính từ"),
    "notice_term": lazy("Thời hạn thông báo kết quả"),
    "supplement_rounds_max": lazy("Số lần được yêu cầu bổ sung"),
    "pass_mark": lazy("Điểm đạt"),
    "submit_by": lazy("Hạn nộp trong năm"),
    "finish_by": lazy("Hạn xét xong trong năm"),
    "decision_form": lazy("Mẫu quyết định"),
    "upper_vote_body": lazy("Cấp trên: nơi biểu quyết"),
    "upper_ballot": lazy("Cấp trên: cách biểu quyết"),
    "upper_threshold": lazy("Cấp trên: tỷ lệ đồng ý cần có"),
    "upper_posting_term": lazy("Cấp trên: thời gian lấy ý kiến"),
    "upper_appraisal_term": lazy("Cấp trên: thời hạn thẩm định"),
    "upper_decision_term": lazy("Cấp trên: thời hạn quyết định"),
    "upper_submit_by": lazy("Cấp trên: hạn nộp trong năm"),
}
"""The figures of an award, in the order in which they are read."""

VALUES: Mapping[str, LazyProxy] = {
    "decide": lazy("Xã quyết định"),
    "forward": lazy("Xã trình lên"),
    "commune_chairman": lazy("Chủ tịch Ủy ban nhân dân xã"),
    "district_chairman": lazy("Chủ tịch Ủy ban nhân dân huyện"),
    "province_chairman": lazy("Chủ tịch Ủy ban nhân dân tỉnh"),
    "prime_minister": lazy("Thủ tướng Chính phủ"),
    "state_president": lazy("Chủ tịch nước"),
    "upper_level": lazy("Cấp trên"),
    "district_home_affairs": lazy("Phòng Nội vụ huyện"),
    "district_peoples_committee": lazy("Ủy ban nhân dân huyện"),
    "province_home_affairs": lazy("Sở Nội vụ"),
    "province_peoples_committee": lazy("Ủy ban nhân dân tỉnh"),
    "open": lazy("Giơ tay"),
    "secret": lazy("Bỏ phiếu kín"),
    "none": lazy("Không có bước này"),
    "members_in_office": lazy("Tổng số thành viên Hội đồng đang giữ nhiệm vụ"),
    "appraisal": lazy("Khi thẩm định"),
    "endorsement": lazy("Sau khi Hội đồng thông qua"),
    "complete_dossier": lazy("Khi nhận đủ hồ sơ, gồm cả kết quả lấy ý kiến nhân dân"),
    "submission": lazy("Khi trình Chủ tịch"),
    "yearly": lazy("Hằng năm"),
    "any_time": lazy("Bất cứ lúc nào"),
    "open_or_ballot": lazy("Giơ tay hoặc bỏ phiếu kín"),
    "ballot": lazy("Bỏ phiếu kín"),
    "province_council": lazy("Hội đồng cấp tỉnh"),
    "province_standing_council": lazy("Thường trực Hội đồng cấp tỉnh"),
}
SET_BY: Mapping[str, LazyProxy] = {
    "launch_plan": lazy("Kế hoạch phát động đặt"),
    "province": lazy("Tỉnh đặt"),
    "cluster": lazy("Cụm, khối thi đua đặt"),
    "nation": lazy("Trung ương đặt"),
}


@dataclass(frozen=True, kw_only=True)
class LawLine:
    """One figure in words. ``before`` is its value on the day that it is compared with; empty where nothing is.

    ``own`` is the document of the layer that sets it, if one does.
    """

    name: str
    value: str
    source: str
    mark: Mark
    before: str = ""
    own: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the two days differ."""
        return bool(self.before) and self.before != self.value


def lines_of(
    rules: AwardRules, before: AwardRules | None = None, own: Callable[[str], str] = lambda _key: ""
) -> tuple[LawLine, ...]:
    """The figures of an award, beside those of another day where ``before`` is given.

    ``own`` tells the document of the layer that sets the figure of a key, if one does.
    """
    told = {key: value for key, _name, value, _figure in _told(before)} if before else {}
    absent = _("Không có trong quy định ngày này")
    return tuple(
        LawLine(
            name=name, value=value, source=figure.source, mark=figure.mark,
            before=told.get(key, absent) if before else "", own=own(key),
        )
        for key, name, value, figure in _told(rules)
    )  # fmt: skip


def _told(rules: AwardRules) -> Iterator[tuple[str, str, str, Sourced[Any]]]:
    """Each figure: its key, its name, its value in words, and itself."""
    known = {field.name for field in fields(rules)}
    for key, name in FIGURES.items():
        figure = getattr(rules, key) if key in known else None
        if isinstance(figure, Sourced):
            yield key, str(name), in_words(figure.value, key), figure
    for kind, bonus in rules.bonus.items():
        name = _("Tiền thưởng: %(kind)s", kind=Words().label(kind).lower())
        yield f"bonus.{kind}", name, bonus_in_words(bonus.value), bonus


def _preferred(rule: TiePreference) -> str:
    women = [_("nữ")] if rule.women else []
    share = rule.women_of_collective
    bodies = [_("tập thể có từ %(share)s là nữ", share="{}/{}".format(*share))] if share else []
    return ", ".join(women + bodies)


def in_words(value: Any, key: str = "") -> str:
    """A value of the rules as an official says it."""
    match value:
        case None:
            return _("Không quy định")
        case bool():
            return _("Có") if value else _("Không")
        case Term():
            return _days(value)
        case Threshold():
            share = f"{value.num}/{value.den}"
            return _("quá %(share)s", share=share) if value.strict else _("từ %(share)s trở lên", share=share)
        case Quota():
            if value.share is None:
                return str(SET_BY[value.set_by])
            return _(
                "%(share)s số được tặng %(award)s", share="{}/{}".format(*value.share), award=Words().award(value.of)
            )
        case TiePreference():
            return _preferred(value)
        case (int(num), int(den)):
            return f"{num}/{den}"
        case tuple():
            return ", ".join(in_words(part) for part in value)
        case StrEnum():
            return Words().label(value)
        case int():
            return number(value)
    if key == "lower_award":
        return Words().award(value)
    if key.endswith("_by") and key.startswith(("submit", "finish", "upper_submit")):
        month, day = value.split("-")
        return f"{day}/{month}"
    return str(VALUES.get(value, value))


def _days(term: Term) -> str:
    if term.kind == "working":
        return ngettext("%(num)s ngày làm việc", "%(num)s ngày làm việc", term.days)
    return ngettext("%(num)s ngày", "%(num)s ngày", term.days)


def bonus_in_words(share: tuple[int, int] | None) -> str:
    """A multiple of the base salary."""
    if share is None:
        return _("Không quy định")
    return _("%(times)s lần mức lương cơ sở", times=multiple(share))
