"""An e-mail as it is composed: both languages, text and HTML of the same words, nothing that could be misread."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import html5lib
import pytest

from notifications.channels.mail import Letter, compose, message_id
from states.refusals import Fault

LETTER = Letter(
    key="abcdefghijklmnopqrstuvwxyz",
    domain="dong-mau.example",
    at=1_709_514_000_000_000,
    language="vi",
    subject="Cần bổ sung: hồ sơ 2024-0001 – Lao động tiên tiến, Chiến sĩ tiên tiến, Gia đình văn hóa tiêu biểu",
    body="Hồ sơ đã được trả lại.\n\n• 2024-0001: Trần Thị Ánh – Lao động tiên tiến\n• 2024-0002: Ưởng\n\nLý do: <b>5 > 3</b>",
    link="https://thidua.dong-mau.example/nominations/a?b=1&c=2",
    organisation="UBND xã Đồng Mẫu",
    to_name="Nguyễn Thị Thường",
    to_address="thuongtruc@dong-mau.example",
)
SENDER = "thidua@dong-mau.example"


def sent_and_read(letter: Letter) -> EmailMessage:
    """The e-mail after a journey as bytes."""
    mail = message_from_bytes(compose(letter, SENDER).as_bytes(), policy=SMTP)
    assert isinstance(mail, EmailMessage)
    return mail


def part(mail: EmailMessage, kind: str) -> str:
    """The text of one of the two parts."""
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def test_the_head_survives_the_journey() -> None:
    mail = sent_and_read(LETTER)
    assert mail["Subject"] == LETTER.subject
    assert mail["From"].addresses[0].display_name == "UBND xã Đồng Mẫu"
    assert mail["From"].addresses[0].addr_spec == SENDER
    assert mail["To"].addresses[0].display_name == "Nguyễn Thị Thường"
    assert mail["To"].addresses[0].addr_spec == LETTER.to_address
    assert mail["Date"] == "Mon, 04 Mar 2024 08:00:00 +0700"
    assert mail["Message-ID"] == f"<{LETTER.key}@dong-mau.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "vi"
    assert mail.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in mail.iter_parts()] == ["text/plain", "text/html"]


def test_every_line_is_plain_ascii_of_a_length_that_servers_take() -> None:
    lines = compose(LETTER, SENDER).as_bytes().split(b"\r\n")
    assert all(line.isascii() and len(line) <= 998 for line in lines)


@pytest.mark.parametrize(("language", "words"), [("vi", "gửi tự động"), ("en", "sent this e-mail automatically")])
def test_text_and_html_say_the_same(language: str, words: str) -> None:
    mail = sent_and_read(replace(LETTER, language=language))
    text, html = part(mail, "plain"), part(mail, "html")
    assert text.startswith(LETTER.body)
    assert LETTER.link in text
    assert words in text
    assert words in html
    assert f'<html lang="{language}">' in html
    assert "<ul>\n<li>2024-0001: Trần Thị Ánh – Lao động tiên tiến</li>\n<li>2024-0002: Ưởng</li>\n</ul>" in html
    assert "UBND xã Đồng Mẫu" in html


def test_html_is_escaped_valid_and_asks_for_nothing_from_outside() -> None:
    html = part(sent_and_read(LETTER), "html")
    html5lib.HTMLParser(strict=True).parse(html)
    assert "&lt;b&gt;5 &gt; 3&lt;/b&gt;" in html
    assert 'href="https://thidua.dong-mau.example/nominations/a?b=1&amp;c=2"' in html
    assert not any(word in html for word in ("<img", "<table", "style=", "<script", "<link", "url("))


def test_the_same_message_is_the_same_bytes() -> None:
    assert compose(LETTER, SENDER).as_bytes() == compose(LETTER, SENDER).as_bytes()


def test_a_subject_of_two_lines_smuggles_nothing_in() -> None:
    mail = sent_and_read(replace(LETTER, subject="Một\r\nBcc: x@example.vn"))
    assert mail["Subject"] == "Một Bcc: x@example.vn"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "address", ["", "không có", "a@", "@b.vn", "a@b.vn, c@d.vn", "a@b.vn\r\nBcc: x@y.vn", "hoà@xã.vn", "a b@c.vn"]
)
def test_what_is_no_address_is_no_address(address: str) -> None:
    with pytest.raises(Fault, match="not an e-mail address"):
        compose(replace(LETTER, to_address=address), SENDER)


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("dong-mau.example", "<k@dong-mau.example>"),
        ("dong-mau.example/log", "<k@dong-mau.example>"),
        ("xã.đồng.mẫu", "<k@x-.-ng.m-u>"),
        ("", "<k@bangvang.invalid>"),
    ],
)
def test_the_name_is_stable_and_ascii(domain: str, name: str) -> None:
    assert message_id("k", domain) == name
