"""Forms of asking others: consulted bodies and their replies, the people's comments and what verifying them came to."""

from pathlib import Path
from typing import ClassVar

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from states.facts import NominationFacts
from states.vocabulary import Opinion, SettlementResult
from web.access import actor
from web.database import reading
from web.fields import AtMost, Filled, LinesField, VnDateField, options
from web.filters import day
from web.language import _, lazy
from web.views.nominations.case_form import LONGEST, CaseForm, reason_field
from web.words import Words
from workflow.commands.nomination.close_consultation import CloseConsultation
from workflow.commands.nomination.close_posting import ClosePosting
from workflow.commands.nomination.consult import Consult
from workflow.commands.nomination.record_comment import RecordComment
from workflow.commands.nomination.record_reply import RecordReply
from workflow.commands.nomination.settle_comment import SettleComment
from workflow.queries.nomination import NEEDS
from workflow.queries.open_actions import Look
from workflow.queries.secretariat import bodies_asked_before

_BODY_LENGTH = 200
_LETTERS = 40


_USUAL = Path(__file__).with_name("usual_bodies.txt")
"""Bodies that are usually asked, by their Vietnamese names; they become data of the case."""


class ConsultForm(CaseForm):
    """Ask other bodies for their opinion."""

    command = Consult
    template: ClassVar[str] = "views/secretariat/consult.html"

    bodies = LinesField(
        lazy("Cơ quan, đơn vị được hỏi ý kiến"),
        [Filled(lazy("Nhập ít nhất một cơ quan, đơn vị cần hỏi ý kiến."))],
        description=lazy("Mỗi dòng một cơ quan, đơn vị."),
    )

    def validate_bodies(self, field: LinesField) -> None:
        """A name is one line, not a letter."""
        if any(len(line) > _BODY_LENGTH for line in field.data):
            raise ValidationError(_("Ghi mỗi cơ quan trên một dòng, tối đa %(limit)s ký tự.", limit=_BODY_LENGTH))

    def suggestions(self) -> list[str]:
        """Bodies that this office asked before, and those that are usually asked."""
        before = bodies_asked_before(reading(), actor().organisation_id)
        return list(dict.fromkeys([*before, *_USUAL.read_text("utf-8").splitlines()]))


class RecordReplyForm(CaseForm):
    """Record what a consulted body answered."""

    command = RecordReply
    needs: ClassVar[frozenset[str]] = NEEDS | {"replies"}

    consultation_id = RadioField(
        lazy("Cơ quan trả lời"), [Filled(lazy("Chọn cơ quan đã trả lời."))], validate_choice=False
    )
    opinion = RadioField(
        lazy("Ý kiến đã xác minh"), coerce=Opinion, validators=[Filled(lazy("Chọn ý kiến của cơ quan."))]
    )
    text = TextAreaField(
        lazy("Nội dung trả lời"), [AtMost(LONGEST)],
        description=lazy("Số, ngày văn bản và nội dung chính. Bắt buộc khi cơ quan không đồng ý."),
    )  # fmt: skip
    replied_on = VnDateField(lazy("Ngày trả lời"), [Filled(lazy("Nhập ngày cơ quan trả lời."))])

    def arrange(self, look: Look) -> None:
        """The bodies that were asked, with what they said last."""
        super().arrange(look)
        assert isinstance(look.facts, NominationFacts)
        self.consultation_id.choices = options(
            (row["id"], _body(row["body"], row["opinion"])) for row in look.facts.replies
        )
        self.opinion.choices = options((each.value, Words().label(each)) for each in Opinion)


class CloseConsultationForm(CaseForm):
    """End the consultation and go on with the appraisal."""

    command = CloseConsultation


class RecordCommentForm(CaseForm):
    """Record what somebody said of a posted nomination."""

    command = RecordComment

    from_whom = StringField(
        lazy("Người góp ý"), [AtMost(_BODY_LENGTH)],
        description=lazy("Để trống nếu người góp ý không nêu tên."),
    )  # fmt: skip
    text = TextAreaField(lazy("Nội dung ý kiến"), [Filled(lazy("Ghi nội dung ý kiến.")), AtMost(LONGEST)])
    received_on = VnDateField(lazy("Ngày nhận"), [Filled(lazy("Nhập ngày nhận ý kiến."))])


class SettleCommentForm(CaseForm):
    """Say what verifying a comment came to."""

    command = SettleComment

    comment_id = RadioField(
        lazy("Ý kiến đã xác minh"), [Filled(lazy("Chọn ý kiến đã xác minh."))], validate_choice=False
    )
    result = RadioField(
        lazy("Kết quả xác minh"), coerce=SettlementResult, validators=[Filled(lazy("Chọn kết quả xác minh."))]
    )
    note = reason_field(lazy("Căn cứ kết luận"), lazy("Nêu căn cứ của kết quả xác minh."))

    def arrange(self, look: Look) -> None:
        """The comments that are still open."""
        super().arrange(look)
        still_open = [comment for comment in self.page.comments if comment.result is None]
        self.comment_id.choices = options(
            (comment.key, f"{day(comment.received_on)}: {_beginning(comment.text)}") for comment in still_open
        )
        self.result.choices = options((each.value, Words().label(each)) for each in SettlementResult)


class ClosePostingForm(CaseForm):
    """End a posting that followed the council."""

    command = ClosePosting


def _body(name: str, opinion: str | None) -> str:
    said = Words().label(Opinion(opinion)) if opinion else _("chưa trả lời")
    return f"{name} ({said})"


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 2 * _LETTERS else words[: 2 * _LETTERS] + "…"
