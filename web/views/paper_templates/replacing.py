"""What replacing a wording and replacing a Word template share: what is asked, the file that waits, and putting it in force."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from states.paper_wording import TemplatePart
from web.access import actor
from web.creating import create
from web.database import store
from web.fields import AtMost, Filled
from web.forms import ActionForm
from web.language import lazy
from web.views.paper_templates.samples import versions_of
from workflow.commands.administration.replace_template import ReplaceTemplate
from workflow.intake.awaiting import Awaiting

LONGEST_REASON = 300


class ReplacingForm(ActionForm):
    """What every replacement says: which version it follows, what was shown of it, and why."""

    follows = HiddenField()
    look = HiddenField()
    reason = StringField(
        lazy("Lý do thay"), [Filled(lazy("Nêu lý do thay mẫu.")), AtMost(LONGEST_REASON)],
        description=lazy("Ví dụ: theo Quyết định số 05/QĐ-UBND về nơi nhận văn bản. Lý do được ghi vào nhật ký."),
    )  # fmt: skip

    def replacing(self, paper: str, part: TemplatePart, **content: Any) -> ReplaceTemplate:
        """The command; without content the built-in template is put back."""
        seen = self.follows.data or ""
        return ReplaceTemplate(
            on=self.fresh_id.data or "", paper=paper, part=part, reason=self.reason.data or "",
            follows=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0, **content,
        )  # fmt: skip


def awaiting() -> Awaiting:
    """Where what was shown and not yet put in force waits for its author."""
    return Awaiting(store().files)


def newest(paper: str, part: TemplatePart) -> int:
    """The number of the version in force, 0 for the built-in one."""
    return next((each.version for each in versions_of(paper, part)), 0)


def put_in_force(form: ReplacingForm, order: Callable[[], ReplaceTemplate], shown: str | None) -> Response | None:
    """Put in force what was shown (its digest); when somebody was quicker, the page shows it once more beside theirs."""
    done = create(form, order, lambda key: url_for("paper_templates.detail", key=key))
    if done is None:
        wanted = order()
        form.look.data, form.follows.data = "", str(newest(wanted.paper, wanted.part))
    elif shown:
        awaiting().let_go(actor().account_id, shown)
    return done
