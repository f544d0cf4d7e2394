"""An audit sets papers anew: what legitimately differs is told apart from what was exchanged, and work goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.refusals import NoSuchCase
from states.vocabulary import State
from tests.support.unbound import Unbound
from tests.support.world import World
from web.telling import report_as_text
from workflow.attachments import Attachments
from workflow.documents import worker
from workflow.documents.again import set_again
from workflow.documents.rendering import Typesetter
from workflow.ledger.auditing import audit, stops
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.outside import Outside
from workflow.ledger.signing import Signer
from workflow.ledger.verify import verify
from workflow.store import Store

FORGED = b"%PDF-1.7 another decision"


@pytest.fixture
def world(sqlite_store: Store) -> World:
    world = World.open(sqlite_store)
    world.bring(world.draft(name="Lê Văn An"), State.PUBLISHED)
    return world


def exchange(world: World, more: str = "") -> None:
    """Hand out another decision."""
    digest = Attachments(world.store.files).keep(world.organisation_id, FORGED)
    with Unbound.over(world.store) as hands:
        hands.do(f"UPDATE paper SET sha256 = :digest, size = :size {more} WHERE kind = 'decision'",
                 digest=digest, size=len(FORGED))  # fmt: skip


def sign(world: World, folder: Path) -> None:
    with Signer(folder) as signer:
        signer.tick(world.store, world.at)


def test_papers_are_right_before_and_after_the_signer_came_to_them(world: World, tmp_path: Path) -> None:
    worker.turn(world.store, Typesetter(), lambda: world.at)
    assert verify(world.store).is_whole
    sign(world, tmp_path / "signer")
    report = verify(world.store)
    assert report.is_whole
    assert report.logs[0].papers >= 3
    assert report.logs[0].papers_not_compared == ()
    world.bring(world.draft(name="Lê Văn Bình"), State.PUBLISHED)
    worker.turn(world.store, Typesetter(), lambda: world.at)  # the signer stood still: the checkpoint of before
    sign(world, tmp_path / "signer")
    assert verify(world.store).findings == ()


def test_an_exchanged_decision_is_told_and_work_goes_on(world: World) -> None:
    worker.turn(world.store, Typesetter(), lambda: world.at)
    audit(world.store, None, world.at, folder=folder_of(world.store))
    exchange(world)
    for goes_on in (True, False):
        report, stopped = audit(world.store, None, world.at, folder=folder_of(world.store), goes_on=goes_on)
        assert [each.code for each in report.findings] == ["paper_differs"]
        assert not stopped
    assert not stops(world.store, world.organisation_id)
    world.submit(world.draft(name="Lê Văn Cường"))


def test_what_was_set_for_another_address_is_named_and_is_no_finding(world: World) -> None:
    worker.turn(world.store, Typesetter(site="https://old.example"), lambda: world.at)
    assert verify(world.store, outside=Outside(site="https://old.example")).logs[0].papers_not_compared == ()
    report = verify(world.store, outside=Outside(site="https://new.example"))
    assert report.is_whole
    assert len(report.logs[0].papers_not_compared) == 2  # the decision and its certificates name the address
    assert "were set by another release or address and NOT compared: paper/" in report_as_text(report)


def test_an_exchanged_paper_that_claims_to_be_older_is_named_at_least(world: World) -> None:
    worker.turn(world.store, Typesetter(), lambda: world.at)
    exchange(world, ", setting = 'older'")
    report = verify(world.store)
    assert report.is_whole
    assert len(report.logs[0].papers_not_compared) == 1


def test_what_was_found_right_is_not_set_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.turn(world.store, Typesetter(), lambda: world.at)
    audit(world.store, None, world.at, folder=folder_of(world.store))
    monkeypatch.setattr(Typesetter, "digest", lambda *_given, **_named: "0" * 64)
    report, _stopped = audit(world.store, None, world.at, folder=folder_of(world.store), goes_on=True)
    assert report.is_whole
    assert not verify(world.store).is_whole


def test_a_paper_that_was_right_once_is_known_again_by_another_release(world: World) -> None:
    worker.turn(world.store, Typesetter(site="https://old.example"), lambda: world.at)
    folder = folder_of(world.store)
    audit(world.store, None, world.at, folder=folder, outside=Outside(site="https://old.example"))
    report = verify(world.store, outside=Outside(site="https://new.example", audits=folder))
    assert report.findings == ()
    assert report.logs[0].papers_not_compared == ()
    exchange(world, ", setting = 'older'")
    assert [each.code for each in verify(world.store, outside=Outside(audits=folder)).findings] == ["paper_differs"]


def test_a_paper_that_nobody_saw_and_that_claims_to_be_older_is_found_and_can_be_set_again(world: World) -> None:
    folder = folder_of(world.store)
    audit(world.store, None, world.at, folder=folder)
    worker.turn(world.store, Typesetter(), lambda: world.at)
    exchange(world, ", setting = 'older'")
    report, stopped = audit(world.store, None, world.at, folder=folder)
    (found,) = report.findings
    assert found.code == "paper_unvouched"
    assert not stopped
    set_again(world.store, [str(found.facts["id"])])
    worker.turn(world.store, Typesetter(), lambda: world.at)
    assert audit(world.store, None, world.at, folder=folder)[0].findings == ()


def test_a_paper_that_vanished_is_named_and_made_again(world: World) -> None:
    worker.turn(world.store, Typesetter(), lambda: world.at)
    with Unbound.over(world.store) as hands:
        hands.do("DELETE FROM paper WHERE kind = 'decision'")
    report, stopped = audit(world.store, None, world.at)
    assert [(each.code, each.facts["kind"]) for each in report.findings] == [("paper_missing", "decision")]
    assert not stopped
    set_again(world.store, [])
    worker.turn(world.store, Typesetter(), lambda: world.at)
    assert verify(world.store).findings == ()


def test_only_papers_that_are_there_are_set_again(world: World) -> None:
    with pytest.raises(NoSuchCase):
        set_again(world.store, ["a" * 26])
