"""A unit sees the conditions while it drafts, and states what it knows about its own nominees."""

from __future__ import annotations

from tests.support.site import Person
from tests.support.world import World
from tests.web.unit.steps import begin


def test_a_unit_sees_what_is_unknown_and_states_it(world: World, officer: Person, other_officer: Person) -> None:
    tasks = begin(officer)
    assert "Đối chiếu điều kiện" in tasks.words and "Còn điều kiện chưa rõ" in tasks.words
    page = officer.open(next(link for link in tasks.links() if link.endswith("/conditions")))
    assert "Cần làm: Ghi đối tượng là cán bộ, công chức, người lao động hay nông dân, lao động tự do." in page.words

    form = officer.open(next(link for link in tasks.links() if "/statements?year=" in link))
    there = form.path.split("/statements")[0]
    page = form.send("Ghi thông tin", {"source": "Xác nhận của thôn", "work-chosen": "farmer", "managed-chosen": "yes"})
    key = tasks.path.rstrip("/").split("/")[-1]
    assert "Đã ghi 2 thông tin." in page.text and page.path == f"/nominations/{key}/conditions", "back at the dossier"
    assert "Thôn Đông" in officer.open(there).words
    assert "Thuộc đơn vị đề nghị: Có" in page.words
    assert "English" in page.text and officer.open(f"/nominations/{key}/conditions").response.status_code == 200
    other_officer.open(there, status=404)
    other_officer.open(f"{there}/statements", status=404)
    other_officer.open(f"/nominations/{key}/conditions", status=404)


def test_a_year_that_nobody_knows_does_not_exist(officer: Person) -> None:
    form = next(link for link in begin(officer).links() if "/statements?year=" in link)
    officer.open(form.split("?")[0] + "?year=2199", status=404)
    officer.open(form.split("?")[0] + "?year=0", status=404)
