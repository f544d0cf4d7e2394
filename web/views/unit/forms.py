"""Forms of the unit's actions: hand in, hand in again, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import TextAreaField

from states.vocabulary import Basis, SubjectKind
from web.access import actor
from web.action_forms import CommandForm
from web.conditions_shown import ConditionsShown, checklist_of
from web.database import reading
from web.fields import AtMost, Filled
from web.language import _, lazy
from web.views.unit.review import Missing, missing_in
from web.words import Words
from workflow.commands.nomination.resubmit import Resubmit
from workflow.commands.nomination.submit import Submit
from workflow.commands.nomination.withdraw import Withdraw
from workflow.queries.dossier_files import File, files_of
from workflow.queries.nomination import NEEDS, NominationPage, page_around
from workflow.queries.open_actions import Look

LONGEST_ACHIEVEMENT = 20_000


@dataclass(frozen=True)
class Review:
    """Everything that is handed in, and what it lacks."""

    page: NominationPage
    missing: Sequence[Missing]
    files: Sequence[File]
    conditions: ConditionsShown

    @property
    def kind_label(self) -> str:
        """What is honoured, in words."""
        return Words().label(SubjectKind(self.page.case["subject_kind"]))

    @property
    def basis_label(self) -> str:
        """On what ground, in words."""
        return Words().label(Basis(self.page.case["basis"]))


class _HandingIn(CommandForm):
    """What handing in and handing in again have in common: the whole dossier is read before it goes."""

    needs: ClassVar[frozenset[str]] = NEEDS
    arrives: ClassVar[str] = "dossier.receipt"

    def rests_on(self, look: Look) -> Review:
        """The dossier as it would be handed in."""
        page = page_around(reading(), look, actor=actor())
        files = [file for file in files_of(reading(), look.case["id"]) if file.removed_at is None]
        return Review(page, missing_in(look), files, checklist_of(look.case))


class SubmitForm(_HandingIn):
    """Hand a draft in."""

    command = Submit
    template = "views/unit/submission.html"

    is_put_aside: bool = False

    def arrange(self, look: Look) -> None:
        """A draft that was put aside is taken up again before it is handed in."""
        self.is_put_aside = bool(look.case["is_discarded"])

    def validate(self, extra_validators: Any = None) -> bool:
        """Only a draft that is not put aside."""
        valid = bool(super().validate(extra_validators))
        if self.is_put_aside:
            self.form_errors.append(_("Khôi phục hồ sơ nháp trước khi nộp."))
        return valid and not self.is_put_aside


class ResubmitForm(_HandingIn):
    """Hand a returned dossier in again."""

    command = Resubmit
    template = "views/unit/supplement.html"
    keeps = True

    answer = TextAreaField(
        lazy("Đơn vị đã bổ sung, giải trình những gì"),
        [Filled(lazy("Ghi những gì đã bổ sung, giải trình.")), AtMost(4000)],
        description=lazy("Trả lời từng ý trong lý do trả lại."),
    )
    achievement = TextAreaField(
        lazy("Tóm tắt thành tích"),
        [Filled(lazy("Ghi tóm tắt thành tích.")), AtMost(LONGEST_ACHIEVEMENT)],
        description=lazy("Sửa lại nếu lý do trả lại yêu cầu; nếu không, giữ nguyên."),
    )

    def arrange(self, look: Look) -> None:
        """The achievement as it was handed in last, until something else was entered."""
        if not self.is_submitted() and not self.achievement.data:
            self.achievement.data = look.case["achievement"]


class WithdrawForm(CommandForm):
    """Take a nomination back."""

    command = Withdraw
    danger = True

    reason = TextAreaField(
        lazy("Lý do rút hồ sơ"),
        [Filled(lazy("Ghi lý do rút hồ sơ.")), AtMost(2000)],
        description=lazy("Hồ sơ đã rút không được xét nữa; nếu cần, đơn vị lập hồ sơ mới."),
    )
