"""Forms before a session: its guests, and the invitations with the agenda."""

from typing import Any

from wtforms import SelectField, StringField

from web.access import actor
from web.action_forms import CommandForm
from web.database import reading
from web.fields import AtMost, Filled, options
from web.language import lazy
from web.views.council.forms import page_of
from web.words import Words
from workflow.commands.council.invite_guest import InviteGuest
from workflow.commands.council.send_invitations import SendInvitations
from workflow.queries.invitations import accounts_to_invite, guests_of
from workflow.queries.open_actions import Look


class InviteGuestForm(CommandForm):
    """A person who is invited, speaks and does not vote."""

    command = InviteGuest

    name = StringField(lazy("Họ và tên"), [Filled(lazy("Nhập họ và tên.")), AtMost(200)])
    post = StringField(
        lazy("Chức vụ, đơn vị"), [Filled(lazy("Nhập chức vụ, đơn vị của khách mời.")), AtMost(200)],
        description=lazy("Ví dụ: Hiệu trưởng Trường Tiểu học."),
    )  # fmt: skip
    account_id = SelectField(
        lazy("Tài khoản trên hệ thống"), default="",
        description=lazy("Nếu khách mời có tài khoản, giấy mời đến thành thông báo; nếu không, giao giấy mời tận tay."),
    )  # fmt: skip

    def arrange(self, look: Look) -> None:
        """Everybody with an account."""
        people = accounts_to_invite(reading(), actor().organisation_id)
        self.account_id.choices = options([("", Words().none()), *people])

    def values(self) -> dict[str, Any]:
        """No account is none."""
        return super().values() | {"account_id": self.account_id.data or None}


class SendInvitationsForm(CommandForm):
    """Send the agenda ahead; who gets it and what it says stands on the page."""

    command = SendInvitations
    template = "views/council/invitations.html"

    def arrange(self, look: Look) -> None:
        """Whom it goes to, and the agenda."""
        self.page = page_of(look)
        self.guests = guests_of(reading(), look.case["id"])
