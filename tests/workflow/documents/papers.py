"""Papers to be set by the tests of this folder, with names as hard as they come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from states.regime import regime_on
from states.tally import NOBODY, Opinions, Tally, Threshold
from states.vocabulary import State, SubjectKind
from workflow.days import VIETNAM
from workflow.documents.agenda_paper import AgendaLine, AgendaPaper
from workflow.documents.ballot_paper import (
    AwardOnBallot,
    BallotPaper,
    BallotRollPaper,
    BallotSheet,
    Choice,
    Receiver,
)
from workflow.documents.counting import Item
from workflow.documents.counting_paper import CountingPaper
from workflow.documents.decision_paper import Awardee, DecisionPaper
from workflow.documents.minutes_paper import Member, MinutesPaper, Signed, Written
from workflow.documents.receipt_paper import HandedIn, HandedInFile, ReceiptPaper
from workflow.documents.writing_style import Office

OFFICE = Office(name="UBND xã Đồng Mẫu", parent="Ủy ban nhân dân huyện Mẫu", place="Đồng Mẫu")
ON = date(2024, 2, 5)
HARD = (
    "Tôn Nữ Hoàng Thị Nghiêng Nghiễng Phượng Ưởng Ẵm Ỵ Ỷ Thuở Quỹ Xuyến Chuyện",
    '#panic("x") *đậm* _nghiêng_ $y$ @nhãn `mã` [[x]] {y} \\ // =',
    "- Gạch Đầu Dòng",
    "Lò Văn Pành/Ksor H'Nhiên",
)
"""A long name with rare marks, orders of the typesetter's language, a bullet, and signs between names."""


def awardees(count: int) -> list[Awardee]:
    """People with different names."""
    named = [*HARD, *(f"Nguyễn Thị Ánh Nguyệt thứ {place}" for place in range(len(HARD) + 1, count + 1))]
    return [
        Awardee(name=name, kind=SubjectKind.HOUSEHOLD, gender=None, birth_year=1960, title="Xóm Đình", unit="Thôn Đông",
                award="Gia đình văn hóa")
        for name in named[:count]
    ]  # fmt: skip


def decision(count: int = 5, *, signer_title: str = "Chủ tịch UBND xã") -> DecisionPaper:
    """A decision on cultural families."""
    return DecisionPaper(
        office=OFFICE, number=5, dated_on=ON, title="Về việc công nhận danh hiệu Gia đình văn hóa năm 2024",
        citations=[citation.text("vi") for citation in regime_on(ON).citations_for("GDVH", ON)],
        awardees=awardees(count), signer="Trần Văn Chủ", signer_title=signer_title,
        frozen_at=datetime(2024, 2, 5, 10, 7, tzinfo=VIETNAM), entry=812, lookup="abcdefgh2345",
        site="https://thidua.example.vn",
    )  # fmt: skip


def minutes(text: str) -> MinutesPaper:
    """Minutes of a session with two items."""
    members = [
        Member(name=f"Đỗ Văn Ủy {place}", title="Ủy viên", attendance="Có mặt" if place < 9 else "Vắng có lý do",
               reason="" if place < 9 else "Đi công tác", takes_part=place < 9)
        for place in range(1, 12)
    ]  # fmt: skip
    known = {"unit": "Thôn Đông", "award": "Lao động tiên tiến", "threshold": Threshold(1, 2, True)}
    missed, mixed = tallied(Opinions(8, 0, 1), Opinions(1), missing=1), tallied(Opinions(3, 6, 1, 1))
    items = [
        Item(code="2024-0001", name=HARD[0], lower="", tally=missed, finding=State.ENDORSED, **known),
        Item(code="2024-0002", name=HARD[1], lower="Giấy khen", tally=mixed, finding=State.ENDORSED_LOWER, **known),
    ]  # fmt: skip
    return MinutesPaper(
        office=OFFICE, title="Phiên họp thứ nhất năm 2024", venue="Hội trường", meets_on=ON, is_circulated=False,
        opened_at=local(8), closed_at=local(10), members=members, guests=["Tô Văn Khách, Trưởng thôn Đông"], items=items,
        written=Written(course=text, remarks="", conclusions="Giao Thường trực hoàn thiện hồ sơ."),
        secretary=Signed(name="Lê Văn Thư", at=local(15), entry=77), chaired=Signed(name="Đỗ Văn Ủy 1", at=local(16), entry=78),
    )  # fmt: skip


def local(hour: int) -> datetime:
    """An hour of the day of the session."""
    return datetime(2024, 2, 5, hour, 30, tzinfo=VIETNAM)


def counting(items: Sequence[Item]) -> CountingPaper:
    """The record of a count."""
    return CountingPaper(
        office=OFFICE, title="Phiên họp thứ nhất năm 2024", venue="Hội trường", meets_on=ON, members=11, items=items,
        counted=Signed(name="Lê Văn Thư", at=local(10), entry=76),
    )  # fmt: skip


def agenda(count: int) -> AgendaPaper:
    """An agenda with as many nominations, the first of them with hard names."""
    named = [*HARD, *(f"Nguyễn Thị Ánh Nguyệt thứ {place}" for place in range(len(HARD) + 1, count + 1))][:count]
    lines = [
        AgendaLine(code=f"2024-{place:04d}", name=name, title="Giáo viên", unit="Trường Tiểu học", award="Lao động tiên tiến",
                   verdict="Đủ điều kiện")
        for place, name in enumerate(named, start=1)
    ]  # fmt: skip
    return AgendaPaper(
        office=OFFICE, title="Phiên họp thứ nhất năm 2024", venue="Hội trường", meets_on=ON, lines=lines,
        made=Signed(name="Lê Văn Thư", at=local(8), entry=70),
    )  # fmt: skip


def ballots(*, copies: int = 11, apart: int = 10, names: int = 2) -> BallotPaper:
    """The ballots of a session: a sheet for everybody, and one that a member does not get; ``names`` on each."""

    def group(first: int) -> AwardOnBallot:
        chosen = [
            Choice(name=HARD[n % len(HARD)], about=f"Công chức số {n}, UBND xã") for n in range(first, first + names)
        ]
        return AwardOnBallot(award="Chiến sĩ thi đua cơ sở", lower="Lao động tiên tiến", choices=chosen)

    sheets = [BallotSheet(groups=[group(1)], copies=copies)]
    if apart:
        sheets.append(BallotSheet(groups=[group(20)], copies=apart))
    return BallotPaper(office=OFFICE, title="Phiên họp thứ nhất năm 2024", meets_on=ON, sheets=sheets)


def ballot_roll() -> BallotRollPaper:
    """The roll for them; the third member does not get the second sheet."""
    receivers = [
        Receiver(name=f"Đỗ Văn Ủy {place}", title="Ủy viên", gets=(True, place != 3)) for place in range(1, 12)
    ]
    return BallotRollPaper(
        office=OFFICE, title="Phiên họp thứ nhất năm 2024", meets_on=ON, sheets=[["2024-0001"], ["2024-0002"]],
        receivers=receivers, tellers=["Đỗ Văn Ủy 1", "Đỗ Văn Ủy 2"], secretary="Lê Văn Thư", entry=90,
    )  # fmt: skip


def tallied(
    here: Opinions, written: Opinions = NOBODY, *, recused: int = 0, invalid: int = 0, missing: int = 0
) -> Tally:
    """A count whose members are as many as it takes."""
    members = here.given + written.given + recused + invalid + missing
    return Tally(members=members, here=here, written=written, recused=recused, invalid=invalid, missing=missing)


def receipt(count: int = 1) -> ReceiptPaper:
    """A receipt of one dossier, or of a list."""
    cases = [
        HandedIn(code=f"2024-{place:04d}", name=f"Hộ ông Vũ Văn {place}", award="Gia đình văn hóa", birth_year=1970,
                 entry=500 + place)
        for place in range(1, count + 1)
    ]  # fmt: skip
    long_name = "danh_sach_ho_gia_dinh_de_nghi_cong_nhan_ban_cuoi_cung_khong_co_dau_cach.pdf"
    return ReceiptPaper(
        office=OFFICE, unit="Thôn Đông", submitter="Vũ Thị Nộp", at=datetime(2024, 10, 3, 8, 30, tzinfo=VIETNAM),
        list_title="Danh sách hộ gia đình năm 2024" if count > 1 else "", is_again=False, cases=cases,
        files=[HandedInFile(kind="Văn bản đề nghị", name=long_name, size=123456, sha256="0123456789abcdef" * 4)],
        due_on=date(2024, 10, 4), origin="dong-mau.example/log/x", size=501 + count, root="fedcba9876543210" * 4,
    )  # fmt: skip
