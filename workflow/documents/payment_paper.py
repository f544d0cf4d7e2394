"""The list by which bonuses are paid out (danh sách chi tiền thưởng): who, how much, how it was worked out, who received it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.money import Bonus, Payment
from states.paper_wording import Wording
from states.rule_names import award_name
from states.vocabulary import SubjectKind
from workflow.documents.decision_words import OWN_FUND
from workflow.documents.letter_paper import Letter
from workflow.documents.money_in_words import in_words
from workflow.documents.writing_style import COUNTED, Office, column, grouped, long_day, small

TEMPLATE = "payment"
BUILT_IN = Wording(paper="payment")
_NOTHING = "Quyết định này chưa có khoản tiền thưởng nào để chi./."


@dataclass(frozen=True, kw_only=True)
class Paid:
    """One line: somebody who is awarded, and what is paid for it."""

    name: str
    where: str
    payment: Payment


@dataclass(frozen=True, kw_only=True)
class PaymentPaper:
    """What the list says. ``is_verified``: every figure behind the sums was read in its source.

    ``drawn_up_by`` issued the decision; ``signer`` signed it. Who keeps the accounts is known to the office alone.
    """

    office: Office
    number: str
    dated_on: date
    title: str
    fund: str
    lines: Sequence[Paid]
    is_verified: bool
    on: date
    entry: int
    drawn_up_by: str = ""
    signer: str = ""
    signer_titles: Sequence[str] = ("CHỦ TỊCH",)
    wording: Wording = BUILT_IN

    def as_data(self) -> dict[str, Any]:
        """The same as data for the template."""
        paid = [line for line in self.lines if line.payment.bonus.amount is not None]
        total = sum(line.payment.amount for line in paid)
        return Letter(
            office=self.office, kind="DANH SÁCH CHI TIỀN THƯỞNG",
            about=f"Theo Quyết định số {self.number} {long_day(self.dated_on)}", sign="DS-UBND", on=self.on, entry=self.entry,
            lines=[f"{self.title}. Nguồn chi: {self.fund or OWN_FUND}.", *self._worked_out()],
            table=_table(paid, total) if paid else None,
            last=f"Số tiền bằng chữ: {in_words(total)} đồng./." if paid else _NOTHING,
            receivers=self.wording.lines("receivers", cơ_quan=self.office.committee), wording=self.wording,
            titles=list(self.signer_titles), name=self.signer,
            beside=[("NGƯỜI LẬP BIỂU", self.drawn_up_by), ("KẾ TOÁN", "")], is_wide=True,
        ).as_data()  # fmt: skip

    def _worked_out(self) -> list[str]:
        bonuses = Counter(line.payment.bonus for line in self.lines)
        told = [_steps(each, lines) for each, lines in bonuses.items()]
        if not self.is_verified:
            told.append(
                "Có số liệu của quy định chưa được đối chiếu với văn bản gốc; kế toán kiểm tra mức chi trước khi thanh toán."
            )
        return told


def _table(paid: Sequence[Paid], total: int) -> dict[str, Any]:
    """Those to whom a sum is paid; who gets none for want of a rate is not kept waiting for a signature."""
    columns = [
        column("STT", width=12, place="center"), column("Họ và tên, tên tập thể, hộ", share=2.4),
        column("Chức vụ, đơn vị", share=2.4), column("Danh hiệu, hình thức", share=1.8),
        column("Số tiền (đồng)", width=30, place="right"), column("Ký nhận", width=32),
    ]  # fmt: skip
    rows = [
        [str(place), line.name, line.where, award_name(line.payment.grant.award, "vi"), _sum(line.payment), ""]
        for place, line in enumerate(paid, start=1)
    ]
    counted = f"Tổng cộng: {small(len(paid))} trường hợp"
    return {"columns": columns, "rows": rows, "total": [counted, grouped(total), ""]}


def _sum(payment: Payment) -> str:
    """The sum, or by what it was paid already."""
    return f"0 (đã chi theo {award_name(payment.beside, 'vi')})" if payment.beside else grouped(payment.amount)


def _steps(bonus: Bonus, lines: int) -> str:
    """How a sum came about, so that an accountant can do it again; or of how many lines there is none."""
    award = f"{award_name(bonus.award, 'vi')} ({COUNTED[SubjectKind(bonus.subject_kind)]})"
    if bonus.coefficient.value is None or bonus.amount is None:
        unpaid = f"{small(lines)} trường hợp không ghi trong danh sách chi"
        return f"{award}: quy định đang áp dụng không có mức tiền thưởng; {unpaid}."
    num, den = bonus.coefficient.value
    times = f"{num / den:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return (
        f"{award}: {times} × {grouped(bonus.base_salary.value)} đồng (mức lương cơ sở), "
        f"làm tròn lên {grouped(bonus.rounding.value)} đồng, thành {grouped(bonus.amount)} đồng."
    )
