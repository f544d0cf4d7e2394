"""The course of a case: stages with their time, who did what in which office, and what held for each entry."""

from datetime import timedelta
from pathlib import Path

import pytest

from states.processes import PROCESSES
from states.vocabulary import Role, State, Subject
from tests.support.site import Site
from tests.support.world import World
from workflow.store import Store


@pytest.fixture
def site(sqlite_store: Store, tmp_path: Path) -> Site:
    world = World.open(sqlite_store)
    world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.PUBLISHED)
    return Site(world, tmp_path / "var")


def case_of(site: Site) -> str:
    with site.world.store.reading() as driver:
        return str(driver.connection.execute("SELECT id FROM nomination").fetchone()[0])


def test_a_course_tells_stages_people_and_what_was_in_force(site: Site) -> None:
    page = site.person(site.world.actor(Role.AUDITOR)).open(f"/log/cases/{case_of(site)}")
    links = list(page.links())

    assert "Trần Thị Ánh" in page.words and "Nguyễn Thị Thường" in page.words
    assert len(page.root.findall(".//table[@id='stages']/tbody/tr")) >= 6
    assert "đến nay" in page.words
    assert any("/cong-khai/quy-dinh/bo/" in link for link in links)
    assert f"/log/tables/{PROCESSES[Subject.NOMINATION].digest}" in links
    assert sum(link.startswith("/log/") and link[5:].isdigit() for link in links) >= 6


def test_a_step_after_its_term_is_marked(site: Site) -> None:
    world = site.world
    case = world.draft("LDTT", name="Lê Văn Trễ")
    world.bring(case, State.SUBMITTED)
    world.day += timedelta(days=60)
    world.bring(case, State.UNDER_APPRAISAL)
    page = site.person(world.actor(Role.AUDITOR)).open(f"/log/cases/{case}")

    assert "Quá thời hạn" in page.words and "ngày" in page.words


def test_the_table_of_moves_is_shown_with_the_text_that_its_digest_seals(site: Site) -> None:
    process = PROCESSES[Subject.NOMINATION]
    page = site.person(site.world.actor(Role.AUDITOR)).open(f"/log/tables/{process.digest}")

    assert len(page.root.findall(".//table[@id='moves']/tbody/tr")) == len(process.moves)
    assert process.written in page.words


def test_what_the_log_does_not_speak_of_is_not_there(site: Site) -> None:
    auditor = site.person(site.world.actor(Role.AUDITOR))
    for path in ("/log/cases/" + "a" * 26, "/log/tables/" + "0" * 64):
        assert auditor.client.get(path).status_code == 404


def test_only_the_auditor_reads_a_course(site: Site) -> None:
    for role in (Role.SECRETARIAT, Role.CHAIRMAN, Role.ADMINISTRATOR, Role.UNIT_OFFICER):
        assert site.person(site.world.actor(role)).client.get(f"/log/cases/{case_of(site)}").status_code == 403
