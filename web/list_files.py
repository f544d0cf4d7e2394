"""Lists that come as Excel files, whoever sends them and whatever they are about: sent, checked, shown, and given back."""

import hashlib
import io
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from flask import send_file
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import HiddenField

from web.access import actor
from web.database import store
from web.forms import ActionForm
from web.language import _, lazy, ngettext
from web.list_words import column_name, notes, what_to_do, why_unreadable
from workflow.attachments import XLSX
from workflow.intake.awaiting import Awaiting
from workflow.intake.faults import Fault
from workflow.intake.list_sheet import CheckedList
from workflow.intake.marked import mark_faults
from workflow.intake.package import LIMIT_MB, Unreadable

MOST_SHOWN = 100
MARKED = "danh-sach-danh-dau-loi.xlsx"
Found = TypeVar("Found", bound=CheckedList[Any])


class FaultShown(NamedTuple):
    """A wrong cell as the page tells of it."""

    fault: Fault
    column: str
    mend: str


class ListFileForm(ActionForm):
    """A list as a file. ``digest`` names the file that was sent and waits, ``checked`` what was shown of it."""

    file = FileField(
        lazy("Tệp danh sách"),
        description=lazy("Tệp .xlsx theo mẫu, tối đa 5 MB và 10.000 dòng."),
        render_kw={"accept": ".xlsx"},
    )
    digest = HiddenField()
    checked = HiddenField()

    def entered(self) -> Sequence[Any]:
        """What holds for the whole list beside its lines."""
        return ()

    def check(self, read: Callable[[bytes], Found]) -> Found | None:
        """Have the file read and checked; ``None`` and a word at the field when it is no list."""
        data = self._content()
        if data is None:
            self.note_refusals([("file", _("Chọn tệp danh sách."))])
            return None
        try:
            found = read(data)
        except Unreadable as reason:
            self.digest.data = ""
            self.note_refusals([("file", why_unreadable(reason))])
            return None
        if self.file.data:
            self.digest.data = awaiting().keep(actor().account_id, data)
        return found

    def _content(self) -> bytes | None:
        """The file that was sent now, or the one that waits since it was; ``None`` when there is neither."""
        upload = self.file.data
        if not upload:
            return awaiting().find(actor().account_id, self.digest.data or "")
        data = bytes(upload.read(LIMIT_MB * 1_000_000 + 1))
        upload.close()
        return data

    def is_as_shown(self, found: CheckedList[Any]) -> bool:
        """Whether just this was on the page before; if not, it is from now on."""
        shown = self._shown(found) if found.lines else ""
        is_known = bool(shown) and self.checked.data == shown
        self.checked.data = shown
        return is_known

    def _shown(self, found: CheckedList[Any]) -> str:
        """A name for everything that is shown before the list is taken over: what was entered, and what came of it."""
        parts = [self.digest.data, *self.entered(), found.lines, found.faults]
        return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()

    def let_go(self) -> None:
        """The file was taken over and needs not wait any more."""
        awaiting().let_go(actor().account_id, self.digest.data or "")


def awaiting() -> Awaiting:
    """The lists that wait for a word of their authors."""
    return Awaiting(store().files)


def own_file(digest: str) -> bytes | None:
    """A file of this author that waits."""
    return awaiting().find(actor().account_id, digest)


def faults_shown(found: CheckedList[Any] | None) -> list[FaultShown]:
    """The first wrong cells, with what to do in each."""
    shown = found.faults[:MOST_SHOWN] if found else ()
    return [FaultShown(fault, column_name(fault.column), what_to_do(fault)) for fault in shown]


def painted(data: bytes, found: CheckedList[Any]) -> Response:
    """The author's own file with the wrong cells painted and a note on each."""
    return sent(mark_faults(data, found.sheet, notes(found.faults)), MARKED)


def with_those_left_out(done: str, found: CheckedList[Any]) -> str:
    """What was written, and how many lines were left out."""
    if not found.wrong:
        return done
    left = ngettext("Bỏ qua %(num)s dòng lỗi.", "Bỏ qua %(num)s dòng lỗi.", found.wrong)
    return f"{done} {left}"


def sent(content: bytes, name: str) -> Response:
    """A workbook to save."""
    return send_file(io.BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)
