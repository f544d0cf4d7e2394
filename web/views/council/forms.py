"""Forms of the council: what its secretary does with a session, and how its members vote."""

from typing import Any

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from states.council_vocabulary import Attendance, CouncilBody, SessionForm, VoteChoice
from states.refusals import Refusal
from web.access import actor
from web.action_forms import CommandForm
from web.clock import now
from web.database import reading
from web.fields import AtMost, Filled, VnDateField, VnMomentField, options
from web.forms import ActionForm
from web.language import _, language, lazy
from web.views.council.disclosures import foreseen
from web.views.council.each import EachField
from web.views.unit.drafting import stored
from web.words import Words
from workflow.commands.campaign.report_actual import EvidenceFile
from workflow.commands.council.adjourn_session import AdjournSession
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.close_vote import CloseVote
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.open_vote import OpenVote
from workflow.commands.council.plan_session import PlanSession
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.commands.council.void_vote import VoidVote
from workflow.queries.council_paper import keyed_items
from workflow.queries.council_votes import turnout
from workflow.queries.open_actions import Look
from workflow.queries.session import SessionPage, session_page


def page_of(look: Look) -> SessionPage:
    """Everything about the session that a form shows; the person was let in already."""
    page = session_page(reading(), look.case["id"], actor=actor(), at=now())
    assert page is not None
    return page


class PlanSessionForm(CommandForm):
    """Plan a session: where and when the council meets."""

    command = PlanSession

    body = SelectField(lazy("Phiên họp của"), default=CouncilBody.COUNCIL.value)
    form = SelectField(lazy("Cách làm việc"), default=SessionForm.MEETING.value)
    title = StringField(lazy("Tên phiên họp"), [Filled(lazy("Nhập tên phiên họp.")), AtMost(200)])
    venue = StringField(
        lazy("Địa điểm"), [AtMost(200)], description=lazy("Để trống khi lấy ý kiến bằng văn bản, không họp."),
    )  # fmt: skip
    meets_on = VnDateField(
        lazy("Ngày họp"), [Filled(lazy("Nhập ngày họp."))], description=lazy("Ví dụ: 20/12/2024. Từ hôm nay trở đi.")
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.body.choices = options((body.value, Words().label(body)) for body in CouncilBody)
        self.form.choices = options((form.value, Words().label(form)) for form in SessionForm)

    def validate_venue(self, field: Field) -> None:
        """A meeting has a place."""
        if self.form.data == SessionForm.MEETING and not field.data:
            raise ValidationError(_("Nhập địa điểm họp."))

    def order(self, on: str) -> PlanSession:
        """The new session, under the key minted with the page."""
        return PlanSession(
            on=on, body=CouncilBody(self.body.data), form=SessionForm(self.form.data), title=self.title.data,
            place=self.venue.data or "", meets_on=self.meets_on.data,
        )  # fmt: skip

    def place(self, refusal: Refusal) -> str:
        """The venue has another name here, since ``place`` is what finds the input of a refusal."""
        return "venue" if refusal.at == "place" else super().place(refusal)


class AgendaForm(ActionForm):
    """Put eligible nominations on the agenda; each is named with what was seen of it."""

    tabled = EachField()

    def validate_tabled(self, field: Field) -> None:
        """At least one is chosen, and what was seen of each can be read."""
        if not field.data:
            raise ValidationError(_("Chọn ít nhất một hồ sơ để xếp vào chương trình."))
        if not all(seen.isascii() and seen.isdigit() and len(seen) < 19 for seen in field.data.values()):
            raise ValidationError(_("Trang này đã bị thay đổi ngoài ý muốn. Tải lại trang rồi làm lại."))


class OpenSessionForm(CommandForm):
    """Open the session."""

    command = OpenSession
    template = "views/council/opening.html"

    def rests_on(self, look: Look) -> SessionPage:
        """The agenda and the members who are called."""
        return page_of(look)


class AdjournSessionForm(CommandForm):
    """Put the session off."""

    command = AdjournSession
    danger = True

    meets_on = VnDateField(lazy("Ngày họp mới"), [Filled(lazy("Nhập ngày họp mới."))])
    reason = TextAreaField(lazy("Lý do hoãn"), [Filled(lazy("Ghi lý do hoãn phiên họp.")), AtMost(2000)])


class RecordAttendanceForm(CommandForm):
    """Mark every member present, online, excused or absent."""

    command = RecordAttendance
    template = "views/council/attendance.html"

    offered = tuple(Attendance)
    is_filled = False
    marks = EachField(kind=Attendance)
    reasons = EachField()

    def arrange(self, look: Look) -> None:
        """The members in office, each with the standing mark; all present where the page is asked so."""
        self.page = page_of(look)
        if not self.is_entered():
            found = {seat.account_id: seat.mark for seat in self.page.markable}
            self.marks.data = {account: mark for account, mark in found.items() if mark}
            self.reasons.data = {seat.account_id: seat.reason for seat in self.page.markable if seat.reason}

    def fill(self) -> bool:
        """Everybody of whom nothing is said yet was present."""
        self.is_filled = True
        for seat in self.page.markable:
            if not seat.substitutes:
                self.marks.data.setdefault(seat.account_id, Attendance.PRESENT)
        return True

    def validate_reasons(self, field: Field) -> None:
        """A reason is one line."""
        if any(len(reason) > 200 for reason in field.data.values()):
            raise ValidationError(_("Ghi lý do vắng ngắn lại: tối đa 200 ký tự."))


class OpenVoteForm(CommandForm):
    """Open the vote on the whole agenda."""

    command = OpenVote
    template = "views/council/vote_opening.html"

    opinions_until = VnMomentField(
        lazy("Hạn nhận ý kiến bằng văn bản"),
        description=lazy("Ví dụ: 20/12/2024 16:30. Để trống thì nhận cho đến khi kết thúc biểu quyết."),
    )

    def arrange(self, look: Look) -> None:
        """Where papers are circulated the hour has to be named."""
        if look.case["form"] == SessionForm.CIRCULATION:
            self.opinions_until.description = _("Ví dụ: 20/12/2024 16:30. Đến giờ này không nhận thêm ý kiến.")

    def rests_on(self, look: Look) -> dict[str, Any]:
        """Who takes part, how many must, and what the totals of so few will give away."""
        page = page_of(look)
        return {"page": page, "warning": foreseen(page, language())}


class CastVoteForm(CommandForm):
    """A member's ballot: one choice for each item."""

    command = CastVote
    keeps = True

    choices = EachField(kind=VoteChoice)
    replaces = EachField()
    """The version of what stood of each item when the page was drawn; the last page that the member saw counts."""

    def validate_replaces(self, field: Field) -> None:
        """Versions are numbers."""
        if not all(version.isascii() and version.isdigit() and len(version) < 10 for version in field.data.values()):
            raise ValidationError(_("Trang này đã bị thay đổi ngoài ý muốn. Tải lại trang rồi làm lại."))

    def values(self) -> dict[str, Any]:
        """The choices, and which versions they replace."""
        return {"choices": self.choices.data, "replaces": self.versions()}

    def versions(self) -> dict[str, int]:
        """What the member saw standing of each item."""
        return {item: int(version) for item, version in self.replaces.data.items() if version.isdigit()}


class RecordShowOfHandsForm(CommandForm):
    """How present members raised their hands: lines are ``<nomination>-<member>``."""

    command = RecordShowOfHands

    hands = EachField(kind=VoteChoice)

    def values(self) -> dict[str, Any]:
        """The choices by member."""
        by_member: dict[str, dict[str, VoteChoice]] = {}
        for line, choice in self.hands.data.items():
            nomination, _dash, member = line.partition("-")
            by_member.setdefault(member, {})[nomination] = choice
        return {"hands": by_member}


class CloseVoteForm(CommandForm):
    """Close the vote and count, after a confirmation."""

    command = CloseVote
    template = "views/council/closing.html"
    danger = True
    files = True

    scan = FileField(
        lazy("Bản quét phiếu kiểm phiếu"),
        description=lazy("Phiếu kiểm phiếu mà ban kiểm phiếu đã ký. PDF, JPEG, PNG hoặc DOCX; tối đa 20 MB."),
    )
    sure = BooleanField(lazy("Tôi xác nhận kết thúc biểu quyết. Sau khi kết thúc, không nhận thêm ý kiến nào."))

    def rests_on(self, look: Look) -> dict[str, Any]:
        """The turnout, without any choice."""
        page = page_of(look)
        return {"page": page, "turnout": turnout(page), "keyed": keyed_items(reading(), page.case["id"])}

    @property
    def is_file_lost(self) -> bool:
        """Whether a file was chosen that the browser does not keep when the page comes back."""
        return isinstance(self.scan.data, FileStorage)

    def values(self) -> dict[str, Any]:
        """The scan, which is put on the disk before any record names it."""
        is_chosen = isinstance(self.scan.data, FileStorage) and bool(self.scan.data.filename)
        return {"scan": EvidenceFile(**stored(self.scan.data)) if is_chosen else None}

    def place(self, refusal: Refusal) -> str:
        """What is wrong with the file stands at the file."""
        return "scan" if refusal.at == "file" else super().place(refusal)

    def validate_sure(self, field: Field) -> None:
        """The box is ticked."""
        if not field.data:
            raise ValidationError(_("Đánh dấu vào ô xác nhận để kết thúc biểu quyết."))


class VoidVoteForm(CommandForm):
    """Void an open vote that can't come to a count."""

    command = VoidVote
    danger = True

    reason = TextAreaField(
        lazy("Lý do hủy"),
        [Filled(lazy("Ghi lý do hủy cuộc biểu quyết.")), AtMost(2000)],
        description=lazy("Các thành viên, thường trực và đơn vị đề nghị đều đọc được lý do này."),
    )
