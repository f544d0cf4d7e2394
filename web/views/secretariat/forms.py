"""Forms of intake: take a dossier in, send it back for a supplement, or refuse it."""

from typing import Any, ClassVar

from wtforms import SelectMultipleField

from states.refusals import Refusal
from web.fields import Asked, options
from web.language import lazy
from web.pinning import Pinning, pinning_of
from web.views.nominations.case_form import CaseForm, reason_field
from web.words import Words
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.refuse_intake import RefuseIntake
from workflow.commands.nomination.return_for_supplement import ReturnForSupplement
from workflow.queries.open_actions import Look


class AcceptForm(CaseForm):
    """Take a complete dossier in: every demanded paper was opened and looked at."""

    command = Accept
    template: ClassVar[str] = "views/secretariat/acceptance.html"
    pinning: Pinning

    seen_documents = SelectMultipleField(
        lazy("Giấy tờ đã xem"), [Asked()], description=lazy("Mở từng tệp rồi đánh dấu. Chỉ tiếp nhận khi đã xem đủ.")
    )

    def arrange(self, look: Look) -> None:
        """One box for each paper the award demands, and the rules that the case will stand under."""
        super().arrange(look)
        self.pinning = pinning_of([look.case])
        rules = self.page.rules
        demanded = [paper.code for paper in rules.documents_at("submission") if paper.is_required]
        self.seen_documents.choices = options((code, Words().document(code, rules.code)) for code in demanded)

    def values(self) -> dict[str, Any]:
        """The kinds of paper that were looked at."""
        return {"seen_documents": tuple(self.seen_documents.data or ())}

    def place(self, refusal: Refusal) -> str:
        """Everything refused here concerns the papers."""
        return "seen_documents" if refusal.at else ""


class ReturnForSupplementForm(CaseForm):
    """Send an incomplete dossier back, once, saying everything that is missing."""

    command = ReturnForSupplement

    reason = reason_field(
        lazy("Nội dung cần bổ sung"),
        lazy("Nêu đầy đủ những gì đơn vị cần bổ sung."),
        lazy("Nêu hết một lần: số lần được yêu cầu bổ sung có hạn. Đơn vị sẽ thấy nội dung này ở đầu hồ sơ."),
    )


class RefuseIntakeForm(CaseForm):
    """Refuse to take a dossier in."""

    command = RefuseIntake
    danger = True

    reason = reason_field(lazy("Lý do"), lazy("Nêu lý do từ chối tiếp nhận."))
