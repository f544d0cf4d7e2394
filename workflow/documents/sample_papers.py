"""Invented papers of every kind that has a template of its own: a template is tried on them before anything goes by it.

There are plain ones, to be looked at, and hard ones: names as long as they come, empty fields, text that looks like orders.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from states.certificate_vocabulary import CertificateCause
from states.money import Grant, Payment, bonus
from states.paper_wording import Wording
from states.regime import Regime
from states.rule_names import award_name
from states.tally import Opinions, Tally, Threshold
from states.vocabulary import Honoured, State, SubjectKind
from workflow.days import VIETNAM
from workflow.documents import (
    appraisal_paper,
    certificate_paper,
    decision_paper,
    minutes_paper,
    payment_paper,
    refusal_paper,
    submission_paper,
)
from workflow.documents.appraisal_paper import AppraisalPaper, Checked
from workflow.documents.certificate_paper import CertificateSheet, CertificatesPaper
from workflow.documents.correction import Correction
from workflow.documents.counting import Item
from workflow.documents.decision_paper import Awardee, DecisionPaper
from workflow.documents.minutes_paper import Member, MinutesPaper, Signed, Written
from workflow.documents.payment_paper import Paid, PaymentPaper
from workflow.documents.refusal_paper import Ending, RefusalPaper
from workflow.documents.submission_paper import SubmissionPaper
from workflow.documents.writing_style import Office

ON = date(2024, 12, 2)
_TITLE = "Về việc khen thưởng phong trào thi đua năm 2024"
_PLAIN = ("Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Văn Ví Dụ")
_HARD = (
    "Tôn Nữ Hoàng Thị Nghiêng Nghiễng Phượng Ưởng Ẵm Ỵ Ỷ Thuở Quỹ Xuyến Chuyện Nghiễm Trường Khuyên Khuỷu",
    '#panic("x") *a* $x$ {{7*7}} {% for x in y %} <w:p> &amp; <script>=1+1 {hội đồng}',
    "=1+1",
)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One invented paper: which case of its kind it is, the typesetter's template, what it says, the day it bears."""

    name: str
    template: str
    data: Mapping[str, Any]
    on: date


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Papers of an office under a regime. ``is_hard``: with names and texts as hard as they come, without what is optional."""

    office: Office
    regime: Regime
    site: str = ""
    is_hard: bool = False

    def of(self, paper: str, wording: Wording | None = None) -> list[Sample]:
        """The papers of a kind in a wording, or in the one the software comes with."""
        return _MADE[paper](self, wording or Wording(paper=paper))

    @property
    def _names(self) -> tuple[str, ...]:
        return _HARD if self.is_hard else _PLAIN

    def _or_nothing(self, text: str) -> str:
        return "" if self.is_hard else text

    def _text(self, text: str) -> str:
        return _HARD[1] if self.is_hard else text

    def _awardees(self) -> list[Awardee]:
        one, other, third = self._names
        village, award = "Thôn Mẫu", award_name("GK", "vi")
        return [
            Awardee(name=one, kind=SubjectKind.INDIVIDUAL, gender=None if self.is_hard else "male", birth_year=1980,
                    title=self._or_nothing("Trưởng thôn"), unit=village, award=award, bonus=540_000),
            Awardee(name=other, kind=SubjectKind.INDIVIDUAL, gender=None if self.is_hard else "female", birth_year=None,
                    title=self._or_nothing("Giáo viên"), unit=self._text("Trường Tiểu học Mẫu"), award=award, bonus=540_000),
            Awardee(name=third, kind=SubjectKind.HOUSEHOLD, gender=None, birth_year=None, title="", unit=village,
                    award=award_name("GDVH", "vi"), bonus=None if self.is_hard else 180_000),
        ]  # fmt: skip

    def decision(self, wording: Wording, correction: Correction | None = None) -> DecisionPaper:
        """A decision on three awards, or one that puts an error right."""
        return DecisionPaper(
            office=self.office, number=5, dated_on=ON, title=self._text(_TITLE), citations=self._citations(),
            awardees=self._awardees(), signer=self._names[0], signer_title="Phó Chủ tịch" if self.is_hard else "Chủ tịch",
            frozen_at=_at(9), entry=812, lookup="abcdefgh2345", site=self.site, fund=self._or_nothing("ngân sách xã"),
            correction=correction, wording=wording,
        )  # fmt: skip

    def _citations(self) -> list[str]:
        return [citation.text("vi") for citation in self.regime.citations_for("GK", ON)]

    def correction(self) -> Correction:
        """What a decision may have to put right."""
        one = self._names[1]
        return Correction(key="", number=4, dated_on=date(2024, 11, 4), title=self._text(_TITLE),
                          lines=[("Họ tên, tên gọi", "Trần Thị Thữ", one, self._or_nothing("Chép nhầm dấu."))])  # fmt: skip

    def signed(self, entry: int) -> Signed:
        """A signature as it was recorded."""
        return Signed(name=self._names[1], at=_at(10), entry=entry)


def _at(hour: int) -> datetime:
    return datetime(ON.year, ON.month, ON.day, hour, 30, tzinfo=VIETNAM)


def _decisions(made: Samples, wording: Wording) -> list[Sample]:
    papers = {"award": made.decision(wording), "correction": made.decision(wording, made.correction())}
    return [
        Sample(name=name, template=decision_paper.TEMPLATE, data=each.as_data(), on=ON) for name, each in papers.items()
    ]


def _submissions(made: Samples, wording: Wording) -> list[Sample]:
    papers = {
        name: SubmissionPaper(
            draft=made.decision(Wording(paper="decision"), correction), number=7,
            sessions=[] if made.is_hard else [("Phiên họp thứ nhất năm 2024", ON)],
            explanation=made._or_nothing("Bổ sung hồ sơ theo ý kiến của Chủ tịch."), on=ON, entry=800, signer=made._names[2],
            wording=wording,
        )
        for name, correction in {"award": None, "correction": made.correction()}.items()
    }  # fmt: skip
    return [
        Sample(name=name, template=submission_paper.TEMPLATE, data=each.as_data(), on=ON)
        for name, each in papers.items()
    ]


def _refusals(made: Samples, wording: Wording) -> list[Sample]:
    papers = [
        RefusalPaper(
            office=made.office, ending=ending, unit="Thôn Mẫu", name=made._names[0], code="2024-0012",
            award=award_name("GK", "vi"), submitted_on=None if made.is_hard else ON,
            reason=made._text("Thành tích chưa có xác nhận của đơn vị."),
            failed=[] if made.is_hard else ["Hoàn thành tốt nhiệm vụ."], on=ON, entry=700, signer=made._names[1],
            wording=wording,
        )
        for ending in Ending
    ]  # fmt: skip
    return [
        Sample(name=each.ending.value, template=refusal_paper.TEMPLATE, data=each.as_data(), on=ON) for each in papers
    ]


def _payments(made: Samples, wording: Wording) -> list[Sample]:
    found = bonus(made.regime, "GK", SubjectKind.INDIVIDUAL, ON)
    grant = Grant(
        nominee="", award="GK", subject_kind=Honoured.INDIVIDUAL, achieved_from=date(2024, 1, 1), achieved_to=ON
    )  # fmt: skip
    lines = [Paid(name=name, where=made._or_nothing("Thôn Mẫu"), payment=Payment(grant, found)) for name in made._names]
    paper = PaymentPaper(
        office=made.office, number="05/QĐ-UBND", dated_on=ON, title=made._text(_TITLE), fund="", lines=lines,
        is_verified=not made.is_hard, on=ON, entry=830, wording=wording, drawn_up_by=made._names[0],
        signer=made._names[1],
    )  # fmt: skip
    return [Sample(name="award", template=payment_paper.TEMPLATE, data=paper.as_data(), on=ON)]


def _certificates(made: Samples, wording: Wording) -> list[Sample]:
    known: dict[str, Any] = {
        "lookup": "abcdefgh2345", "made_on": ON, "gender": None, "year": 2024, "decision_number": 5, "decided_on": ON,
        "signer": made._names[1], "signer_titles": ["CHỦ TỊCH"],
    }  # fmt: skip
    kinds = (
        ("GK", SubjectKind.INDIVIDUAL, made._or_nothing("Vì nông thôn mới")), ("GK", SubjectKind.INDIVIDUAL, ""),
        ("GDVH", SubjectKind.HOUSEHOLD, ""), ("LDTT", SubjectKind.INDIVIDUAL, ""),
    )  # fmt: skip
    sheets = [
        CertificateSheet(
            label=f"{number:02}/2024", name=made._names[number % 3], kind=kind, title=made._or_nothing("Trưởng thôn"),
            unit=made._text("Thôn Mẫu"), award=award_name(award, "vi"), occasion=occasion,
            cause=CertificateCause.LOST if number == 2 else None, replaces="01/2024" if number == 2 else "", **known,
        )
        for number, (award, kind, occasion) in enumerate(kinds, start=1)
    ]  # fmt: skip
    paper = CertificatesPaper(office=made.office, sheets=sheets, site=made.site, wording=wording)
    return [Sample(name="award", template=certificate_paper.TEMPLATE, data=paper.as_data(), on=ON)]


def _minutes(made: Samples, wording: Wording) -> list[Sample]:
    members = [
        Member(name=name, title=made._or_nothing("Ủy viên"), attendance="Có mặt", reason="", takes_part=True)
        for name in made._names
    ]
    item = Item(
        code="2024-0012", name=made._names[0], unit="Thôn Mẫu", award=award_name("GK", "vi"), lower="",
        tally=Tally(members=3, here=Opinions(agree=3)), threshold=Threshold(1, 2, True), finding=State.ENDORSED,
    )  # fmt: skip
    paper = MinutesPaper(
        office=made.office, title=made._text("Phiên họp thứ nhất năm 2024"), venue="Phòng họp UBND xã", meets_on=ON,
        is_circulated=False, opened_at=_at(8), closed_at=_at(9), members=members,
        guests=[] if made.is_hard else ["Phạm Văn Khách, Trưởng thôn"], items=[item],
        written=Written(course=made._text("Hội đồng nghe báo cáo và thảo luận."), remarks="",
                        conclusions=made._or_nothing("Giao Thường trực hoàn thiện hồ sơ.")),
        secretary=made.signed(77), chaired=made.signed(78), wording=wording,
    )  # fmt: skip
    return [Sample(name="award", template=minutes_paper.TEMPLATE, data=paper.as_data(), on=ON)]


def _appraisals(made: Samples, wording: Wording) -> list[Sample]:
    check = Checked(
        condition="Hoàn thành tốt nhiệm vụ.", source=made._or_nothing("Luật TĐKT, Điều 74"), result="Đạt",
        note=made._text(""),
    )  # fmt: skip
    paper = AppraisalPaper(
        office=made.office, name=made._names[0], about=made._or_nothing("Trưởng thôn"), unit="Thôn Mẫu", code="2024-0012",
        award=award_name("GK", "vi"), received_on=None if made.is_hard else ON, regime=made.regime.name("vi"),
        checks=[check], files=[] if made.is_hard else ["Báo cáo thành tích"], outcome="đủ điều kiện",
        reason=made._or_nothing("Hồ sơ đầy đủ."), on=ON, made=made.signed(600), wording=wording,
    )  # fmt: skip
    return [Sample(name="award", template=appraisal_paper.TEMPLATE, data=paper.as_data(), on=ON)]


_MADE: Mapping[str, Callable[[Samples, Wording], list[Sample]]] = {
    "decision": _decisions, "submission": _submissions, "refusal": _refusals, "payment": _payments,
    "certificate": _certificates, "minutes": _minutes, "appraisal": _appraisals,
}  # fmt: skip
