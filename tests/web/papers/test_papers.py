"""The typeset papers on the site: a sentence while they wait, a link once they are there, and nothing for strangers."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.decision_vocabulary import AnnulmentGround
from states.vocabulary import Role, State, SubjectKind
from tests.support.site import Person, Site
from tests.support.world import World
from workflow.commands.decision.annul_decision import AnnulDecision
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.documents import worker
from workflow.documents.decision_source import decision_paper
from workflow.documents.rendering import Typesetter
from workflow.documents.requests import notice
from workflow.queries.papers import papers_about
from workflow.store import Store


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def site(world: World, tmp_path: Path) -> Site:
    return Site(world, tmp_path / "var")


def links(person: Person, path: str) -> list[str]:
    """The papers that a page leads to."""
    return [address for address in person.open(path).links() if ".pdf" in address]


def pdf(person: Person, address: str) -> bytes:
    """A paper as the browser gets it."""
    with person.client.get(address) as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "application/pdf"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        return answer.data


def test_a_receipt_waits_and_is_there(world: World, site: Site) -> None:
    key = world.bring(world.draft(), State.SUBMITTED)
    officer = site.person(world.people["thon-dong"])
    notice(world.store)
    page = officer.open(f"/unit/nominations/{key}/receipt")
    assert "đang lập bản PDF, tải lại trang sau ít giây" in page.words
    assert [address for address in page.links() if ".pdf" in address] == []
    assert officer.client.get(f"/papers/nomination/{key}/receipt.pdf").status_code == 404
    worker.turn(world.store, Typesetter(), lambda: world.at)
    (address,) = links(officer, f"/unit/nominations/{key}/receipt")
    assert pdf(officer, address).startswith(b"%PDF-")
    assert links(officer, f"/nominations/{key}") == [address]


def test_papers_open_to_those_who_see_the_case(world: World, site: Site) -> None:
    key = world.bring(world.draft(), State.PUBLISHED)
    case = world.nomination(key)
    worker.turn(world.store, Typesetter(), lambda: world.at)
    session, decision = f"/sessions/{case['session_id']}", f"/decisions/{case['decision_id']}"
    secretary, office = (site.person(world.actor(role)) for role in (Role.COUNCIL_SECRETARY, Role.SECRETARIAT))
    for person, page in ((secretary, session), (office, decision), (office, f"/nominations/{key}")):
        addresses = links(person, page)
        assert {session: 3, decision: 5}.get(page, 2) == len(addresses), (
            "the receipt has the sheet of the appraisal beside it"
        )
        assert all(pdf(person, address) for address in addresses)
    stranger, officer = site.person(world.people["truong-hoc"]), site.person(world.people["thon-dong"])
    closed = f"/papers/decision/{case['decision_id']}/decision.pdf"
    for person in (stranger, officer):
        assert person.client.get(closed).status_code == 404
    assert stranger.client.get(f"/papers/nomination/{key}/receipt.pdf").status_code == 404
    assert site.visitor().client.get(closed).status_code == 303
    for odd in ("unit", "proposal", "nowhere"):
        assert office.client.get(f"/papers/{odd}/{key}/receipt.pdf").status_code == 404
    assert office.client.get(f"/papers/nomination/{key}/receipt.pdf?entry=1").status_code == 404


def test_screen_and_paper_say_the_same(world: World, site: Site) -> None:
    keys = [
        world.bring(world.draft("GDVH", name="Vũ Văn Ước", kind=SubjectKind.HOUSEHOLD), State.BEFORE_CHAIRMAN),
        *(world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Đỗ Văn Đào", "Lê Thị Dung")),
    ]
    decision = world.draft_decision(keys)
    world.sign(decision)
    notice(world.store)
    with world.store.reading() as driver:
        (asked,) = (each for each in papers_about(driver, world.organisation_id, decision) if each.kind == "decision")
        paper = decision_paper(driver, world.organisation_id, decision, asked.entry, "").as_data()
    words = site.person(world.actor(Role.SECRETARIAT)).open(f"/decisions/{decision}").words
    head, sign = paper["masthead"], paper["signature"]
    said = [head["parent"], *head["own"], head["number"], head["place-and-date"], paper["about"], paper["authority"]]
    said += [*paper["grounds"], *(line for article in paper["articles"] for line in article), paper["last-article"]]
    said += [*(f"- {each}" for each in paper["receivers"]), *sign["titles"], sign["name"], paper["annex"]["belongs-to"]]
    assert [each for each in said if each not in words] == []
    rows = [row for group in paper["annex"]["groups"] for row in group["rows"]]
    places = [words.index(f"{name} – {'; '.join(filter(None, more))}") for _number, name, *more in rows]
    assert len(places) == 3 and places == sorted(places)


def test_an_issued_decision_is_public_while_it_holds(world: World, site: Site) -> None:
    key = world.bring(world.draft(), State.AWARDED)
    decision = world.nomination(key)["decision_id"]
    with world.store.reading() as driver:
        ((code,),) = driver.connection.execute("SELECT lookup FROM decision").fetchall()
    visitor, address = site.visitor(), f"/tra-cuu/{code}/quyet-dinh.pdf"
    worker.turn(world.store, Typesetter(), lambda: world.at)
    assert visitor.client.get(address).status_code == 404
    world.issue(decision)
    assert links(visitor, f"/tra-cuu/{code}") == [address]
    assert pdf(visitor, address)
    office, chairman = world.actor(Role.SECRETARIAT), world.actor(Role.CHAIRMAN)
    world.do(
        ProposeAnnulment(
            on=key, ground=AnnulmentGround.FALSE_DECLARATION, seen=world.seen(key), reason="Kê khai sai thành tích."
        ),
        office,
    )
    subject = AnnulDecision.subject
    world.do(AnnulDecision(on=decision, seen=world.seen(decision, subject), reason="Kê khai sai."), chairman)
    assert visitor.client.get(address).status_code == 404
    assert links(visitor, f"/tra-cuu/{code}") == []
