"""What a unit officer does at the screen, step by step."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

from tests.support.site import Page, Person

PDF = b"%PDF-1.7\nfor a test\n"
PAPERS = ("submission_letter", "achievement_report", "unit_minutes")


def begin(officer: Person, name: str = "Trần Thị Ánh", *, status: int = 200, **entries: str) -> Page:
    """A new draft for a person who is not in the register; answers the page that follows."""
    page = officer.open("/unit/nominations/new/individual")
    given = {
        "name": name,
        "title": "Nông dân",
        "birth_year": "1980",
        "gender": "female",
        "award": "LDTT",
        "basis": "merit",
    }
    return page.send("Lập hồ sơ nháp", given | entries, status=status)


def tell(officer: Person, tasks: str, words: str = "Sản xuất giỏi, giúp đỡ hàng xóm.") -> Page:
    """The achievement, saved as a draft."""
    return officer.open(f"{tasks}/achievement").send("Lưu nháp", {"achievement": words})


def lay_in(
    officer: Person, page: str, kind: str, /, data: bytes = PDF, name: str = "giấy tờ.pdf", *, status: int = 200,
    to: str = "", **more: str,
) -> Page:  # fmt: skip
    """Send one file with the form of its paper."""
    opened = officer.open(page)
    form = next(
        form
        for form in opened.root.iter("form")
        if urlsplit(form.get("action", "")).path.endswith(to or f"/papers/{kind}")
    )
    values = {
        each.get("name", ""): each.get("value", "") for each in form.iter("input") if each.get("type") == "hidden"
    }
    answer = officer.client.post(
        urlsplit(form.get("action", "")).path, data={**values, **more, "file": (io.BytesIO(data), name)}
    )
    answer.request.environ["wsgi.input"].close()  # a large body lies in a temporary file
    return officer.read(answer, page, status)


def complete(officer: Person, tasks: str) -> None:
    """Achievement and every paper."""
    tell(officer, tasks)
    for kind in PAPERS:
        lay_in(officer, f"{tasks}/papers", kind)


def key_of(page: Page) -> str:
    """The key of the dossier or list a page is about."""
    return urlsplit(page.path).path.rsplit("/", 1)[-1]
