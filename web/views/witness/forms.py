"""The form by which a checkpoint on paper is compared with the log here."""

from wtforms import Field, TextAreaField
from wtforms.validators import ValidationError

from web.forms import BaseForm
from web.language import _, lazy
from workflow.ledger.held import read_held
from workflow.ledger.note import MalformedNote


class HeldForm(BaseForm):
    """A checkpoint, scanned or typed."""

    text = TextAreaField(
        lazy("Bản chốt"),
        description=lazy("Ba dòng: tên nhật ký, số mục, gốc cây; rồi dòng chữ ký nếu có. Dấu cách thừa không sao."),
        render_kw={"spellcheck": "false", "autocapitalize": "off"},
    )

    def validate_text(self, field: Field) -> None:
        """It reads as a checkpoint."""
        try:
            read_held(field.data or "")
        except MalformedNote as broken:
            raise ValidationError(
                _("Chưa đọc được bản chốt: cần ba dòng tên nhật ký, số mục, gốc cây, rồi các dòng chữ ký nếu có.")
            ) from broken
