"""Forms of a secret vote on paper: who counts, who got a ballot, and what a teller found in the urn."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from states.council_vocabulary import Attendance
from states.guards.paper import unfit
from states.paper_ballots import FIGURES, PaperCount, Sheet, on_paper, sheets
from states.refusals import Refusal
from states.text import search_key
from web.access import actor
from web.action_forms import CommandForm
from web.database import reading
from web.language import _, language
from web.views.council.disclosures import foreseen
from web.views.council.each import EachField
from web.views.council.forms import page_of
from web.words import sentence
from workflow.commands.council.appoint_tellers import AppointTellers
from workflow.commands.council.enter_paper_count import EnterPaperCount
from workflow.commands.council.hand_out_ballots import HandOutBallots
from workflow.queries.council_paper import own_counts, to_recount
from workflow.queries.open_actions import Look
from workflow.queries.session import AgendaItem, Seat, SessionPage

MOST_DIGITS = 4


class Handed(StrEnum):
    """What the list of ballots says of a member."""

    GIVEN = "given"
    NOT_GIVEN = "not_given"


class AppointTellersForm(CommandForm):
    """Which members count; those who can't are shown with the reason."""

    command = AppointTellers
    template = "views/council/tellers.html"

    accounts = EachField()

    def arrange(self, look: Look) -> None:
        """The members in the room, and who counts so far."""
        self.page = page_of(look)
        if not self.is_entered():
            self.accounts.data = dict.fromkeys(self.page.facts.tellers[1], "1")

    def is_namesake(self, seat: Seat) -> bool:
        """Whether a member bears the name of one who is voted on: the secretary looks whether it is one person."""
        return search_key(seat.name) in {search_key(line.name) for line in self.page.on_paper}

    def why_not(self, seat: Seat) -> list[str]:
        """Why a member can't count, in words that name no case."""
        facts, account = self.page.facts, seat.account_id
        said = {reason.code for reason in unfit(account, facts)}
        words = {
            "teller_not_counting": _("không có tên trong danh sách biểu quyết"),
            "teller_not_in_the_room": _("không có mặt tại phòng họp"),
            "teller_is_recused": _("không tham gia hồ sơ bỏ phiếu kín nào"),
        }
        undeclared = [] if facts.has_declared(account) else [_("chưa khai báo về xung đột lợi ích")]
        return [*(text for code, text in words.items() if code in said), *undeclared]

    def counts_some(self, seat: Seat) -> bool:
        """Whether a member takes no part in some item on paper, and so counts the others only."""
        facts = self.page.facts
        return any((item["id"], seat.account_id) in facts.conflicts for item in on_paper(facts.agenda))

    def values(self) -> dict[str, Any]:
        """The members who were ticked."""
        return {"account_ids": tuple(self.accounts.data)}

    def place(self, refusal: Refusal) -> str:
        """Who is wrong concerns the members."""
        return "accounts" if refusal.at in {"account_ids", *self.accounts.data} else super().place(refusal)


class HandOutBallotsForm(CommandForm):
    """Who was given a ballot; members who can't be are shown with the reason."""

    command = HandOutBallots
    template = "views/council/ballots.html"

    offered = tuple(Handed)
    is_filled = False
    given = EachField(kind=Handed)

    def arrange(self, look: Look) -> None:
        """The members, and what stands of each."""
        self.page = page_of(look)
        if not self.is_entered():
            known = self.page.facts.handouts
            self.given.data = {
                account: Handed.GIVEN if given else Handed.NOT_GIVEN for account, (_v, given) in known.items()
            }

    @property
    def warning(self) -> str:
        """What the totals of so few papers will give away."""
        return foreseen(self.page, language())

    @property
    def sheets(self) -> Sequence[tuple[Sheet, Sequence[AgendaItem]]]:
        """The sheets of a ballot with their items."""
        return sheets_of(self.page)

    def why_not(self, seat: Seat) -> str:
        """Why a member gets no ballot; nothing where it may, or holds one."""
        facts, account = self.page.facts, seat.account_id
        items = [line.key for line in self.page.on_paper]
        if facts.has_ballot(account):
            return ""
        if all((item, account) in facts.conflicts for item in items):
            return _("không tham gia hồ sơ nào trong phiếu")
        if any((item, account) in facts.written for item in items):
            return _("đã cho ý kiến bằng văn bản; các hồ sơ còn lại trong phiếu cũng cho ý kiến bằng văn bản")
        if seat.mark != Attendance.PRESENT:
            return _("không có mặt tại phòng họp")
        return "" if facts.has_declared(account) else _("chưa khai báo về xung đột lợi ích")

    def fill(self) -> bool:
        """Everybody who may have a ballot, and of whom nothing is said yet, got one."""
        self.is_filled = True
        for seat in self.page.seats:
            if not self.why_not(seat):
                self.given.data.setdefault(seat.account_id, Handed.GIVEN)
        return True

    def values(self) -> dict[str, Any]:
        """Whether each was given one."""
        return {"given": {account: said == Handed.GIVEN for account, said in self.given.data.items()}}

    def place(self, refusal: Refusal) -> str:
        """Who is wrong concerns the list."""
        return "given" if refusal.at in self.given.data else super().place(refusal)


def sheets_of(page: SessionPage) -> Sequence[tuple[Sheet, Sequence[AgendaItem]]]:
    """The sheets of a session's ballot with their items, without those that the person looking takes no part in."""
    lines = {line.key: line for line in page.on_paper}
    recused = {key: page.facts.recused_from(key) & page.facts.members for key in lines}
    return [(sheet, [lines[key] for key in sheet.items]) for sheet in sheets(list(lines), recused)]


class EnterPaperCountForm(CommandForm):
    """What a teller found, figure by figure; lines are ``<nomination>-<figure>``. Nobody else's figures are on the page."""

    command = EnterPaperCount
    template = "views/council/paper_count.html"

    figures = EachField()

    def arrange(self, look: Look) -> None:
        """The items on paper, and what the teller keyed before."""
        self.page = page_of(look)
        self.wrong: dict[str, str] = {}
        self.to_recount = to_recount(reading(), self.page)
        self.earlier: Mapping[str, Sequence[PaperCount]] = own_counts(
            reading(), self.page.case["id"], actor().account_id
        )
        if not self.is_entered() and not self.figures.data:
            self.figures.data = {
                f"{key}-{name}": str(number)
                for key, versions in self.earlier.items()
                for name, number in versions[-1].figures.items()
            }

    @staticmethod
    def asked(line: AgendaItem) -> list[str]:
        """The figures that are asked of an item: of a lower award only where there is one."""
        return [name for name in FIGURES if line.lower or name != "agree_lower"]

    def validate_figures(self, field: Field) -> None:
        """Whole numbers, and all of an item once one of them is said."""
        for line in self.page.on_paper:
            asked = {name: field.data.get(f"{line.key}-{name}", "") for name in self.asked(line)}
            for name, text in asked.items() if any(asked.values()) else ():
                if not text:
                    self.wrong[f"{line.key}-{name}"] = _("Nhập số; không có phiếu nào thì ghi 0.")
                elif not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
                    self.wrong[f"{line.key}-{name}"] = _("Nhập một số nguyên, nhiều nhất 4 chữ số.")
        if self.wrong:
            raise ValidationError(_("Sửa các ô được đánh dấu."))

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, each at its own input."""
        others = [each for each in super().problems() if not (self.wrong and each[0] == self.figures.id)]
        codes = {line.key: line.code for line in self.page.on_paper}
        return [*others, *((place, f"{codes[place.split('-')[0]]}: {text}") for place, text in self.wrong.items())]

    def values(self) -> dict[str, Any]:
        """The count of each item of which something was said."""
        return {"counts": {
            line.key: PaperCount.of({name: int(self.figures.data.get(f"{line.key}-{name}") or 0) for name in FIGURES})
            for line in self.page.on_paper
            if any(self.figures.data.get(f"{line.key}-{name}") for name in FIGURES)
        }}  # fmt: skip

    def place(self, refusal: Refusal) -> str:
        """What is wrong with one figure stands at its input."""
        nomination, colon, name = refusal.at.partition(":")
        if colon and any(line.key == nomination for line in self.page.on_paper):
            self.wrong[f"{nomination}-{name}"] = sentence(refusal)
        return "figures" if refusal.at else super().place(refusal)
