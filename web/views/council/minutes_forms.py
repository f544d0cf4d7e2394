"""Forms of the minutes: the secretary writes and corrects them, the member who chaired signs them."""

from typing import Any

from wtforms import BooleanField, Field, SelectField, TextAreaField
from wtforms.validators import Optional, ValidationError

from web.access import actor
from web.action_forms import CommandForm
from web.fields import AtMost, Filled, options
from web.language import _, lazy
from web.views.account.signature import SignedWithPassword, password_field
from web.views.council.forms import page_of
from web.views.council.minutes_text import Sheet, sheet_of
from workflow.commands.council.correct_minutes import CorrectMinutes
from workflow.commands.council.record_minutes import RecordMinutes
from workflow.commands.council.sign_minutes import SignMinutes
from workflow.queries.open_actions import Look

LONGEST = 20_000


class MinutesForm(CommandForm):
    """What the secretary writes; the figures stand beside it and are not written by anybody."""

    template = "views/council/minutes_form.html"
    keeps = True

    chair_id = SelectField(lazy("Người chủ trì"), [Filled(lazy("Chọn thành viên đã chủ trì phiên họp."))],
                           description=lazy("Người này đọc toàn bộ biên bản rồi ký."))  # fmt: skip
    signer_id = SelectField(
        lazy("Người ký thay chủ trì"), [Optional()],
        description=lazy("Chỉ chọn khi nhiệm kỳ của người chủ trì đã kết thúc: thành viên dự họp này ký, biên bản ghi rõ là ký "
                         "thay."),
    )  # fmt: skip
    course = TextAreaField(
        lazy("Diễn biến phiên họp"), [Filled(lazy("Ghi diễn biến phiên họp.")), AtMost(LONGEST)],
        description=lazy("Ai báo cáo, thảo luận thế nào. Không chép lại số liệu: thành phần, chương trình và kết quả "
                         "kiểm phiếu được lấy từ dữ liệu."),
    )  # fmt: skip
    remarks = TextAreaField(lazy("Ý kiến khác"), [Optional(), AtMost(LONGEST)],
                            description=lazy("Ý kiến đề nghị ghi vào biên bản. Để trống nếu không có."))  # fmt: skip
    conclusions = TextAreaField(
        lazy("Kết luận"), [Filled(lazy("Ghi kết luận của phiên họp.")), AtMost(LONGEST)],
        description=lazy("Việc giao cho ai, thời hạn; thành viên dự họp có nhất trí với biên bản không."),
    )  # fmt: skip

    def arrange(self, look: Look) -> None:
        """The members on the roll who were there, and so may have chaired."""
        self.sheet = sheet_of(page_of(look))
        page = self.sheet.page
        seats = [
            seat for seat in page.seats
            if seat.account_id != actor().account_id and (seat.takes_part or page.is_circulated)
        ]  # fmt: skip
        people = [(seat.account_id, f"{seat.name} – {seat.title}") for seat in seats]
        self.chair_id.choices = options([("", _("Chọn thành viên")), *people])
        seated = {row["account_id"] for row in page.facts.seated}
        self.signer_id.choices = options([("", _("Không có")), *(each for each in people if each[0] in seated)])
        if all(key in seated for key, _name in people):
            del self.signer_id

    def values(self) -> dict[str, Any]:
        """Nobody signs instead unless somebody was chosen."""
        said = super().values()
        return said | {"signer_id": said.get("signer_id") or None}

    def rests_on(self, look: Look) -> Sheet:
        """Everything that stands in the minutes from the records."""
        return self.sheet


class RecordMinutesForm(MinutesForm):
    """Record the minutes."""

    command = RecordMinutes


class CorrectMinutesForm(MinutesForm):
    """Correct the minutes: what stands is filled in, to be changed."""

    read_first = ("reason",)

    command = CorrectMinutes

    reason = TextAreaField(
        lazy("Lý do đính chính"), [Filled(lazy("Ghi lý do đính chính.")), AtMost(2000)],
        description=lazy("Lý do được in trên biên bản mới."),
    )  # fmt: skip

    def arrange(self, look: Look) -> None:
        """What stands now, unless something was entered already."""
        super().arrange(look)
        standing = self.sheet.minutes
        if standing and not self.is_entered():
            for name in ("chair_id", "course", "remarks", "conclusions"):
                self[name].data = getattr(standing, name)


class SignMinutesForm(SignedWithPassword, CommandForm):
    """The member who chaired signs: a recorded act, after reading all of it and giving the password again."""

    command = SignMinutes
    template = "views/council/minutes_signing.html"

    has_read = BooleanField(
        lazy("Tôi đã đọc toàn bộ biên bản và kết quả kiểm phiếu."),
        [Filled(lazy("Đánh dấu xác nhận đã đọc toàn bộ biên bản."))],
    )
    password = password_field()

    def rests_on(self, look: Look) -> Sheet:
        """The minutes in full."""
        return sheet_of(page_of(look))

    def values(self) -> dict[str, Any]:
        """Nothing but the signature."""
        return {}

    def validate_has_read(self, field: Field) -> None:
        """Nobody signs unread."""
        if not field.data:
            raise ValidationError(_("Đánh dấu xác nhận đã đọc toàn bộ biên bản."))
