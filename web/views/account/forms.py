"""Forms of signing in and of one's own account."""

from wtforms import HiddenField, PasswordField, RadioField, StringField
from wtforms.validators import ValidationError

from states.vocabulary import Role
from web.fields import AtMost, Filled, options
from web.forms import BaseForm
from web.language import _, lazy
from web.passwords import LONGEST, SHORTEST


class SignInForm(BaseForm):
    """User name and password."""

    username = StringField(lazy("Tên đăng nhập"), [Filled(lazy("Nhập tên đăng nhập."))])
    password = PasswordField(lazy("Mật khẩu"), [Filled(lazy("Nhập mật khẩu."))])
    back = HiddenField()
    kept = HiddenField()


class ReturnForm(BaseForm):
    """The way back to a form that was sent too late."""

    kept = HiddenField()


class NewPasswordForm(BaseForm):
    """A password chosen by the person, typed twice."""

    password = PasswordField(
        lazy("Mật khẩu mới"),
        [Filled(lazy("Nhập mật khẩu mới.")), AtMost(LONGEST)],
        description=lazy("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất, ví dụ bốn từ không liên quan nhau."),
    )
    again = PasswordField(lazy("Nhập lại mật khẩu mới"), [Filled(lazy("Nhập lại mật khẩu mới."))])

    def validate_password(self, field: PasswordField) -> None:
        """Long enough not to be guessed."""
        if len(field.data) < SHORTEST:
            raise ValidationError(_("Đặt mật khẩu dài ít nhất %(n)s ký tự.", n=SHORTEST))

    def validate_again(self, field: PasswordField) -> None:
        """Typed the same way twice."""
        if field.data != self.password.data:
            raise ValidationError(_("Hai lần nhập mật khẩu chưa giống nhau. Nhập lại."))


WHOM_TO_ASK = {
    Role.AUDITOR: lazy("Hỏi cán bộ kiểm tra, giám sát của đơn vị. Người quản trị không biết mã này."),
    Role.CHAIRMAN: lazy("Hỏi Chủ tịch Ủy ban nhân dân. Người quản trị không biết mã này."),
    None: lazy("Hỏi người vận hành máy chủ của hệ thống. Người quản trị không biết mã này."),
}
"""Who reads the code to a person, by the office that sees it; without one it is the operator at the console."""


class InvitationForm(NewPasswordForm):
    """A password chosen by the person, with the code that a second person reads to them."""

    read_first = ("code",)

    code = StringField(lazy("Mã xác nhận"), [Filled(lazy("Nhập mã xác nhận."))])


class ChangePasswordForm(NewPasswordForm):
    """The present password, and a new one."""

    read_first = ("present",)

    present = PasswordField(lazy("Mật khẩu hiện tại"), [Filled(lazy("Nhập mật khẩu hiện tại."))])


class LanguageForm(BaseForm):
    """The language of one's own screens."""

    language = RadioField(
        lazy("Ngôn ngữ"),
        [Filled(lazy("Chọn ngôn ngữ."))],
        choices=options([("vi", "Tiếng Việt"), ("en", "English")]),
    )
    back = HiddenField()
