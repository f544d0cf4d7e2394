"""What people type, what comes of it, and what they read when it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from wtforms import StringField
from wtforms.validators import Length

from tests.support.html import check_page
from web.fields import AtMost, LinesField, MoneyField, VnDateField, VnDecimalField, VnMomentField
from web.forms import FRESH_ID, BaseForm
from workflow.ids import new_id


class Typed(BaseForm):
    """One box of each kind."""

    text = StringField(validators=[AtMost(20)])
    day = VnDateField()
    moment = VnMomentField()
    figure = VnDecimalField()
    amount = MoneyField()
    lines = LinesField()
    short = StringField(validators=[Length(max=3)])


def typed(gallery: Flask, name: str, text: str, *, address: str = "/?as=public") -> Typed:
    """The form after ``text`` was typed into the box ``name``."""
    with gallery.test_request_context(address, method="POST", data={name: text}):
        form = Typed(meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("text", unicodedata.normalize("NFD", "  Nguyễn\u200b  Thị "), "Nguyễn Thị"),
        ("day", "05/02/1980", date(1980, 2, 5)),
        ("day", " 5-2-1980 ", date(1980, 2, 5)),
        ("day", "5.2.1980", date(1980, 2, 5)),
        ("day", "1980-02-05", date(1980, 2, 5)),
        ("day", "", None),
        ("moment", "05/02/2024 08:30", 1_707_096_600_000_000),
        ("moment", "5/2/2024 8h30", 1_707_096_600_000_000),
        ("figure", "1.234,5", Decimal("1234.5")),
        ("figure", "18,0", Decimal("18.0")),
        ("figure", "-3", Decimal("-3")),
        ("amount", "142.000.000", 142_000_000),
        ("amount", "142000000 ₫", 142_000_000),
        ("amount", "702.000 đồng", 702_000),
        ("lines", "Hồ Thị Ánh \r\n\r\n  Lê  Quý\n", ("Hồ Thị Ánh", "Lê Quý")),
    ],
)
def test_what_is_read(gallery: Flask, name: str, text: str, value: object) -> None:
    form = typed(gallery, name, text)
    assert form.errors == {}
    assert form[name].data == value
    assert str(form[name].data) == str(value), "the decimals stay as entered"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("day", "31/02/1980", "Ngày không có thật. Ví dụ: 05/02/1980."),
        ("day", "hôm qua", "Nhập ngày theo thứ tự ngày/tháng/năm. Ví dụ: 05/02/1980."),
        ("day", "05/02/80", "Nhập ngày theo thứ tự ngày/tháng/năm. Ví dụ: 05/02/1980."),
        ("moment", "05/02/2024", "Nhập ngày và giờ. Ví dụ: 05/02/2024 08:30."),
        ("moment", "05/02/2024 25:00", "Giờ không có thật. Ví dụ: 08:30."),
        ("figure", "18.0", "Nhập một số, phần lẻ sau dấu phẩy. Ví dụ: 1.234,5."),
        ("figure", "1,234.5", "Nhập một số, phần lẻ sau dấu phẩy. Ví dụ: 1.234,5."),
        ("figure", "NaN", "Nhập một số, phần lẻ sau dấu phẩy. Ví dụ: 1.234,5."),
        ("figure", "1" * 30, "Nhập số ngắn hơn: tối đa 24 chữ số."),
        ("amount", "1" * 30, "Nhập số ngắn hơn: tối đa 24 chữ số."),
        ("figure", "1e9", "Nhập một số, phần lẻ sau dấu phẩy. Ví dụ: 1.234,5."),
        ("amount", "nhiều", "Nhập số tiền bằng đồng. Ví dụ: 142.000.000."),
        ("amount", "1,5", "Nhập số tiền bằng đồng, không có phần lẻ. Ví dụ: 142.000.000."),
        ("text", "a" * 21, "Viết ngắn lại: tối đa 20 ký tự, hiện có 21."),
        ("short", "abcd", "Viết ngắn lại, tối đa 3 ký tự."),
    ],
)
def test_what_cannot_be_read(gallery: Flask, name: str, text: str, words: str) -> None:
    form = typed(gallery, name, text)
    assert [str(error) for error in form[name].errors] == [words]
    assert form[name]._value() == text, "what was typed stays in the box"


def test_english_people_read_english(gallery: Flask) -> None:
    address = "/?as=public&lang=en"
    assert typed(gallery, "figure", "1,234.5", address=address).figure.data == Decimal("1234.5")
    assert typed(gallery, "short", "abcd", address=address).short.errors == ["Use at most 3 characters."]
    assert typed(gallery, "figure", "1.234,5", address=address).figure.errors


def test_fresh_ids_are_random_and_of_one_shape() -> None:
    minted = {new_id() for _time in range(100)}
    assert len(minted) == 100
    assert all(FRESH_ID.fullmatch(each) for each in minted)


def tokens(client: FlaskClient) -> dict[str, str]:
    """The hidden fields of the gallery's form."""
    found = re.findall(r'name="(csrf_token|seen|fresh_id)" type="hidden" value="([^"]*)"', client.get("/form").text)
    return dict(found)


def test_an_empty_form_names_everything_to_mend_once(client: FlaskClient) -> None:
    answer = client.post("/form", data=tokens(client) | {"born_on": "31/02/1980"})
    assert answer.status_code == 422
    check_page(answer.text)
    assert "<title>Lỗi: " in answer.text
    summary = answer.text.split("data-error-summary")[1].split("</div>")[0]
    links = re.findall(r'<a href="#([\w-]+)">(.*?)</a>', summary)
    assert links == [
        ("full_name", "Nhập họ và tên."),
        ("born_on", "Ngày không có thật. Ví dụ: 05/02/1980."),
        ("merits", "Tóm tắt thành tích."),
        ("award", "Chọn hình thức khen thưởng."),
        ("vote-0", "Chọn Đồng ý, Không đồng ý hoặc Không biểu quyết."),
    ]
    assert 'value="31/02/1980"' in answer.text


def test_a_filled_form_arrives(client: FlaskClient) -> None:
    hidden = tokens(client) | {"seen": "41"}
    entered = {
        "full_name": unicodedata.normalize("NFD", "Hồ  Văn Ưởng"),
        "born_on": "5/2/1980",
        "merits": "Dòng một \r\nDòng hai",
        "award": "giay_khen",
        "vote": "agree",
    }
    answer = client.post("/form", data=hidden | entered)
    assert answer.status_code == 200
    assert "Hồ Văn Ưởng|1980-02-05|" in answer.text
    assert f"|41|{hidden['fresh_id']}|Dòng một\nDòng hai" in answer.text


@pytest.mark.parametrize("change", [{"fresh_id": "x"}, {"seen": "now"}, {"fresh_id": "'; DROP"}])
def test_a_changed_hidden_field_is_told(client: FlaskClient, change: dict[str, str]) -> None:
    answer = client.post("/form", data=tokens(client) | change)
    assert "Trang này đã bị thay đổi ngoài ý muốn." in answer.text


def test_a_foreign_choice_is_refused_in_our_words(client: FlaskClient) -> None:
    answer = client.post("/form", data=tokens(client) | {"vote": "veto", "award": "medal"})
    assert answer.text.count("Chọn một mục trong danh sách.") == 4, "twice in the summary, twice beside the fields"
