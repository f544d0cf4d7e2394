"""People in processes of their own at one book, some of whose machines stop in the middle of their work.

What is killed here is a real process in a real transaction, by a signal that nobody catches.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from random import Random
from typing import Any

from states.refusals import ActionRefused, StaleView
from tests.support.rivals import PATIENCE, separate_processes
from workflow import engine
from workflow.commands.command import Actor, Command
from workflow.store import Store


class Fate(Enum):
    """What becomes of somebody's machine."""

    LIVES = auto()
    DIES_BEFORE_IT_IS_KEPT = auto()
    """Everything of the first order is written, and the machine stops before the commit."""
    DIES_AFTER_THE_FIRST = auto()
    DIES_SOMEWHERE = auto()
    """At any moment, in the middle of a transaction too."""

    @property
    def exits(self) -> frozenset[int]:
        """How such a process may end."""
        killed = {Fate.LIVES: 0, Fate.DIES_SOMEWHERE: -signal.SIGALRM}.get(self, -signal.SIGKILL)
        return frozenset({killed, 0} if self == Fate.DIES_SOMEWHERE else {killed})


@dataclass(frozen=True, kw_only=True)
class Clerk:
    """Somebody who gives one order after the other, and what becomes of their machine."""

    actor: Actor
    orders: Sequence[Command]
    fate: Fate = Fate.LIVES


def all_at_once(store: Store, clerks: Sequence[Clerk], *, at: int) -> None:
    """Let the clerks go at the same moment and wait until all are done; each must have ended as its fate says."""
    context = separate_processes()
    gate, url = context.Barrier(len(clerks)), store.url.render_as_string(hide_password=False)
    processes = [
        context.Process(target=_work, args=(number, url, str(store.files), clerk, at, gate))
        for number, clerk in enumerate(clerks)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
    for process, clerk in zip(processes, clerks, strict=True):
        assert process.exitcode in clerk.fate.exits, (clerk.fate, process.exitcode)


def _work(number: int, url: str, files: str, clerk: Clerk, at: int, gate: Any) -> None:
    with closing(Store(url, files=Path(files))) as store:
        gate.wait(PATIENCE)
        if clerk.fate == Fate.DIES_SOMEWHERE:
            signal.setitimer(signal.ITIMER_REAL, Random(number).uniform(0.01, 0.2))
        if clerk.fate == Fate.DIES_BEFORE_IT_IS_KEPT:
            engine._commit = lambda _driver: _die()
        for order in clerk.orders:
            with suppress(ActionRefused, StaleView):
                engine.execute(store, order, actor=clerk.actor, at=at)
            if clerk.fate == Fate.DIES_AFTER_THE_FIRST:
                _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
