"""The golden book: a number for every award decided here, and another one for a certificate in the place of the first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from states.certificate_vocabulary import CertificateCause
from states.decision_vocabulary import AnnulmentGround
from states.refusals import NotMet, NotNow
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from tests.workflow.ledger.forging import codes, forged, statement
from workflow.commands.nomination.annul import Annul
from workflow.commands.nomination.propose_annulment import ProposeAnnulment
from workflow.commands.nomination.replace_certificate import ReplaceCertificate
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.queries.certificates import CertificateShown, certificates_by, certificates_of
from workflow.store import Store


@pytest.fixture
def world(store: Store) -> World:
    return World.open(store)


def book(world: World, key: str) -> list[CertificateShown]:
    with world.store.reading() as driver:
        return certificates_of(driver, key)


def replace(world: World, key: str, cause: CertificateCause = CertificateCause.LOST, **said: Any) -> None:
    given = {"requested_on": world.day, "request": "Đơn của người được khen", "confirmation": "Công an xã, số 5"}
    command = ReplaceCertificate(on=key, seen=world.seen(key), cause=cause, **(given | said))
    world.do(command, world.actor(Role.SECRETARIAT))


def refused(world: World, key: str, cause: CertificateCause, **said: Any) -> set[tuple[str, str]]:
    with pytest.raises(NotMet) as refusal:
        replace(world, key, cause, **said)
    return {(each.code, each.at) for each in refusal.value.refusals}


def test_a_decision_fills_the_book_in_the_order_of_its_list(world: World) -> None:
    keys = [
        world.bring(world.draft(name=name), State.BEFORE_CHAIRMAN) for name in ("Trần Văn Út", "Lê Thị An", "Võ Văn Ba")
    ]
    world.sign(decision := world.draft_decision(keys))
    world.issue(decision)
    with world.store.reading() as driver:
        found = certificates_by(driver, decision)
    assert [(each.label, each.name) for each in found] == [
        ("01/2024", "Lê Thị An"), ("02/2024", "Võ Văn Ba"), ("03/2024", "Trần Văn Út"),
    ]  # fmt: skip
    assert len({each.lookup for each in found}) == 3 and all(each.is_valid for each in found)
    assert not verify(world.store).findings


def test_an_award_of_a_higher_level_has_no_certificate_of_ours(world: World) -> None:
    key = world.bring(world.draft("BK_TINH"), State.PUBLISHED)
    assert not book(world, key)
    assert refused(world, key, CertificateCause.LOST) == {("certificate_not_ours", "")}


def test_a_lost_one_is_made_out_anew_and_both_numbers_are_known(world: World) -> None:
    key = world.bring(world.draft(), State.CONFERRED)
    replace(world, key)
    first, second = book(world, key)
    assert (first.label, first.replaced_by, first.replaces) == ("01/2024", "02/2024", "")
    assert (second.label, second.replaced_by, second.replaces) == ("02/2024", "", "01/2024")
    assert (first.is_valid, second.is_valid, second.cause) == (False, True, CertificateCause.LOST)
    assert world.nomination(key)["state"] == State.CONFERRED
    replace(world, key, CertificateCause.MISPRINTED, is_returned=True)
    assert [each.replaces for each in book(world, key)] == ["", "01/2024", "02/2024"]
    assert not verify(world.store).findings


def test_each_cause_demands_its_evidence(world: World) -> None:
    key = world.bring(world.draft(), State.PUBLISHED)
    assert refused(world, key, CertificateCause.DAMAGED) == {("old_certificate_missing", "is_returned")}
    assert refused(world, key, CertificateCause.LOST, confirmation=" ") == {("confirmation_missing", "confirmation")}
    assert refused(world, key, CertificateCause.LOST, request="") == {("request_missing", "request")}
    tomorrow, before = world.day + timedelta(days=1), world.day - timedelta(days=400)
    assert refused(world, key, CertificateCause.LOST, requested_on=tomorrow) == {("day_in_future", "requested_on")}
    assert refused(world, key, CertificateCause.LOST, requested_on=before) == {
        ("day_before_certificate", "requested_on")
    }
    assert len(book(world, key)) == 1


def test_an_annulled_award_gets_no_certificate_any_more(world: World) -> None:
    key = world.bring(world.draft(), State.CONFERRED)
    propose = ProposeAnnulment(
        on=key, ground=AnnulmentGround.FALSE_DECLARATION, seen=world.seen(key), reason="Kê khai gian dối."
    )
    world.do(propose, world.actor(Role.SECRETARIAT))
    world.do(Annul(on=key, seen=world.seen(key), reason="Kết luận số 5."), world.actor(Role.CHAIRMAN))
    (only,) = book(world, key)
    assert only.is_revoked and not only.is_valid
    with pytest.raises(NotNow):
        replace(world, key)


def test_the_audit_names_a_number_and_a_certificate_out_of_turn(world: World) -> None:
    key = world.bring(world.draft(), State.CONFERRED)
    (first,) = book(world, key)
    row = {"id": new_id(), "organisation_id": world.organisation_id, "nomination_id": key, "version": 3, "year": 2024,
           "number": 5, "lookup": new_id()[:12], "made_on": world.day.isoformat(), "replaces_id": first.key,
           "cause": "lost"}  # fmt: skip
    said = statement(world, world.actor(Role.SECRETARIAT), Subject.NOMINATION, key, "replace_certificate", State.CONFERRED,
                     office="secretariat", rows=[["certificate", row]])  # fmt: skip
    assert codes(forged(world, said)) == {"golden_number_wrong", "certificate_out_of_turn"}
