"""The form by which a unit, or the office, reports what was reached of one figure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, RadioField, SelectField, StringField, TextAreaField

from states.facts import Row
from states.target_results import MOST_DECIMALS, QUALITATIVE, REFERRING
from states.vocabulary import ReportPeriod
from web.action_forms import CommandForm
from web.fields import AtMost, Filled, VnDateField, VnDecimalField, options
from web.language import _, lazy
from web.views.unit.drafting import stored
from web.words import Words
from workflow.commands.campaign.report_actual import EvidenceFile, ReportActual
from workflow.queries.campaign import FigureShown

_WORDS = Words()
WHOLE_COMMUNE = "commune"
"""What stands for the whole commune where a unit could be chosen."""

HALF_YEAR = (6, 30)
AGAINST = {
    "above_plan": lazy("Mức được giao để so sánh"),
    "per_plan": lazy("Mức được giao để so sánh"),
    "fewer_than_last_year": lazy("Số liệu của năm trước"),
}


class FigureField(VnDecimalField):
    """A number with at most four digits behind the comma; gives a ``Decimal`` that keeps those typed."""

    def read(self, text: str) -> Decimal:
        """The number, if records can hold it."""
        found = super().read(text)
        if decimals(found) > MOST_DECIMALS:
            raise ValueError(_("Nhập phần lẻ tối đa bốn chữ số. Ví dụ: 18,0."))
        return found


def decimals(of: Decimal) -> int:
    """How many digits stand behind the comma."""
    return max(-int(of.as_tuple().exponent), 0)


def whole(of: Decimal) -> int:
    """All digits as an integer."""
    return int(of.scaleb(decimals(of)))


class ReportActualForm(CommandForm):
    """What was reached of one figure; it asks only for what that figure needs."""

    command = ReportActual
    template = "views/campaigns/report.html"
    files = True

    unit_id = SelectField(lazy("Báo cáo của"))
    period = RadioField(lazy("Kỳ báo cáo"), [Filled(lazy("Chọn kỳ báo cáo: 6 tháng đầu năm hoặc cả năm."))])
    reported_on = VnDateField(lazy("Số liệu tính đến ngày"), [Filled(lazy("Nhập ngày chốt số liệu."))])
    value = FigureField(
        lazy("Kết quả thực hiện"), [Filled(lazy("Nhập số liệu thực hiện."))],
        description=lazy("Phần lẻ sau dấu phẩy. Ví dụ: 18,0."),
    )  # fmt: skip
    reference_value = FigureField("", [Filled(lazy("Nhập số làm căn cứ so sánh: kế hoạch không ghi con số này."))])
    measured_in = StringField(
        lazy("Đơn vị tính"), [Filled(lazy("Ghi đơn vị tính. Ví dụ: triệu đồng.")), AtMost(100)],
        description=lazy("Ví dụ: triệu đồng, vụ, người."),
    )  # fmt: skip
    text = TextAreaField(lazy("Đánh giá"), [Filled(lazy("Ghi đánh giá bằng lời.")), AtMost(4000)])
    note = TextAreaField(
        lazy("Ghi chú"), [AtMost(2000)],
        description=lazy(
            "Khi báo cáo lại số liệu đã báo cáo: ghi lý do đính chính. Ghi chú về số liệu toàn xã được công khai."
        ),
    )  # fmt: skip
    evidence = MultipleFileField(
        lazy("Tệp minh chứng"),
        description=lazy("PDF, JPEG, PNG, DOCX hoặc XLSX; tối đa 5 tệp, cộng lại không quá 20 MB."),
    )

    figure: FigureShown
    kept: tuple[EvidenceFile, ...] = ()

    def offer(self, figure: FigureShown, units: Mapping[str, str]) -> None:
        """Ask only for what the figure needs, on behalf of the units given."""
        self.figure = figure
        self.unit_id.choices = options((key, name) for key, name in units.items())
        self.period.choices = options((period.value, _WORDS.label(period)) for period in ReportPeriod)
        is_told = figure.comparator == QUALITATIVE
        unneeded = ["value", "reference_value", "measured_in"] if is_told else ["text"]
        if not is_told:
            unneeded += ["reference_value"] if figure.comparator not in REFERRING else []
            unneeded += ["measured_in"] if figure.unit else []
        for name in unneeded:
            del self[name]
        if "reference_value" in self:
            self["reference_value"].label.text = str(AGAINST[figure.comparator])

    def suggest(self, case: Row, today: date, unit_id: str, period: ReportPeriod) -> None:
        """Fill in what is usual: the period's last day, once it has come."""
        ends_on = date.fromisoformat(case["ends_on"])
        last = date(ends_on.year, *HALF_YEAR) if period == ReportPeriod.INTERIM else ends_on
        if self.is_entered():
            return
        self.unit_id.data, self.period.data, self.reported_on.data = unit_id, period.value, min(today, last)

    def sent_files(self) -> list[FileStorage]:
        """The files that were chosen; an empty box sends one without a name."""
        return [each for each in self.evidence.data or () if isinstance(each, FileStorage) and each.filename]

    def keep_files(self) -> None:
        """Put the files on the disk before any record names them; raises ``NotMet`` where one can't be taken."""
        self.kept = tuple(EvidenceFile(**stored(each)) for each in self.sent_files())

    def values(self) -> dict[str, Any]:
        """The command's fields: numbers as integers with their decimals."""
        given: dict[str, Any] = {
            "report_id": self.fresh_id.data, "figure_id": self.figure.key,
            "unit_id": None if self.unit_id.data == WHOLE_COMMUNE else self.unit_id.data, "period": self.period.data,
            "reported_on": self.reported_on.data, "note": self.note.data or "", "evidence": self.kept,
        }  # fmt: skip
        given |= {name: self[name].data or "" for name in ("measured_in", "text") if name in self}
        if "value" in self:
            given |= {"value": whole(self["value"].data), "decimals": decimals(self["value"].data)}
        if "reference_value" in self:
            said: Field = self["reference_value"]
            given |= {"reference_value": whole(said.data), "reference_decimals": decimals(said.data)}
        return given
