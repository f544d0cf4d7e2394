"""Forms of bulk actions: what is said once for many nominations of one state."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField

from states.facts import Row
from states.nomination import TOLD_WHY
from states.refusals import Refusal
from states.regime import AwardRules
from states.vocabulary import Action, Role, State
from web.action_forms import given
from web.conditions_shown import agreed_on
from web.database import reading
from web.fields import AtMost, Filled, VnDateField, options
from web.forms import ActionForm
from web.language import lazy
from web.pinning import pinning_of
from web.views.nominations.case_form import LONGEST
from web.views.secretariat.checklist import CONDITION, ChecklistField, WithChecklist
from web.views.secretariat.progress_forms import LINE, open_sessions
from web.words import Words
from workflow.commands.command import Command
from workflow.commands.nomination.accept import Accept
from workflow.commands.nomination.confer import Confer
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.give_notice import GiveNotice
from workflow.commands.nomination.post import Post
from workflow.commands.nomination.publish import Publish
from workflow.commands.nomination.submit_to_chairman import SubmitToChairman
from workflow.commands.nomination.table import Table
from workflow.queries.shared_papers import shared_papers


class BulkForm(ActionForm):
    """What many orders of one kind share. ``states``: where the cases may stand; ``role``: whose action it is."""

    command: ClassVar[type[Command]]
    states: ClassVar[tuple[State, ...]]
    role: ClassVar[Role] = Role.SECRETARIAT

    def arrange(self, cases: Sequence[Row], rules: Sequence[AwardRules]) -> bool:
        """Offer what these cases offer; whether they may be treated alike at all."""
        return True

    def values(self, case: Row) -> dict[str, Any]:
        """The fields of the order about one case."""
        return {name: given(self[name]) for name in self.asked()}

    def asked(self) -> list[str]:
        """The names of what the person fills in."""
        return [field.name for field in self if field.type not in ("CSRFTokenField", "HiddenField", "_SeenField")]

    def order(self, case: Row, seen: int | None) -> Command:
        """The order about one case."""
        return self.command(on=case["id"], seen=seen, **self.values(case))

    def place(self, refusal: Refusal) -> str:
        """The field a refusal points at, if it is one of this form."""
        return refusal.at if refusal.at in self else ""


class BulkAccept(BulkForm):
    """Take many dossiers in. The lines of a list hold the same files, which are opened once and stand for all of them."""

    command = Accept
    states: ClassVar[tuple[State, ...]] = (State.SUBMITTED,)

    seen_documents = SelectMultipleField(
        lazy("Giấy tờ đã xem"), description=lazy("Mở từng tệp ở trên rồi đánh dấu. Chỉ tiếp nhận khi đã xem đủ."),
    )  # fmt: skip

    def arrange(self, cases: Sequence[Row], rules: Sequence[AwardRules]) -> bool:
        """One box for each paper that the award demands, where all the cases demand the same."""
        demanded = {tuple(each.code for each in rule.documents_at("submission") if each.is_required) for rule in rules}
        if len(demanded) != 1:
            return False
        self.papers = shared_papers(reading(), [case["id"] for case in cases])
        self.pinning = pinning_of(cases)
        self.seen_documents.choices = options((code, Words().document(code, rules[0].code)) for code in demanded.pop())
        return True

    def values(self, case: Row) -> dict[str, Any]:
        """The kinds of paper that were looked at."""
        return {"seen_documents": tuple(self.seen_documents.data or ())}

    def place(self, refusal: Refusal) -> str:
        """Everything refused here concerns the papers."""
        return "seen_documents" if refusal.at else ""


class BulkChecklistForm(WithChecklist, BulkForm):
    """One checklist for nominations under the same rules: the households of one village list."""

    states: ClassVar[tuple[State, ...]] = (State.UNDER_APPRAISAL,)

    checks = ChecklistField(lazy("Điều kiện xét khen thưởng, chung cho các hồ sơ đã chọn"))

    def arrange(self, cases: Sequence[Row], rules: Sequence[AwardRules]) -> bool:
        """The conditions, where all the cases stand under the same."""
        lists = {each.conditions_for(case["subject_kind"]) for case, each in zip(cases, rules, strict=True)}
        if len(lists) != 1:
            return False
        self.checks.conditions = lists.pop()
        if not self.is_entered():
            self.checks.suggest(agreed_on(cases))
        return True

    def place(self, refusal: Refusal) -> str:
        """A refusal that names a condition stands at that condition, unless it is about what is known of one case."""
        known = {rule.code for rule in self.checks.conditions}
        return CONDITION + refusal.at if refusal.at in known and refusal.code != "facts_say_not_met" else ""


class BulkFindEligible(BulkChecklistForm):
    """Find many nominations eligible on one checklist; after a posting the checklist was answered already."""

    command = FindEligible
    states: ClassVar[tuple[State, ...]] = (State.UNDER_APPRAISAL, State.POSTED)

    def arrange(self, cases: Sequence[Row], rules: Sequence[AwardRules]) -> bool:
        """The conditions, unless all the cases have been posted."""
        if all(case["state"] == State.POSTED for case in cases):
            del self.checks
            return True
        return super().arrange(cases, rules)

    def values(self, case: Row) -> dict[str, Any]:
        """No answers again for what was posted."""
        return super().values(case) if "checks" in self else {"checks": ()}

    def place(self, refusal: Refusal) -> str:
        """A refusal that names a condition stands at that condition, if it is asked here."""
        return super().place(refusal) if "checks" in self else ""


class BulkPost(BulkChecklistForm):
    """Post many nominations for comment."""

    command = Post


class BulkTable(BulkForm):
    """Put many nominations on the agenda of one session."""

    command = Table
    states: ClassVar[tuple[State, ...]] = (State.ELIGIBLE,)
    role: ClassVar[Role] = Role.COUNCIL_SECRETARY

    session_id = RadioField(lazy("Phiên họp"), [Filled(lazy("Chọn phiên họp."))], validate_choice=False)

    def arrange(self, cases: Sequence[Row], rules: Sequence[AwardRules]) -> bool:
        """The sessions whose agenda is still open."""
        self.session_id.choices = open_sessions()
        return True


class BulkSubmitToChairman(BulkForm):
    """Lay many nominations before the chairman."""

    command = SubmitToChairman
    states: ClassVar[tuple[State, ...]] = (State.ELIGIBLE, State.ENDORSED, State.ENDORSED_LOWER)

    note = TextAreaField(lazy("Ý kiến của thường trực, chung cho các hồ sơ"), [AtMost(LONGEST)])


class BulkPublish(BulkForm):
    """Put many awards of a higher level on the public board."""

    command = Publish
    states: ClassVar[tuple[State, ...]] = (State.AWARDED_ABOVE,)


class BulkConfer(BulkForm):
    """Record the conferral of many awards on one day, to those who came themselves; a proxy is recorded case by case."""

    command = Confer
    states: ClassVar[tuple[State, ...]] = (State.PUBLISHED,)

    conferred_on = VnDateField(lazy("Ngày trao tặng"), [Filled(lazy("Nhập ngày trao tặng."))])
    ceremony = StringField(lazy("Buổi trao tặng"), [AtMost(LINE)])
    handed_by = StringField(lazy("Người trao"), [AtMost(LINE)])


class BulkGiveNotice(BulkForm):
    """Record that many were told on one day, as by one letter to their units, that there is no award, and why."""

    command = GiveNotice
    states: ClassVar[tuple[State, ...]] = TOLD_WHY

    given_on = VnDateField(lazy("Ngày thông báo"), [Filled(lazy("Nhập ngày thông báo."))])
    document = StringField(lazy("Số, ngày của văn bản thông báo"), [AtMost(LINE)])


BULK: Mapping[Action, type[BulkForm]] = {
    form.command.action: form
    for form in (
        BulkAccept,
        BulkFindEligible,
        BulkPost,
        BulkTable,
        BulkSubmitToChairman,
        BulkPublish,
        BulkConfer,
        BulkGiveNotice,
    )
}
"""What may be done to many nominations at once."""
