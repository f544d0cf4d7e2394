"""The menus: what stands in them, and which line is this page's."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from states.vocabulary import Role
from tests.web.gallery import make_gallery
from web.navigation import MENUS, OFFICES, all_endpoints


def current(text: str) -> set[tuple[str, str]]:
    """The marked lines of the menu: (address, kind of mark)."""
    return set(re.findall(r'<a class="bv-menu__link" href="([^"]+)" aria-current="(\w+)"', text))


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/", {("/", "page")}),
        ("/form", {("/form", "page")}),
        ("/form/details", {("/form", "true")}),
        ("/formal", set()),
    ],
)
def test_the_line_of_this_page_is_marked(client: FlaskClient, address: str, marked: set[tuple[str, str]]) -> None:
    assert current(client.get(address).text) == marked


def test_offices_share_one_menu(environ: dict[str, str]) -> None:
    two = make_gallery(environ, roles=frozenset({Role.UNIT_OFFICER})).test_client().get("/").text
    none = make_gallery(environ, roles=frozenset()).test_client().get("/").text
    assert re.findall(r'bv-menu__title">(.*?)<', two)[:2] == ["Công việc", "Cán bộ đơn vị"]
    assert re.findall(r'bv-menu__title">(.*?)<', none) == ["Công việc"] * 2, "once for a wide page, once for a phone"


def test_every_office_has_a_menu_and_a_name() -> None:
    assert set(MENUS) == set(OFFICES) == set(Role) - {Role.HOLDER}


def test_the_frame_names_its_pages() -> None:
    assert {"home.worklist", "session.keep", "account.sign_out", "search.results"} <= all_endpoints()
