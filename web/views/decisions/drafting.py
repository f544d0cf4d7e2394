"""Forms that write the list of a decision: drafting it, and revising the draft, above all one that came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import request, url_for
from wtforms import SelectMultipleField, StringField
from wtforms.validators import Optional, ValidationError

from states.refusals import Refusal
from states.text import normalise
from web.access import actor
from web.action_forms import CommandForm
from web.clock import now
from web.database import reading
from web.fields import AtMost, Filled, options
from web.language import _, lazy
from workflow.commands.decision.draft_decision import DraftDecision
from workflow.commands.decision.revise_decision import ReviseDecision
from workflow.days import civil_date
from workflow.queries.candidates import Candidates, WaitingList, candidates, lines_of_waiting
from workflow.queries.decision import DecisionPage, Named, page_around
from workflow.queries.open_actions import Look
from workflow.queries.revision import Revision, revision_of

_TITLE = 300


class NamesCases(CommandForm):
    """A form that says what a decision is about, out of which fund it pays, and which waiting cases it names."""

    waiting: Mapping[str, WaitingList]

    title = StringField(
        lazy("Trích yếu nội dung"), [Filled(lazy("Nhập trích yếu nội dung của quyết định.")), AtMost(_TITLE)],
        description=lazy("Ví dụ: Về việc tặng danh hiệu Lao động tiên tiến năm 2024."),
    )  # fmt: skip
    fund = StringField(
        lazy("Nguồn chi tiền thưởng"), [Optional(), AtMost(_TITLE)],
        description=lazy("Để trống nếu chi từ quỹ thi đua, khen thưởng của xã."),
    )  # fmt: skip
    lists = SelectMultipleField(lazy("Cả danh sách"), validate_choice=False)
    nominations = SelectMultipleField(
        lazy("Hồ sơ đưa vào quyết định"), validate_choice=False
    )  # fmt: skip

    def offer(self, found: Candidates) -> None:
        """One box for each list and for each single case that may be named."""
        self.waiting = {each.key: each for each in found.lists}
        self.nominations.choices = options((line.key, f"{line.name} – {line.code}") for line in found.single)

    def validate_lists(self, field: SelectMultipleField) -> None:
        """A list that no line of waits any more can't be meant."""
        if set(field.data or ()) - set(self.waiting):
            raise ValidationError(_("Danh sách đã chọn không còn hồ sơ nào chờ quyết định. Chọn lại."))

    def chosen(self) -> tuple[str, ...]:
        """The cases that were ticked: whole lists, then single cases, in the order of the page."""
        whole = [each for key, each in self.waiting.items() if key in (self.lists.data or ())]
        lines = [key for each in whole for key in lines_of_waiting(reading(), actor().organisation_id, each)]
        ticked = dict.fromkeys(self.nominations.data or ())
        shown = [choice.value for choice in self.nominations.choices or () if choice.value in ticked]
        return tuple(dict.fromkeys((*lines, *shown, *ticked)))

    def values(self) -> dict[str, Any]:
        """The command's fields."""
        return {"title": self.title.data or "", "fund": self.fund.data or "", "nominations": self.chosen()}

    def place(self, refusal: Refusal) -> str:
        """A refusal about one case stands at the list."""
        return refusal.at if refusal.at == "title" else "nominations"


class DraftDecisionForm(NamesCases):
    """Draft a decision for cases that lie before the chairman."""

    command = DraftDecision

    def choose_award(self, award: str, found: Candidates) -> None:
        """Tick everything that waits for a decision on an award."""
        self.lists.data = [each.key for each in found.lists if each.award == award]
        self.nominations.data = [line.key for line in found.single if line.award == award]

    def validate_nominations(self, field: SelectMultipleField) -> None:
        """A list or a single case."""
        if not field.data and not self.lists.data:
            raise ValidationError(_("Chọn ít nhất một hồ sơ."))


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The draft that is revised, what may be added to it, and what was changed already since it came back."""

    page: DecisionPage
    found: Candidates
    opened: str
    revision: Revision | None

    def address(self, **chosen: str) -> str:
        """Where the page is, with a list opened."""
        return url_for("actions.revise_decision", key=self.page.case["id"], **chosen)

    @property
    def awards(self) -> Sequence[str]:
        """The awards of what may be added."""
        return sorted({each.award for each in (*self.found.lists, *self.found.single)})


class ReviseDecisionForm(NamesCases):
    """Change the list, the wording and the fund of a draft."""

    command = ReviseDecision
    template: ClassVar[str] = "views/decisions/revise.html"
    named: Sequence[Named] = ()

    off = SelectMultipleField(lazy("Bớt khỏi dự thảo"), validate_choice=False)

    def arrange(self, look: Look) -> None:
        """The draft as it stands, and what may be added."""
        super().arrange(look)
        self.draft = self._read(look)
        self.named = self.draft.page.named
        self.offer(self.draft.found)
        self.off.choices = options((line.key, f"{line.name} – {line.code}") for line in self.named)
        if not self.is_entered():
            self.title.data, self.fund.data = look.case["title"], look.case["fund"]

    def _read(self, look: Look) -> Draft:
        page, opened = page_around(reading(), look, actor=actor()), normalise(request.args.get("list", ""))
        found = candidates(reading(), actor(), civil_date(now()), opened=opened)
        return Draft(page=page, found=found, opened=opened, revision=revision_of(reading(), page))

    def rests_on(self, look: Look) -> Draft:
        """The draft in full."""
        return self.draft

    def chosen(self) -> tuple[str, ...]:
        """Who stays in the list, then who is added."""
        off = set(self.off.data or ())
        return tuple(dict.fromkeys((*(line.key for line in self.named if line.key not in off), *super().chosen())))

    def validate_nominations(self, field: SelectMultipleField) -> None:
        """Somebody is left in the list."""
        if not self.chosen():
            raise ValidationError(_("Giữ lại hoặc thêm ít nhất một hồ sơ. Không dùng dự thảo này nữa thì hủy dự thảo."))
