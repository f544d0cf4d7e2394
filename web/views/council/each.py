"""One answer for each of many lines: a ballot, a list of attendance. The page draws the inputs itself, for speed."""

from enum import StrEnum
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value

from states.text import normalise
from web.language import _


class EachField(Field):
    """Answers by line, from inputs named ``<field>-<line>``; lines left empty are not in ``data``.

    With ``kind`` an answer is one of its members; anything else was not offered by the page and is refused.
    """

    def __init__(self, label: Any = None, validators: Any = None, *, kind: type[StrEnum] | None = None, **more: Any):
        super().__init__(label, validators, **more)
        self.kind = kind

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read every line that was sent."""
        self.process_errors = []
        self.data = {} if data in (unset_value, None) else dict(data)
        prefix = f"{self.name}-"
        for name in formdata or ():
            if name.startswith(prefix):
                self._read(name.removeprefix(prefix), normalise(formdata.getlist(name)[0]))

    def _read(self, line: str, text: str) -> None:
        if not text:
            return
        if self.kind is None:
            self.data[line] = text
        elif text in {member.value for member in self.kind}:
            self.data[line] = self.kind(text)
        else:
            self.process_errors = [_("Trang này đã bị thay đổi ngoài ý muốn. Tải lại trang rồi làm lại.")]
