"""Forms of the way on: to the agenda, to the chairman, to the public, on hold and back."""

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from states.certificate_vocabulary import CertificateCause
from states.vocabulary import Receiver, State
from web.access import actor
from web.database import reading
from web.fields import AtMost, Filled, VnDateField, options
from web.filters import day
from web.language import _, lazy
from web.views.nominations.case_form import LONGEST, CaseForm, reason_field
from web.words import Words
from workflow.commands.nomination.confer import Confer
from workflow.commands.nomination.publish import Publish
from workflow.commands.nomination.reopen import Reopen
from workflow.commands.nomination.replace_certificate import ReplaceCertificate
from workflow.commands.nomination.resume import Resume
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.commands.nomination.suspend import Suspend
from workflow.commands.nomination.table import Table
from workflow.commands.nomination.take_off_agenda import TakeOffAgenda
from workflow.queries.open_actions import Look
from workflow.queries.secretariat import sessions_taking_items

LINE = 200
"""The longest name or title of a ceremony."""
_ANSWERS = (State.RETURNED_BY_CHAIRMAN, State.RETURNED_FROM_ABOVE)


class TableForm(CaseForm):
    """Put an eligible nomination on the agenda of a session."""

    command = Table

    session_id = RadioField(lazy("Phiên họp"), [Filled(lazy("Chọn phiên họp."))], validate_choice=False)

    def arrange(self, look: Look) -> None:
        """The sessions whose agenda is still open."""
        super().arrange(look)
        self.session_id.choices = open_sessions()


def open_sessions() -> list[object]:
    """Sessions whose agenda is still open, as answers of a choice."""
    found = sessions_taking_items(reading(), actor().organisation_id)
    return list(options((each.key, f"{each.title} – {day(each.meets_on)}") for each in found))


class TakeOffAgendaForm(CaseForm):
    """Take a nomination off the agenda before the vote opens."""

    command = TakeOffAgenda

    reason = reason_field(lazy("Lý do đưa ra khỏi chương trình"), lazy("Nêu lý do đưa hồ sơ ra khỏi chương trình."))


class SubmitToChairmanForm(CaseForm):
    """Lay a nomination before the chairman."""

    command = SubmitToChairman

    note = TextAreaField(
        lazy("Ý kiến của thường trực"), [AtMost(LONGEST)],
        description=lazy("Nêu điều Chủ tịch cần biết. Khi trình lại, trả lời đủ các câu hỏi đã được nêu."),
    )  # fmt: skip

    def validate_note(self, field: TextAreaField) -> None:
        """Questions that were asked are answered."""
        if self.stands_at in _ANSWERS and not field.data:
            raise ValidationError(_("Trả lời những nội dung đã được yêu cầu khi trả lại hồ sơ."))


class PublishForm(CaseForm):
    """Put an award of a higher level on the public board."""

    command = Publish


class ConferForm(CaseForm):
    """Record that the award was handed over."""

    command = Confer

    conferred_on = VnDateField(lazy("Ngày trao tặng"), [Filled(lazy("Nhập ngày trao tặng."))])
    ceremony = StringField(
        lazy("Buổi trao tặng"), [AtMost(LINE)], description=lazy("Ví dụ: Hội nghị tổng kết năm 2024.")
    )
    handed_by = StringField(lazy("Người trao"), [AtMost(LINE)])
    receiver = RadioField(lazy("Người nhận"), coerce=Receiver, validators=[Filled(lazy("Chọn người nhận."))])
    received_by = StringField(
        lazy("Họ tên người nhận thay"), [AtMost(LINE)],
        description=lazy("Ghi khi có người nhận thay, hoặc gia đình nhận (truy tặng)."),
    )  # fmt: skip
    note = TextAreaField(lazy("Ghi chú"), [AtMost(LONGEST)])

    def arrange(self, look: Look) -> None:
        """Who may receive it."""
        super().arrange(look)
        self.receiver.choices = list(options((each.value, Words().label(each)) for each in Receiver))


class ReplaceCertificateForm(CaseForm):
    """Make out a certificate in the place of a damaged, misprinted or lost one."""

    command = ReplaceCertificate

    cause = RadioField(
        lazy("Lý do"), coerce=CertificateCause, validators=[Filled(lazy("Chọn lý do cấp đổi, cấp lại."))]
    )
    requested_on = VnDateField(
        lazy("Ngày nhận văn bản đề nghị"), [Filled(lazy("Nhập ngày nhận văn bản đề nghị."))],
        description=lazy("Thời hạn cấp đổi, cấp lại tính từ ngày này."),
    )  # fmt: skip
    request = StringField(
        lazy("Văn bản đề nghị"), [Filled(lazy("Ghi văn bản đề nghị.")), AtMost(LINE)],
        description=lazy("Số, ngày hoặc người viết đơn."),
    )  # fmt: skip
    is_returned = BooleanField(
        lazy("Đã thu lại giấy cũ."), description=lazy("Bắt buộc khi giấy cũ bị hư hỏng hoặc in sai.")
    )
    confirmation = StringField(
        lazy("Văn bản xác nhận việc mất giấy"), [AtMost(LINE)],
        description=lazy("Bắt buộc khi giấy cũ bị mất: của ai, số, ngày."),
    )  # fmt: skip

    def arrange(self, look: Look) -> None:
        """What may have happened to the old one."""
        super().arrange(look)
        self.cause.choices = list(options((each.value, Words().label(each)) for each in CertificateCause))


class SuspendForm(CaseForm):
    """Hold a nomination while a matter is pending."""

    command = Suspend

    reason = reason_field(
        lazy("Lý do tạm dừng"), lazy("Nêu lý do tạm dừng."),
        lazy("Nêu việc đang chờ kết luận: kỷ luật, thanh tra, khiếu nại, tố cáo. Hồ sơ sẽ trở lại đúng bước này."),
    )  # fmt: skip


class ResumeForm(CaseForm):
    """Lift a hold."""

    command = Resume

    reason = reason_field(lazy("Kết quả của việc đã chờ"), lazy("Nêu việc đã chờ được giải quyết thế nào."))


class ReopenForm(CaseForm):
    """Take a nomination back into appraisal."""

    command = Reopen

    reason = reason_field(
        lazy("Căn cứ xem xét lại"), lazy("Nêu căn cứ xem xét lại."),
        lazy("Nêu kiến nghị có cơ sở hoặc nội dung được yêu cầu. Thẩm định và biểu quyết sẽ làm lại từ đầu."),
    )  # fmt: skip
