"""Forms of what the Government lays down for everybody, on dates of its own."""

from typing import Any

from states.rule_composing import canonical_text
from states.rule_editing import salary_step
from web.fields import Filled, MoneyField, options
from web.language import _, lazy
from web.views.nominations.shown import marks
from web.views.rules.forms import DocumentForm


class SalaryForm(DocumentForm):
    """A step of the base salary: the new amount, and the decree that sets it."""

    amount = MoneyField(lazy("Mức lương cơ sở mới (đồng/tháng)"), [Filled(lazy("Nhập mức lương cơ sở mới."))])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.mark.choices = options(marks().items())
        self.document.description = lazy("Ví dụ: 161/2026/NĐ-CP.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field can be read, and the amount is one."""
        is_read = bool(super().validate(extra_validators))
        if self.amount.data is not None and not 0 < self.amount.data <= _MOST_SALARY:
            self.amount.errors = [_("Nhập số tiền lớn hơn 0 và dưới 1 tỷ đồng.")]
            is_read = False
        return is_read

    def content(self, organisation: str) -> str:
        """The layer as canonical JSON."""
        return canonical_text(salary_step(self.amount.data, organisation=organisation, **self.head()))


_MOST_SALARY = 1_000_000_000
