"""A hold is lifted and stopped the clock; but nothing is slipped on the agenda of a vote that has begun."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from states.refusals import NotMet
from states.regime import regime_on
from states.vocabulary import Action, Role, State, SubjectKind
from states.working_days import Term
from tests.support.standing import take
from tests.support.world import World
from workflow.commands.nomination.close_consultation import CloseConsultation
from workflow.commands.nomination.find_eligible import FindEligible
from workflow.commands.nomination.resume import Resume
from workflow.commands.nomination.suspend import Suspend
from workflow.commands.nomination.table import Table
from workflow.ledger.verify import verify
from workflow.store import Store


def test_the_agenda_of_an_open_vote_does_not_grow(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    office, session = world.actor(Role.SECRETARIAT), world.plan_session()
    held, voted = (world.bring(world.draft(name=name), State.ELIGIBLE) for name in ("Lê Một", "Lê Hai"))
    for key in (held, voted):
        world.do(Table(on=key, seen=world.seen(key), session_id=session), world.actor(Role.COUNCIL_SECRETARY))
    world.do(Suspend(on=held, seen=world.seen(held), reason="Có đơn thư."), office)
    world.open_vote(session)
    with pytest.raises(NotMet, match="vote_is_open"):
        world.do(Resume(on=held, seen=world.seen(held), reason="Đã kết luận."), office)
    world.vote(session, [voted])
    world.close_session(session)
    world.do(Resume(on=held, seen=world.seen(held), reason="Đã kết luận."), office)
    assert world.nomination(held)["state"] == State.ELIGIBLE, "for another session: this one is over"


def hold(world: World, case: str, days: int) -> None:
    """The case is put on hold, and the hold is lifted some days later."""
    take(world, Action.SUSPEND, case)
    world.wait(days)
    take(world, Action.RESUME, case)


def day_of(world: World, case: str, column: str) -> date:
    return date.fromisoformat(world.nomination(case)[column])


@pytest.mark.parametrize(("shown", "left"), [(0, 10), (4, 7), (10, 1)])
def test_a_posting_that_was_held_is_shown_for_all_its_days(sqlite_store: Store, shown: int, left: int) -> None:
    """The day on which a hold begins counts as not shown; the days before it do."""
    world = World.open(sqlite_store)
    case = world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD), State.POSTED)
    assert day_of(world, case, "posting_ends_on") == world.day + timedelta(days=10)
    world.wait(shown)
    hold(world, case, days=11)
    ends = day_of(world, case, "posting_ends_on")
    assert ends == day_of(world, case, "due_on") == world.day + timedelta(days=left)
    office = world.actor(Role.SECRETARIAT)
    world.wait(left)
    with pytest.raises(NotMet, match="posting_runs"):
        world.do(FindEligible(on=case, seen=world.seen(case)), office)
    world.wait(1)
    world.do(FindEligible(on=case, seen=world.seen(case)), office)
    assert verify(sqlite_store).findings == ()


def test_a_posting_that_was_over_is_not_shown_again(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft("GDVH", kind=SubjectKind.HOUSEHOLD), State.POSTED)
    world.wait(11)
    hold(world, case, days=3)
    world.do(FindEligible(on=case, seen=world.seen(case)), world.actor(Role.SECRETARIAT))


def test_a_consulted_body_keeps_its_days(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    case = world.bring(world.draft(), State.UNDER_APPRAISAL)
    take(world, Action.CONSULT, case)
    hold(world, case, days=60)
    term = regime_on(world.day).consultation.reply_term.value
    assert day_of(world, case, "consultation_ends_on") == day_of(world, case, "due_on") == term.after(world.day)
    with pytest.raises(NotMet, match="replies_awaited"):
        world.do(CloseConsultation(on=case, seen=world.seen(case)), world.actor(Role.SECRETARIAT))


def test_a_case_goes_on_with_the_term_of_its_state(sqlite_store: Store) -> None:
    """As many days as were left of the appraisal; none where the state had none."""
    world = World.open(sqlite_store)
    appraised, endorsed = (
        world.bring(world.draft(name=name), state)
        for name, state in (("Lê Một", State.UNDER_APPRAISAL), ("Lê Hai", State.ENDORSED))
    )
    term, due = regime_on(world.day).rules("LDTT", "merit").appraisal_term.value, day_of(world, appraised, "due_on")
    world.wait(5)
    left = term.left(world.day, due)
    assert 0 < left < term.days
    for case in (appraised, endorsed):
        hold(world, case, days=30)
    world.day -= timedelta(days=30)
    assert day_of(world, appraised, "due_on") == Term(left, term.kind).after(world.day)
    assert world.nomination(endorsed)["due_on"] is None
