"""What auditors ask for, done by the worker on both databases: cut off and taken up again, one worker at a time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from states.vocabulary import Role, State
from tests.support.world import World
from tests.workflow.ledger.test_reading import fill
from workflow.desk import worker
from workflow.desk.tasks import Task, TaskKind, TaskStage, TooManyTasks, desk_of
from workflow.desk.worker import Means, turn
from workflow.ledger import log_audit
from workflow.ledger.reading import size_of
from workflow.ledger.signing import Signer
from workflow.ledger.taking_turns import AuditRunning
from workflow.ledger.verify import verify
from workflow.maintenance import maintain
from workflow.store import Store


@pytest.fixture
def world(store: Store, tmp_path: Path) -> World:
    world = World.open(store)
    world.bring(world.draft(), State.PUBLISHED)
    fill(world, 450)
    with Signer(tmp_path / "signer") as signer:
        signer.tick(store, world.at)
    return world


def ask(world: World, kind: TaskKind) -> Task:
    days = {"first": "2024-01-01", "last": "2024-12-31"} if kind == TaskKind.BUNDLE else {}
    auditor = world.actor(Role.AUDITOR)
    return desk_of(world.store).ask(world.organisation_id, auditor.account_id, kind, world.at, **days)


def work(world: World, tmp_path: Path, stop: Event | None = None) -> Task:
    turn(world.store, lambda: world.at, Means(signer_dir=tmp_path / "signer"), stop)
    return desk_of(world.store).of(world.organisation_id)[0]


def size_of_log(world: World) -> int:
    with world.store.reading() as driver:
        return size_of(driver, world.organisation_id)


def test_a_bundle_holds_every_entry_of_the_period_once(world: World, tmp_path: Path) -> None:
    ask(world, TaskKind.BUNDLE)
    task = work(world, tmp_path)
    assert (task.stage, task.done, task.of) == (TaskStage.READY, size_of_log(world), size_of_log(world))
    with zipfile.ZipFile(desk_of(world.store).bundle(task)) as kept:
        assert kept.testzip() is None
        told = [
            json.loads(line)["index"] for name in kept.namelist() if name[-6:] == ".jsonl" for line in kept.open(name)
        ]
        inner = [name for name in kept.namelist() if name.startswith("muc/") and name.endswith(".zip")]
        proofs = [
            part for name in inner for part in zipfile.ZipFile(io.BytesIO(kept.read(name))).namelist()
            if part.endswith(".tlog-proof")
        ]  # fmt: skip
    assert told == list(range(size_of_log(world)))
    assert proofs == [f"muc/muc-{index}.tlog-proof" for index in told]
    assert task.size == desk_of(world.store).bundle(task).stat().st_size


@contextmanager
def cut_off_after(pieces: int, stop: Event) -> Iterator[None]:
    """The worker is told to end when so many pieces are told of."""
    told, keep = worker._Telling.done, worker._Telling

    def done(self: worker._Telling, count: int) -> None:
        nonlocal pieces
        pieces -= 1
        if pieces < 0:
            stop.set()
        told(self, count)

    keep.done = done  # type: ignore[method-assign]
    try:
        yield
    finally:
        keep.done = told  # type: ignore[method-assign]


def test_a_bundle_that_was_cut_off_is_made_anew_and_is_the_same(world: World, tmp_path: Path) -> None:
    ask(world, TaskKind.BUNDLE)
    stop = Event()
    with cut_off_after(1, stop):
        task = work(world, tmp_path, stop)
    assert (task.stage, task.tries) == (TaskStage.WORKING, 0)
    assert not desk_of(world.store).bundle(task).exists()
    again = work(world, tmp_path)
    assert again.stage == TaskStage.READY and not desk_of(world.store).draft(task).exists()
    first = desk_of(world.store).bundle(again).read_bytes()
    world.wait(1)
    ask(world, TaskKind.BUNDLE)
    assert desk_of(world.store).bundle(work(world, tmp_path)).read_bytes() == first


def test_a_verification_that_was_cut_off_goes_on_where_it_stood(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_audit, "KEEP_EVERY_SECONDS", 0.0)
    monkeypatch.setattr("workflow.ledger.walking.PAGE", 100)
    verify(world.store)
    ask(world, TaskKind.VERIFICATION)
    stop = Event()
    with cut_off_after(2, stop):
        assert work(world, tmp_path, stop).stage == TaskStage.WORKING
    task = work(world, tmp_path)
    assert (task.stage, task.told["count"], task.told["size"]) == (TaskStage.READY, 0, size_of_log(world))
    assert 0 < task.told["judged_from"] < size_of_log(world)
    world.wait(1)
    ask(world, TaskKind.VERIFICATION)
    assert work(world, tmp_path).told["judged_from"] == 0, "one that is asked for anew takes up nothing older"


def test_maintenance_waits_for_a_bundle_and_takes_it_away_when_something_was_erased(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(world, TaskKind.BUNDLE)
    waits = []

    def done(_self: worker._Telling, _count: int) -> None:
        with pytest.raises(AuditRunning):
            maintain(world.store, world.at)
        waits.append(True)

    monkeypatch.setattr(worker._Telling, "done", done)
    assert work(world, tmp_path).stage == TaskStage.READY
    assert waits


def test_one_worker_at_a_time(world: World, tmp_path: Path) -> None:
    ask(world, TaskKind.VERIFICATION)
    with desk_of(world.store).alone() as is_alone:
        assert is_alone
        assert work(world, tmp_path).stage == TaskStage.WAITING
    assert work(world, tmp_path).stage == TaskStage.READY


def test_who_is_no_auditor_any_more_gets_nothing(world: World, tmp_path: Path) -> None:
    desk = desk_of(world.store)
    task = ask(world, TaskKind.BUNDLE)
    desk.note(replace(task, account_id=world.actor(Role.CHAIRMAN).account_id))
    assert work(world, tmp_path).told == {"why": "no_auditor"}
    assert not desk.bundle(task).exists()


def test_what_is_no_task_is_passed_over(world: World, tmp_path: Path) -> None:
    desk = desk_of(world.store)
    task = ask(world, TaskKind.VERIFICATION)
    place = desk.bundle(task).parent
    (place / "aaaaaaaaaaaaaaaaaaaaaaaaaa.json").write_text("{")
    (place / "bbbbbbbbbbbbbbbbbbbbbbbbbb.json").write_text('{"id": 1}')
    assert [each.id for each in desk.of(world.organisation_id)] == [task.id]
    assert desk.task(world.organisation_id, "../../secret") is None
    assert desk.task(world.organisation_id, task.id) == task
    with pytest.raises(ValueError):
        desk.of("../elsewhere")
    for day in range(1, 4):
        desk.ask(task.organisation_id, task.account_id, TaskKind.BUNDLE, 0, first="2024-01-01", last=f"2024-01-0{day}")
    with pytest.raises(TooManyTasks):
        desk.ask(task.organisation_id, task.account_id, TaskKind.BUNDLE, 0, first="2024-01-01", last="2024-01-04")
