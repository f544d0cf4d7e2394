"""Every component on one page: valid, labelled, and told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.html import check_page

COMPONENTS = sorted((Path(__file__).resolve().parents[2] / "web/templates/components").glob("*.html"))


@pytest.mark.parametrize("address", ["/", "/form", "/done", "/?as=public&lang=en", "/xa/board?as=public"])
def test_pages_are_as_we_owe_them(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    check_page(answer.text)


def test_the_gallery_shows_every_component(gallery: Flask, client: FlaskClient) -> None:
    for address in ("/", "/form", "/done"):
        client.get(address)
    shown = {Path(name).name for _loader, name in gallery.jinja_env.cache if name.startswith("components/")}
    assert shown == {path.name for path in COMPONENTS}


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_what_it_is_for(path: Path) -> None:
    assert path.read_text("utf-8").startswith("{#")


def test_a_closed_action_gives_its_reasons(client: FlaskClient) -> None:
    page = client.get("/").text
    closed = re.search(r'<button[^>]+disabled aria-describedby="([\w-]+)">Mở bỏ phiếu</button>', page)
    assert closed
    why = page.split(f'id="{closed[1]}"')[1].split("</div>")[0]
    assert "cần ít nhất 6" in why
    assert "Người xử lý: Thư ký Hội đồng." in why
    assert '<time datetime="2024-12-20">20/12/2024</time>' in why


def test_of_many_reasons_ten_are_said_and_the_others_counted(gallery: Flask) -> None:
    template = gallery.jinja_env.from_string(
        "{% from 'components/action_list.html' import action_list with context %}{{ action_list('a', actions) }}"
    )
    reasons = [{"sentence": f"Lý do thứ {n}."} for n in range(1, 15)]
    with gallery.test_request_context("/?as=public"):
        shown = template.render(actions=[{"label": "Ký", "why_not": reasons}])
    assert "Lý do thứ 10." in shown and "Lý do thứ 11." not in shown and "và 4 lý do khác." in shown


def test_steps_say_where_the_case_stands(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Bước 3 trên 7" in page
    assert page.count('aria-current="step"') == 2
    assert "(đã xong)" in page and "(đã dừng)" in page


def test_a_wrong_field_is_tied_to_its_words(client: FlaskClient) -> None:
    page = client.get("/form").text
    hidden = dict(re.findall(r'name="(csrf_token|fresh_id)" type="hidden" value="([^"]*)"', page))
    wrong = client.post("/form", data=hidden | {"full_name": "<b>"}).text
    box = re.findall(r'<input [^>]*id="born_on"[^>]*>', wrong)[0]
    assert 'aria-describedby="born_on-hint born_on-error"' in box
    assert 'aria-invalid="true"' in box
    assert 'value="&lt;b&gt;"' in wrong, "what people type is never markup"
    assert "aria-invalid" not in re.findall(r'<input [^>]*id="full_name"[^>]*>', wrong)[0]
