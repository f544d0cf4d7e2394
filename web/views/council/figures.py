"""What the figures of a count are called, on the page and in the workbook alike."""

from collections.abc import Iterable, Mapping

from states.tally_figures import FIGURES, worth_showing
from web.language import _


def figure_heads(counts: Iterable[Mapping[str, int]] | None = None) -> dict[str, str]:
    """The headings by the name of the figure, in order: those that these counts need, or all of them."""
    heads = {
        "base": _("Tính trên số thành viên"), "recused": _("Không được tham gia"), "agree": _("Đồng ý"),
        "agree_lower": _("Mức thấp hơn"), "disagree": _("Không đồng ý"), "abstain": _("Không biểu quyết"),
        "invalid": _("Phiếu không hợp lệ"), "surplus": _("Phiếu thừa"), "missing": _("Chưa cho ý kiến"),
        "written": _("Ý kiến bằng văn bản"), "needed": _("Cần ít nhất"),
    }  # fmt: skip
    return {name: heads[name] for name in (FIGURES if counts is None else worth_showing(counts))}
