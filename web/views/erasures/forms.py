"""Forms of erasing a person's data and of keeping them."""

from collections.abc import Callable, Sequence
from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField

from states.passages import Doubt, Place
from states.vocabulary import ErasureGround
from web.access import actor
from web.action_forms import CommandForm
from web.clock import now
from web.database import reading, store
from web.fields import AtMost, Filled, VnDateField, options
from web.forms import ActionForm
from web.language import _, language, lazy
from web.views.nominations.case_form import reason_field
from web.words import Words
from workflow.commands.administration.confirm_erasure import ConfirmErasure
from workflow.commands.administration.lift_hold import LiftHold
from workflow.commands.administration.place_hold import PlaceHold
from workflow.commands.administration.propose_erasure import ProposeErasure
from workflow.commands.administration.reject_erasure import RejectErasure
from workflow.erasures_remembered import chosen_before
from workflow.ledger.findings import records_named
from workflow.queries.erasures import Preview, preview
from workflow.queries.open_actions import Look


def place_named(place: Place) -> str:
    """A place in words: what it is, where the log says it, and the words around the name."""
    records = records_named(place.table, language())
    words = place.words or _("lời văn không dành cho người không tham gia hồ sơ")
    if place.entry is None:
        return f"{records}: {words}"
    return _("%(records)s, mục nhật ký %(entry)s: %(words)s", records=records, entry=place.entry, words=words)


def doubt_named(doubt: Doubt) -> str:
    """Why a place may speak of somebody else."""
    if doubt == Doubt.ALIKE:
        return _("Dấu khác với tên trong sổ: có thể là người khác. Chọn nếu đúng là người này.")
    return _("Nằm trong hồ sơ của một người trùng tên. Chọn nếu nói về người được xóa.")


class ProposeErasureForm(ActionForm):
    """On what ground, and by which document."""

    ground = SelectField(lazy("Căn cứ xóa"), [Filled(lazy("Chọn căn cứ xóa."))], default="")
    document = StringField(
        lazy("Số, ngày của văn bản"), [Filled(lazy("Nhập số và ngày của văn bản.")), AtMost(200)],
        description=lazy("Ví dụ: Đơn số 12 ngày 02/3/2026. Không ghi tên người yêu cầu: nội dung này được giữ lâu dài."),
    )  # fmt: skip
    requested_on = VnDateField(lazy("Ngày nhận yêu cầu"), [Filled(lazy("Nhập ngày nhận yêu cầu."))])

    def __init__(self, **more: Any) -> None:
        """Offer the grounds that there are."""
        super().__init__(**more)
        grounds = ((each, Words().label(each)) for each in ErasureGround)
        self.ground.choices = options([("", _("Chưa chọn")), *grounds])

    def order(self, nominee_id: str) -> ProposeErasure:
        """The command."""
        return ProposeErasure(
            on=self.fresh_id.data or "", nominee_id=nominee_id, ground=ErasureGround(self.ground.data),
            document=self.document.data or "", requested_on=self.requested_on.data,
        )  # fmt: skip


class PlaceHoldForm(ActionForm):
    """By which document the data must be kept, and since when."""

    document = StringField(
        lazy("Số, ngày của văn bản yêu cầu giữ lại"), [Filled(lazy("Nhập số và ngày của văn bản.")), AtMost(200)],
        description=lazy("Ví dụ: Thông báo thụ lý khiếu nại số 7/TB-UBND ngày 05/3/2026."),
    )  # fmt: skip
    held_from = VnDateField(lazy("Giữ lại từ ngày"), [Filled(lazy("Nhập ngày bắt đầu giữ lại."))])

    def order(self, nominee_id: str) -> PlaceHold:
        """The command."""
        return PlaceHold(
            on=self.fresh_id.data or "", nominee_id=nominee_id, document=self.document.data or "",
            held_from=self.held_from.data,
        )  # fmt: skip


class ConfirmErasureForm(CommandForm):
    """Confirm, after seeing what goes and what stays."""

    command = ConfirmErasure
    template = "views/erasures/confirm.html"
    danger = True

    passages = SelectMultipleField(
        lazy("Xóa tên trong lời văn của người khác"), validate_choice=False,
        description=lazy("Tên được thay bằng “(đã xóa)”, phần còn lại của lời văn giữ nguyên. Bỏ chọn nơi nào phải giữ tên."),
    )  # fmt: skip
    shown = HiddenField()
    places: Sequence[Place] = ()

    def arrange(self, look: Look) -> None:
        """Every place in which the name stands, chosen where it is surely this person's, or as before a copy was put back."""
        self.seen_before = preview(reading(), look.case["nominee_id"], actor=actor(), at=now())
        self.places = self.seen_before.places if self.seen_before else ()
        self.passages.choices = options((each.key, place_named(each)) for each in self.places)
        if not self.is_submitted():
            before = chosen_before(store(), look.case["nominee_id"])
            self.passages.data = [
                each.key
                for each in self.places
                if (each.key in before["added"] if each.doubt else each.key not in before["spared"])
            ]
            self.shown.data = " ".join(each.key for each in self.places)

    def notes(self) -> dict[str, str]:
        """Why a place may speak of somebody else."""
        return {each.key: doubt_named(each.doubt) for each in self.places if each.doubt}

    def values(self) -> dict[str, Any]:
        """What was shown and not chosen is spared; a place that came up meanwhile is not."""
        shown, chosen = set((self.shown.data or "").split()), set(self.passages.data or ())
        return {
            "spared": tuple(each.key for each in self.places if not each.doubt and each.key in shown - chosen),
            "added": tuple(each.key for each in self.places if each.doubt and each.key in chosen),
        }

    def rests_on(self, look: Look) -> tuple[Preview | None, Callable[[str], str]]:
        """What would go and what would stay, and what records are called."""
        return self.seen_before, lambda table: records_named(table, language())


class RejectErasureForm(CommandForm):
    """Reject a proposal, with the reason."""

    command = RejectErasure

    reason = reason_field(
        lazy("Lý do không chấp nhận"), lazy("Nêu lý do không chấp nhận."),
        lazy("Không ghi tên người yêu cầu: nội dung này được giữ lâu dài."),
    )  # fmt: skip


class LiftHoldForm(CommandForm):
    """Say that a hold is over."""

    command = LiftHold

    reason = reason_field(
        lazy("Vì sao kết thúc việc giữ lại"), lazy("Nêu vì sao kết thúc việc giữ lại."),
        lazy("Ví dụ: khiếu nại đã được giải quyết xong bằng Quyết định số 15/QĐ-UBND."),
    )  # fmt: skip
