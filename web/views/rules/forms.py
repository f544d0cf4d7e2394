"""Forms of the rules: what a document lays down, a law that is confirmed, a change that ends."""

from collections.abc import Callable
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField

from web.action_forms import CommandForm
from web.fields import AtMost, Filled, VnDateField
from web.forms import ActionForm
from web.language import lazy
from workflow.commands.administration.confirm_regime import ConfirmRegime
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.end_rule_change import EndRuleChange


class PreviewedForm(ActionForm):
    """A form whose effect is shown before anything is written; ``look`` is what the person saw of it."""

    look = HiddenField()

    def note_unreadable(self, words: str, alone: Callable[[str], str]) -> None:
        """Say that no rules come of it; ``alone`` says so of a part of it by its content, and nothing where that is well."""
        self.form_errors.append(words)


class EnactingForm(PreviewedForm):
    """A form that enacts a layer. ``acknowledged``: whoever makes something easier than the law says that they know.

    ``gives_way``: the same of what does not count for now, because another layer prevails.
    """

    acknowledged = BooleanField(
        lazy("Tôi biết quy định riêng này nới lỏng các nội dung nêu trên và vẫn nhập theo văn bản")
    )
    gives_way = BooleanField(
        lazy("Tôi biết nội dung nêu trên chưa có tác dụng vì văn bản khác đang được ưu tiên, và vẫn ghi quy định này")
    )

    def order(self, content: str) -> EnactLayer:
        """The command."""
        return EnactLayer(
            on=self.fresh_id.data, content=content, acknowledged=bool(self.acknowledged.data),
            gives_way=bool(self.gives_way.data),
        )  # fmt: skip


class DocumentForm(EnactingForm):
    """A form about what a document lays down: its number, where in it, and from which day on it counts."""

    document = StringField(
        lazy("Số văn bản"), [Filled(lazy("Nhập số văn bản làm căn cứ.")), AtMost(100)],
        description=lazy("Ví dụ: 05/QC-HĐ hoặc 86/2025/QĐ-UBND."),
    )  # fmt: skip
    article = StringField(
        lazy("Điều, khoản"), [Filled(lazy("Nhập điều, khoản của văn bản.")), AtMost(200)],
        description=lazy("Ví dụ: Điều 7 khoản 2."),
    )  # fmt: skip
    mark = RadioField(lazy("Mức chắc chắn"), [Filled(lazy("Chọn mức chắc chắn."))])
    valid_from = VnDateField(lazy("Có hiệu lực từ ngày"), [Filled(lazy("Nhập ngày có hiệu lực."))])

    def head(self) -> dict[str, Any]:
        """What a layer says of its document."""
        return {
            "document": self.document.data, "article": self.article.data, "mark": self.mark.data,
            "valid_from": self.valid_from.data,
        }  # fmt: skip


class ShippedForm(EnactingForm):
    """A layer that comes with the software, enacted as it is."""


class ConfirmRegimeForm(PreviewedForm):
    """The document under which the commune works by a new law."""

    document = StringField(
        lazy("Số văn bản xác nhận"), [Filled(lazy("Nhập số văn bản xác nhận.")), AtMost(100)],
        description=lazy("Ví dụ: 06/2026/QH16 hoặc văn bản hướng dẫn của Sở Nội vụ."),
    )  # fmt: skip

    def order(self, regime: str) -> ConfirmRegime:
        """The command."""
        return ConfirmRegime(on=self.fresh_id.data, regime=regime, document=self.document.data)


class EndRuleChangeForm(CommandForm, PreviewedForm):
    """The last day of a change of the rules."""

    command = EndRuleChange
    danger = True

    last_day = VnDateField(
        lazy("Ngày cuối cùng áp dụng"), [Filled(lazy("Nhập ngày cuối cùng áp dụng."))],
        description=lazy("Nhập ngày trước ngày có hiệu lực nếu nội dung đã nhập nhầm."),
    )  # fmt: skip
    reason = TextAreaField(lazy("Căn cứ"), [Filled(lazy("Nêu văn bản hoặc lý do chấm dứt.")), AtMost(1000)])
