"""Forms of a decision: from the draft to its annulment. Each page shows the whole decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import BooleanField, TextAreaField
from wtforms.validators import ValidationError

from states.vocabulary import Action, Role
from web.access import actor
from web.action_forms import CommandForm
from web.conditions_shown import BriefShown, briefs_of
from web.database import reading
from web.fields import AtMost, Filled
from web.language import _, lazy
from web.views.account.signature import SignedWithPassword, password_field
from web.views.decisions.differences import Difference, differences
from web.views.decisions.paper import bonuses_on, paper_of
from web.views.decisions.signing import SignedOnFile
from web.views.nominations.annulment import unfollowed
from web.views.nominations.case_form import LONGEST, reason_field
from web.views.nominations.shown import marks
from workflow.commands.decision.annul_decision import AnnulDecision
from workflow.commands.decision.approve_decision import ApproveDecision
from workflow.commands.decision.issue_decision import IssueDecision
from workflow.commands.decision.number_decision import NumberDecision
from workflow.commands.decision.return_decision import ReturnDecision
from workflow.commands.decision.sign_decision import SignDecision
from workflow.commands.decision.submit_decision import SubmitDecision
from workflow.commands.decision.void_decision import VoidDecision
from workflow.queries.bonuses import Bonuses
from workflow.queries.decision import DecisionPage, page_around
from workflow.queries.fund_notice import FundNotice, fund_notice
from workflow.queries.open_actions import Look
from workflow.queries.register_search import Shaken, resting_on
from workflow.queries.revision import Revision, revision_of


def has_read_field() -> BooleanField:
    """Where somebody says to have read the whole decision."""
    return BooleanField(
        lazy("Tôi đã đọc toàn bộ quyết định và danh sách kèm theo."),
        [Filled(lazy("Đánh dấu xác nhận đã đọc toàn bộ quyết định."))],
    )


class ReadInFull:
    """A form with ``has_read``: nobody approves or signs unread."""

    def validate_has_read(self, field: BooleanField) -> None:
        """The box is ticked."""
        if not field.data:
            raise ValidationError(_("Đánh dấu xác nhận đã đọc toàn bộ quyết định."))


@dataclass(frozen=True, kw_only=True)
class Rests:
    """The whole decision, what it pays, where it differs from the council's proposal, and how each case stands."""

    page: DecisionPage
    paper: Mapping[str, Any]
    bonuses: Bonuses
    sure: Mapping[str, str]
    differences: Sequence[Difference]
    conditions: Mapping[str, BriefShown]
    fund: FundNotice | None
    revision: Revision | None


class DecisionForm(CommandForm):
    """An action on one decision."""

    template: ClassVar[str] = "views/decisions/act.html"

    def rests_on(self, look: Look) -> Rests:
        """The decision in full."""
        page = page_around(reading(), look, actor=actor())
        paid = bonuses_on(page)
        return Rests(
            page=page, paper=paper_of(page, paid), bonuses=paid, sure=marks(), differences=differences(page),
            conditions=briefs_of([each.key for each in page.named]) if not page.is_signed else {},
            fund=fund_notice(reading(), page, paid), revision=revision_of(reading(), page),
        )  # fmt: skip


class SubmitDecisionForm(DecisionForm):
    """Lay the draft before the chairman; what differs from the council's proposal is explained."""

    command = SubmitDecision

    explanation = TextAreaField(
        lazy("Giải trình"), [AtMost(LONGEST)],
        description=lazy("Bắt buộc khi dự thảo khác đề nghị của Hội đồng. Chủ tịch đọc phần này cùng với dự thảo."),
    )  # fmt: skip

    def rests_on(self, look: Look) -> Rests:
        """The decision in full; where it differs, the box does not say that it may stay empty."""
        rests = super().rests_on(look)
        self.explanation.flags.required = bool(rests.differences)
        return rests


class ReturnDecisionForm(DecisionForm):
    """The chairman returns the whole draft to the office."""

    command = ReturnDecision

    reason = reason_field(lazy("Nội dung cần sửa hoặc làm rõ"), lazy("Nêu nội dung cần sửa hoặc làm rõ."))


class ApproveDecisionForm(ReadInFull, DecisionForm):
    """The chairman approves the draft, after reading the whole of it."""

    command = ApproveDecision
    template: ClassVar[str] = "views/decisions/approve.html"

    has_read = has_read_field()

    @property
    def singly(self) -> Sequence[Action]:
        """What the person may do with one award of the list: a deputy leaves that to the chairman."""
        return (Action.DECLINE, Action.RETURN_TO_OFFICE) if Role.CHAIRMAN in actor().roles else ()


class NumberDecisionForm(DecisionForm):
    """Give the draft the next number of the year and today's date."""

    command = NumberDecision


class SignDecisionForm(SignedOnFile, SignedWithPassword, ReadInFull, DecisionForm):
    """The chairman signs, after reading the whole decision and giving the password again: a recorded act, which a digital
    signature of the frozen paper may go with.
    """

    command = SignDecision
    template: ClassVar[str] = "views/decisions/sign.html"
    files = True

    has_read = has_read_field()
    password = password_field()

    def arrange(self, look: Look) -> None:
        """Offer the ways of signing there are here."""
        super().arrange(look)
        self.offer_ways(look)

    def validate(self, *given: Any, **more: Any) -> bool:
        """The file is made and checked only once everything else is in order, the password above all."""
        return super().validate(*given, **more) and self.take_signature()

    def values(self) -> dict[str, Any]:
        """The signed file, if there is one."""
        return {"signed": self.signed}


class IssueDecisionForm(DecisionForm):
    """Issue the signed decision: its awards come on the public board."""

    command = IssueDecision


class VoidDecisionForm(DecisionForm):
    """Give up a decision that is not issued."""

    command = VoidDecision
    danger = True

    reason = reason_field(lazy("Lý do hủy"), lazy("Nêu lý do hủy."))


class AnnulDecisionForm(DecisionForm):
    """Annul a whole decision after the annulment of each award was proposed."""

    command = AnnulDecision
    danger = True
    template: ClassVar[str] = "views/decisions/annulment.html"
    shaken: Sequence[Shaken] = ()
    unfollowed: Sequence[Shaken] = ()

    reason = reason_field(lazy("Lý do hủy bỏ quyết định"), lazy("Nêu lý do hủy bỏ quyết định."))

    def arrange(self, look: Look) -> None:
        """Look up who used the awards of the decision."""
        super().arrange(look)
        page = page_around(reading(), look, actor=actor())
        awards = [each.key for each in page.named]
        self.shaken = resting_on(reading(), awards)
        self.unfollowed = unfollowed(awards, self.shaken)
