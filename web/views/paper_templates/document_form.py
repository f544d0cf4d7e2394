"""The form of a Word template: the file, or the built-in one again, and why."""

from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField

from states.paper_wording import TemplatePart
from web.access import actor
from web.language import lazy
from web.views.paper_templates.replacing import ReplacingForm, awaiting
from workflow.commands.administration.replace_template import ReplaceTemplate
from workflow.documents.word_package import LIMIT_MB


class DocumentForm(ReplacingForm):
    """A document that Word copies are to be written into. ``look`` names the file that was shown and waits."""

    read_first = ("file", "built_in")

    file = FileField(
        lazy("Tệp mẫu Word"),
        description=lazy("Tệp .docx, tối đa 2 MB, không có macro, đối tượng nhúng hay liên kết ra ngoài."),
        render_kw={"accept": ".docx"},
    )  # fmt: skip
    built_in = BooleanField(lazy("Dùng lại mẫu có sẵn trong phần mềm, không gửi tệp"))

    def sent(self) -> bytes:
        """The file that was sent now, else the one that waits since it was shown; empty where there is neither."""
        upload = self.file.data
        if isinstance(upload, FileStorage) and upload.filename:
            data = bytes(upload.read(LIMIT_MB * 1_000_000 + 1))
            upload.close()
            return data
        return awaiting().find(actor().account_id, self.look.data or "") or b""

    @property
    def is_new(self) -> bool:
        """Whether a file was sent with this form."""
        return isinstance(self.file.data, FileStorage) and bool(self.file.data.filename)

    def order_of(self, paper: str, sha256: str | None) -> ReplaceTemplate:
        """The command; without a digest the built-in document is put back."""
        return self.replacing(paper, TemplatePart.DOCUMENT, sha256=sha256)
