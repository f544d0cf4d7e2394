"""Erasing a person: two offices, what goes and what stays, and a log that is whole afterwards."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Any

import pytest

from notifications.dispatcher import drain
from states.council_vocabulary import VoteChoice
from states.personal_data import ERASED
from states.refusals import NotMet
from states.text import search_key
from states.vocabulary import Action, ErasureGround, Role, State, Subject, SubjectKind
from tests.support.signing import Signatory
from tests.support.standing import nomination, take
from tests.support.world import World
from tests.workflow.ledger.test_receipt import package_of
from workflow.commands.administration.confirm_erasure import ConfirmErasure
from workflow.commands.administration.lift_hold import LiftHold
from workflow.commands.administration.place_hold import PlaceHold
from workflow.commands.administration.propose_erasure import ProposeErasure
from workflow.commands.administration.reject_erasure import RejectErasure
from workflow.commands.command import Actor
from workflow.commands.council.send_invitations import SendInvitations
from workflow.commands.nomination.table import Table
from workflow.engine import Insert, keep
from workflow.ids import new_id
from workflow.ledger.receipt_check import judge
from workflow.ledger.verify import verify
from workflow.models.schema import METADATA
from workflow.store import Store

NAME = "Nguyễn Thị Xóa Tên"


def propose(world: World, nominee: str, actor: Actor | None = None) -> str:
    """A proposal of the standing office."""
    key = new_id()
    order = ProposeErasure(
        on=key, nominee_id=nominee, ground=ErasureGround.REQUEST, document="Đơn số 12 ngày 02/01/2024",
        requested_on=date(2024, 1, 2),
    )  # fmt: skip
    world.do(order, actor or world.actor(Role.SECRETARIAT))
    return key


def confirm(world: World, key: str, actor: Actor | None = None) -> None:
    """The administrator confirms."""
    order = ConfirmErasure(on=key, seen=world.seen(key, Subject.ERASURE))
    world.do(order, actor or world.actor(Role.ADMINISTRATOR))


def erase(world: World, nominee: str) -> str:
    """Proposed by one office, confirmed by the other."""
    key = propose(world, nominee)
    confirm(world, key)
    return key


def refuse_intake(world: World, case: str) -> str:
    """A case at its end, soon."""
    world.bring(case, State.SUBMITTED)
    take(world, Action.REFUSE_INTAKE, case)
    return case


def found_in(store: Store, words: str) -> set[str]:
    """The tables in which a text stands, however it is spelled: as it is, decomposed, in capitals, without marks."""
    spelled = {words, unicodedata.normalize("NFD", words), words.upper(), search_key(words), search_key(words).upper()}
    found = set()
    with store.reading() as driver:
        for table in METADATA.sorted_tables:
            for row in driver.connection.execute(f"SELECT * FROM {table.name}").fetchall():
                whole = b"\x00".join(value if isinstance(value, bytes) else str(value).encode("utf-8") for value in row)
                if any(each.encode() in whole for each in spelled):
                    found.add(table.name)
    return found


def refused(world: World, key: str, actor: Actor) -> set[str]:
    """Why a proposal can't be confirmed."""
    with pytest.raises(NotMet) as refusal:
        confirm(world, key, actor)
    return {each.code for each in refusal.value.refusals}


def test_a_person_is_erased_and_the_log_stays_whole(store: Store) -> None:
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=NAME))
    other = world.bring(world.draft(name="Trần Văn Ở Lại"), State.ELIGIBLE)
    assert found_in(store, NAME) >= {"nomination", "nominee", "ledger_detail"}
    before = world.nomination(case)
    erasure = erase(world, before["nominee_id"])
    after = world.nomination(case)
    assert (after["name"], after["birth_year"], after["search_key"]) == (ERASED, None, "")
    assert (after["state"], after["award"], after["code"]) == (before["state"], before["award"], before["code"])
    assert world.case(erasure, Subject.ERASURE)["details"] > 0
    assert found_in(store, NAME) == set()
    assert world.nomination(other)["name"] == "Trần Văn Ở Lại"
    report = verify(store, world.organisation_id)
    assert report.findings == ()
    assert report.logs[0].erased == world.case(erasure, Subject.ERASURE)["details"]


def test_what_a_published_award_names_stays(store: Store) -> None:
    world = World.open(store)
    case = world.bring(world.draft(name=NAME), State.PUBLISHED)
    erase(world, world.nomination(case)["nominee_id"])
    after = world.nomination(case)
    assert (after["name"], after["birth_year"], after["achievement"]) == (NAME, None, ERASED)
    assert verify(store, world.organisation_id).findings == ()


def test_the_council_had_it_before_it(store: Store) -> None:
    world = World.open(store)
    case = world.draft(name=NAME)
    world.bring(case, State.TABLED)
    session = world.nomination(case)["session_id"]
    world.open_vote(session)
    world.vote(session, [case], (VoteChoice.AGREE, *[VoteChoice.DISAGREE] * 4))
    world.close_session(session)
    erase(world, world.nomination(case)["nominee_id"])
    assert found_in(store, NAME) == set()
    assert verify(store, world.organisation_id).findings == ()


def test_two_offices(store: Store) -> None:
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=NAME))
    nominee = world.nomination(case)["nominee_id"]
    by_office = propose(world, nominee)
    assert refused(world, by_office, world.actor(Role.SECRETARIAT)) == {"another_office_confirms"}
    order = RejectErasure(on=by_office, seen=world.seen(by_office, Subject.ERASURE), reason="Nhầm người")
    world.do(order, world.actor(Role.ADMINISTRATOR))
    by_administrator = propose(world, nominee, world.actor(Role.ADMINISTRATOR))
    assert refused(world, by_administrator, world.actor(Role.ADMINISTRATOR)) == {"another_office_confirms"}
    confirm(world, by_administrator, world.actor(Role.SECRETARIAT))
    assert verify(store, world.organisation_id).findings == ()


def test_a_running_case_and_a_hold_keep_the_data(store: Store) -> None:
    world = World.open(store)
    draft = world.draft(name=NAME)
    nominee = world.nomination(draft)["nominee_id"]
    with pytest.raises(NotMet, match="case_running"):
        propose(world, nominee)
    refuse_intake(world, draft)
    hold = new_id()
    order = PlaceHold(on=hold, nominee_id=nominee, document="Đơn khiếu nại 7", held_from=date(2024, 1, 2))
    world.do(order, world.actor(Role.ADMINISTRATOR))
    with pytest.raises(NotMet, match="held_by_law"):
        propose(world, nominee)
    world.do(
        LiftHold(on=hold, seen=world.seen(hold, Subject.LEGAL_HOLD), reason="Đã giải quyết xong"),
        world.actor(Role.SECRETARIAT),
    )
    erase(world, nominee)
    collective = world.draft("TTLDTT", kind=SubjectKind.COLLECTIVE)
    with pytest.raises(NotMet, match="not_a_person"):
        propose(world, world.nomination(collective)["nominee_id"])


@contextmanager
def unguarded(store: Store) -> Iterator[sqlite3.Connection]:
    """The file, opened by somebody who took the guards away."""
    with closing(sqlite3.connect(str(store.url.database), isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


@pytest.fixture
def gone(sqlite_store: Store) -> tuple[Store, World, int, tuple[bytes, bytes]]:
    """A commune with one erasure: an entry that lost its detail, and what salt and detail had been."""
    world = World.open(sqlite_store)
    case = refuse_intake(world, world.draft(name=NAME))
    index = int(world.nomination(case)["head"])
    with sqlite_store.reading() as driver:
        ((salt, detail),) = driver.connection.execute(
            f"SELECT salt, detail FROM ledger_detail WHERE idx = {index}"
        ).fetchall()
    erase(world, world.nomination(case)["nominee_id"])
    return sqlite_store, world, index, (salt, detail)


def codes(store: Store) -> set[str]:
    """What the audit finds."""
    return {finding.code for finding in verify(store).findings}


def test_a_detail_that_is_blank_without_its_erasure_is_found(gone: Any) -> None:
    store, _world, _index, _was = gone
    with unguarded(store) as connection:
        connection.execute("UPDATE ledger_detail SET salt = NULL, detail = NULL WHERE idx = 0")
    assert codes(store) >= {"detail_erased"}


def test_a_blank_detail_that_names_an_erasure_of_others_is_found(gone: Any) -> None:
    store, _world, index, _was = gone
    with unguarded(store) as connection:
        (by,) = connection.execute(f"SELECT erased_by FROM ledger_detail WHERE idx = {index}").fetchone()
        connection.execute(f"UPDATE ledger_detail SET salt = NULL, detail = NULL, erased_by = {by} WHERE idx = 0")
    assert codes(store) >= {"detail_erased", "detail_marked_erased"}


def test_an_erasure_that_was_undone_is_found(gone: Any) -> None:
    store, _world, index, was = gone
    with unguarded(store) as connection:
        connection.execute(f"UPDATE ledger_detail SET salt = ?, detail = ?, erased_by = NULL WHERE idx = {index}", was)
    assert codes(store) == {"erasure_not_done", "value_changed"}


def test_remains_that_were_changed_are_found(gone: Any) -> None:
    store, _world, index, _was = gone
    with unguarded(store) as connection:
        connection.execute(
            f"UPDATE erased_detail SET remains = replace(remains, 'LDTT', 'CSTDCS') WHERE entry < {index}"
        )
    assert codes(store) == {"value_changed"}


def test_a_record_that_differs_from_what_is_left_is_found(gone: Any) -> None:
    store, _world, _index, _was = gone
    with unguarded(store) as connection:
        connection.execute("UPDATE nomination SET award = 'CSTDCS'")
    assert codes(store) >= {"value_changed"}


def test_two_people_in_the_same_entries(store: Store) -> None:
    world = World.open(store)
    names = ("Lý Văn Đầu Tiên", "Lý Thị Thứ Hai")
    cases = [world.bring(world.draft(name=name), State.ELIGIBLE) for name in names]
    session, secretary = world.plan_session(), world.actor(Role.COUNCIL_SECRETARY)
    for case in cases:
        world.do(Table(on=case, seen=world.seen(case), session_id=session), secretary)
    world.do(SendInvitations(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    world.open_vote(session)
    world.vote(session, cases, [VoteChoice.DISAGREE] * 5)
    world.close_session(session)
    for name, case in zip(names, cases, strict=True):
        assert found_in(store, name)
        erase(world, world.nomination(case)["nominee_id"])
        assert found_in(store, name) == set()
        assert verify(store, world.organisation_id).findings == ()


def test_receipts_and_checkpoints_of_before_still_hold(store: Store) -> None:
    world = World.open(store)
    case = refuse_intake(world, world.draft(name=NAME))
    signatory = Signatory(world)
    index = int(world.nomination(case)["head"])
    old = signatory.sign()
    receipt = package_of(world, index)
    erase(world, world.nomination(case)["nominee_id"])
    new = signatory.sign()
    assert new.size > old.size
    assert judge(receipt, [signatory.vkey]).code == "holds"
    assert judge(package_of(world, index), [signatory.vkey]).code == "holds"
    assert verify(store, world.organisation_id).findings == ()


def test_a_case_without_its_data_is_not_taken_up_again(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = nomination(world, State.NOT_ENDORSED)
    erase(world, world.nomination(case)["nominee_id"])
    with pytest.raises(NotMet, match="data_erased"):
        take(world, Action.REOPEN, case)


def told(store: Store) -> list[str]:
    """Every message, subject and body."""
    with store.reading() as driver:
        return [
            f"{row[0]}\n{row[1]}" for row in driver.connection.execute("SELECT subject, body FROM message").fetchall()
        ]


def test_messages_and_forms_about_others_are_left_alone(store: Store) -> None:
    world = World.open(store)
    case = refuse_intake(world, world.draft(name="Lê Văn An"))
    longer = world.bring(world.draft(name="Lê Văn Anh"), State.SUBMITTED)
    namesake = world.bring(world.draft(name="Lê Văn An"), State.SUBMITTED)
    assert world.nomination(namesake)["nominee_id"] != world.nomination(case)["nominee_id"]
    drain(store, world.at)
    author = world.officer_of(world.nomination(case)).account_id
    bodies = {
        "a": "{\"note\":\"Lê Văn Anh\"}", "b": "{\"note\":\"xem\\nLê Văn An\"}", "c": "{\"note\":\"Lê Văn An, thôn 2\"}",
    }  # fmt: skip
    for page, body in bodies.items():
        row = {"account_id": author, "page": page, "body": body, "saved_at": world.at}
        keep(store, Insert(into="kept_form", row=row), organisation_id=world.organisation_id)
    before = told(store)
    of_others = [each for each in before if "Lê Văn Anh" in each]
    assert of_others and sum("Lê Văn An" in each and "Lê Văn Anh" not in each for each in before) > 1
    erase(world, world.nomination(case)["nominee_id"])
    after = told(store)
    assert [each for each in after if "Lê Văn Anh" in each] == of_others
    assert world.nomination(longer)["name"] == "Lê Văn Anh"
    with store.reading() as driver:
        query = f"SELECT m.body FROM message m JOIN outbox o ON o.id = m.outbox_id WHERE o.object_id = '{namesake}'"
        assert all(ERASED not in row[0] for row in driver.connection.execute(query).fetchall())
        left = dict(driver.connection.execute("SELECT page, body FROM kept_form").fetchall())
    assert left == {"a": bodies["a"], "b": "", "c": ""}
