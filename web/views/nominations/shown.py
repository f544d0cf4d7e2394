"""A nomination in the words of its page: lines of its summary, papers, and what happened to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app, url_for
from markupsafe import Markup

from states.decision_vocabulary import AnnulmentGround
from states.desks import NOMINATION_DESKS
from states.facts import Row
from states.ranking import explain_finding
from states.stations import STOPPED
from states.tally_explained import reason_in_words
from states.vocabulary import Basis, Receiver, State, SubjectKind
from web.access import person_or_none, roles_of
from web.filters import day, moment
from web.language import _, language, ngettext
from web.navigation import is_built
from web.recorded import receipt_address
from web.rules_here import led_to, regime_today
from web.words import Words
from workflow.queries.dossier import FindingShown
from workflow.queries.nomination import NominationPage
from workflow.queries.timeline import TimelineEntry

_WORDS = Words()
_MEDIA = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}
_BAD = frozenset({*STOPPED}) - {State.WITHDRAWN}
_WARNING = frozenset(
    {State.RETURNED, State.RETURNED_BY_CHAIRMAN, State.RETURNED_FROM_ABOVE, State.SUSPENDED, State.ANNULMENT_PROPOSED}
)
_GOLD = frozenset({State.AWARDED, State.AWARDED_ABOVE, State.PUBLISHED, State.CONFERRED})
LOG_ENTRY = "auditor.entry"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a summary list."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownDocument:
    """A paper as ``components/document_list.html`` draws it."""

    key: str
    name: str
    kind: str
    media: str
    size: int
    sha256: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShownEntry:
    """An act as ``components/timeline.html`` draws it."""

    at: int
    act: str
    person: str
    office: str
    reason: str
    kind: str
    number: int
    href: str
    receipt: str


def summary(page: NominationPage) -> list[Fact]:
    """What the nomination says, line by line; lines that say nothing yet are left out."""
    return [Fact(label=label, value=value) for label, value in (*_proposed(page), *_progress(page)) if value]


def short_summary(page: NominationPage) -> list[Fact]:
    """The lines that anybody who decides must have before their eyes."""
    return [Fact(label=label, value=value) for label, value in _proposed(page) if value]


def _proposed(page: NominationPage) -> Iterable[tuple[str, str]]:
    case = page.case
    kind = SubjectKind(case["subject_kind"])
    yield _("Hình thức khen thưởng"), _WORDS.award(case["award"])
    if case["award"] != case["nominated_award"]:
        yield _("Hình thức đơn vị đề nghị"), _WORDS.award(case["nominated_award"])
    yield _("Đối tượng"), _WORDS.label(kind)
    yield _("Chức danh, nơi công tác hoặc nơi ở"), _vi(case["title"])
    yield _("Năm sinh"), str(case["birth_year"] or "")
    yield _("Mã hộ"), case["household_code"] or ""
    yield _("Đơn vị đề nghị"), _vi(page.unit)
    yield _("Loại hình khen thưởng"), _WORDS.label(Basis(case["basis"]))
    yield (
        _("Căn cứ hủy bỏ"),
        _WORDS.label(AnnulmentGround(case["annulment_ground"])) if case["annulment_ground"] else "",
    )
    yield _("Phong trào thi đua"), _vi(page.campaign)
    yield _("Tờ trình, danh sách"), _vi(page.proposal)


_TOLD = (State.INELIGIBLE, State.NOT_ENDORSED, State.DECLINED, State.REFUSED_ABOVE)
"""Where a nomination has ended without an award, and its unit is told so by a day."""


def _progress(page: NominationPage) -> Iterable[tuple[str, str]]:
    case = page.case
    yield _("Người lập hồ sơ"), _vi(page.author)
    yield _("Nộp lúc"), moment(case["submitted_at"]) if case["submitted_at"] else ""
    yield _("Tiếp nhận đủ hồ sơ ngày"), _day(case["received_on"])
    yield _("Hạn thông báo kết quả") if page.state in _TOLD else _("Hạn của bước này"), _due(case)
    yield _("Người xử lý bước này"), desk_of(page)
    if case["posted_on"]:
        ends = _day(case["posting_closed_on"] or case["posting_ends_on"])
        yield _("Niêm yết"), _("từ %(start)s đến %(end)s", start=_day(case["posted_on"]), end=ends)
    if page.session:
        yield _("Phiên họp Hội đồng"), _vi(f"{page.session[0]} ({day(page.session[1])})")
    if case["above_number"]:
        text = f"{case['above_number']} · {_day(case['above_on'])} · {case['above_authority']}"
        yield _("Văn bản của cấp trên"), _vi(text)
    yield _("Công khai ngày"), _day(case["published_on"])
    yield _("Trao tặng ngày"), _day(case["conferred_on"])
    yield _("Người nhận"), _WORDS.label(Receiver(case["receiver"])) if case["receiver"] else ""
    yield _("Quy định áp dụng"), led_to(page.regime)


def _due(case: Row) -> str:
    """The day that the step is due; of a held case how long is left, because the hold stops the clock."""
    if case["due_on"] and not regime_today().office_days.is_known(year := int(case["due_on"][:4])):
        return _("%(day)s (dự kiến: lịch nghỉ năm %(year)s chưa được công bố)", day=_day(case["due_on"]), year=year)
    if case["days_left"] is None:
        return _day(case["due_on"])
    left = ngettext("còn %(num)s ngày", "còn %(num)s ngày", case["days_left"])
    return _("Thời hạn đang tạm dừng, %(left)s khi tiếp tục", left=left)


def desk_of(page: NominationPage) -> str:
    """The office that has to act next; empty when nobody has."""
    role = NOMINATION_DESKS.get(page.state)
    return _WORDS.label(role) if role else ""


def documents(rows: Sequence[Row], award: str) -> list[ShownDocument]:
    """The papers of a dossier, each with the address that opens it."""
    is_open = is_built("documents.file")
    return [
        ShownDocument(
            key=row["id"], name=row["file_name"], kind=_WORDS.document(row["kind"], award),
            media=_MEDIA.get(row["media_type"], row["media_type"]), size=row["size"], sha256=row["sha256"],
            href=url_for("documents.file", key=row["id"]) if is_open else "",
        )
        for row in rows
    ]  # fmt: skip


def happened(entries: Iterable[TimelineEntry]) -> list[ShownEntry]:
    """What happened to the case, newest first."""
    return [
        ShownEntry(
            at=entry.at, act=_sentence(_WORDS.past(entry.action)), person=entry.person, office=_WORDS.label(entry.office),
            reason=reason_in_words(entry.said, language()), kind=_kind(entry.target), number=entry.index,
            href=entry_address(entry.index), receipt=receipt_address(entry.index),
        )
        for entry in entries
    ]  # fmt: skip


def entry_address(index: int) -> str:
    """The address of a log entry, for people who may open the log; empty for others."""
    someone = person_or_none()
    view = current_app.view_functions.get(LOG_ENTRY)
    if view is None or someone is None or not someone.actor.roles & (roles_of(view) or frozenset()):
        return ""
    (rule,) = list(current_app.url_map.iter_rules(LOG_ENTRY))[:1]
    return url_for(LOG_ENTRY, **dict.fromkeys(rule.arguments, index))


def count_in_words(finding: FindingShown) -> tuple[str, ...]:
    """The council's count, one sentence a step."""
    return explain_finding(finding.tally, finding.threshold, finding.finding.value, finding.rank, language())


def marks() -> Mapping[str, str]:
    """How sure a figure or condition of the rules is, in words. Only V may be shown as law."""
    return {
        "V": _("đã đối chiếu với nguồn"),
        "B": _("suy luận, chưa đối chiếu văn bản"),
        "U": _("chưa tìm thấy nguồn; mặc định của phần mềm"),
    }


def _kind(target: str) -> str:
    for kind, states in (("bad", _BAD), ("warning", _WARNING), ("gold", _GOLD)):
        if target in states:
            return kind
    return "moving"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _vi(text: str) -> str:
    """Data in Vietnamese, marked as such for readers on an English page."""
    return Markup('<span lang="vi">{}</span>').format(text) if text else ""


def _day(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else ""
