"""Forms of the standing office."""

from typing import Any, ClassVar

from wtforms import SelectMultipleField, TextAreaField

from states.facts import NominationFacts
from states.refusals import Refusal
from web.action_forms import CommandForm
from web.fields import AtMost, Filled, options
from web.language import lazy
from web.words import Words
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.refuse_intake import RefuseIntake
from workflow.queries.open_actions import Look


class AcceptForm(CommandForm):
    """Take a complete dossier in: every demanded paper was opened and looked at."""

    command = Accept
    needs: ClassVar[frozenset[str]] = frozenset({"rules", "documents"})

    seen_documents = SelectMultipleField(
        lazy("Giấy tờ đã xem"), description=lazy("Mở từng tệp rồi đánh dấu. Chỉ tiếp nhận khi đã xem đủ.")
    )

    def arrange(self, look: Look) -> None:
        """One box for each paper the award demands."""
        assert isinstance(look.facts, NominationFacts)
        rules = look.facts.rules
        demanded = [paper.code for paper in rules.documents_at("submission") if paper.is_required]
        self.seen_documents.choices = options((code, Words().document(code, rules.code)) for code in demanded)

    def values(self) -> dict[str, Any]:
        """The kinds of paper that were looked at."""
        return {"seen_documents": tuple(self.seen_documents.data or ())}

    def place(self, refusal: Refusal) -> str:
        """Everything refused here concerns the papers."""
        return "seen_documents" if refusal.at else ""


class RefuseIntakeForm(CommandForm):
    """Refuse to take a dossier in."""

    command = RefuseIntake
    danger = True

    reason = TextAreaField(lazy("Lý do"), [Filled(lazy("Nêu lý do từ chối tiếp nhận.")), AtMost(2000)])
