"""Every state × action × role: what the table does not hold is refused to everybody, and nothing is written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from states.process import Move
from states.processes import PROCESSES
from states.refusals import NoSuchCase, NotMet, NotNow, NotYourAction
from states.vocabulary import Action, Role, State, Subject
from tests.support.orders import COMMANDS, order
from tests.support.standing import populate, states_of
from tests.support.world import World
from workflow.commands.command import Actor, Command
from workflow.days import civil_date
from workflow.engine import execute
from workflow.ids import new_id
from workflow.judging import judge
from workflow.models.schema import CASES, KEPT, LOG, ROWS
from workflow.store import Store

TABLES = (*CASES, *ROWS, *LOG, *KEPT, "ledger_detail")
PLACES = [(subject, state) for subject in Subject for state in states_of(subject)]
IN_TABLE = {action for process in PROCESSES.values() for action in process.actions()}


@dataclass
class Commune:
    """A world with a case in every state, and everybody who could try something."""

    world: World
    cases: dict[tuple[Subject, str], str]

    def everybody(self, key: str) -> dict[str, Actor]:
        """One actor for each office, and those who hold none towards the case."""
        world = self.world
        actors = {str(role): world.actor(role) for role in Role if role not in (Role.HOLDER, Role.UNIT_OFFICER)}
        actors["unit_officer"] = world.people["thon-dong"]
        actors["officer of another unit"] = world.people["truong-hoc"]
        actors["operator"] = world.operator
        actors["holder"] = replace(world.people["thon-dong"], account_id=key, offices=())
        actors["nobody"] = replace(world.people["thon-dong"], account_id=new_id())
        return actors

    def size(self) -> int:
        """How many entries the log has."""
        with self.world.store.reading() as driver:
            ((count,),) = driver.connection.execute("SELECT COUNT(*) FROM ledger_leaf").fetchall()
        return int(count)

    def contents(self) -> dict[str, list[Any]]:
        """Everything in the database."""
        with self.world.store.reading() as driver:
            return {name: driver.connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}


@pytest.fixture(scope="module")
def commune(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commune]:
    """Built once; the tests of this file only try what is refused, or what is judged and not carried out."""
    folder = tmp_path_factory.mktemp("matrix")
    file = shutil.copy(sqlite_template, folder / "matrix.db")
    with closing(Store(f"sqlite:///{file}", files=folder)) as store:
        world = World.open(store)
        world.deputy("phochutich")
        yield Commune(world, populate(world))


def refusal_of(commune: Commune, command: Command, actor: Actor) -> type[Exception] | None:
    """What the engine answers to an order that it must refuse."""
    with pytest.raises((NotNow, NotYourAction)) as answer:
        execute(commune.world.store, command, actor=actor, at=commune.world.at)
    return answer.type


def verdict(commune: Commune, command: Command, actor: Actor) -> type[Exception] | None:
    """What the engine thinks of an order; it is judged and taken back, so that the case stays where it is."""
    at = commune.world.at
    with commune.world.store.writing(actor.organisation_id) as driver:
        try:
            judge(driver, [command], actor=actor, at=at, today=civil_date(at))
        except (NotNow, NotYourAction, NotMet) as refusal:
            return type(refusal)
    return None


def may(move: Move, name: str, subject: Subject) -> bool:
    """Whether somebody is the one whom the table names."""
    if move.role == Role.ADMINISTRATOR:
        return name == "operator" or (name == "administrator" and subject != Subject.ORGANISATION)
    return name == move.role


@pytest.mark.parametrize(("subject", "state"), PLACES)
def test_every_action_in_every_state_by_everybody(commune: Commune, subject: Subject, state: str) -> None:
    key = commune.cases[subject, state]
    assert commune.world.case(key, subject)["state"] == state
    before = commune.contents()
    for action in PROCESSES[subject].actions():
        moves = [move for move in PROCESSES[subject].moves_from(state, action) if not move.consequence]
        command = order(commune.world, action, key)
        for name, actor in commune.everybody(key).items():
            told = f"{action} from {state} by {name}"
            if not moves:
                assert refusal_of(commune, command, actor) is NotNow, told
            elif not any(may(move, name, subject) for move in moves):
                assert refusal_of(commune, command, actor) is NotYourAction, told
            else:
                assert verdict(commune, command, actor) in (None, NotMet), told
    assert commune.contents() == before


@pytest.mark.parametrize("subject", list(Subject))
def test_only_the_office_of_the_table_begins_a_case(commune: Commune, subject: Subject) -> None:
    before = commune.size()
    for action in PROCESSES[subject].actions():
        moves = PROCESSES[subject].moves_from(None, action)
        key = new_id()
        command = order(commune.world, action, key)
        for name, actor in commune.everybody(key).items():
            told = f"{action} by {name}"
            if not moves:
                with pytest.raises(NoSuchCase):
                    execute(commune.world.store, command, actor=actor, at=commune.world.at)
            elif not any(may(move, name, subject) for move in moves):
                assert refusal_of(commune, command, actor) is NotYourAction, told
            else:
                assert verdict(commune, command, actor) in (None, NotMet), told
    assert commune.size() == before


def test_no_action_reaches_a_case_of_another_kind(commune: Commune) -> None:
    before = commune.size()
    keys = {subject: key for (subject, _state), key in commune.cases.items()}
    for action, command in COMMANDS.items():
        if PROCESSES[command.subject].moves_from(None, action):
            continue
        for subject, key in keys.items():
            if subject != command.subject:
                with pytest.raises(NoSuchCase):
                    execute(
                        commune.world.store,
                        order(commune.world, action, key),
                        actor=commune.world.actor(Role.CHAIRMAN),
                        at=commune.world.at,
                    )
    assert commune.size() == before


def test_the_matrix_is_complete() -> None:
    assert set(Action) == IN_TABLE == set(COMMANDS)
    assert {state for subject, state in PLACES if subject == Subject.NOMINATION} == set(State)
