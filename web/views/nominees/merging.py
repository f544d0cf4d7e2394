"""Two lines of the register that are one nominee: the office says so after comparing them, and may take it back."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from states.vocabulary import Role, Subject
from web.access import actor, role
from web.action_forms import CommandForm
from web.actions_shown import shown
from web.clock import now
from web.creating import create
from web.database import reading
from web.forms import ActionForm
from web.language import lazy
from web.views.nominations.case_form import reason_field
from workflow.commands.administration.merge_nominees import MergeNominees
from workflow.commands.administration.split_nominees import SplitNominees
from workflow.queries.nominee_register import AwardRow, awards_of, nominee_for
from workflow.queries.open_actions import look_at
from workflow.queries.visibility import SEEN_BY, may_see

pages = Blueprint("mergers", __name__)


class MergeForm(ActionForm):
    """How it was found that two lines are one nominee."""

    reason = reason_field(
        lazy("Căn cứ xác định là một"), lazy("Nêu căn cứ xác định hai dòng là một."),
        lazy("Ví dụ: cùng số định danh cá nhân, cùng ngày sinh, đã hỏi hai đơn vị."),
    )  # fmt: skip

    def order(self, nominee_id: str, merged_id: str) -> MergeNominees:
        """The command."""
        return MergeNominees(
            on=self.fresh_id.data or "", nominee_id=nominee_id, merged_id=merged_id, reason=self.reason.data or ""
        )


class SplitNomineesForm(CommandForm):
    """Undo a merger."""

    command = SplitNominees

    reason = reason_field(lazy("Lý do tách"), lazy("Nêu lý do tách."))

    def values(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data}


@pages.route("/nominees/<key>/merging", methods=["GET", "POST"])
@role(Role.SECRETARIAT)
def merge(key: str) -> Response | str | tuple[str, int]:
    """Compare two lines of the register, and say that they are one nominee."""
    one, other = (nominee_for(reading(), each, actor=actor()) for each in (key, request.args.get("with", "")))
    if one is None or other is None or one.key == other.key:
        abort(404)
    form = MergeForm()
    if form.validate_on_submit():
        done = create(form, lambda: form.order(key, other.key), lambda _made: url_for("nominees.detail", key=key))
        if done:
            return done
    histories = [awards_of(reading(), each.key) for each in (one, other)]
    return render_template(
        "views/nominees/merge.html", form=form, one=one, other=other, histories=histories, doubled=_doubled(*histories)
    ), 422 if form.is_submitted() else 200


def _doubled(one: Sequence[AwardRow], other: Sequence[AwardRow]) -> set[tuple[str, int]]:
    """The award and year of what stands in both histories, and may have been entered twice."""
    held = [{(row.award, row.year) for row in rows if not row.is_annulled} for rows in (one, other)]
    return held[0] & held[1]


@pages.get("/mergers/<key>")
@role(*SEEN_BY[Subject.MERGER])
def detail(key: str) -> str:
    """One merger: which two lines, why, and what may be done to it."""
    look = look_at(reading(), Subject.MERGER, key, actor=actor(), at=now())
    if look is None or not may_see(actor(), Subject.MERGER, look.case):
        abort(404)
    one, other = (nominee_for(reading(), look.case[each], actor=actor()) for each in ("nominee_id", "merged_id"))
    actions = shown(look.actions, Subject.MERGER, key)
    return render_template("views/nominees/merger.html", case=look.case, one=one, other=other, actions=actions)
