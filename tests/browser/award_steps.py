"""What is done with an award from the council's proposal on, by what the screens offer; the steps before stand beside."""

from __future__ import annotations

import re
import time
from pathlib import Path

from states.decision_vocabulary import AnnulmentGround
from states.vocabulary import Action, Receiver
from tests.browser.council_steps import fetched
from tests.support.poppler import Pdf
from tests.support.reader import Reader

BY_THE_SERVER = "Ký số bằng khóa của cơ quan đặt trên máy chủ"
PATIENCE = 60
PRINTED_CODE = re.compile(r"\b[A-Z2-7]{4} [A-Z2-7]{4} [A-Z2-7]{4}\b")
"""A look-up code as papers and pages show it."""


def submit(office: Reader, name: str, title: str) -> None:
    """The office: to the chairman, and a draft laid before him, with a word on those of the same session who wait."""
    office.open_case(name).follow(Action.SUBMIT_TO_CHAIRMAN).press(Action.SUBMIT_TO_CHAIRMAN)
    office.menu("Quyết định khen thưởng").follow("Lập dự thảo quyết định")
    office.fill("Trích yếu nội dung", title).tick(name).press("Lập dự thảo quyết định")
    office.follow(Action.SUBMIT_DECISION).fill("Giải trình", "Các trường hợp khác trình sau.")
    office.press(Action.SUBMIT_DECISION)


def approve(chairman: Reader, title: str) -> None:
    """The chairman: sees that each name may be refused by itself, comes back, and approves the whole."""
    chairman.menu("Trình Chủ tịch").follow(f"{chairman.words('Đọc và duyệt')} {title}")
    chairman.unfold("Chưa đồng ý với một hồ sơ trong danh sách").follow(Action.DECLINE, exact=False)
    chairman.page.go_back()
    chairman.choose("Tôi đã đọc toàn bộ quyết định và danh sách kèm theo.").press(Action.APPROVE_DECISION)


def sign_with_the_key(chairman: Reader, title: str) -> None:
    """The chairman: signs the frozen paper with the agency's key, once the paper is set."""
    chairman.menu("Trình Chủ tịch").follow(f"{chairman.words('Đọc và ký')} {title}")
    until = time.monotonic() + PATIENCE
    while not chairman.sees("Cách ký") and time.monotonic() < until:
        chairman.page.reload()
    chairman.choose(BY_THE_SERVER).choose("Tôi đã đọc toàn bộ quyết định và danh sách kèm theo.")
    chairman.fill("Mật khẩu của ông/bà", chairman.site.passphrase).press(Action.SIGN_DECISION)
    assert chairman.sees("Văn bản có chữ ký số: xem năm điều đã kiểm tra.")


def print_certificate(office: Reader, title: str, name: str, folder: Path) -> str:
    """The office: the certificate that was made out with the decision, as a sheet for pre-printed paper; answers its code."""
    office.menu("Quyết định khen thưởng").follow(title)
    book = office.main.get_by_role("link", name=office.words("Sổ vàng và in giấy")).first
    with office.page.expect_navigation():
        book.click()
    assert name in office.read()
    office.choose("Phôi in sẵn: chỉ in phần chữ riêng của từng giấy").fill("Dịch sang phải (mm)", "2")
    form = office.main.locator("form").filter(has=office.page.get_by_role("button", name=office.words("Lập tệp in")))
    asked = form.evaluate("form => form.action + '?' + new URLSearchParams(new FormData(form))")
    sheet = folder / "certificate.pdf"
    sheet.write_bytes(office.page.request.get(asked).body())
    words = Pdf(sheet).words()
    assert name in words and "CHỨNG NHẬN" not in words
    (code,) = PRINTED_CODE.findall(words)
    return code


def confer(office: Reader, name: str, day: str) -> None:
    """The office: who received it, when, and from whom."""
    office.open_case(name).follow(Action.CONFER).fill("Ngày trao tặng", day).fill(
        "Buổi trao tặng", "Hội nghị tổng kết năm 2024"
    )
    office.fill("Người trao", "Chủ tịch Ủy ban nhân dân xã").choose(Receiver.SELF).press(Action.CONFER)


def look_up(visitor: Reader, code: str) -> Reader:
    """Anybody: types the code as it is printed."""
    visitor.start().follow("Tra cứu", inside=visitor.page.locator("nav").first)
    return visitor.fill("Mã tra cứu", code).press("Tra cứu")


def check_the_file(visitor: Reader, folder: Path) -> None:
    """Anybody, on the page of a certificate: takes its decision away as a file, and has the file and a changed one checked."""
    with visitor.page.expect_navigation():
        visitor.main.get_by_role("link", name="/QĐ-UBND").first.click()
    paper = folder / "decision.pdf"
    paper.write_bytes(fetched(visitor, visitor.main.locator("a[href*='/quyet-dinh.pdf']")))
    for suffix, verdict in ((b"", "Đúng tệp đã ban hành, còn hiệu lực"), (b"\n% added", "Đã bị thêm vào")):
        paper.write_bytes(paper.read_bytes() + suffix)
        visitor.start().follow("Tra cứu", inside=visitor.page.locator("nav").first)
        visitor.main.locator("input[type=file]").set_input_files(paper)
        visitor.press("Kiểm tra tệp")
        assert visitor.sees(verdict)


def propose_annulment(office: Reader, name: str) -> str:
    """The office: why the award should not stand; answers the code of the certificate."""
    office.open_case(name)
    (code,) = PRINTED_CODE.findall(office.read())
    office.follow(Action.PROPOSE_ANNULMENT).choose(AnnulmentGround.FALSE_DECLARATION)
    office.fill("Sự việc, kết luận", "Kết luận thanh tra số 04/KL-TTr: kê khai gian dối.")
    office.press(Action.PROPOSE_ANNULMENT)
    return code


def annul(chairman: Reader, name: str) -> None:
    """The chairman, from the own desk: annuls it, with the reason."""
    chairman.menu("Trình Chủ tịch").follow(name).follow(Action.ANNUL)
    chairman.fill("Lý do hủy bỏ", "Kê khai gian dối thành tích.").press(Action.ANNUL)


def recover(office: Reader, name: str, day: str) -> None:
    """The office: what came back; the bonus goes into the book of the fund."""
    office.open_case(name).follow(Action.RECOVER).fill("Ngày thu hồi", day)
    office.fill("Hiện vật, tiền thưởng đã thu hồi", "Giấy khen và tiền thưởng.").press(Action.RECOVER)
    office.menu("Quyết định khen thưởng").follow("Quỹ khen thưởng")
    assert day in office.read()
