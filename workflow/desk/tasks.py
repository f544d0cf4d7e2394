"""What auditors ask the worker for: the bundle of a period, a verification of the log; how far it is, and what came of it.

It lies in a folder of the installation, outside the database: asking writes to no record. Nothing in it is needed for good;
after some days it is taken away.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from workflow.ids import new_id
from workflow.ledger.signer_folder import is_log_id
from workflow.store import Store

KEPT_DAYS = 7
"""How long a finished task and its file lie ready."""

MOST_TRIES = 3
"""How often a task is begun that never came to an end, as where the machine went down over it."""

MOST_WAITING = 3
"""How many unfinished tasks of one kind an organisation may have."""

LOCK = "desk.lock"
_DAY = 86_400_000_000


class TaskKind(StrEnum):
    """What is asked for."""

    VERIFICATION = "verification"
    BUNDLE = "bundle"


class TaskStage(StrEnum):
    """How far it is; ``GONE``: the file was taken away, because something in it was erased since."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"


UNFINISHED = frozenset({TaskStage.WAITING, TaskStage.WORKING})


class TooManyTasks(Exception):
    """So many are waiting that another one would only wait too."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing that an auditor asked for; instants in UTC microseconds.

    ``first`` and ``last`` are the days of a period (ISO). ``done`` of ``of`` entries are dealt with. ``log_size`` is how many
    entries the log had when work began, ``withheld`` a digest of what was kept from the person who asked. ``size`` is that of
    the file in bytes, ``told`` what came of a verification, or why there is nothing.
    """

    id: str
    organisation_id: str
    account_id: str
    kind: TaskKind
    asked_at: int
    first: str = ""
    last: str = ""
    stage: TaskStage = TaskStage.WAITING
    tries: int = 0
    begun_at: int | None = None
    ended_at: int | None = None
    done: int = 0
    of: int = 0
    log_size: int = 0
    withheld: str = ""
    size: int = 0
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def days(self) -> tuple[date, date]:
        """The period asked for, from one day through another."""
        return date.fromisoformat(self.first), date.fromisoformat(self.last)

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody still waits for it."""
        return self.stage in UNFINISHED

    @property
    def kept_until(self) -> int:
        """When it is taken away."""
        return (self.ended_at or self.asked_at) + KEPT_DAYS * _DAY


class DeskFolder:
    """The tasks of every organisation, each a small file, with the bundles that were made beside them."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def ask(
        self, organisation_id: str, account_id: str, kind: TaskKind, at: int, *, first: str = "", last: str = ""
    ) -> Task:
        """Ask for something; who asks for what they wait for already gets no second one. Raises ``TooManyTasks``."""
        waiting = [each for each in self.of(organisation_id) if each.kind == kind and each.is_unfinished]
        for each in waiting:
            if kind == TaskKind.VERIFICATION or (each.account_id, each.first, each.last) == (account_id, first, last):
                return each
        if len(waiting) >= MOST_WAITING:
            raise TooManyTasks
        task = Task(
            id=new_id(), organisation_id=organisation_id, account_id=account_id, kind=kind, asked_at=at, first=first,
            last=last,
        )  # fmt: skip
        self.note(task)
        return task

    def of(self, organisation_id: str) -> list[Task]:
        """The tasks of an organisation, the newest first."""
        found = (_read(path) for path in self._place(organisation_id).glob("*.json"))
        return sorted((task for task in found if task), key=lambda task: (task.asked_at, task.id), reverse=True)

    def task(self, organisation_id: str, key: str) -> Task | None:
        """One task of an organisation."""
        return _read(self._place(organisation_id) / f"{key}.json") if is_log_id(key) else None

    def unfinished(self) -> list[Task]:
        """What there is to do, those cut off too: verifications first, for they are the shorter ones; then the oldest."""
        found = [task for place in self._places() for task in self.of(place.name) if task.is_unfinished]
        return sorted(found, key=lambda task: (task.kind != TaskKind.VERIFICATION, task.asked_at, task.id))

    def note(self, task: Task) -> None:
        """Keep how far a task is; it appears whole or not at all."""
        place = self._place(task.organisation_id)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = place / f".{task.id}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(json.dumps(asdict(task), ensure_ascii=False).encode())
        draft.replace(place / f"{task.id}.json")

    def bundle(self, task: Task) -> Path:
        """Where the finished bundle of a task lies."""
        return self._place(task.organisation_id) / f"{task.id}.zip"

    def draft(self, task: Task) -> Path:
        """Where it is written until it is finished."""
        return self._place(task.organisation_id) / f".{task.id}.zip"

    def forget(self, organisation_id: str) -> None:
        """Take away every bundle, finished or not: it holds words that are to be gone."""
        for task in self.of(organisation_id):
            if task.kind == TaskKind.BUNDLE and task.stage == TaskStage.READY:
                self.note(replace(task, stage=TaskStage.GONE))
        for path in self._place(organisation_id).glob("*.zip"):
            path.unlink(missing_ok=True)
        for path in self._place(organisation_id).glob(".*.zip"):
            path.unlink(missing_ok=True)

    def clean(self, at: int) -> int:
        """Take away what has lain long enough, with its file; answers how many tasks went."""
        old = [
            task for place in self._places() for task in self.of(place.name)
            if not task.is_unfinished and task.kept_until <= at
        ]  # fmt: skip
        for task in old:
            for path in (self.bundle(task), self.draft(task), self._place(task.organisation_id) / f"{task.id}.json"):
                path.unlink(missing_ok=True)
        return len(old)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether one is the only worker here, as long as this lasts: two would do the same work twice."""
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._directory / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def _places(self) -> list[Path]:
        with suppress(OSError):
            return sorted(path for path in self._directory.iterdir() if is_log_id(path.name))
        return []

    def _place(self, organisation_id: str) -> Path:
        if not is_log_id(organisation_id):
            raise ValueError(f"no log is called {organisation_id!r}")
        return self._directory / organisation_id


def desk_of(store: Store) -> DeskFolder:
    """Where an installation keeps what its auditors asked for: beside the files, outside the database."""
    return DeskFolder(store.files.parent / "desk")


def _read(path: Path) -> Task | None:
    """A task; nothing where the file is none, or was taken away meanwhile."""
    try:
        told = json.loads(path.read_bytes())
        return Task(**{**told, "kind": TaskKind(told["kind"]), "stage": TaskStage(told["stage"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
