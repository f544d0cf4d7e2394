"""Forms on conflicts of interest: a member's own declaration, and one that was said at the meeting."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from states.council_vocabulary import ConflictGround
from states.refusals import Refusal
from web.access import actor
from web.action_forms import CommandForm
from web.database import reading
from web.language import _
from web.views.council.each import EachField
from web.views.council.forms import page_of
from workflow.commands.council.declare_conflict import DeclareConflict
from workflow.commands.council.record_conflict import RecordConflict
from workflow.queries.declarations import declared_lines
from workflow.queries.open_actions import Look

LONGEST_RELATION = 200
NONE, SOME = "none", "some"


class ConflictForm(CommandForm):
    """The agenda line by line, with a ground and a few words on each; ``stance`` says whether there is any conflict at all."""

    offered = tuple(ConflictGround)
    conflicts = EachField(kind=ConflictGround)
    relations = EachField()
    up_to = StringField()
    stance = StringField()

    def arrange(self, look: Look) -> None:
        """The agenda by names, awards and units."""
        self.page = page_of(look)
        self.groups = declared_lines(reading(), self.page, actor())
        if not self.is_submitted():
            seen = [line.item.seen or 0 for _award, lines in self.groups for line in lines]
            self.up_to.data = str(max(seen, default=0))

    def values(self) -> dict[str, Any]:
        """What is said of each line; words without a ground say nothing."""
        relations = {key: words for key, words in self.relations.data.items() if key in self.conflicts.data}
        return {"conflicts": self.conflicts.data, "relations": relations, "up_to": int(self.up_to.data or "0")}

    def validate_up_to(self, field: Field) -> None:
        """A number of the log."""
        text = field.data or ""
        if not (text.isascii() and text.isdigit() and len(text) < 16):
            raise ValidationError(_("Trang này đã bị thay đổi ngoài ý muốn. Tải lại trang rồi làm lại."))

    def validate_relations(self, field: Field) -> None:
        """A few words are one line."""
        if any(len(words) > LONGEST_RELATION for words in field.data.values()):
            raise ValidationError(_("Ghi ngắn lại: tối đa 200 ký tự."))

    def validate_stance(self, field: Field) -> None:
        """One of both is said, and it fits the lines."""
        if field.data not in (NONE, SOME):
            raise ValidationError(_("Chọn có hay không có xung đột lợi ích."))
        if (field.data == SOME) != bool(self.conflicts.data):
            raise ValidationError(
                _("Chọn lý do ở ít nhất một hồ sơ.")
                if field.data == SOME
                else _("Đã chọn lý do ở một hồ sơ: bỏ lý do đó, hoặc chọn “Có xung đột lợi ích”.")
            )

    def place(self, refusal: Refusal) -> str:
        """What is wrong with one line concerns the lines."""
        return "conflicts" if refusal.at in self.conflicts.data else super().place(refusal)


class DeclareConflictForm(ConflictForm):
    """A member declares."""

    command = DeclareConflict
    template = "views/council/declaration.html"


class RecordConflictForm(ConflictForm):
    """The secretary records what members said."""

    command = RecordConflict
    template = "views/council/conflict.html"

    accounts = EachField()

    def values(self) -> dict[str, Any]:
        """The members who were ticked, and what they said."""
        return super().values() | {"account_ids": tuple(self.accounts.data)}

    def place(self, refusal: Refusal) -> str:
        """Who is wrong concerns the members."""
        return "accounts" if refusal.at in {"account_ids", *self.accounts.data} else super().place(refusal)
