"""A name that looks like orders of every tool it passes through: it stays a name in page, paper, workbook and e-mail."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from notifications.channels.mail_post import CHANNEL, MailPost
from notifications.channels.mail_server import mail_server
from notifications.dispatcher import drain
from states.vocabulary import Role, State
from tests.notifications.commune import give_addresses
from tests.support.mail import mail_room
from tests.support.poppler import Pdf
from tests.support.site import Site
from tests.support.workbooks import cells_of, part_of
from tests.support.world import World
from workflow.attachments import DOCX, Attachments
from workflow.documents import worker
from workflow.documents.rendering import Typesetter
from workflow.queries.papers import papers_about
from workflow.store import Store

NAME = '#panic("x") *a* $x$ {{7*7}} <script>=1+1'
FIRST = "=1+1 {% for x in y %} </w:t> &amp; \\alert @a _b_"


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


@pytest.fixture
def decision(world: World) -> str:
    """A published decision on two people with such names."""
    keys = [world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in (NAME, FIRST)]
    decision = world.draft_decision(keys)
    world.sign(decision)
    world.issue(decision)
    worker.turn(world.store, Typesetter(), lambda: world.at)
    return decision


def test_in_pages(world: World, decision: str, tmp_path: Path) -> None:
    site = Site(world, tmp_path / "var")
    office = site.person(world.actor(Role.SECRETARIAT))
    for person, address in (
        (office, f"/decisions/{decision}"), (office, "/search?q=panic"), (site.visitor(), f"/{world.slug}/cong-khai"),
    ):  # fmt: skip
        page = person.open(address)
        assert NAME in page.words, address
        assert b"<script>=" not in page.response.data


def test_in_papers(world: World, decision: str, tmp_path: Path) -> None:
    with world.store.reading() as driver:
        found = papers_about(driver, world.organisation_id, decision, *sessions(world))
    told: dict[str, str] = {}
    for paper in found:
        with Attachments(world.store.files).open(world.organisation_id, paper.sha256) as file:
            (tmp_path / "paper.pdf").write_bytes(file.read())
        told[paper.kind] = told.get(paper.kind, "") + "".join(Pdf(tmp_path / "paper.pdf").words().split())
    assert {"decision", "minutes", "counting", "agenda"} <= told.keys()
    for kind, said in told.items():
        assert [name for name in (NAME, FIRST) if not stands_in(said, name)] == [], kind


def stands_in(said: str, name: str) -> bool:
    """Whether every word of a name is there; in a narrow column its lines stand between those of the next one."""
    return all(word in said for word in name.split())


def sessions(world: World) -> set[str]:
    """Every session there was."""
    with world.store.reading() as driver:
        return {key for (key,) in driver.connection.execute("SELECT id FROM session").fetchall()}


def test_in_workbooks(world: World, decision: str, tmp_path: Path) -> None:
    office = Site(world, tmp_path / "var").person(world.actor(Role.SECRETARIAT))
    data = office.client.get(f"/decisions/{decision}/annex.xlsx").data
    assert {NAME, FIRST} <= {cell for row in cells_of(data) for cell in row}
    assert b"<f" not in part_of(data, "xl/worksheets/sheet1.xml")


def test_in_word_documents(world: World, decision: str, tmp_path: Path) -> None:
    """Whoever may open a paper may have it to edit, and nobody else."""
    site = Site(world, tmp_path / "var")
    office, stranger = site.person(world.actor(Role.SECRETARIAT)), site.person(world.people["truong-hoc"])
    page = office.open(f"/decisions/{decision}")
    found = [address for address in page.links() if ".docx" in address]
    assert {address.split("/")[-1].split(".")[0] for address in found} == {"decision", "payment", "submission"}
    for address in found:
        answer = office.client.get(address)
        assert answer.mimetype == DOCX and "attachment" in answer.headers["Content-Disposition"]
        said = "".join(part_of(answer.data, "word/document.xml").decode().split())
        for name in (NAME, FIRST):
            assert "".join(escape(name, quote=False).split()) in said, address
        assert stranger.client.get(address).status_code == 404
    assert office.client.get(f"/papers/decision/{decision}/agenda.docx").status_code == 404


def test_in_e_mails(world: World) -> None:
    give_addresses(world)
    world.bring(world.draft(name=NAME), State.UNDER_APPRAISAL)
    drain(world.store, world.at, channels=(CHANNEL,))
    with mail_room() as room:
        server = mail_server(room.url)
        assert server is not None
        MailPost(world.store, server, "https://thidua.example").send_due(world.at)
    bodies = [mail.get_body((kind,)) for mail in room.mails for kind in ("plain", "html")]
    said = [body.get_content() for body in bodies if body]
    assert any(NAME in text for text in said)
    assert any(escape(NAME) in text.replace("&#34;", "&quot;") for text in said)
    assert not any("<script" in text for text in said if "<html" in text)
