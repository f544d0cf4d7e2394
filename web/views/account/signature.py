"""Signing by giving the password again: the person at the screen is the one who signs."""

from wtforms import PasswordField
from wtforms.validators import ValidationError

from web.access import actor, person
from web.fields import Filled
from web.language import _, lazy
from web.views.account.signing_in import account_with


def password_field() -> PasswordField:
    """Where the password is asked for once more."""
    return PasswordField(
        lazy("Mật khẩu của ông/bà"), [Filled(lazy("Nhập lại mật khẩu để ký."))],
        description=lazy("Nhập lại mật khẩu đăng nhập để xác nhận chính ông/bà là người ký."),
    )  # fmt: skip


class SignedWithPassword:
    """A form with a ``password`` that must be the one of whoever is signed in; too many wrong tries rest the account."""

    def validate_password(self, field: PasswordField) -> None:
        """The person at the screen is the one who signs."""
        if account_with(person().username, field.data) != actor().account_id:
            raise ValidationError(_("Mật khẩu chưa đúng. Nhập lại."))
