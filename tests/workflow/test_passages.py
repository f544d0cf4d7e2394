"""A person who is erased is named in passing in the cases of others: every place is found, and loses the name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from states.council_vocabulary import SessionState
from states.passages import FREE_TEXT, Doubt, Why, places, stays
from states.personal_data import ERASED
from states.vocabulary import Action, CampaignState, Role, State, Subject
from tests.support import orders
from tests.support.standing import populate, standing, take
from tests.support.world import World
from tests.workflow.test_erasures import erase, found_in, propose, refuse_intake
from workflow.commands.administration.confirm_erasure import ConfirmErasure
from workflow.commands.nomination.checklist import Check
from workflow.facts.erasure import plan_of
from workflow.ledger.verify import verify
from workflow.store import Store

NAME = "Hoàng Thị Nêu Danh"
WORDS = f"Theo ý kiến của bà {NAME}, thôn Đông."
SAID = (
    "reason", "text", "note", "answer", "achievement", "course", "conclusions", "place", "document", "authority",
    "from_whom", "post", "source", "issuer",
)  # fmt: skip
KEEP_IT = {"decision", "campaign", "rule_change", "office", "ledger_detail"}
"""Tables of public acts and of officials, and the details that say them."""


ALSO = (
    (Subject.NOMINATION, State.IN_CONSULTATION, Action.RECORD_REPLY),
    (Subject.NOMINATION, State.POSTED, Action.RECORD_COMMENT),
    (Subject.NOMINATION, State.POSTED, Action.SETTLE_COMMENT),
    (Subject.SESSION, SessionState.PLANNED, Action.INVITE_GUEST),
    (Subject.SESSION, SessionState.CLOSED, Action.RECORD_MINUTES),
    (Subject.CAMPAIGN, CampaignState.LAUNCHED, Action.REPORT_ACTUAL),
)
"""What is said in rows beside a case."""


def with_notes(checks: Callable[..., tuple[Check, ...]]) -> Callable[..., tuple[Check, ...]]:
    """A checklist with words beside every answer."""
    return lambda *said, **more: tuple(replace(each, note=WORDS) for each in checks(*said, **more))


def whole(store: Store, table: str) -> str:
    """Everything that a table says."""
    with store.reading() as driver:
        return str(driver.connection.execute(f"SELECT * FROM {table}").fetchall())


def somebody(world: World, name: str = NAME) -> str:
    """The line of the register of a person whose case is at its end."""
    return str(world.nomination(refuse_intake(world, world.draft(name=name)))["nominee_id"])


def refused_for(world: World, reason: str, monkeypatch: pytest.MonkeyPatch, *, name: str = "Trần Văn Ở Lại") -> str:
    """Another case that was refused, and why."""
    case = world.bring(world.draft(name=name), State.SUBMITTED)
    with monkeypatch.context() as words:
        words.setitem(orders.ANSWERS, "reason", orders.said(reason))
        take(world, Action.REFUSE_INTAKE, case)
    return case


def test_the_name_goes_out_of_every_text_of_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World.open(store)
    nominee = somebody(world)
    with monkeypatch.context() as words:
        for field in SAID:
            words.setitem(orders.ANSWERS, field, orders.said(WORDS))
        words.setattr(World, "checks", with_notes(World.checks))
        cases = populate(world)
        for subject, state, action in ALSO:
            take(world, action, cases[subject, state])
    named = found_in(store, NAME)
    assert named >= {"session", "session_guest", "appraisal_check", "consultation_reply", "comment", "comment_settlement",
                     "minutes_version", "actual", "nomination", "statement", "past_award", "ledger_detail"}  # fmt: skip
    with store.reading() as driver:
        found = plan_of(driver, world.organisation_id, nominee).found
    assert {each.table for each in places(found)} >= named & set(FREE_TEXT)
    assert all(NAME in each.words for each in places(found))
    assert {each.why for each in stays(found)} <= {Why.PUBLIC_ACT, Why.OFFICIAL}
    erase(world, nominee)
    assert found_in(store, NAME) <= KEEP_IT
    assert WORDS.replace(NAME, ERASED) in whole(store, "minutes_version")
    assert verify(store, world.organisation_id).findings == ()
    with store.reading() as driver:
        details = driver.connection.execute("SELECT idx, detail FROM ledger_detail WHERE detail IS NOT NULL").fetchall()
    left = {index for index, detail in details if NAME.encode() in bytes(detail)}
    assert left <= {each.entry for each in stays(found)}, "each is told with why"


def test_however_it_was_typed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World.open(store)
    nominee = somebody(world)
    typed = ("HOÀNG THỊ NÊU DANH", "hoang thi neu danh", "Hòang Thị\nNêu Danh", "bà Hoàng Thị Nêu Danh.")
    for text in typed:
        refused_for(world, text, monkeypatch)
    stays_there = refused_for(world, "Hoàng Thị Nêu; Thị Nêu Danh", monkeypatch)
    erase(world, nominee)
    assert found_in(store, NAME) == set()
    assert world.nomination(stays_there)["reason"] == "Hoàng Thị Nêu; Thị Nêu Danh"
    assert whole(store, "nomination").count(ERASED) >= len(typed)
    assert verify(store, world.organisation_id).findings == ()


def test_whoever_confirms_chooses(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World.open(store)
    nominee = somebody(world)
    spared, taken = (refused_for(world, f"Có ý kiến của {NAME}.", monkeypatch) for _ in range(2))
    like, other = (refused_for(world, "Có ý kiến của Hoàng Thị Neu Dành.", monkeypatch) for _ in range(2))
    namesake = refused_for(world, f"{NAME} chưa đủ năm công tác.", monkeypatch, name=NAME)
    with store.reading() as driver:
        found = plan_of(driver, world.organisation_id, nominee).found
    assert {each.key: each.doubt for each in places(found)} == {
        f"nomination.{spared}": None, f"nomination.{taken}": None, f"nomination.{like}": Doubt.ALIKE,
        f"nomination.{other}": Doubt.ALIKE, f"nomination.{namesake}": Doubt.NAMESAKE,
    }  # fmt: skip
    assert f"nomination.{namesake}" in {each.key for each in stays(found) if each.why == Why.NAMESAKE}
    key = propose(world, nominee)
    order = ConfirmErasure(
        on=key, seen=world.seen(key, Subject.ERASURE), spared=(f"nomination.{spared}",), added=(f"nomination.{like}",)
    )
    world.do(order, world.actor(Role.ADMINISTRATOR))
    reasons = {case: world.nomination(case)["reason"] for case in (spared, taken, like, other, namesake)}
    assert reasons == {
        spared: f"Có ý kiến của {NAME}.", taken: f"Có ý kiến của {ERASED}.", like: f"Có ý kiến của {ERASED}.",
        other: "Có ý kiến của Hoàng Thị Neu Dành.", namesake: f"{NAME} chưa đủ năm công tác.",
    }  # fmt: skip
    assert world.nomination(namesake)["name"] == NAME
    assert verify(store, world.organisation_id).findings == ()


def test_two_people_named_in_one_text(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second erasure says anew what the first had left of the detail, and of its own entry."""
    world = World.open(store)
    first, second = "Lý Văn Đầu Tiên", "Lý Thị Thứ Hai"
    nominees = [somebody(world, name) for name in (first, second)]
    text = f"Ông {first} và bà {second} không dự."
    case = refused_for(world, text, monkeypatch)
    third = refused_for(world, f"Chỉ bà {second}.", monkeypatch)
    erase(world, nominees[0])
    assert world.nomination(case)["reason"] == f"Ông {ERASED} và bà {second} không dự."
    erase(world, nominees[1])
    assert world.nomination(case)["reason"] == f"Ông {ERASED} và bà {ERASED} không dự."
    assert world.nomination(third)["reason"] == f"Chỉ bà {ERASED}."
    assert found_in(store, first) == found_in(store, second) == set()
    assert verify(store, world.organisation_id).findings == ()


def test_another_commune_is_left_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    world, other = World.open(store), World.open(store, slug="tay-mau")
    theirs = refused_for(other, f"Có ý kiến của {NAME}.", monkeypatch)
    erase(world, somebody(world))
    assert other.nomination(theirs)["reason"] == f"Có ý kiến của {NAME}."
    assert verify(store).findings == ()


def test_a_text_too_long_to_compare_goes_as_a_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World.open(store)
    nominee = somebody(world)
    case = refused_for(world, f"{NAME} {'ờ' * 20_000}", monkeypatch)
    erase(world, nominee)
    assert world.nomination(case)["reason"] == ERASED
    assert verify(store, world.organisation_id).findings == ()


def test_the_database_lets_a_name_go_and_nothing_else(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where an erasure names the row, and only to the same words with the mark in place of some."""
    world = World.open(store)
    nominee = somebody(world)
    meetings = [standing(world, Subject.SESSION, SessionState.CLOSED) for _ in range(2)]
    for meeting, words in zip(meetings, (f"100% ý_kiến! Bà {NAME} vắng.", "Không có gì."), strict=True):
        with monkeypatch.context() as answers:
            answers.setitem(orders.ANSWERS, "course", orders.said(words))
            take(world, Action.RECORD_MINUTES, meeting)
    erase(world, nominee)
    left = f"100% ý_kiến! Bà {ERASED} vắng."
    assert left in whole(store, "minutes_version")
    for key, text in (
        (meetings[0], "100% ý_kiến! Bà Lan vắng."), (meetings[0], left.replace("vắng", "có mặt")),
        (meetings[0], left.replace("_", "-")), (meetings[1], ERASED), (meetings[1], f"Không {ERASED}."),
    ):  # fmt: skip
        with store.writing(world.organisation_id) as driver, pytest.raises(Exception, match="is never changed"):
            driver.connection.execute(f"UPDATE minutes_version SET course = '{text}' WHERE session_id = '{key}'")
    assert verify(store, world.organisation_id).findings == ()
