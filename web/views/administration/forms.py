"""Forms of the registers: units, accounts, offices. No form here asks for a password: nobody sets another's."""

from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField

from states.council_vocabulary import CouncilBody, CouncilSeat
from states.vocabulary import Role, UnitKind
from web.action_forms import CommandForm
from web.fields import AtMost, Filled, VnDateField, options
from web.forms import ActionForm
from web.language import lazy
from web.words import Words
from workflow.commands.administration.add_unit import AddUnit
from workflow.commands.administration.deactivate_account import DeactivateAccount
from workflow.commands.administration.end_office import EndOffice
from workflow.commands.administration.end_unit import EndUnit
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.administration.invite_account import InviteAccount

GRANTED = (
    Role.UNIT_OFFICER, Role.SECRETARIAT, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.CHAIRMAN, Role.AUDITOR,
    Role.ADMINISTRATOR,
)  # fmt: skip


class AddUnitForm(ActionForm):
    """A new unit."""

    kind = RadioField(lazy("Loại đơn vị"), [Filled(lazy("Chọn loại đơn vị."))])
    name = StringField(lazy("Tên đơn vị"), [Filled(lazy("Nhập tên đơn vị.")), AtMost(200)])
    valid_from = VnDateField(
        lazy("Hoạt động từ ngày"), [Filled(lazy("Nhập ngày đơn vị bắt đầu hoạt động."))],
        description=lazy("Ví dụ: 01/01/2024."),
    )  # fmt: skip

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.kind.choices = options((kind.value, Words().label(kind)) for kind in UnitKind)

    def order(self) -> AddUnit:
        """The command."""
        first: date = self.valid_from.data
        return AddUnit(
            on=self.fresh_id.data, kind=UnitKind(self.kind.data), name=self.name.data, valid_from=first.isoformat()
        )


class EndUnitForm(CommandForm):
    """The last day of a unit."""

    command = EndUnit
    danger = True

    last_day = VnDateField(lazy("Ngày cuối cùng hoạt động"), [Filled(lazy("Nhập ngày cuối cùng đơn vị hoạt động."))])
    reason = TextAreaField(
        lazy("Căn cứ"), [Filled(lazy("Nêu văn bản về việc sáp nhập, giải thể đơn vị.")), AtMost(1000)]
    )


class InviteAccountForm(ActionForm):
    """A new account."""

    full_name = StringField(lazy("Họ và tên"), [Filled(lazy("Nhập họ và tên.")), AtMost(200)])
    post_title = StringField(lazy("Chức vụ"), [Filled(lazy("Nhập chức vụ.")), AtMost(200)])
    username = StringField(
        lazy("Tên đăng nhập"), [Filled(lazy("Nhập tên đăng nhập.")), AtMost(40)],
        description=lazy("Chữ thường không dấu, số, dấu chấm. Ví dụ: hoa.nguyen."),
    )  # fmt: skip
    email = StringField(lazy("Thư điện tử"), [AtMost(200)])

    def order(self) -> InviteAccount:
        """The command."""
        return InviteAccount(
            on=self.fresh_id.data, username=self.username.data.lower(), full_name=self.full_name.data,
            post_title=self.post_title.data, email=self.email.data or None,
        )  # fmt: skip


class DeactivateAccountForm(CommandForm):
    """Closing an account."""

    command = DeactivateAccount
    danger = True

    reason = TextAreaField(lazy("Lý do"), [Filled(lazy("Nêu lý do khóa tài khoản.")), AtMost(1000)])


class GrantOfficeForm(ActionForm):
    """An office for a person."""

    account_id = HiddenField()
    role = RadioField(lazy("Vai trò"), [Filled(lazy("Chọn vai trò."))])
    unit_id = SelectField(lazy("Đơn vị"), default="", description=lazy("Chỉ chọn khi giao vai trò cán bộ đơn vị."))
    body = SelectField(
        lazy("Bộ phận của Hội đồng"), default=CouncilBody.COUNCIL.value,
        description=lazy("Chỉ có nghĩa khi giao vai trò thành viên Hội đồng. Ai ở cả hai bộ phận thì giao hai vai trò."),
    )  # fmt: skip
    seat = SelectField(
        lazy("Vị trí trong Hội đồng"), default=CouncilSeat.MEMBER.value,
        description=lazy("Chỉ có nghĩa khi giao vai trò thành viên Hội đồng."),
    )  # fmt: skip
    substitutes_id = SelectField(
        lazy("Dự thay cho"), default="",
        description=lazy("Chỉ chọn khi cử người này dự thay một thành viên lúc vắng; có được biểu quyết không là do quy định."),
    )  # fmt: skip
    title = StringField(
        lazy("Chức danh ghi trên giấy tờ"), [Filled(lazy("Nhập chức danh.")), AtMost(200)],
        description=lazy("Ví dụ: Phó Chủ tịch Hội đồng."),
    )  # fmt: skip
    held_from = VnDateField(lazy("Từ ngày"), [Filled(lazy("Nhập ngày bắt đầu giữ vai trò."))])
    held_until = VnDateField(lazy("Đến ngày"))
    document = StringField(
        lazy("Văn bản giao nhiệm vụ"), [Filled(lazy("Nhập số, ngày của văn bản giao nhiệm vụ.")), AtMost(300)],
        description=lazy("Ví dụ: Quyết định số 12/QĐ-UBND ngày 05/01/2024."),
    )  # fmt: skip

    def arrange(
        self, account_id: str, units: list[tuple[str, str]], members: list[tuple[str, str, CouncilBody]]
    ) -> None:
        """Whose office it is, and for which units it may be."""
        self.account_id.data = account_id
        self.role.choices = options((role.value, Words().label(role)) for role in GRANTED)
        self.unit_id.choices = options([("", Words().none()), *units])
        named = [(key, f"{name} ({Words().label(body)})") for key, name, body in members]
        self.substitutes_id.choices = options([("", Words().none()), *named])
        self.body.choices = options((body.value, Words().label(body)) for body in CouncilBody)
        self.seat.choices = options((seat.value, Words().label(seat)) for seat in CouncilSeat)

    def order(self) -> GrantOffice:
        """The command."""
        return GrantOffice(
            on=self.fresh_id.data, account_id=self.account_id.data, role=Role(self.role.data),
            title=self.title.data, held_from=self.held_from.data, held_until=self.held_until.data,
            document=self.document.data, unit_id=self.unit_id.data or None, body=CouncilBody(self.body.data),
            seat=CouncilSeat(self.seat.data), substitutes_id=self.substitutes_id.data or None,
        )  # fmt: skip


class EndOfficeForm(CommandForm):
    """The last day of an office."""

    command = EndOffice
    danger = True

    last_day = VnDateField(
        lazy("Ngày cuối cùng giữ vai trò"), [Filled(lazy("Nhập ngày cuối cùng giữ vai trò."))],
        description=lazy("Vai trò còn hiệu lực đến hết ngày này."),
    )  # fmt: skip
    reason = TextAreaField(lazy("Căn cứ"), [Filled(lazy("Nêu văn bản thôi giao nhiệm vụ.")), AtMost(1000)])
