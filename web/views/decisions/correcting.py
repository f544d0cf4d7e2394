"""Drafting the correction of a clerical error in an issued decision."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, ValidationError

from states.decision_vocabulary import CorrectedPart
from states.vocabulary import DecisionState, Role
from web.access import actor, role
from web.clock import now
from web.creating import create
from web.database import reading
from web.fields import AtMost, Filled, options
from web.forms import ActionForm
from web.language import _, lazy
from web.words import Words
from workflow.commands.decision.draft_correction import CorrectedLine, DraftCorrection
from workflow.documents.correction import usual_title
from workflow.queries.corrections import CorrectedBy, corrected_by_code, corrections_about, corrections_of_code
from workflow.queries.decision import DecisionPage, decision_page

_LINE = 300


class DraftCorrectionForm(ActionForm):
    """What the decision says wrongly, and what is right."""

    page: DecisionPage

    title = StringField(
        lazy("Trích yếu nội dung"), [Filled(lazy("Nhập trích yếu nội dung của quyết định.")), AtMost(_LINE)]
    )
    part = RadioField(lazy("Chỗ ghi sai"), [Filled(lazy("Chọn chỗ ghi sai."))], validate_choice=True)
    code = StringField(
        lazy("Mã hồ sơ của người, tập thể, hộ ghi sai"), [AtMost(40)],
        description=lazy("Ví dụ: 2024-0112. Để trống nếu sai ở nội dung khác."),
    )  # fmt: skip
    was = StringField(
        lazy("Nội dung sai, chép đúng như trong quyết định"), [AtMost(_LINE)],
        description=lazy("Chỉ cần khi sai ở nội dung khác; tên và chức vụ được lấy từ danh sách."),
    )  # fmt: skip
    becomes = StringField(lazy("Đính chính thành"), [Filled(lazy("Ghi nội dung đúng.")), AtMost(_LINE)])

    def __init__(self, page: DecisionPage, **more: Any) -> None:
        """Offer the parts of the decision, and the usual title."""
        super().__init__(**more)
        self.page = page
        self.part.choices = options((each, Words().label(each)) for each in CorrectedPart)
        if not self.is_submitted() and page.dated_on:
            self.title.data = usual_title(page.case["number"], page.dated_on)

    def validate_code(self, field: StringField) -> None:
        """A name or a position is somebody's of the list."""
        if self.part.data != CorrectedPart.TEXT and self._named() is None:
            raise ValidationError(_("Nhập mã hồ sơ có trong danh sách của quyết định này."))

    def validate_was(self, field: StringField) -> None:
        """Other words are quoted."""
        if self.part.data == CorrectedPart.TEXT and not field.data:
            raise ValidationError(_("Ghi lại nội dung sai đúng như trong quyết định."))

    def order(self) -> DraftCorrection:
        """The command."""
        part = CorrectedPart(self.part.data)
        is_text = part == CorrectedPart.TEXT
        line = CorrectedLine(
            part=part, becomes=self.becomes.data or "", nomination_id=None if is_text else self._named(),
            was=self.was.data or "" if is_text else "",
        )  # fmt: skip
        return DraftCorrection(
            on=self.fresh_id.data or "", title=self.title.data or "", corrects_id=self.page.case["id"], lines=(line,)
        )

    def _named(self) -> str | None:
        """The awardee whose dossier has the code."""
        return next((each.key for each in self.page.named if each.code == (self.code.data or "").strip()), None)


def corrected_here(code: str) -> list[CorrectedBy]:
    """What was put right of the decision with a look-up code."""
    return corrections_of_code(reading(), code)


def corrects_here(code: str) -> tuple[int, date, str] | None:
    """The decision that the one with a look-up code corrects."""
    return corrected_by_code(reading(), code)


def corrected_line(nomination: str) -> list[CorrectedBy]:
    """What was put right of one awardee's line."""
    return corrections_about(reading(), nomination)


def offer_correction(pages: Blueprint) -> None:
    """Lay the form into the room of the decisions, and into every page what was put right."""
    for told in (corrected_here, corrects_here, corrected_line):
        pages.add_app_template_global(told)

    @pages.route("/decisions/<key>/correction", methods=["GET", "POST"])
    @role(Role.SECRETARIAT)
    def correct(key: str) -> Response | str | tuple[str, int]:
        """Draft a correction of an issued decision. Sent twice, it is one draft."""
        page = decision_page(reading(), key, actor=actor(), at=now()) or abort(404)
        if page.state != DecisionState.ISSUED or page.case["corrects_id"]:
            abort(404)
        form = DraftCorrectionForm(page)
        if form.validate_on_submit():
            done = create(form, form.order, lambda made: url_for("decisions.detail", key=made))
            if done:
                return done
        status = 422 if form.is_submitted() else 200
        return render_template("views/decisions/correct.html", form=form, page=page, case=page.case), status
