"""Forms of the rules: one figure that the province or the council sets, a law that is confirmed, a change that ends."""

import re
from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from states.rule_composing import canonical_text
from states.rule_editing import Editable, one_figure
from states.rule_names import known_awards
from states.rule_reading import NONE
from web.action_forms import CommandForm
from web.fields import Asked, AtMost, Filled, VnDateField, options
from web.forms import ActionForm
from web.language import _, language, lazy
from web.rule_words import LEVELS, value_in_words
from web.views.nominations.shown import marks
from workflow.commands.administration.confirm_regime import ConfirmRegime
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.end_rule_change import EndRuleChange

_MOST = 10_000
_DAY_OF_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_ASKED = {
    "term": ("days", "day_kind"), "share": ("num", "den"), "threshold": ("num", "den", "strict"), "whole": ("whole",),
    "yes_no": ("answer",), "one_of": ("answer",), "day_of_year": ("month_day",), "words": ("words",),
    "quota": ("num", "den", "quota_of"),
}  # fmt: skip


class PreviewedForm(ActionForm):
    """A form whose effect is shown before anything is written; ``look`` is what the person saw of it."""

    look = HiddenField()


class EnactingForm(PreviewedForm):
    """A form that enacts a layer. ``acknowledged``: whoever makes something easier than the law says that they know."""

    acknowledged = BooleanField(
        lazy("Tôi biết quy định riêng này nới lỏng các nội dung nêu trên và vẫn nhập theo văn bản")
    )

    def order(self, content: str) -> EnactLayer:
        """The command."""
        return EnactLayer(on=self.fresh_id.data, content=content, acknowledged=bool(self.acknowledged.data))


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


class FigureForm(DocumentForm):
    """One figure of a layer: its value, who set it, in which document, and from when on."""

    days = IntegerField(lazy("Số ngày"), [Asked(), Optional()])
    day_kind = RadioField(lazy("Cách tính ngày"), [Asked(), Optional()])
    num = IntegerField(lazy("Tử số"), [Asked(), Optional()], description=lazy("Ví dụ: 4 trong 4/5."))
    den = IntegerField(lazy("Mẫu số"), [Asked(), Optional()], description=lazy("Ví dụ: 5 trong 4/5."))
    quota_of = SelectField(lazy("Tính trên số được tặng"), [Asked(), Optional()])
    strict = RadioField(lazy("Cách tính tỷ lệ"), [Asked(), Optional()])
    whole = IntegerField(lazy("Giá trị mới"), [Asked(), Optional()])
    answer = RadioField(lazy("Giá trị mới"), [Asked(), Optional()])
    month_day = StringField(lazy("Ngày và tháng"), [Asked(), AtMost(20)], description=lazy("Ví dụ: 10/12."))
    words = StringField(lazy("Giá trị mới"), [Asked(), AtMost(100)])
    is_none = BooleanField(lazy("Bỏ quy định này, không đặt giá trị nào"))
    level = RadioField(lazy("Ai quy định"), [Filled(lazy("Chọn cấp quy định."))])
    valid_to = VnDateField(lazy("Đến hết ngày"), [Optional()], description=lazy("Để trống nếu văn bản không ghi."))

    def arrange(self, figure: Editable) -> None:
        """Ask for the value as this figure is entered."""
        self.figure = figure
        self.day_kind.choices = options([("working", _("Ngày làm việc")), ("calendar", _("Ngày theo lịch"))])
        self.strict.choices = options([("no", _("Từ tỷ lệ này trở lên")), ("yes", _("Phải quá tỷ lệ này"))])
        self.level.choices = options((level, LEVELS[level]) for level in ("province", "council"))
        self.mark.choices = options(marks().items())
        awards = {code: name for name, code in known_awards(language()).items()}
        self.quota_of.choices = options([("", _("Chưa chọn")), *awards.items()])
        words = [("yes", _("Có")), ("no", _("Không"))]
        if figure.entered == "one_of":
            words = [(choice, value_in_words(choice, figure.key)) for choice in figure.choices]
        self.answer.choices = options(words)

    def asked(self) -> list[str]:
        """The fields of this figure, in the order of the page."""
        none = ("is_none",) if self.figure.may_be_none else ()
        head = ("level", "document", "article", "mark", "valid_from", "valid_to")
        return [*_ASKED[self.figure.entered], *none, *head]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field can be read, and a value was given that is one."""
        is_read = bool(super().validate(extra_validators))
        if not (self.is_none.data and self.figure.may_be_none):
            for name, words in self._missing():
                if not self[name].errors:
                    self[name].errors = [words]
                is_read = False
        if self.valid_to.data and self.valid_from.data and self.valid_to.data < self.valid_from.data:
            self.valid_to.errors = [_("Ngày cuối phải từ ngày có hiệu lực trở đi.")]
            is_read = False
        return is_read

    def _missing(self) -> list[tuple[str, str]]:
        found = []
        for name in _ASKED[self.figure.entered]:
            data = self[name].data
            if name == "month_day" and _month_day(data or "") is None:
                found.append((name, _("Nhập ngày và tháng có thật. Ví dụ: 10/12.")))
            elif data in (None, ""):
                found.append((name, _("Nhập hoặc chọn giá trị mới.")))
            elif isinstance(data, int) and not isinstance(data, bool) and not 0 < data <= _MOST:
                found.append((name, _("Nhập một số từ 1 đến %(most)s.", most=_MOST)))
        return found

    def content(self, section: str, code: str, organisation: str) -> str:
        """The layer as canonical JSON."""
        return canonical_text(
            one_figure(
                (section, code, self.figure.key), self.value(), level=self.level.data, organisation=organisation,
                valid_to=self.valid_to.data, **self.head(),
            )
        )  # fmt: skip

    def value(self) -> Any:
        """The new value as rules write it."""
        if self.is_none.data and self.figure.may_be_none:
            return NONE
        match self.figure.entered:
            case "term":
                return {"days": self.days.data, "kind": self.day_kind.data}
            case "share":
                return [self.num.data, self.den.data]
            case "quota":
                return {"set_by": "rules", "share": [self.num.data, self.den.data], "of": self.quota_of.data}
            case "threshold":
                return {"num": self.num.data, "den": self.den.data, "strict": self.strict.data == "yes"}
            case "yes_no":
                return self.answer.data == "yes"
            case "one_of":
                return self.answer.data
            case "day_of_year":
                return _month_day(self.month_day.data)
        return self.whole.data if self.figure.entered == "whole" else self.words.data


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


def _month_day(text: str) -> str | None:
    """``10/12`` as the rules keep it: ``12-10``; nothing where there is no such day."""
    match = _DAY_OF_YEAR.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(2024, int(match[2]), int(match[1])).strftime("%m-%d")
    except ValueError:
        return None
