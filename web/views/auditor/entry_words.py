"""An entry of the log and its detail, line by line in words; its original text stays beside them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from babel.support import LazyProxy

from states.certificate_vocabulary import CertificateCause
from states.council_vocabulary import CouncilBody, CouncilSeat, SessionForm
from states.decision_vocabulary import AnnulmentGround
from states.paper_ballots import COUNTING_SHEET
from states.rule_differences import Difference
from states.vocabulary import Basis, Receiver, RegisterState, Role, State, SubjectKind
from states.wording import STATES
from web.filters import day, moment, number
from web.language import _, lazy
from web.rule_words import law_line
from web.words import Words
from workflow.commands.decision.sign_decision import SignatureWay
from workflow.ledger.detail import EVIDENCE
from workflow.ledger.key_rotation import VKEY
from workflow.queries.auditor import LogEntry

_WORDS = Words()
_COLUMNS: Mapping[str, LazyProxy] = {
    "name": lazy("Tên"), "full_name": lazy("Họ và tên"), "title": lazy("Chức danh, trích yếu hoặc tên"),
    "code": lazy("Mã hồ sơ"), "year": lazy("Năm"), "award": lazy("Hình thức khen thưởng"),
    "nominated_award": lazy("Hình thức đơn vị đề nghị"), "basis": lazy("Loại hình khen thưởng"),
    "subject_kind": lazy("Đối tượng"), "achievement": lazy("Thành tích"), "birth_year": lazy("Năm sinh"),
    "household_code": lazy("Mã hộ"), "reason": lazy("Lý do"), "note": lazy("Ghi chú"), "answer": lazy("Trả lời"),
    "text": lazy("Nội dung"), "supplements": lazy("Số lần đã trả lại"), "due_on": lazy("Hạn của bước này"),
    "submitted_at": lazy("Nộp lúc"), "received_on": lazy("Tiếp nhận đủ hồ sơ ngày"),
    "consultation_ends_on": lazy("Hạn lấy ý kiến"), "posted_on": lazy("Niêm yết từ ngày"),
    "posting_ends_on": lazy("Niêm yết đến ngày"), "posting_closed_on": lazy("Kết thúc niêm yết ngày"),
    "above_number": lazy("Số văn bản của cấp trên"), "above_on": lazy("Ngày văn bản của cấp trên"),
    "above_authority": lazy("Cấp đã quyết định"), "published_on": lazy("Công khai ngày"),
    "conferred_on": lazy("Trao tặng ngày"), "receiver": lazy("Người nhận"), "resumes_to": lazy("Tiếp tục từ tình trạng"),
    "number": lazy("Số"), "dated_on": lazy("Ngày"), "lookup": lazy("Mã tra cứu"), "signer_name": lazy("Người ký"),
    "signed_at": lazy("Ký lúc"), "issued_on": lazy("Ban hành ngày"), "meets_on": lazy("Ngày họp"),
    "place": lazy("Địa điểm"), "opened_at": lazy("Khai mạc lúc"), "vote_opened_at": lazy("Mở biểu quyết lúc"),
    "invited_at": lazy("Gửi giấy mời lúc"),
    "opinions_until": lazy("Nhận ý kiến bằng văn bản đến"),
    "closed_at": lazy("Kết thúc biểu quyết lúc"), "theme": lazy("Chủ đề"),
    "plan_number": lazy("Số kế hoạch"), "plan_on": lazy("Ngày kế hoạch"), "plan_signer": lazy("Người ký kế hoạch"),
    "issuer": lazy("Cơ quan ban hành"), "starts_on": lazy("Bắt đầu ngày"), "ends_on": lazy("Kết thúc ngày"),
    "launched_on": lazy("Phát động ngày"), "decision_number": lazy("Số quyết định"), "decided_on": lazy("Ngày quyết định"),
    "scope": lazy("Được quyết định về"), "annulment_ground": lazy("Căn cứ hủy bỏ"),
    "concluded_on": lazy("Kết luận ngày"), "report_due_on": lazy("Hạn báo cáo kết luận"),
    "ceremony": lazy("Buổi trao tặng"), "handed_by": lazy("Người trao"), "received_by": lazy("Người nhận thay"),
    "cause": lazy("Lý do cấp đổi, cấp lại"), "replaces": lazy("Thay giấy có số sổ vàng"),
    "requested_on": lazy("Đề nghị ngày"), "request": lazy("Văn bản đề nghị"),
    "confirmation": lazy("Văn bản xác nhận"), "answer_due_on": lazy("Hạn trả lời đề nghị"), "made_on": lazy("Cấp giấy ngày"),
    "recovered_on": lazy("Thu hồi ngày"), "username": lazy("Tên đăng nhập"), "post_title": lazy("Chức vụ"),
    "email": lazy("Thư điện tử"), "role": lazy("Vai trò"),
    "body": lazy("Bộ phận của Hội đồng"), "seat": lazy("Vị trí trong Hội đồng"),
    "form": lazy("Cách làm việc"), "held_from": lazy("Giữ từ ngày"),
    "held_until": lazy("Giữ đến ngày"), "document": lazy("Văn bản làm căn cứ"), "valid_from": lazy("Hoạt động từ ngày"),
    "valid_until": lazy("Hoạt động đến ngày"), "seen_documents": lazy("Giấy tờ đã xem"),
    "agenda": lazy("Chương trình đã gửi"),
    "awarded": lazy("Số hồ sơ được khen thưởng"), "loosens": lazy("Nới lỏng so với văn bản cấp trên, đã được xác nhận"),
    "signed_entry": lazy("Ký biên bản ghi tại mục nhật ký số"), "corrects": lazy("Thay biên bản ghi tại mục nhật ký số"),
    "spared": lazy("Số nơi được giữ nguyên tên"), "added": lazy("Số nơi trùng tên cũng xóa tên"),
    "outweighed": lazy("Chưa có tác dụng vì văn bản khác được ưu tiên, đã được xác nhận"),
}  # fmt: skip
"""What the columns of the records are called; keys of the machinery have no name and stay in the original text."""

_PAPERS: Mapping[str, LazyProxy] = {
    COUNTING_SHEET: lazy("Phiếu kiểm phiếu"), VKEY: lazy("Khóa công khai mới của nhật ký"),
    SignatureWay.SERVER_KEY: lazy("Tệp quyết định ký bằng khóa trên máy chủ"),
    SignatureWay.CMS: lazy("Tệp quyết định ghép từ chữ ký gửi lên"),
    SignatureWay.RETURNED_FILE: lazy("Tệp quyết định ký ngoài hệ thống rồi gửi lại"),
    EVIDENCE: lazy("Tài liệu chứng minh"), "written_opinion": lazy("Phiếu ý kiến bằng văn bản"),
}  # fmt: skip
"""What papers are called that no dossier holds."""

_ENUMS: Mapping[str, type[StrEnum]] = {
    "basis": Basis, "subject_kind": SubjectKind, "receiver": Receiver, "cause": CertificateCause, "role": Role,
    "annulment_ground": AnnulmentGround,
    "resumes_to": State, "body": CouncilBody, "seat": CouncilSeat, "form": SessionForm,
}  # fmt: skip
_AWARDS = frozenset({"award", "nominated_award"})
_RULE_SET = "rule_set"
_ROWS: Mapping[str, LazyProxy] = {
    "document": lazy("Giấy tờ"), "attendance": lazy("Ghi danh dự họp"), "vote": lazy("Ý kiến biểu quyết"),
    "declaration": lazy("Khai báo về xung đột lợi ích"), "conflict": lazy("Xung đột lợi ích"),
    "hand_answer": lazy("Trả lời về phần giơ tay"),
    "session_document": lazy("Bản quét của phiên họp"), "agenda_item": lazy("Cách biểu quyết của từng hồ sơ"),
    "teller": lazy("Người kiểm phiếu"), "ballot_handout": lazy("Việc phát phiếu"),
    "paper_count": lazy("Kết quả kiểm phiếu của một người"),
    "finding": lazy("Kết quả biểu quyết"), "ranking": lazy("Thứ tự xếp hạng"),
    "minutes_version": lazy("Bản ghi của biên bản"),
    "comment": lazy("Ý kiến nhân dân"), "decision_line": lazy("Dòng của quyết định"),
    "signature_file": lazy("Tệp quyết định đã ký số"),
    "certificate": lazy("Giấy trong sổ vàng"),
    "appraisal_check": lazy("Điều kiện đã thẩm định"), "consultation": lazy("Lượt xin ý kiến"),
    "session_roll": lazy("Thành viên có tên"),
    "session_guest": lazy("Khách mời"), "session_invitee": lazy("Người được mời"), _RULE_SET: lazy("Bộ quy định kèm theo"),
    "target": lazy("Chỉ tiêu"), "target_figure": lazy("Con số của chỉ tiêu"), "actual": lazy("Số liệu thực hiện"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of a summary list."""

    label: str
    value: str
    href: str = ""


def entry_lines(found: LogEntry) -> list[Line]:
    """What the entry itself says besides who, when and what: steps, places, digests."""
    entry = found.entry
    lines = [
        (_("Tình trạng trước"), _state(found, entry.src)), (_("Tình trạng sau"), _state(found, entry.dst)),
        (_("Mục thứ mấy của đối tượng này"), number(entry.oseq + 1)),
        (_("Bí danh của người làm"), entry.actor), (_("Nhật ký"), entry.log),
        (_("Mã băm mục trước của đối tượng này"), entry.prev or _("không có: đây là mục đầu tiên")),
        (_("Mã băm của bảng quy trình"), entry.wf), (_("Mã băm của bộ quy định"), entry.rules or ""),
        (_("Cam kết cho phần chi tiết"), entry.detail or ""),
        *((_("Cam kết cho giấy tờ: %(kind)s", kind=_paper(paper.kind)), paper.digest) for paper in entry.docs),
    ]  # fmt: skip
    return [Line(label, value) for label, value in lines if value]


def detail_lines(found: LogEntry) -> list[Line]:
    """What was written with the entry: every value that has a name and says something."""
    return list(_detail(found.detail)) if found.detail else []


def rule_sets(found: LogEntry, *, opened: bool) -> list[str]:
    """Digests of the rules that the entry names, and of those its detail brings where that is opened."""
    named = [found.entry.rules] if found.entry.rules else []
    return list(dict.fromkeys([*named, *(_digests(found.detail) if opened and found.detail else ())]))


def shortened(detail: Mapping[str, Any]) -> dict[str, Any]:
    """The detail without the full text of rules that it brings; that is downloaded by its digest."""
    rows = [[name, row | {"written": "…"} if name == _RULE_SET else row] for name, row in detail.get("rows", ())]
    return {**detail, "rows": rows}


def _digests(detail: Mapping[str, Any]) -> list[str]:
    return [row["digest"] for table, row in detail.get("rows", ()) if table == _RULE_SET]


def _detail(detail: Mapping[str, Any]) -> Iterator[Line]:
    for part in ("changes", "particulars"):
        for name, value in detail.get(part, {}).items():
            if name in _COLUMNS and value not in (None, "", []):
                yield Line(str(_COLUMNS[name]), _value(name, value))
    for table, count in Counter(table for table, _row in detail.get("rows", ())).items():
        said = ", ".join(_digests(detail)) if table == _RULE_SET else number(count)
        yield Line(str(_ROWS.get(table, table)), said)


def _value(name: str, value: Any) -> str:
    if name in _AWARDS:
        return _WORDS.award(value)
    if name in _ENUMS:
        return _WORDS.label(_ENUMS[name](value))
    if name == "agenda":
        return "; ".join(f"{code} {said}" for code, said, *_rest in value)
    if name in ("awarded", "spared", "added"):
        return number(len(value))
    if name == "loosens":
        return "; ".join(_loosened(each) for each in value)
    if name == "outweighed":
        return "; ".join(_outweighed(each) for each in value)
    if name.endswith("_at") or name == "opinions_until":
        return moment(value)
    if name.endswith(("_on", "_from", "_until")) and isinstance(value, str):
        return day(date.fromisoformat(value))
    return ", ".join(map(_WORDS.document, value)) if isinstance(value, list) else str(value)


def _loosened(each: Mapping[str, Any]) -> str:
    line = law_line(Difference(tuple(each["key"]), each["before"], each["after"]))
    return _("%(name)s (%(place)s): %(own)s, trong khi quy định là %(law)s.", name=line.name, place=line.place,
             own=line.after, law=line.before)  # fmt: skip


def _outweighed(each: Mapping[str, Any]) -> str:
    line = law_line(Difference(tuple(each["key"]), None, None))
    return _("%(name)s (%(place)s): theo văn bản %(document)s.", name=line.name, place=line.place,
             document=each["document"])  # fmt: skip


def _paper(kind: str) -> str:
    return str(_PAPERS.get(kind) or _WORDS.document(kind))


def _state(found: LogEntry, state: str | None) -> str:
    return _WORDS.label(STATES.get(found.subject, RegisterState)(state)) if state else ""
