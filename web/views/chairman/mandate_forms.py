"""Forms of mandates: having a deputy sign for the chairman, and taking that back."""

from collections.abc import Iterable
from typing import ClassVar

from wtforms import SelectField, SelectMultipleField, StringField

from web.action_forms import CommandForm
from web.fields import AtMost, Filled, VnDateField, options
from web.forms import ActionForm
from web.language import _, lazy
from web.views.account.signature import SignedWithPassword, password_field
from web.views.nominations.case_form import reason_field
from web.words import Words
from workflow.commands.administration.give_mandate import GiveMandate
from workflow.commands.administration.withdraw_mandate import WithdrawMandate

_DAY = lazy("Ví dụ: 05/01/2024.")


class GiveMandateForm(SignedWithPassword, ActionForm):
    """A mandate for a deputy, with the chairman's password."""

    account_id = SelectField(lazy("Người được ủy quyền"), [Filled(lazy("Chọn người được ủy quyền."))], default="")
    title = StringField(
        lazy("Chức danh ghi trên giấy tờ"), [Filled(lazy("Nhập chức danh.")), AtMost(200)],
        description=lazy("Ví dụ: Phó Chủ tịch. Quyết định ghi KT. CHỦ TỊCH, PHÓ CHỦ TỊCH."),
    )  # fmt: skip
    held_from = VnDateField(lazy("Từ ngày"), [Filled(lazy("Nhập ngày bắt đầu ủy quyền."))], description=_DAY)
    held_until = VnDateField(lazy("Đến ngày"), [Filled(lazy("Nhập ngày cuối cùng của ủy quyền."))], description=_DAY)
    scope = SelectMultipleField(
        lazy("Được quyết định về"), coerce=str,
        description=lazy("Không chọn gì: mọi danh hiệu, hình thức khen thưởng thuộc thẩm quyền của Chủ tịch."),
    )  # fmt: skip
    document = StringField(
        lazy("Văn bản ủy quyền"), [Filled(lazy("Nhập số, ngày của văn bản ủy quyền.")), AtMost(300)],
        description=lazy("Ví dụ: Quyết định số 12/QĐ-UBND ngày 05/01/2024."),
    )  # fmt: skip
    password = password_field()

    def offer(self, people: Iterable[tuple[str, str]], awards: Iterable[str]) -> None:
        """Whom the mandate may be given to, and to which awards it may be limited."""
        self.account_id.choices = options([("", _("Chưa chọn")), *people])
        self.scope.choices = options((code, Words().award(code)) for code in awards)

    def order(self) -> GiveMandate:
        """The command."""
        return GiveMandate(
            on=self.fresh_id.data, account_id=self.account_id.data, title=self.title.data,
            held_from=self.held_from.data, held_until=self.held_until.data, document=self.document.data,
            scope=tuple(self.scope.data or ()),
        )  # fmt: skip


class WithdrawMandateForm(CommandForm):
    """Taking a mandate back at once."""

    command = WithdrawMandate
    danger = True
    arrives: ClassVar[str] = "chairman.mandates"

    reason = reason_field(lazy("Lý do thu hồi"), lazy("Nêu lý do thu hồi."))
