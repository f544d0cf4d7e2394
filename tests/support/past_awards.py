"""Workbooks of earlier awards as the standing office sends them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tests.support.workbooks import workbook

HEADINGS = {
    "name": "Họ và tên, tên tập thể", "birth_year": "Năm sinh", "unit": "Đơn vị", "register_code": "Mã trong sổ",
    "household_code": "Mã hộ", "kind": "Loại đối tượng", "gender": "Giới tính", "title": "Chức danh, nơi ở",
    "award": "Hình thức khen thưởng", "basis": "Loại hình", "level": "Cấp quyết định", "decision_number": "Số quyết định",
    "decided_on": "Ngày quyết định", "issuer": "Cơ quan ban hành", "year": "Năm lập thành tích", "evidence": "Minh chứng",
}  # fmt: skip
SHEET = "Khen thưởng đã có"


def past_award(name: str, **more: object) -> dict[str, object]:
    """A line that names a person and a decision in full."""
    return {
        "name": name, "birth_year": 1980, "unit": "Thôn Đông", "award": "Chiến sĩ thi đua cơ sở", "basis": "Công trạng",
        "level": "Cấp huyện", "decision_number": "12/QĐ-UBND", "decided_on": "05/01/2023", "issuer": "UBND huyện",
        "year": 2022, "evidence": "Bản sao", **more,
    }  # fmt: skip


def past_awards(rows: Iterable[Mapping[str, object]], *, columns: Sequence[str] = tuple(HEADINGS)) -> bytes:
    """A workbook with the columns of the template."""
    return workbook(rows, columns=columns, headings=HEADINGS, sheet_name=SHEET)
