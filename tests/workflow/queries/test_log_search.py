"""Searching the log: by who, office, what, when, case and words, the same with the finding aid and without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from states.vocabulary import Action, ErasureGround, Role, State, Subject
from tests.support.plans import bad_steps
from tests.support.world import World
from workflow.commands.administration.confirm_erasure import ConfirmErasure
from workflow.commands.administration.propose_erasure import ProposeErasure
from workflow.commands.nomination.refuse_intake import RefuseIntake
from workflow.commands.nomination.return_for_supplement import ReturnForSupplement
from workflow.ids import new_id
from workflow.ledger.index_lines import COLUMNS
from workflow.ledger.indexing import BATCH, BECAME, STANDS, figures, indexed, turn
from workflow.ledger.reading import size_of
from workflow.queries import log_search
from workflow.queries.log_names import cases_called, objects_called, people_called
from workflow.queries.log_search import FoundEntries, Wanted, search_log
from workflow.queries.public import words_of
from workflow.sql import Driver
from workflow.store import Store


@pytest.fixture
def world(store: Store) -> World:
    """Three cases: one awarded, one under appraisal, one returned with a reason."""
    world = World.open(store, members=3)
    world.bring(world.draft("LDTT", name="Trần Thị Ánh"), State.PUBLISHED)
    world.bring(world.draft("LDTT", name="Lê Văn Đông"), State.UNDER_APPRAISAL)
    case = world.draft("LDTT", name="Phạm Quý")
    world.submit(case)
    world.do(
        ReturnForSupplement(on=case, reason="Thiếu bản xác nhận của thôn", seen=world.nomination(case)["changed"]),
        world.actor(Role.SECRETARIAT),
    )
    return world


def questions(world: World) -> dict[str, Wanted]:
    """One question of each kind."""
    office = world.actor(Role.SECRETARIAT)
    with world.store.reading() as driver:
        auditor = world.actor(Role.AUDITOR)
        anh = cases_called(driver, auditor, "tran thi anh")

        def about(text: str) -> Wanted:
            words = words_of(text)
            return Wanted(
                words=words, named=objects_called(driver, auditor, text, words),
                called=people_called(driver, world.organisation_id, words),
            )  # fmt: skip

        return {
            "everything": Wanted(),
            "who": Wanted(actors=frozenset({office.pseudonym})),
            "what": Wanted(action=Action.SUBMIT),
            "state": Wanted(state=State.UNDER_APPRAISAL),
            "office": Wanted(office=Role.CHAIRMAN),
            "case": Wanted(objects=anh),
            "nobody": Wanted(objects=frozenset()),
            "all": Wanted(objects=anh, action=Action.SUBMIT, office=Role.UNIT_OFFICER, state=State.SUBMITTED),
            "words of a reason": about("thieu ban xac nhan"),
            "name of a person": about("nguyen thi thuong"),
            "name of a nominee": about("le van dong"),
            "words of one action": replace(about("thieu"), action=Action.RETURN_FOR_SUPPLEMENT),
            "words of one case": replace(about("thieu"), objects=anh),
        }


def found(world: World, wanted: Wanted) -> list[int]:
    """Every entry that answers, page by page."""
    kept: list[int] = []
    page: FoundEntries | None = None
    while page is None or page.after:
        with world.store.reading() as driver:
            page = search_log(driver, world.organisation_id, wanted, after=page.after if page else None)
        kept += [each.index for each in page.entries]
    return kept


def test_the_finding_aid_answers_as_the_entries_do(world: World) -> None:
    asked = questions(world)
    before = {name: found(world, wanted) for name, wanted in asked.items()}
    assert turn(world.store) > 20
    assert {name: found(world, wanted) for name, wanted in asked.items()} == before
    assert all(answer == sorted(answer, reverse=True) for answer in before.values())
    with world.store.reading() as driver:
        size = size_of(driver, world.organisation_id)
        assert indexed(driver, world.organisation_id) == size
    assert before["everything"] == list(range(size - 1, -1, -1))
    assert before["nobody"] == before["words of one case"] == []
    assert len(before["what"]) == 3
    assert len(before["all"]) == 1 and set(before["all"]) < set(before["case"])
    assert before["words of a reason"] == before["words of one action"] == [size - 1]
    assert set(before["who"]) < set(before["name of a person"])
    assert len(before["name of a nominee"]) >= 2


def test_what_is_erased_is_not_found_any_more(world: World) -> None:
    office, case, key = world.actor(Role.SECRETARIAT), world.draft("LDTT", name="Lục Văn Quên"), new_id()
    world.submit(case)
    world.do(RefuseIntake(on=case, seen=world.seen(case), reason="Chuyện riêng khó nói"), office)
    wanted = Wanted(words=("rieng", "kho"))
    turn(world.store)
    assert len(found(world, wanted)) == 1
    order = ProposeErasure(
        on=key, nominee_id=world.nomination(case)["nominee_id"], ground=ErasureGround.REQUEST, document="Đơn số 12",
        requested_on=world.day,
    )  # fmt: skip
    world.do(order, office)
    world.do(ConfirmErasure(on=key, seen=world.seen(key, Subject.ERASURE)), world.actor(Role.ADMINISTRATOR))
    assert found(world, wanted) == []
    turn(world.store)
    assert found(world, wanted) == []


def test_no_word_that_was_written_stands_in_the_finding_aid(world: World) -> None:
    turn(world.store)
    with world.store.reading() as driver:
        rows = driver.connection.execute(f"SELECT {', '.join(COLUMNS)} FROM ledger_index").fetchall()
    kept = " ".join(str(value) for row in rows for value in row)
    assert not any(word in kept for word in ("Thiếu", "thieu", "Ánh", "anh ", "Thường"))
    with world.store.reading() as driver:
        accounts = {key for (key,) in driver.connection.execute("SELECT id FROM account").fetchall()}
    actors = COLUMNS.index("actor")
    assert not accounts & {row[actors] for row in rows}, "people stand in it under their pseudonyms"


def test_looking_for_words_stops_and_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = questions(world)["words of a reason"]
    whole = found(world, wanted)
    monkeypatch.setattr(log_search, "LOOKED_AT", 3)
    monkeypatch.setattr(log_search, "_CHUNK", 2)
    for _ in range(2):
        with world.store.reading() as driver:
            page = search_log(driver, world.organisation_id, wanted)
        assert page.looked_back_to is not None
        assert found(world, wanted) == whole
        turn(world.store)


def test_what_is_not_in_the_finding_aid_yet_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_search, "TAIL", 3)
    with world.store.reading() as driver:
        page = search_log(driver, world.organisation_id, Wanted())
        assert page.unread == size_of(driver, world.organisation_id)
    turn(world.store)
    with world.store.reading() as driver:
        assert search_log(driver, world.organisation_id, Wanted()).unread == 0


def test_figures_are_what_the_cases_come_to(world: World) -> None:
    turn(world.store)
    with world.store.reading() as driver:
        known = figures(driver, world.organisation_id)
    standing = {key: count for (kind, key, _), count in known.items() if kind == STANDS and count}
    assert standing == {State.PUBLISHED: 1, State.UNDER_APPRAISAL: 1, State.RETURNED: 1}
    assert known[BECAME, State.SUBMITTED, 0] == 3
    assert BATCH > 1


def test_an_index_is_read_along_and_nothing_is_sorted(world: World) -> None:
    turn(world.store)
    asked: dict[str, Callable[[Driver], object]] = {
        name: lambda driver, wanted=wanted, after=after: search_log(  # type: ignore[misc]
            driver, world.organisation_id, wanted, after=after
        )
        for name, wanted in questions(world).items()
        for after in (None, (2**60, 7))
    }
    bad = {name: steps for name, ask in asked.items() if (steps := bad_steps(world.store, ask))}
    assert bad == {}
