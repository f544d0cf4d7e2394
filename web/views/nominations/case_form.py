"""The form of an action on a nomination: its page shows the case, its papers and what was found before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from wtforms import TextAreaField

from states.vocabulary import State
from web.access import actor
from web.action_forms import CommandForm
from web.conditions_shown import ConditionsShown, checklist_of
from web.database import reading
from web.fields import AtMost, Filled
from web.language import lazy
from web.views.nominations.shown import Fact, ShownDocument, count_in_words, documents, marks, short_summary
from workflow.queries.dossier import FindingShown
from workflow.queries.nomination import NEEDS, NominationPage, page_around
from workflow.queries.open_actions import Look

LONGEST = 2000


@dataclass(frozen=True, kw_only=True)
class Rests:
    """What an action on a nomination rests on, as its page shows it."""

    page: NominationPage
    facts: Sequence[Fact]
    documents: Sequence[ShownDocument]
    findings: Sequence[tuple[FindingShown, tuple[str, ...]]]
    sure: dict[str, str]
    conditions: ConditionsShown


class CaseForm(CommandForm):
    """An action on one nomination. ``page`` is the nomination as it stands, known once the form is arranged."""

    needs: ClassVar[frozenset[str]] = NEEDS
    template: ClassVar[str] = "views/nominations/act.html"
    page: NominationPage
    conditions: ConditionsShown

    def arrange(self, look: Look) -> None:
        """Read the nomination the page is about."""
        self.conditions = checklist_of(look.case)
        self.page = page_around(reading(), look, actor=actor())

    def rests_on(self, look: Look) -> Rests:
        """The case, its papers, its checklist and what was found before."""
        if self.page.look is not look:
            self.conditions = checklist_of(look.case)
            self.page = page_around(reading(), look, actor=actor())
        page = self.page
        return Rests(
            page=page, facts=short_summary(page), documents=documents(page.documents, page.case["award"]),
            findings=[(found, count_in_words(found)) for found in page.findings[-1:]], sure=dict(marks()),
            conditions=self.conditions,
        )  # fmt: skip

    @property
    def stands_at(self) -> State:
        """Where the nomination stands."""
        return self.page.state


def reason_field(label: object, missing: object, hint: object = "") -> TextAreaField:
    """A reason that must be said, and that others will read."""
    return TextAreaField(
        label, [Filled(missing), AtMost(LONGEST)],
        description=hint or lazy("Đơn vị đề nghị và những người xử lý sau sẽ đọc lý do này. Không ghi bí mật nhà nước."),
    )  # fmt: skip
