"""The sheet that calibrates a printer for pre-printed certificates, as data for its template."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.documents.certificate_paper import Offset
from workflow.documents.writing_style import Office

TEMPLATE = "calibration"
_SAYS = (
    "In tờ này lên một tờ phôi in sẵn, đúng cỡ thật (100%), không thu phóng. Ô đỏ là chỗ máy sẽ in chữ; lưới 5 mm, số ở mép "
    "tính từ góc trên bên trái.",
    "Đo từ ô đỏ tới chỗ chữ phải nằm trên phôi: sang phải và xuống dưới là số dương, sang trái và lên trên là số âm. Nhập "
    "số đo, in lại tờ này để thử, rồi in giấy.",
)
_LABELS: Mapping[str, str] = {
    "name": "Họ tên, tên tập thể", "where": "Chức vụ, đơn vị", "reason": "Thành tích", "year": "Năm",
    "decision": "Quyết định, số sổ vàng, mã tra cứu", "day": "Nơi, ngày ký", "signer": "Họ tên người ký",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CalibrationPaper:
    """A millimetre grid of the paper with the boxes of a certificate, moved as the print would be: one sheet a layout."""

    office: Office
    moved: Offset

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        across, along = ("trái" if self.moved.right < 0 else "phải"), ("lên" if self.moved.down < 0 else "xuống")
        moved = f"Đang dịch sang {across} {_millimetres(self.moved.right)}, {along} {_millimetres(self.moved.down)}."
        return {
            "title": "Tờ căn chỉnh phôi giấy khen", "issuer": f"Chủ tịch {self.office.committee}",
            "right": self.moved.right, "down": self.moved.down, "says": [*_SAYS, moved],
            "scale": "Đoạn này phải dài đúng 100 mm", "labels": dict(_LABELS),
            "sheets": [
                {"is-award": True, "heading": "Tờ căn chỉnh phôi Giấy khen"},
                {"is-award": False, "heading": "Tờ căn chỉnh phôi danh hiệu"},
            ],
        }  # fmt: skip


def _millimetres(tenths: int) -> str:
    """A length without its sign, as people write it: ``1,5 mm``."""
    whole, tenth = divmod(abs(tenths), 10)
    return f"{whole},{tenth} mm" if tenth else f"{whole} mm"
