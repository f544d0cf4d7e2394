"""Forms of what comes from above, and of annulling and recovering an award."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from states.decision_vocabulary import AnnulmentGround
from web.database import reading
from web.fields import AtMost, Filled, MoneyField, VnDateField, options
from web.language import _, lazy
from web.law_words import in_words
from web.views.nominations.annulment import AnnulmentForm
from web.views.nominations.case_form import LONGEST, CaseForm, reason_field
from web.views.nominations.shown import marks
from web.words import Words
from workflow.commands.nomination.give_notice import GiveNotice
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.commands.nomination.record_award_above import RecordAwardAbove
from workflow.commands.nomination.record_refusal_above import RecordRefusalAbove
from workflow.commands.nomination.record_return_from_above import RecordReturnFromAbove
from workflow.commands.nomination.recover import Recover
from workflow.queries.bonuses import bonus_of
from workflow.queries.open_actions import Look

_LINE = 200


def _number() -> StringField:
    return StringField(
        lazy("Số, ký hiệu văn bản"), [Filled(lazy("Nhập số, ký hiệu văn bản.")), AtMost(_LINE)],
        description=lazy("Ví dụ: 345/QĐ-UBND."),
    )  # fmt: skip


def _authority() -> StringField:
    return StringField(lazy("Cơ quan ban hành"), [Filled(lazy("Nhập tên cơ quan ban hành văn bản.")), AtMost(_LINE)])


def _decided_on() -> VnDateField:
    return VnDateField(lazy("Ngày văn bản"), [Filled(lazy("Nhập ngày của văn bản."))])


class RecordAwardAboveForm(CaseForm):
    """Record the decision by which the higher level awarded."""

    command = RecordAwardAbove

    number = _number()
    decided_on = _decided_on()
    authority = _authority()


class RecordRefusalAboveForm(CaseForm):
    """Record that the higher level did not award."""

    command = RecordRefusalAbove
    danger = True

    number = _number()
    decided_on = _decided_on()
    authority = _authority()
    reason = reason_field(lazy("Lý do cấp trên nêu"), lazy("Nêu lý do cấp trên không khen thưởng."))


class RecordReturnFromAboveForm(CaseForm):
    """Record that the higher level sent the dossier back."""

    command = RecordReturnFromAbove

    reason = reason_field(lazy("Nội dung cấp trên yêu cầu"), lazy("Nêu nội dung cấp trên yêu cầu."))


class ProposeAnnulmentForm(AnnulmentForm):
    """Propose that an award be annulled."""

    command = ProposeAnnulment
    danger = True

    ground = RadioField(
        lazy("Căn cứ đề nghị hủy bỏ"), coerce=AnnulmentGround, validators=[Filled(lazy("Chọn căn cứ đề nghị hủy bỏ."))]
    )
    reason = reason_field(
        lazy("Sự việc, kết luận"), lazy("Nêu sự việc và kết luận làm căn cứ."),
        lazy("Nêu kết luận của cơ quan có thẩm quyền: số, ngày, nội dung."),
    )  # fmt: skip
    concluded_on = VnDateField(
        lazy("Ngày có kết luận"), [Optional()]
    )  # fmt: skip

    def arrange(self, look: Look) -> None:
        """Offer the grounds of the rules of the case, with their source; tell how long each step may take."""
        super().arrange(look)
        rules = self.page.regime.annulment
        self.ground.choices = list(options((each.value, Words().label(each)) for each in rules.possible_grounds))
        if rules.grounds:
            self.ground.description = _(
                "%(source)s (%(sure)s).", source=rules.grounds.source, sure=marks()[rules.grounds.mark]
            )
        self.concluded_on.description = _(
            "Để trống nếu chưa rõ. Thời hạn: báo cáo %(report)s kể từ ngày này; Chủ tịch quyết định %(decision)s;"
            " thu hồi %(recovery)s.",
            report=in_words(rules.report_term.value), decision=in_words(rules.decision_term.value),
            recovery=in_words(rules.recovery_term.value),
        )  # fmt: skip


class GiveNoticeForm(CaseForm):
    """Record that somebody was told that there is no award, and why."""

    command = GiveNotice

    given_on = VnDateField(lazy("Ngày thông báo"), [Filled(lazy("Nhập ngày thông báo."))])
    document = StringField(lazy("Số, ngày của văn bản thông báo"), [Optional(), AtMost(_LINE)])


class RecoverForm(CaseForm):
    """Record that what was given for an annulled award came back."""

    command = Recover

    recovered_on = VnDateField(lazy("Ngày thu hồi"), [Filled(lazy("Nhập ngày thu hồi."))])
    note = TextAreaField(
        lazy("Hiện vật, tiền thưởng đã thu hồi"), [Filled(lazy("Ghi rõ những gì đã thu hồi.")), AtMost(LONGEST)]
    )
    amount = MoneyField(
        lazy("Tiền thưởng đã thu hồi (đồng)"), [InputRequired(lazy("Nhập số tiền; ghi 0 nếu chưa chi tiền thưởng."))],
        description=lazy("Được ghi vào sổ thu của quỹ đã chi. Ghi 0 nếu chưa chi tiền thưởng."),
    )  # fmt: skip

    def arrange(self, look: Look) -> None:
        """Offer what the decision had paid for this award."""
        super().arrange(look)
        if not self.is_submitted():
            self.amount.data = bonus_of(reading(), look.case)
