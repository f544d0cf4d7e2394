"""Forms of what a unit writes before it hands anything in."""

from collections.abc import Iterable, Sequence

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from states.refusals import Refusal
from states.regime import AwardRules, Regime, offered_awards
from states.vocabulary import Basis, SubjectKind
from web.fields import AtMost, Filled, VnDecimalField, options
from web.forms import ActionForm
from web.language import _, lazy
from web.views.unit.forms import LONGEST_ACHIEVEMENT
from web.views.unit.overtaken import DraftForm
from web.words import Words, sentence
from workflow.queries.nominees import CampaignOf, NomineeOf

OLDEST = 120
_WORDS = Words()
NAME_LABELS = {
    SubjectKind.INDIVIDUAL: lazy("Họ và tên"),
    SubjectKind.COLLECTIVE: lazy("Tên tập thể"),
    SubjectKind.HOUSEHOLD: lazy("Họ và tên chủ hộ"),
    SubjectKind.VILLAGE: lazy("Tên thôn, tổ dân phố"),
}
TITLE_LABELS = {
    SubjectKind.INDIVIDUAL: lazy("Chức vụ, nghề nghiệp"),
    SubjectKind.COLLECTIVE: lazy("Thuộc cơ quan, đơn vị"),
    SubjectKind.HOUSEHOLD: lazy("Địa chỉ"),
    SubjectKind.VILLAGE: lazy("Ghi chú về thôn, tổ dân phố"),
}
ASKED_OF = {
    "birth_year": (SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD),
    "gender": (SubjectKind.INDIVIDUAL,),
    "household_code": (SubjectKind.HOUSEHOLD,),
}
"""Which of a nominee's particulars are asked of which kind."""


class NoLonger(AtMost):
    """A short line of at most ``limit`` characters; nobody needs a counter beside it."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.field_flags = {}


class YearField(VnDecimalField):
    """A year of four digits; gives an ``int``."""

    def read(self, text: str) -> int:
        """The year, if it can be one."""
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise ValueError(_("Nhập năm bằng bốn chữ số. Ví dụ: 1980."))
        return int(text)

    def written(self, value: int) -> str:
        """Without a separator of thousands."""
        return str(value)


class AwardForm(DraftForm):
    """What is proposed: the award, the ground for it, and the campaign it is born of."""

    award = RadioField(
        lazy("Danh hiệu hoặc hình thức khen thưởng"), [Filled(lazy("Chọn danh hiệu hoặc hình thức khen thưởng."))]
    )
    basis = RadioField(lazy("Loại hình khen thưởng"), [Filled(lazy("Chọn loại hình khen thưởng."))])
    campaign = SelectField(
        lazy("Gắn với phong trào"), default="", description=lazy("Chọn nếu thành tích lập trong một phong trào.")
    )
    is_another = BooleanField(lazy("Tôi đã xem hồ sơ trùng tên ở trên; đây là trường hợp khác, vẫn lập hồ sơ"))

    def offer(self, regime: Regime, kind: SubjectKind, campaigns: Iterable[CampaignOf]) -> None:
        """Only what the rules in force offer for such a nominee."""
        self.regime, self.kind = regime, kind
        rules = awards_for(regime, kind)
        bases = [basis for basis in Basis if any(each.admits(basis) for each in rules)]
        self.award.choices = options((each.code, _WORDS.award(each.code)) for each in rules)
        self.basis.choices = options((basis.value, _WORDS.label(basis)) for basis in bases)
        none = ("", _("Không gắn với phong trào nào"))
        self.campaign.choices = options([none, *((each.id, each.title) for each in campaigns)])
        if not self.is_submitted() and len(bases) == 1:
            self.basis.data = bases[0].value

    def award_notes(self) -> dict[str, str]:
        """Under each award: on what grounds it may be given, and who decides."""
        return {rules.code: _note(rules) for rules in awards_for(self.regime, self.kind)}

    def agrees(self) -> bool:
        """Whether the award may be given on that ground; says so at the ground otherwise."""
        if self.regime.awards[self.award.data].admits(self.basis.data):
            return True
        facts = {"award": self.award.data, "basis": self.basis.data}
        self.note_refusals([("basis", sentence(Refusal("basis_not_for_award", facts)))])
        return False


def awards_for(regime: Regime, kind: SubjectKind) -> list[AwardRules]:
    """The awards that units may propose such a nominee for."""
    return [rules for rules in offered_awards(regime) if rules.is_for(kind)]


def _note(rules: AwardRules) -> str:
    bases = ", ".join(_WORDS.label(basis).lower() for basis in rules.bases.value)
    if rules.competence.value == "decide":
        return _("Xét theo: %(bases)s. Chủ tịch Ủy ban nhân dân xã quyết định.", bases=bases)
    return _("Xét theo: %(bases)s. Xã xét rồi trình cấp trên quyết định.", bases=bases)


class NewNomineeForm(AwardForm):
    """What is proposed, and for whom: somebody who is not in the unit's register yet, or whose particulars are mended."""

    read_first = ("name", "title", "birth_year", "gender", "household_code")

    name = StringField(lazy("Họ và tên"), [Filled(lazy("Nhập tên.")), NoLonger(200)])
    title = StringField(lazy("Chức vụ, nghề nghiệp"), [NoLonger(300)])
    birth_year = YearField(lazy("Năm sinh"), description=lazy("Ví dụ: 1980."))
    gender = RadioField(
        lazy("Giới tính"),
        [Filled(lazy("Chọn giới tính."))],
        choices=options((("female", lazy("Nữ")), ("male", lazy("Nam")))),
    )
    household_code = StringField(
        lazy("Mã hộ"), [NoLonger(40)], description=lazy("Theo sổ của thôn, để phân biệt các hộ trùng tên chủ hộ.")
    )

    def offer(self, regime: Regime, kind: SubjectKind, campaigns: Iterable[CampaignOf]) -> None:
        """Ask only what is asked of such a nominee."""
        super().offer(regime, kind, campaigns)
        self.name.label.text, self.title.label.text = NAME_LABELS[kind], TITLE_LABELS[kind]
        for name, kinds in ASKED_OF.items():
            if kind not in kinds:
                delattr(self, name)

    def validate_name(self, field: StringField) -> None:
        """A name has letters; figures and signs alone are none."""
        if not any(character.isalpha() for character in field.data or ""):
            raise ValidationError(_("Ghi tên bằng chữ."))

    def lived(self, year: int) -> bool:
        """Whether the year of birth can be one; says so at the field otherwise."""
        born = self.birth_year.data if "birth_year" in self else None
        if born is None or year - OLDEST <= born <= year:
            return True
        self.note_refusals(
            [("birth_year", _("Xem lại năm sinh: từ %(first)s đến %(last)s.", first=year - OLDEST, last=year))]
        )
        return False

    def particulars(self) -> dict[str, object]:
        """The nominee's columns, as entered."""
        given = {name: self[name].data or None for name in ASKED_OF if name in self}
        return {"name": self.name.data, "title": self.title.data or "", **dict.fromkeys(ASKED_OF), **given}


class NewcomerForm(NewNomineeForm):
    """For whom and what, where the unit's register may know that person already: then it is asked which of them it is."""

    read_first = ("who", *NewNomineeForm.read_first)
    ANOTHER = "another"

    who = RadioField(
        lazy("Danh sách của đơn vị đã có tên này. Ông/bà đề nghị ai?"), validate_choice=False,
        description=lazy("Chọn người đã có thì khen thưởng trước đây được tính cùng, không phải nhập lại gì."),
    )  # fmt: skip

    def tells_apart(self, registered: Sequence[NomineeOf]) -> bool:
        """Whether it was said who of the register it is, or that it is none of them; asks where it was not."""
        known = [(one.id, one.name) for one in registered]
        self.who.choices = options([*known, (self.ANOTHER, _("Không phải, đây là đối tượng khác"))])
        if not registered or self.who.data in (self.ANOTHER, *(one.id for one in registered)):
            return True
        self.note_refusals([("who", _("Chọn đối tượng đã có trong danh sách, hoặc cho biết đây là đối tượng khác."))])
        return False


class AchievementForm(DraftForm):
    """The account of the achievement; a draft may stay empty."""

    achievement = TextAreaField(
        lazy("Tóm tắt thành tích"),
        [AtMost(LONGEST_ACHIEVEMENT)],
        description=lazy(
            "Nêu việc đã làm, kết quả bằng số liệu, tác động trong xã. Báo cáo chi tiết gửi kèm ở phần hồ sơ."
        ),
    )


class PaperForm(ActionForm):
    """One file of one kind of paper."""

    file = FileField(
        lazy("Chọn tệp"),
        [Filled(lazy("Chọn tệp trước khi gửi."))],
        description=lazy("PDF, JPEG, PNG, DOCX hoặc XLSX, tối đa 20 MB."),
    )
    replaces = BooleanField(lazy("Thay cho các tệp đã gửi của mục này"))

    def named(self, kind: str) -> "PaperForm":
        """Give its inputs ids of their own, since a page holds one such form for each kind of paper."""
        for field in (self.file, self.replaces):
            field.id = f"{field.name}-{kind}"
            field.label.field_id = field.id
        return self


class PutAsideForm(ActionForm):
    """Put a draft aside, or take it up again: nothing to enter."""
