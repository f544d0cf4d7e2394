"""Forms about votes that the secretary entered: from a signed paper, and a member's answer to recorded hands."""

from typing import Any

from flask import request
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import SelectField, TextAreaField

from states.council_vocabulary import HandAnswer, Manner, VoteChoice
from states.refusals import Refusal
from web.access import actor
from web.action_forms import CommandForm
from web.database import reading
from web.fields import AtMost, Filled, options
from web.language import _, lazy
from web.views.council.each import EachField
from web.views.council.forms import page_of
from web.views.unit.drafting import stored
from workflow.commands.campaign.report_actual import EvidenceFile
from workflow.commands.council.answer_hands import AnswerHands
from workflow.commands.council.record_written_opinion import RecordWrittenOpinion
from workflow.commands.council.voting import has_written_on_paper
from workflow.queries.council_votes import own_votes
from workflow.queries.open_actions import Look


class RecordWrittenOpinionForm(CommandForm):
    """Which absent member, what the paper says of each item, and its scan. Standing votes are not shown: the paper is."""

    command = RecordWrittenOpinion
    template = "views/council/written_opinion.html"
    files = True

    offered = tuple(VoteChoice)
    member_id = SelectField(lazy("Thành viên vắng mặt"), [Filled(lazy("Chọn thành viên đã ký văn bản."))])
    choices = EachField(kind=VoteChoice)
    scan = FileField(
        lazy("Bản quét văn bản đã ký"), [Filled(lazy("Chọn bản quét của văn bản mà thành viên đã ký."))],
        description=lazy("PDF, JPEG, PNG hoặc DOCX; tối đa 20 MB. Thành viên đó xem lại được bản quét này."),
    )  # fmt: skip

    def arrange(self, look: Look) -> None:
        """The members who do not take part, or wrote before they came in, and the agenda."""
        self.page = page_of(look)
        absent = [
            (seat.account_id, f"{seat.name} – {seat.title}") for seat in self.page.seats
            if not seat.takes_part or has_written_on_paper(seat.account_id, self.page.facts)
        ]  # fmt: skip
        self.member_id.choices = options([("", _("Chọn thành viên")), *absent])
        asked = request.args.get("member", "")
        if not self.is_entered() and asked in dict(absent):
            self.member_id.data = asked

    @property
    def is_file_lost(self) -> bool:
        """Whether a file was chosen that the browser does not keep when the page comes back."""
        return isinstance(self.scan.data, FileStorage)

    def values(self) -> dict[str, Any]:
        """The member, the choices, and the scan, which is put on the disk before any record names it."""
        scan = EvidenceFile(**stored(self.scan.data))
        return {"member_id": self.member_id.data, "choices": self.choices.data, "scan": scan}

    def place(self, refusal: Refusal) -> str:
        """What is wrong with the file stands at the file."""
        return "scan" if refusal.at == "file" else super().place(refusal)


class AnswerHandsForm(CommandForm):
    """What a member says to each hand that the secretary recorded; lines are the recorded votes."""

    command = AnswerHands
    template = "views/council/hand_answer.html"

    offered = tuple(HandAnswer)
    answers = EachField(kind=HandAnswer)
    note = TextAreaField(
        lazy("Ghi sai ở đâu"), [AtMost(500)], description=lazy("Chỉ cần khi báo ghi không đúng; thư ký đọc được.")
    )

    def arrange(self, look: Look) -> None:
        """The own hands as they are recorded, with the answers that stand."""
        page = page_of(look)
        own = own_votes(reading(), page.case["id"], actor().account_id)
        self.hands = [
            (line, own[line.key]) for line in page.lines
            if line.key in own and own[line.key].manner == Manner.SHOW_OF_HANDS
        ]  # fmt: skip
        if not self.is_entered():
            self.answers.data = {vote.key: vote.answer for _line, vote in self.hands if vote.answer}

    def fill(self) -> bool:
        """Whatever was not answered yet is confirmed."""
        for _line, vote in self.hands:
            self.answers.data.setdefault(vote.key, HandAnswer.CONFIRMED)
        return True
