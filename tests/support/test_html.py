"""The page check catches what it promises to catch."""

from __future__ import annotations

import pytest

from tests.support.html import check_page, page_faults

GOOD = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Việc cần làm – Bảng Vàng</title></head>
<body><main><h1>Việc cần làm</h1>{}</main></body></html>"""


def test_a_good_page_passes() -> None:
    check_page(GOOD.format('<p id="a"><a href="#a">Xem</a></p><form method="get" action="/tim"></form>'))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("<p><div></div></p>", "unexpected-end-tag"),
        ('<p id="a"></p><p id="a"></p>', "stands 2 times"),
        ('<input name="q" type="text">', "no label"),
        ('<label for="q">Tìm</label><input name="q">', "points to 'q'"),
        ('<p aria-describedby="x">x</p>', "points to 'x'"),
        ('<a href="#x">x</a>', "leads to #x"),
        ('<p aria-label="None">x</p>', "='None'"),
        ('<p style="color:red">x</p>', "inline style"),
        ("<script>1</script>", "inline script"),
        ('<button type="button" onclick="x()">x</button>', "inline script in onclick"),
        ('<a href="javascript:x()">x</a>', "inline script in href"),
        ('<button type="button"></button>', "without words"),
        ("<fieldset></fieldset>", "without legend"),
        ('<img src="/a.png">', "without alt"),
        ('<script src="https://elsewhere.example/a.js"></script>', "foreign host"),
        ('<form method="post" action="/x"></form>', "0 CSRF tokens"),
        ('<form action="/x"></form>', "no method"),
        ('<form method="get"></form>', "says no action"),
        ("<h1>Hai</h1>", "2 headings"),
    ],
)
def test_each_fault_is_named(part: str, words: str) -> None:
    faults = list(page_faults(GOOD.format(part)))
    assert any(words in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [(' lang="vi"', "", "no language"), ("Việc cần làm – Bảng Vàng", "", "no title"), ("main>", "div>", "no <main>")],
)
def test_the_head_is_checked(old: str, new: str, words: str) -> None:
    assert any(words in fault for fault in page_faults(GOOD.format("").replace(old, new, 2)))
