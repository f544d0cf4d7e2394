"""People in processes of their own, who act on one database at the same moment.

A process is told its address, waits at the gate with the others, and acts; its answers come back through a queue.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from states.refusals import ActionRefused, StaleView
from workflow.commands.command import Actor, Command
from workflow.engine import execute
from workflow.store import Store

PATIENCE = 120
"""Seconds after which a process that says nothing is given up."""


@dataclass(frozen=True, kw_only=True)
class Rival:
    """Somebody and what they will order, one after the other; everybody begins each order at the same time."""

    actor: Actor
    orders: Sequence[Command]


def separate_processes() -> BaseContext:
    """Processes that inherit nothing of this one: no lock, no connection, no thread."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "tests.support.world", "tests.support.command_line"])
    return context


def compete(store: Store, rivals: Sequence[Rival], *, at: int) -> list[list[str]]:
    """Let them all go at once; answers for each rival what came of each order: ``done`` or the name of the refusal."""
    context = separate_processes()
    gate, answers = context.Barrier(len(rivals)), context.Queue()
    url = store.url.render_as_string(hide_password=False)
    processes = [
        context.Process(target=_act, args=(number, url, str(store.files), rival, at, gate, answers))
        for number, rival in enumerate(rivals)
    ]
    for process in processes:
        process.start()
    try:
        came = dict(answers.get(timeout=PATIENCE) for _ in rivals)
    finally:
        for process in processes:
            process.join(PATIENCE)
    return [came[number] for number in range(len(rivals))]


def _act(number: int, url: str, files: str, rival: Rival, at: int, gate: Any, answers: Any) -> None:
    came = []
    with closing(Store(url, files=Path(files))) as store:
        for order in rival.orders:
            gate.wait(PATIENCE)
            came.append(_outcome(lambda order=order: execute(store, order, actor=rival.actor, at=at)))  # type: ignore[misc]
    answers.put((number, came))


def _outcome(act: Callable[[], Any]) -> str:
    try:
        act()
    except (ActionRefused, StaleView) as refusal:
        return type(refusal).__name__
    return "done"


def write_until_killed(url: str, files: str, actor: Actor, order: Command, at: int, acknowledged: Any) -> None:
    """Give one order again and again and say after each time which entry it made; to be killed in the middle."""
    with closing(Store(url, files=Path(files))) as store:
        while True:
            acknowledged.send(execute(store, order, actor=actor, at=at).index)
