"""Impossible: an administrator voting, or acting under somebody else's role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import copy

import pytest

from states.council_vocabulary import VoteChoice
from states.processes import PROCESSES
from states.refusals import NotMet, NotYourAction
from states.vocabulary import Action, Role, State, Subject
from tests.support.orders import COMMANDS, order
from tests.support.standing import populate
from tests.support.world import World
from workflow.commands.administration.activate_account import ActivateAccount
from workflow.commands.administration.grant_office import GrantOffice
from workflow.commands.administration.renew_invitation import RenewInvitation
from workflow.commands.command import OPERATOR_KEY, Actor, HeldOffice
from workflow.commands.council.cast_vote import CastVote
from workflow.commands.council.record_show_of_hands import RecordShowOfHands
from workflow.engine import execute
from workflow.ids import new_id
from workflow.ledger.verify import verify
from workflow.models.account import Account, Office
from workflow.store import Store

THEIRS = {move.action for process in PROCESSES.values() for move in process.moves if move.role == Role.ADMINISTRATOR}
FOREIGN = [
    (process.subject, move.source, move.action)
    for process in PROCESSES.values()
    for move in process.moves
    if move.action not in THEIRS and not move.consequence
]
"""Everything the tables hold that is no administrator's business."""

Populated = tuple[World, dict[tuple[Subject, str], str]]


@pytest.fixture(scope="module")
def commune(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Populated]:
    """A case in every state; the tests of this file only try what is refused."""
    folder = tmp_path_factory.mktemp("administrator")
    file = copy(sqlite_template, folder / "commune.db")
    with closing(Store(f"sqlite:///{file}", files=folder)) as store:
        world = World.open(store)
        yield world, populate(world)


def forgers(world: World) -> Iterator[Actor]:
    """Those who keep the keys, each with every office in the hand that a screen could be made to forge."""
    forged = tuple(HeldOffice(id=new_id(), role=role, unit_id=unit) for role in Role for unit in world.units.values())
    stolen = tuple(office for actor in world.people.values() for office in actor.offices)
    for keeper in (world.actor(Role.ADMINISTRATOR), world.operator):
        yield replace(keeper, offices=forged)
        yield replace(keeper, offices=stolen)


def test_no_forged_office_opens_an_action(commune: Populated) -> None:
    world, cases = commune
    before = verify(world.store).size
    for subject, source, action in FOREIGN:
        key = new_id() if source is None else cases[subject, source]
        command = order(world, action, key)
        for keeper in forgers(world):
            with pytest.raises(NotYourAction):
                execute(world.store, command, actor=keeper, at=world.at)
    report = verify(world.store)
    assert (report.size, report.findings) == (before, ())


def test_everything_but_the_registers_is_foreign() -> None:
    own = set(Action) - {action for _subject, _source, action in FOREIGN}
    subjects = {COMMANDS[action].subject for action in own if action not in CONSEQUENCES}
    assert subjects == {Subject.ORGANISATION, Subject.UNIT, Subject.ACCOUNT, Subject.OFFICE, Subject.RULE_CHANGE,
                        Subject.ERASURE, Subject.LEGAL_HOLD, Subject.PAPER_TEMPLATE}  # fmt: skip


CONSEQUENCES = {Action.RECORD_FINDING, Action.RELEASE, Action.AWARD}


@pytest.fixture
def world(sqlite_store: Store) -> World:
    return World.open(sqlite_store)


def grant(world: World, actor: Actor, account: Actor, role: Role, **term: date) -> None:
    """An office is entered."""
    start = term.pop("held_from", date(2024, 1, 1))
    command = GrantOffice(
        on=new_id(), account_id=account.account_id, role=role, title="Ủy viên", held_from=start, document="QĐ 1",
        unit_id=world.units["thon-dong"], **term,
    )  # fmt: skip
    world.do(command, actor)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HOLDER])
def test_nobody_grants_an_office_to_themselves(world: World, role: Role) -> None:
    admin = world.actor(Role.ADMINISTRATOR)
    with pytest.raises(NotMet, match="own_office"):
        grant(world, admin, admin, role)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.HOLDER, Role.ADMINISTRATOR)])
def test_an_administrator_is_never_given_another_office(world: World, role: Role) -> None:
    accomplice = world.person("quantri2", "Phạm Thị Hai", Role.ADMINISTRATOR)
    admin = world.actor(Role.ADMINISTRATOR)
    for start in (world.day, world.day + timedelta(days=30)):
        with pytest.raises(NotMet, match="offices_incompatible"):
            grant(world, accomplice, admin, role, held_from=start)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.HOLDER, Role.ADMINISTRATOR)])
def test_who_acts_on_cases_never_becomes_administrator(world: World, role: Role) -> None:
    for watcher in (Role.ADMINISTRATOR, Role.AUDITOR):
        if watcher != role:
            with pytest.raises(NotMet, match="offices_incompatible"):
                grant(world, world.operator, world.actor(role), watcher)


def test_an_office_that_begins_later_is_in_the_way_already(world: World) -> None:
    newcomer = world.person("nguoimoi", "Lê Thị Mới", Role.ADMINISTRATOR)
    other = world.person("nguoimoi2", "Lê Thị Mới", Role.COUNCIL_MEMBER)
    for account, role in ((newcomer, Role.COUNCIL_MEMBER), (other, Role.ADMINISTRATOR)):
        with pytest.raises(NotMet, match="offices_incompatible"):
            grant(world, world.operator, account, role, held_from=date(2030, 1, 1))


def test_an_administrator_opens_no_account_in_its_holders_place(world: World) -> None:
    """A renewed invitation closes the account until its holder opens it; the engine takes nobody else for the holder."""
    admin, member = world.actor(Role.ADMINISTRATOR), world.members[0]
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    world.do(RenewInvitation(on=member.account_id), admin)
    with pytest.raises(NotYourAction):
        world.do(ActivateAccount(on=member.account_id), admin)
    vote = CastVote(on=session, choices={case: VoteChoice.AGREE})
    with pytest.raises(NotYourAction):
        world.do(vote, member)
    world.do(ActivateAccount(on=member.account_id), member)
    world.do(vote, member)


def test_an_administrator_votes_by_nobodys_hand(world: World) -> None:
    case = world.bring(world.draft(), State.TABLED)
    session = str(world.nomination(case)["session_id"])
    world.open_vote(session)
    choices = {case: VoteChoice.AGREE}
    for keeper in forgers(world):
        for command in (
            CastVote(on=session, choices=choices),
            RecordShowOfHands(on=session, hands={world.members[0].account_id: choices}),
        ):
            with pytest.raises(NotYourAction):
                world.do(command, keeper)


def test_a_borrowed_name_is_found(world: World) -> None:
    """Whoever could make the engine believe a wrong pseudonym leaves an entry that no longer fits its detail."""
    case = world.bring(world.draft(), State.SUBMITTED)
    borrowed = replace(world.actor(Role.SECRETARIAT), pseudonym=world.actor(Role.CHAIRMAN).pseudonym)
    world.do(order(world, Action.REFUSE_INTAKE, case), borrowed)
    assert {finding.code for finding in verify(world.store).findings} == {"actor_wrong", "office_not_held"}


def test_the_operators_key_is_nobodys_account(world: World) -> None:
    assert len(OPERATOR_KEY) == Account.__table__.c.id.type.length
    assert not set(OPERATOR_KEY) <= set("abcdefghijklmnopqrstuvwxyz234567"), "no minted key is ever the same"
    assert Office.__table__.c.account_id.foreign_keys, "no office can be entered for a key that is no account"
