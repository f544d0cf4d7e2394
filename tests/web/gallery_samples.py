"""What the gallery shows: one case as the screens would hand it to the components."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

from states.rule_parts import ConditionRule
from states.vocabulary import CheckResult, DecisionState, State

AT = int(datetime(2024, 12, 2, 1, 30, tzinfo=UTC).timestamp()) * 1_000_000

ROWS = [
    Row(label="Họ và tên", value="Hồ Văn Ưởng", href="/edit", what="họ và tên"),
    Row(label="Ngày sinh", value="05/02/1980"),
    Row(label="Đơn vị đề nghị", value="Thôn Tà Rùng", href="/edit"),
    Row(label="Số quyết định", value=None),
]

STATIONS = [
    Row(label="Lập hồ sơ", state="done", note="05/11/2024"),
    Row(label="Tiếp nhận", state="done", note="06/11/2024"),
    Row(label="Thẩm định", state="current", note="Hạn: 12/12/2024"),
    Row(label="Xin ý kiến, niêm yết", state="ahead", note=""),
    Row(label="Hội đồng xét", state="ahead", note=""),
    Row(label="Chủ tịch quyết định", state="ahead", note=""),
    Row(label="Công bố, trao thưởng", state="ahead", note=""),
]

HEAD = Row(
    origin="dong-mau.example/log/aaaaaaaaaaaaaaaaaaaaaaaaaa",
    size=41,
    published=Row(size=40, note="dong-mau.example/log/aaaaaaaaaaaaaaaaaaaaaaaaaa\n40\nAAAA=\n"),
    witnesses=[
        Row(name="tinh.example/w", size=40, at=AT, is_fresh=True),
        Row(name="khac.example/w", size=12, at=AT, is_fresh=False),
    ],
)

STOPPED = [
    Row(label="Lập hồ sơ", state="done", note=""),
    Row(label="Đã rút hồ sơ", state="stopped", note="Theo đề nghị của đơn vị"),
]

ENTRIES = [
    Row(
        at=AT,
        act="Trả lại để bổ sung",
        person="Lê Thị Mỹ Ngọc",
        office="Thường trực Hội đồng",
        kind="warning",
        reason="Thiếu biên bản họp bình xét của thôn ngày 01/11/2024.",
        href="/log/1208",
        number=1208,
    ),
    Row(at=AT - 86_400_000_000, act="Nộp hồ sơ", person="Hồ Văn Ưởng", office="Cán bộ đơn vị", number=1204),
]

COLUMNS = [
    Row(label="Người được đề nghị"),
    Row(label="Hình thức"),
    Row(label="Hạn xử lý"),
    Row(label="Tiền thưởng", number=True),
]

CELLS = [
    ["Nguyễn Thị Phượng Ưởng", "Giấy khen", "12/12/2024", "702.000 ₫"],
    ["Tập thể thôn Tà Rùng", "Tập thể lao động tiên tiến", "15/12/2024", "1.404.000 ₫"],
]

ACTIONS = [
    Row(label="Chuyển Hội đồng xét", href="/table", kind="primary", note="Dự kiến phiên họp ngày 20/12/2024."),
    Row(label="Trả lại để bổ sung", href="/return"),
    Row(
        label="Mở bỏ phiếu",
        why_not=[
            Row(
                sentence="Mới có 4 trên 9 thành viên có mặt; cần ít nhất 6.",
                cleared_by="Thư ký Hội đồng",
                due=date(2024, 12, 20),
            ),
            Row(sentence="Biên bản thẩm định chưa ký."),
        ],
    ),
    Row(label="Rút hồ sơ", href="/withdraw", kind="danger"),
]

DOCUMENTS = [
    Row(
        name="bao-cao-thanh-tich-ho-van-uong.pdf",
        kind="Báo cáo thành tích",
        media="PDF",
        size=1_468_006,
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        href="/papers/1",
    ),
]

STATES = (State.POSTED, State.RETURNED, State.CONFERRED, DecisionState.SIGNED)


CONDITION = ConditionRule(
    code="rating", text_vi="Xếp loại hoàn thành tốt nhiệm vụ trở lên.", text_en="Rated as doing the tasks well, or better.",
    source="Luật Thi đua, khen thưởng, Điều 24", mark="V",
)  # fmt: skip
CONDITION_MISSED = replace(CONDITION, code="discipline", mark="B")
CHECKLIST = Row(
    name="checks",
    lines=lambda: [(CONDITION, None, "", []), (CONDITION_MISSED, None, "", ["Đánh giá điều kiện này."])],
    answers=lambda: tuple(CheckResult),
    known={},
)
PAPERS = [Row(kind=Row(value="receipt"), is_ready=False, has_failed=False)]
SURE = {"V": "đã đối chiếu với nguồn", "B": "suy luận, chưa đối chiếu văn bản", "U": "chưa tìm thấy nguồn"}


def samples() -> dict[str, object]:
    """Everything above under the names that the gallery's page uses."""
    return {
        "rows": ROWS,
        "checklist_field": CHECKLIST,
        "papers_made": PAPERS,
        "sure": SURE,
        "head": HEAD,
        "stations": STATIONS,
        "stopped": STOPPED,
        "entries": ENTRIES,
        "columns": COLUMNS,
        "cells": CELLS,
        "actions": ACTIONS,
        "documents": DOCUMENTS,
        "states": STATES,
    }
