"""What all forms share: words in the page's language, text in one spelling, and the problems as links."""

import re
from collections.abc import Collection
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import ValidationError

from states.refusals import Refusal
from states.text import normalise, normalise_lines
from web.fields import is_plain_text
from web.language import _, catalogue, language
from web.restoring import restored
from workflow.ids import new_id

FRESH_ID = re.compile(r"[a-z2-7]{26}")


class _Words:
    """The form library's own sentences in the language of the page."""

    def gettext(self, message: str) -> str:
        return str(catalogue(language()).ugettext(message))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return str(catalogue(language()).ungettext(one, many, count))


class BaseForm(FlaskForm):
    """A form of ours. It checks only form: present, readable, not too long; never whether an action is allowed."""

    read_first: ClassVar[Collection[str]] = ()
    """Fields that the page shows above those of the form this one builds upon."""

    class Meta(FlaskForm.Meta):
        """Our words, and every typed text brought to NFC with single spaces before a validator sees it."""

        def get_translations(self, form: FlaskForm) -> _Words:
            return _Words()

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """What was sent, else what comes back after signing in again."""
            sent = super().wrap_formdata(form, formdata)
            return restored() if sent is None and formdata is not None else sent

        def bind_field(self, form: FlaskForm, unbound_field: Any, options: dict[str, Any]) -> Field:
            field: Field = super().bind_field(form, unbound_field, options)
            if is_plain_text(field):
                bring = normalise_lines if isinstance(field, TextAreaField) else normalise
                field.filters = (lambda text: bring(text) if isinstance(text, str) else text, *field.filters)
            return field

    def is_entered(self) -> bool:
        """Whether somebody filled it: it was sent, or it comes back after signing in again."""
        return self.is_submitted() or restored() is not None

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the page: (id of the first input to mend, sentence)."""
        found = [("", str(sentence)) for sentence in self.form_errors]
        for field in sorted(self, key=lambda field: field.name not in self.read_first):
            found += [(first_input(field), str(sentence)) for sentence in field.errors]
        return found


def first_input(field: Field) -> str:
    """The id of the field's first input: a group of choices has one for each choice and none of its own; empty where
    nothing is seen of the field."""
    if isinstance(field, HiddenField):
        return ""
    if isinstance(field, RadioField | SelectMultipleField):
        return f"{field.id}-0" if field.choices else ""
    return str(field.id)


class _SeenField(HiddenField):
    """The ledger index of the case when the page was shown, or None where nothing was shown yet."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        if text and not (text.isascii() and text.isdigit() and len(text) < 19):
            self.data = None
            raise ValueError(_("Trang này đã bị thay đổi ngoài ý muốn. Tải lại trang rồi làm lại."))
        self.data = int(text) if text else None


class ActionForm(BaseForm):
    """A form that does something to a case.

    ``seen`` is what the person had before their eyes, so that nobody signs what has changed since; ``fresh_id`` is the
    key of what will be created, minted with the form: sent twice, it creates once.
    """

    seen = _SeenField()
    fresh_id = HiddenField(default=new_id)

    def note_refusals(self, refusals: list[tuple[str, str]]) -> None:
        """Show what the engine refused, at the field where it is wrong or on top; what was entered stays."""
        for name, words in refusals:
            if name:
                self[name].errors = [*self[name].errors, words]
            else:
                self.form_errors.append(words)

    def place(self, refusal: Refusal) -> str:
        """The id of the input that a refusal of the engine points at, or empty when it concerns the whole case."""
        return refusal.at if refusal.at in self else ""

    def validate_fresh_id(self, field: Field) -> None:
        """Only a key of the shape that we minted."""
        if not FRESH_ID.fullmatch(field.data or ""):
            raise ValidationError(_("Trang này đã bị thay đổi ngoài ý muốn. Tải lại trang rồi làm lại."))
