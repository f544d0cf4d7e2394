"""The form of a layer: what one document lays down, figure after figure, each in a row of its own."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from flask import request
from wtforms import RadioField, SelectField
from wtforms.validators import Optional

from states.rule_composing import canonical_text
from states.rule_editing import Place, several_figures
from web.fields import Filled, VnDateField, options
from web.language import _, lazy
from web.rule_words import LEVELS
from web.views.nominations.shown import marks
from web.views.rules.figure_rows import FigureRow, RowsField
from web.views.rules.forms import DocumentForm

MOST_ROWS = 40


class FigureForm(DocumentForm):
    """The figures of a layer, who set them, in which document, and from when on.

    Rows are added and taken away by buttons; what was entered in the others stays, and nothing is judged meanwhile.
    """

    read_first: ClassVar = ("more_place", "more", "level")

    row = RowsField()
    more_place = SelectField(lazy("Phần của quy định"), validate_choice=False)
    more = SelectField(lazy("Nội dung"), validate_choice=False)
    level = RadioField(lazy("Ai quy định"), [Filled(lazy("Chọn cấp quy định."))])
    valid_to = VnDateField(lazy("Đến hết ngày"), [Optional()], description=lazy("Để trống nếu văn bản không ghi."))

    head_names: ClassVar = ("level", "document", "article", "mark", "valid_from", "valid_to")

    def lay_out(self, first: Place, made: Callable[[int, Place], FigureRow | None]) -> None:
        """Ask for the figures that were sent, else for the one that the address names."""
        self._made, self._organisation = made, ""
        self.level.choices = options((level, LEVELS[level]) for level in ("province", "council"))
        self.mark.choices = options(marks().items())
        asked = [(n, place) for n, place in self.row.data or () if n or place == first] or [(0, first)]
        self._set([row for row in (made(*each) for each in asked[:MOST_ROWS]) if row])

    def _set(self, rows: list[FigureRow]) -> None:
        self.rows = rows
        self.row.data = [(row.number, row.place) for row in rows]

    def offer(
        self, places: Sequence[tuple[str, Any]], figures: Callable[[str], Sequence[tuple[str, str]]], here: str
    ) -> None:
        """Offer the parts of the rules, and the figures of the one that is chosen which have no row yet."""
        chosen = self.more_place.data if self.more_place.data in dict(places) else here
        self.more_place.choices, self.more_place.data = options(places), chosen
        taken = {":".join(row.place) for row in self.rows}
        left = [each for each in figures(chosen) if each[0] not in taken]
        self.more.choices = options([("", _("Chưa chọn")), *left])
        self._offered = dict(left)
        if self.more.data not in self._offered:
            self.more.data = ""

    def rearranged(self) -> bool:
        """Add or take away a row, or show another part, as the button says; answers whether one of those was pressed."""
        pressed = {name for name in ("add", "look_in", "remove", "again") if name in request.form}
        if pressed:
            self.look.data = ""
        if "remove" in pressed and len(self.rows) > 1:
            self._set([row for row in self.rows if str(row.number) != request.form["remove"]])
        if "add" in pressed:
            self._add()
        return bool(pressed - {"again"})

    def _add(self) -> None:
        wanted = self.more.data
        if not wanted:
            self.more.errors = [_("Chọn nội dung cần thêm.")]
            return
        if len(self.rows) >= MOST_ROWS:
            self.more.errors = [_("Một lần nhập tối đa %(most)s nội dung.", most=MOST_ROWS)]
            return
        section, code, key = wanted.split(":")
        made = self._made(max(row.number for row in self.rows) + 1, (section, code, key))
        if made:
            self._set([*self.rows, made])
            self.more.choices = [each for each in self.more.choices if each.value != wanted]
            self.more.data = ""

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field can be read, every row has a value that is one, and nothing chosen was left out."""
        is_read = bool(super().validate(extra_validators))
        judged = [row.validate() for row in self.rows]  # every one, so that all that is wrong is told at once
        is_read = is_read and all(judged)
        if self.more.data:
            self.more.errors = [_("Nội dung này chưa được thêm: bấm “Thêm nội dung”, hoặc chọn lại “Chưa chọn”.")]
            is_read = False
        if self.valid_to.data and self.valid_from.data and self.valid_to.data < self.valid_from.data:
            self.valid_to.errors = [_("Ngày cuối phải từ ngày có hiệu lực trở đi.")]
            is_read = False
        return is_read

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong: with all of it, row by row, and below."""
        found, on_top = super().problems(), len(self.form_errors)
        of_rows = [problem for row in self.rows for problem in row.fields.problems()]
        return [*found[:on_top], *of_rows, *found[on_top:]]

    def content(self, organisation: str) -> str:
        """The layer as canonical JSON."""
        self._organisation = organisation
        return self._content(self.rows)

    def _content(self, rows: Sequence[FigureRow]) -> str:
        said = several_figures(
            [(row.place, row.value()) for row in rows], level=self.level.data, organisation=self._organisation,
            valid_to=self.valid_to.data, **self.head(),
        )  # fmt: skip
        return canonical_text(said)

    def note_unreadable(self, words: str, alone: Callable[[str], str]) -> None:
        """At the rows that no rules come of by themselves; on top where they only contradict one another."""
        wrong = [(row, found) for row in self.rows if (found := alone(self._content([row])))]
        for row, found in wrong:
            row.blame(found)
        if not wrong:
            super().note_unreadable(words, alone)
