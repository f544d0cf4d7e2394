"""Drafting the correction of clerical errors in an issued decision: one decision, an error a line."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField, ValidationError

from states.decision_vocabulary import CorrectedPart
from states.refusals import Refusal
from states.text import normalise
from states.vocabulary import DecisionState, Role
from web.access import actor, role
from web.clock import now
from web.creating import create
from web.database import reading
from web.fields import AtMost, Filled, options
from web.forms import ActionForm, BaseForm
from web.language import _, lazy
from web.words import Words
from workflow.commands.decision.draft_correction import CorrectedLine, DraftCorrection
from workflow.documents.correction import usual_title
from workflow.queries.corrections import (
    CorrectedBy,
    corrected_by_code,
    corrections_about,
    corrections_of_code,
    lines_drafted,
)
from workflow.queries.decision import DecisionPage, decision_page
from workflow.queries.name_doubts import NameDoubt, doubts_about, doubts_about_draft

_LINE = 300
FIRST_LINES, MOST_LINES = 1, 100
_FIELDS = {"nomination_id": "code"}
"""The field of a line that the engine calls by another name."""


class ErrorLine(BaseForm):
    """One error: where, what stands there, what is right, and how it came about. A line that nobody filled says nothing."""

    part = SelectField(lazy("Chỗ ghi sai"))
    code = StringField(
        lazy("Mã hồ sơ của người, tập thể, hộ ghi sai"), [AtMost(40)],
        description=lazy("Ví dụ: 2024-0112. Để trống nếu sai ở nội dung khác."),
    )  # fmt: skip
    was = StringField(
        lazy("Nội dung sai, chép đúng như trong quyết định"), [AtMost(_LINE)],
        description=lazy("Chỉ cần khi sai ở nội dung khác; tên và chức vụ được lấy từ danh sách."),
    )  # fmt: skip
    becomes = StringField(lazy("Đính chính thành"), [AtMost(_LINE)])
    reason = StringField(
        lazy("Lý do"), [AtMost(_LINE)], description=lazy("Ví dụ: Danh sách của thôn ghi sai dấu.")
    )  # fmt: skip

    def __init__(self, page: DecisionPage, number: int) -> None:
        """The line with a number, from nought on."""
        super().__init__(prefix=f"line{number}-", meta={"csrf": False})
        self.page, self.number = page, number
        self.part.choices = options((each, Words().label(each)) for each in CorrectedPart)

    def fill_in(self, given: Mapping[str, str]) -> None:
        """Fill in what an earlier draft says; a name or a position that is wrong is not typed, but taken from the list."""
        is_text = given["part"] == CorrectedPart.TEXT
        for name, said in given.items():
            self[name].data = said if is_text or name != "was" else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not any(field.data for field in (self.code, self.was, self.becomes, self.reason))

    def validate_code(self, field: StringField) -> None:
        """A name or a position is somebody's of the list."""
        if self.part.data != CorrectedPart.TEXT and self._named() is None:
            raise ValidationError(_("Nhập mã hồ sơ có trong danh sách của quyết định này."))

    def line(self) -> CorrectedLine:
        """The line of the command."""
        part = CorrectedPart(self.part.data)
        is_text = part == CorrectedPart.TEXT
        return CorrectedLine(
            part=part, becomes=self.becomes.data or "", nomination_id=None if is_text else self._named(),
            was=self.was.data or "" if is_text else "", reason=self.reason.data or "",
        )  # fmt: skip

    def _named(self) -> str | None:
        """The awardee whose dossier has the code."""
        code = (self.code.data or "").strip()
        return next((each.key for each in self.page.named if each.code == code), None)


class DraftCorrectionForm(ActionForm):
    """What the decision says wrongly, and what is right. Lines are added by a button; what was typed stays."""

    page: DecisionPage

    title = StringField(
        lazy("Trích yếu nội dung"), [Filled(lazy("Nhập trích yếu nội dung của quyết định.")), AtMost(_LINE)]
    )
    lines = HiddenField()

    def __init__(self, page: DecisionPage, begun: Sequence[Mapping[str, str]] = (), **more: Any) -> None:
        """Offer the parts of the decision, and the usual title; ``begun`` is what an earlier draft says, to go on from."""
        super().__init__(**more)
        self.page = page
        said = self.lines.data or str(len(begun))
        count = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else FIRST_LINES
        count = min(max(count + ("more" in request.form), FIRST_LINES), MOST_LINES)
        self.errors_named: Sequence[ErrorLine] = [ErrorLine(page, number) for number in range(count)]
        self.lines.data = str(count)
        if not self.is_submitted() and page.dated_on:
            self.title.data = usual_title(page.case["number"], page.dated_on)
            for line, given in zip(self.errors_named, begun, strict=False):
                line.fill_in(given)

    @property
    def filled(self) -> Sequence[ErrorLine]:
        """The lines that say something; the first where none does, so that the page can say what is missing."""
        return [each for each in self.errors_named if not each.is_empty] or self.errors_named[:1]

    def validate(self, *given: Any, **more: Any) -> bool:
        """The title, and every line that was filled: all of them are judged, so that all errors are told at once."""
        judged = [each.validate() for each in self.filled]
        return bool(super().validate(*given, **more)) and all(judged)

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong with the title, then line by line."""
        return [*super().problems(), *(problem for line in self.errors_named for problem in line.problems())]

    def note_refusals(self, refusals: list[tuple[str, str]]) -> None:
        """What the engine refused stands at the field of its line."""
        for name, words in refusals:
            number, _dot, field = name.partition(".")
            if field:
                at = self.filled[int(number)][_FIELDS.get(field, field)]
                at.errors = [*at.errors, words]
            else:
                super().note_refusals([(name, words)])

    def place(self, refusal: Refusal) -> str:
        """A refusal about a line stands there."""
        return refusal.at if "." in refusal.at else super().place(refusal)

    @property
    def doubts(self) -> list[NameDoubt]:
        """Names entered so far that may mean somebody else."""
        names = {each.key: each.name for each in self.page.named}
        lines = [each.line() for each in self.errors_named if each.part.data and not each.is_empty]
        entered = [
            (names[line.nomination_id], line.becomes, line.nomination_id) for line in lines
            if line.part == CorrectedPart.NAME and line.nomination_id in names and line.becomes
        ]  # fmt: skip
        return doubts_about(reading(), self.page.case["organisation_id"], entered)

    def order(self) -> DraftCorrection:
        """The command."""
        return DraftCorrection(
            on=self.fresh_id.data or "", title=self.title.data or "", corrects_id=self.page.case["id"],
            lines=tuple(each.line() for each in self.filled),
        )  # fmt: skip


def corrected_here(code: str) -> list[CorrectedBy]:
    """What was put right of the decision with a look-up code."""
    return corrections_of_code(reading(), code)


def names_doubted(decision: str) -> list[NameDoubt]:
    """The names of a drafted correction that may mean somebody else."""
    return doubts_about_draft(reading(), actor().organisation_id, decision)


def corrects_here(code: str) -> tuple[int, date, str] | None:
    """The decision that the one with a look-up code corrects."""
    return corrected_by_code(reading(), code)


def corrected_line(nomination: str) -> list[CorrectedBy]:
    """What was put right of one awardee's line."""
    return corrections_about(reading(), nomination)


def offer_correction(pages: Blueprint) -> None:
    """Lay the form into the room of the decisions, and into every page what was put right."""
    for told in (corrected_here, corrects_here, corrected_line, names_doubted):
        pages.add_app_template_global(told)

    @pages.route("/decisions/<key>/correction", methods=["GET", "POST"])
    @role(Role.SECRETARIAT)
    def correct(key: str) -> Response | str | tuple[str, int]:
        """Draft a correction of an issued decision. Sent twice, it is one draft."""
        page = decision_page(reading(), key, actor=actor(), at=now()) or abort(404)
        if page.state != DecisionState.ISSUED or page.case["corrects_id"]:
            abort(404)
        begun = lines_drafted(reading(), normalise(request.args.get("from", "")), key)
        form, status = DraftCorrectionForm(page, begun), 200
        if form.is_submitted() and "more" not in request.form:
            status = 422
            if form.validate():
                done = create(form, form.order, lambda made: url_for("decisions.detail", key=made))
                if done:
                    return done
        return render_template("views/decisions/correct.html", form=form, page=page, case=page.case), status
