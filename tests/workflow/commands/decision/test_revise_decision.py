"""A draft is revised as it was drafted: its list, its wording, its fund; what it was before stays on record."""

from __future__ import annotations

import pytest

from states.refusals import NotMet, NotNow
from states.vocabulary import Action, Role, State, Subject
from tests.support.chronicle import put_right
from tests.support.standing import nomination, take
from tests.support.world import World
from workflow.commands.decision.return_decision import ReturnDecision
from workflow.commands.decision.revise_decision import ReviseDecision
from workflow.documents.submission_source import submission_paper
from workflow.ledger.reading import entries_of
from workflow.ledger.verify import verify
from workflow.queries.decision import decision_page, decisions
from workflow.queries.revision import Revision, revision_of
from workflow.store import Store


def revise(world: World, decision: str, *names: str, title: str = "Khen thưởng năm 2024", fund: str = "") -> None:
    command = ReviseDecision(
        on=decision, seen=world.seen(decision, Subject.DECISION), title=title, fund=fund, nominations=names
    )
    world.do(command, world.actor(Role.SECRETARIAT))


def send_back(world: World, decision: str) -> None:
    command = ReturnDecision(on=decision, seen=world.seen(decision, Subject.DECISION), reason="Xem lại danh sách.")
    world.do(command, world.actor(Role.CHAIRMAN))


def changed(world: World, decision: str) -> Revision | None:
    with world.store.reading() as driver:
        page = decision_page(driver, decision, actor=world.actor(Role.CHAIRMAN), at=world.at)
        assert page is not None
        return revision_of(driver, page)


def test_names_come_and_go_and_the_chairman_sees_which(store: Store) -> None:
    world = World.open(store)
    first, second, third = (nomination(world, State.BEFORE_CHAIRMAN) for _ in range(3))
    decision = world.draft_decision([first, second])
    assert changed(world, decision) is None
    world.submit_decision(decision)
    with pytest.raises(NotNow):
        revise(world, decision, first)
    send_back(world, decision)
    told = changed(world, decision)
    assert told is not None and told.is_same
    number = world.case(decision, Subject.DECISION)["submission_number"]
    revise(world, decision, first, third, title="Khen thưởng đợt một", fund="Quỹ của huyện")
    told = changed(world, decision)
    assert told is not None
    assert ([each.key for each in told.added], [each.key for each in told.taken_off]) == ([third], [second])
    assert (told.title, told.fund) == (("Khen thưởng năm 2024", "Khen thưởng đợt một"), ("", "Quỹ của huyện"))
    free = world.draft_decision([second])  # who was taken off may be named elsewhere
    with pytest.raises(NotMet, match="named_in_another_decision"):
        revise(world, decision, first, second)
    world.sign(decision)
    case = world.case(decision, Subject.DECISION)
    assert (case["submission_number"], case["draft"], case["numbered_names"]) == (number, 2, 2)
    assert [world.nomination(key)["decision_id"] for key in (first, second, third)] == [decision, None, decision]
    with store.reading() as driver:
        shown = {each.key: each.names for each in decisions(driver, world.organisation_id)}
    assert shown == {decision: 2, free: 1}
    assert verify(store).findings == ()


def test_who_left_by_himself_comes_back_to_the_draft(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    first, second = (nomination(world, State.BEFORE_CHAIRMAN) for _ in range(2))
    decision = world.draft_decision([first, second])
    for action in (Action.SUSPEND, Action.RESUME):
        take(world, action, second)
    revise(world, decision, first, second)
    world.sign(decision)
    assert world.nomination(second)["decision_id"] == decision


def test_a_letter_says_the_list_that_it_came_with(sqlite_store: Store) -> None:
    """The paper of the first submission is set again to the same words, whatever the draft became."""
    world = World.open(sqlite_store)
    first, second, third = (nomination(world, State.BEFORE_CHAIRMAN) for _ in range(3))
    decision = world.draft_decision([first, second])
    world.submit_decision(decision)
    with sqlite_store.reading() as driver:
        entry = entries_of(driver, world.organisation_id, decision)[-1].index
        before = submission_paper(driver, world.organisation_id, decision, entry).as_data()
    send_back(world, decision)
    revise(world, decision, third, title="Khen thưởng khác")
    world.submit_decision(decision)
    with sqlite_store.reading() as driver:
        assert submission_paper(driver, world.organisation_id, decision, entry).as_data() == before
        later = entries_of(driver, world.organisation_id, decision)[-1].index
        after = submission_paper(driver, world.organisation_id, decision, later).as_data()
    assert "Khen thưởng khác" in after["about"] and len(after["annex"]["groups"][0]["rows"]) == 1


def test_a_correction_is_not_revised(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = nomination(world, State.PUBLISHED)
    correction = put_right(world, case)
    with pytest.raises(NotMet, match="correction_drafted_anew"):
        revise(world, correction, case)
