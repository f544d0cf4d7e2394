"""Does what auditors ask for, beside the site: one thing at a time, with progress that their pages show.

What was cut off is begun anew: a bundle from its first entry, a verification where it stood.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, select

from states.refusals import Fault
from states.vocabulary import ErasureState, Role
from workflow.commands.command import Actor
from workflow.days import civil_date
from workflow.desk.tasks import MOST_TRIES, DeskFolder, Task, TaskKind, TaskStage, desk_of
from workflow.documents.audit_bundle import bundle, of_period
from workflow.documents.rendering import Typesetter
from workflow.documents.zip_stream import zipped
from workflow.ledger.auditing import audit
from workflow.ledger.durable import settle
from workflow.ledger.kept_audit import folder_of
from workflow.ledger.outside import Outside
from workflow.ledger.reading import size_of
from workflow.ledger.rounds import witness_keys
from workflow.ledger.signer_folder import Halted, SignerFolder
from workflow.ledger.taking_turns import auditing
from workflow.models.erasure import Erasure
from workflow.queries.people import signed_in
from workflow.queries.period import bounds_of
from workflow.sql import Driver, Prepared
from workflow.steadily import DATABASE_AWAY, steadily
from workflow.store import Store

TELL_EVERY_SECONDS = 1.0

_ERASED_SINCE = Prepared(
    lambda: select(func.count()).select_from(Erasure).where(
        Erasure.organisation_id == bindparam("log_id"), Erasure.state == ErasureState.ERASED.value,
        Erasure.head >= bindparam("size", type_=BigInteger),
    )
)  # fmt: skip

log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The worker is told to end; the task goes on when it is started again."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """What the worker has at hand besides the database: the signer's folder, typefaces, the address of the site, and the
    file that names the witnesses.
    """

    signer_dir: Path
    font_dir: Path | None = None
    site: str = ""
    witness_policy: Path | None = None

    def outside(self) -> Outside:
        """The same for an audit, with the keys of the witnesses as the file names them now."""
        keys = witness_keys(self.witness_policy)
        return Outside(keys=keys, signer_dir=self.signer_dir, font_dir=self.font_dir, site=self.site)


def run(store: Store, clock: Callable[[], int], stop: Event, means: Means) -> None:
    """Do what is asked for until ``stop`` is set. ``clock`` answers the present instant (UTC microseconds).

    When this ends, even by a fault, ``stop`` is set, so that the whole worker ends and is started anew.
    """
    try:
        steadily(lambda: turn(store, clock, means, stop), stop, "tasks of auditors", log)
    finally:
        stop.set()


def turn(store: Store, clock: Callable[[], int], means: Means, stop: Event | None = None) -> int:
    """Do everything that is asked for, and take away what has lain long enough; answers how many tasks came to an end."""
    desk, done = desk_of(store), 0
    with desk.alone() as is_alone:
        if not is_alone:
            return 0
        desk.clean(clock())
        while not (stop and stop.is_set()) and (waiting := desk.unfinished()):
            try:
                _do(store, desk, waiting[0], clock, means, stop or Event())
            except _Stopped:
                return done
            done += 1
    return done


def withheld_from(actor: Actor) -> str:
    """A digest of what is kept from a person: who has the same one reads the same."""
    return hashlib.sha256(repr((sorted(actor.recused), sorted(actor.veiled))).encode()).hexdigest()


def is_still_right(driver: Driver, task: Task) -> bool:
    """Whether nothing was erased since work on a bundle began: what was is not handed out any more."""
    return not driver.value(_ERASED_SINCE, log_id=task.organisation_id, size=task.log_size)


def _do(store: Store, desk: DeskFolder, task: Task, clock: Callable[[], int], means: Means, stop: Event) -> None:
    if task.tries >= MOST_TRIES:
        desk.note(replace(task, stage=TaskStage.FAILED, ended_at=clock(), told={"why": "never_ended"}))
        return
    with store.reading() as driver:
        size = size_of(driver, task.organisation_id)
    begun = replace(
        task, stage=TaskStage.WORKING, tries=task.tries + 1, begun_at=task.begun_at or clock(), log_size=size, of=size,
        done=0,
    )  # fmt: skip
    desk.note(begun)
    if task.kind == TaskKind.VERIFICATION and task.begun_at is None:
        folder_of(store).forget(task.organisation_id)
    work = _verified if task.kind == TaskKind.VERIFICATION else _bundled
    try:
        ended = work(store, desk, begun, clock, means, stop)
    except (_Stopped, *DATABASE_AWAY):
        desk.note(replace(begun, tries=task.tries))  # no fault of the task's
        raise
    except (Fault, OSError) as error:
        log.error("What an auditor asked for could not be made: %s", error)
        ended = replace(begun, stage=TaskStage.FAILED, told={"why": "failed"})
        desk.draft(begun).unlink(missing_ok=True)
    desk.note(replace(ended, ended_at=clock()))


def _verified(
    store: Store, desk: DeskFolder, task: Task, clock: Callable[[], int], means: Means, stop: Event
) -> Task:  # fmt: skip
    """Verify the whole log. What audits kept before was forgotten first: only one that was cut off finds anything."""
    note = _Telling(desk, task, stop)
    report, _stopped = audit(
        store, task.organisation_id, clock(), folder=folder_of(store), goes_on=True,
        outside=means.outside(),
        progress=lambda _log_id, done: note.done(done),
    )  # fmt: skip
    found = report.log(task.organisation_id)
    told: Mapping[str, Any] = {
        "size": report.size, "objects": report.objects, "drafts": report.drafts, "count": report.count,
        "origin": found.origin if found else "", "root": found.root_text if found else "",
        "judged_from": found.judged_from if found else 0,
        "findings": [[each.code, each.place, dict(each.facts)] for each in report.findings],
    }  # fmt: skip
    return replace(task, stage=TaskStage.READY, done=report.size, told=told)


def _bundled(store: Store, desk: DeskFolder, task: Task, clock: Callable[[], int], means: Means, stop: Event) -> Task:
    """Write the bundle of a period, as the person who asked may read it today. Maintenance waits meanwhile."""
    draft, note = desk.draft(task), _Telling(desk, task, stop)
    with auditing(store.files):
        with store.reading() as driver:
            person = signed_in(driver, task.account_id, civil_date(clock()))
            scope = of_period(*task.days)
            bounds = bounds_of(driver, scope.within(task.organisation_id))
        if person is None or Role.AUDITOR not in person.actor.roles:
            return replace(task, stage=TaskStage.FAILED, told={"why": "no_auditor"})
        actor, typesetter = person.actor, Typesetter(means.font_dir, means.site)
        note.task = task = replace(task, of=bounds.count, withheld=withheld_from(actor))
        keys = signer_keys(means.signer_dir, task.organisation_id)
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            for piece in zipped(bundle(store, actor, scope, typesetter, keys, note.done)):
                file.write(piece)
                if stop.is_set():
                    raise _Stopped
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        draft.replace(desk.bundle(task))
        settle(draft.parent)
        return replace(note.task, stage=TaskStage.READY, of=note.task.done, size=size)


def signer_keys(signer_dir: Path, log_id: str) -> list[str]:
    """The log's verifier keys, where this process may read the signer's folder."""
    try:
        return SignerFolder(signer_dir, log_id).vkeys()
    except (Halted, OSError):
        return []


class _Telling:
    """Notes how far a task is, now and then; ends it when the worker is to end."""

    def __init__(self, desk: DeskFolder, task: Task, stop: Event) -> None:
        self.task = task
        self._desk, self._stop, self._told_at = desk, stop, time.monotonic()

    def done(self, count: int) -> None:
        """So many entries are dealt with."""
        if self._stop.is_set():
            raise _Stopped
        self.task = replace(self.task, done=count, of=max(self.task.of, count))
        if time.monotonic() > self._told_at + TELL_EVERY_SECONDS:
            self._desk.note(self.task)
            self._told_at = time.monotonic()
