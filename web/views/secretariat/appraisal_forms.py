"""Forms of the appraisal: the checklist, and the three ways on from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from states.refusals import Refusal
from states.vocabulary import Action, State
from web.database import reading
from web.language import lazy
from web.views.nominations.case_form import CaseForm, Rests, reason_field
from web.views.secretariat.checklist import CONDITION, ChecklistField, WithChecklist
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.find_ineligible import FindIneligible
from workflow.commands.nomination.post import Post
from workflow.queries.namesakes import Namesake, namesakes
from workflow.queries.open_actions import Look

_OUTCOMES = (Action.FIND_ELIGIBLE, Action.FIND_INELIGIBLE, Action.POST)


@dataclass(frozen=True, kw_only=True)
class AppraisalRests(Rests):
    """What a finding rests on: beside the case itself, nominations that may be of the same person."""

    namesakes: Sequence[Namesake]


class AppraisalForm(WithChecklist, CaseForm):
    """The checklist of the award's rules. The three outcomes share what was entered and laid aside."""

    template: ClassVar[str] = "views/secretariat/appraisal.html"
    keeps: ClassVar[bool] = True
    siblings: ClassVar[tuple[Action, ...]] = _OUTCOMES

    checks = ChecklistField(lazy("Điều kiện xét khen thưởng"))

    def arrange(self, look: Look) -> None:
        """The conditions of this case; after a posting or the council the checklist was answered already."""
        super().arrange(look)
        self.checks.conditions = self.page.rules.conditions_for(self.page.case["subject_kind"])
        if self.stands_at != State.UNDER_APPRAISAL:
            del self.checks
            return
        self.checks.known = {line.code: line for line in self.conditions.lines}
        if not self.is_entered():
            self.checks.suggest(self.conditions.suggested)

    def rests_on(self, look: Look) -> AppraisalRests:
        """The case, and who in another unit may be the same person."""
        return AppraisalRests(**vars(super().rests_on(look)), namesakes=namesakes(reading(), look.case))

    def laid_aside_as(self, key: str) -> str:
        """One checklist for the case, whatever it comes to."""
        return f"appraisal/{key}"

    def values(self) -> dict[str, Any]:
        """The command's fields."""
        return {**super().values(), "checks": self.checks.data if "checks" in self else ()}

    def place(self, refusal: Refusal) -> str:
        """A refusal that names a condition stands at that condition."""
        if "checks" in self and refusal.at in {rule.code for rule in self.checks.conditions}:
            return CONDITION + refusal.at
        return super().place(refusal) if refusal.at != "checks" else ""


class FindEligibleForm(AppraisalForm):
    """Find the nomination eligible."""

    command = FindEligible
    leads_on: ClassVar[bool] = True


class FindIneligibleForm(AppraisalForm):
    """Find the nomination ineligible; the unit is told why."""

    command = FindIneligible
    danger = True

    reason = reason_field(
        lazy("Lý do không đủ điều kiện"), lazy("Nêu lý do hồ sơ không đủ điều kiện."),
        lazy("Nêu điều kiện không đạt và căn cứ. Đơn vị đề nghị sẽ đọc lý do này."),
    )  # fmt: skip


class PostForm(AppraisalForm):
    """Show the nomination to the people for comment."""

    command = Post
    leads_on: ClassVar[bool] = True
