"""Two pages open on one draft: what the other page saved meanwhile is not overwritten unseen."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectField

from web.forms import ActionForm

_NEVER_SHOWN = ("CSRFTokenField", "HiddenField", "_SeenField", "BooleanField")


class DraftForm(ActionForm):
    """A form on a draft. ``shown`` names what stood in the draft when its page was made."""

    shown = HiddenField()


@dataclass(frozen=True)
class Overtaken:
    """One field that another page saved meanwhile, and that says something else here."""

    label: str
    saved: str
    entered: str


def overtaken(form: DraftForm, now: DraftForm) -> Sequence[Overtaken]:
    """What the person would overwrite unseen. ``now`` is the form as the draft stands; its page is shown from now on.

    A form that was not sent yet only learns what it shows.
    """
    stands = {field.name: _text(field) for field in now if field.type not in _NEVER_SHOWN}
    before, form.shown.data = form.shown.data, _digest(stands)
    if not form.is_submitted() or before == form.shown.data:
        return ()
    pairs = ((form[name], text) for name, text in stands.items() if name in form)
    return [Overtaken(str(field.label.text), text, _text(field)) for field, text in pairs if _text(field) != text]


def _digest(stands: Mapping[str, str]) -> str:
    return hashlib.sha256("\x00".join(f"{name}={text}" for name, text in stands.items()).encode()).hexdigest()


def _text(field: Field) -> str:
    """What a reader sees in the field."""
    if isinstance(field, RadioField | SelectField):
        chosen: Any = next((each.label for each in field.choices or () if str(each.value) == str(field.data)), "")
        return str(chosen)
    return str(field._value() or "").strip()
