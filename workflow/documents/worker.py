"""The worker that typesets papers: notices which are wanted, sets the oldest first, keeps each file under its digest.

Decisions go before all others, for the chairman waits for them to sign.

A paper that was set and not noted, because the machine died in between, is set again: the same bytes, the same file.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
from sqlalchemy import Integer, bindparam, case, select
from sqlalchemy.exc import SQLAlchemyError

from workflow.attachments import Attachments
from workflow.days import civil_date
from workflow.documents.checkpoint_square import checkpoint_square, is_awaited
from workflow.documents.paper_readers import paper_data
from workflow.documents.rendering import PaperFailed, Typesetter
from workflow.documents.requests import notice
from workflow.documents.sealing import seal
from workflow.engine import Change, keep
from workflow.erasures_remembered import remember
from workflow.ledger.published import latest
from workflow.ledger.taking_turns import AuditRunning
from workflow.maintenance import NotTheOwner, StillRead, maintain
from workflow.models.paper import Paper, PaperKind, PaperStage
from workflow.sql import Driver, Prepared
from workflow.store import Store
from workflow.sweeping import sweep

PAUSE_SECONDS = 1.0
TRY_MAINTENANCE_AGAIN = 600_000_000
"""How long maintenance that met an audit or another reader waits (microseconds)."""
REMEMBER_AGAIN = 60_000_000
"""How long until erasures are noted outside the database again (microseconds): a copy put back later lacks none."""
BATCH = 20
LONGEST_FAILURE = 500
MOST_TURNS, FIRST_TURNS = 10, 3
"""How often a paper is passed over while the signer has not come to its entry, then it is set with what there is; the second
where nothing of the log was ever signed.
"""
AWAY = (psycopg.Error, sqlite3.Error, SQLAlchemyError, OSError)
"""The database does not answer, or the disk takes no file: worth trying again."""

_IN_STAGE = Prepared(
    lambda: (
        select(Paper.id, Paper.organisation_id, Paper.subject, Paper.subject_id, Paper.kind, Paper.entry)
        .where(Paper.stage == bindparam("stage"))
        .order_by(case((Paper.kind == PaperKind.DECISION.value, 0), else_=1), Paper.requested_at, Paper.id)
        .limit(bindparam("size", type_=Integer))
    )
)

log = logging.getLogger(__name__)


def run(
    store: Store, clock: Callable[[], int], stop: Event, font_dir: Path | None = None, site: str = "",
    owner_url: str = "",
) -> None:  # fmt: skip
    """Work until ``stop`` is set. ``clock`` answers the present instant (UTC microseconds); ``site`` is where readers find it.

    Papers that failed before are tried again once, for a new release may have mended what was wrong. Once a day files that
    no record names are taken away. When this loop ends, even by a fault, ``stop`` is set, so that the whole worker ends and
    is started anew.
    """
    try:
        _work(store, clock, stop, Typesetter(font_dir, site), owner_url)
    finally:
        stop.set()


def _work(store: Store, clock: Callable[[], int], stop: Event, typesetter: Typesetter, owner_url: str) -> None:
    is_away, is_first = False, True
    patience = Patience(MOST_TURNS, FIRST_TURNS)
    swept_on: date | None = None
    maintained_on: date | None = None
    maintain_from = remember_from = 0
    while not stop.is_set():
        try:
            if is_first:
                try_failed_again(store)
            turn(store, typesetter, clock, stop, patience)
            seal(store, clock())
            if swept_on != (today := civil_date(clock())):
                swept_on, swept = today, sweep(store)
                if swept:
                    log.info("Files that no record names were taken away: %s", swept)
            if (at := clock()) >= remember_from:
                remember_from = at + REMEMBER_AGAIN
                remember(store)
            if maintained_on != today and (at := clock()) >= maintain_from:
                maintain_from = at + TRY_MAINTENANCE_AGAIN
                if _is_maintained(store, at, owner_url):
                    maintained_on = today
        except AWAY as error:
            if not is_away:
                log.warning("Papers wait: the database or the disk does not answer. It said: %s", error)
            is_away = True
        else:
            if is_away:
                log.warning("Papers are being made again.")
            is_away = is_first = False
        stop.wait(PAUSE_SECONDS)


def _is_maintained(store: Store, at: int, owner_url: str) -> bool:
    """Remove what erasures left behind, and say so when an older copy of the database has brought something back.

    Answers whether that is all for today: while somebody audits or reads it is tried again.
    """
    try:
        done = maintain(store, at, owner_url=owner_url)
    except NotTheOwner:
        log.warning("Residue of erased data waits for `bangvang maintain` with BANGVANG_OWNER_DATABASE_URL.")
        return True
    except (AuditRunning, StillRead):
        log.info("Residue of erased data waits: an audit or a long reader is at work. It is tried again.")
        return False
    if done.erasures:
        log.info("The residue of erased data is gone: %s erasures, %s files", done.erasures, done.files)
    if done.rewritten.wal_kept or done.rewritten.wal_rights:
        log.warning(
            "PostgreSQL's write-ahead log still holds erased data: `bangvang maintain --always` says what to do."
        )
    if done.missing:
        log.error(
            "This database is an older copy: %s erasures are undone in it. Propose them again at /erasures.",
            len(done.missing),
        )
    return True


class Patience:
    """How long papers wait for the signer: at most so many turns each. Work never stands still for want of a signature.

    ``first_turns`` holds while nothing of the log was ever signed, as where no signer runs.
    """

    def __init__(self, most_turns: int = 0, first_turns: int = 0) -> None:
        self.most_turns, self.first_turns = most_turns, first_turns
        self._turns: dict[str, int] = {}

    def waits(self, driver: Driver, key: str, organisation_id: str, kind: PaperKind, entry: int) -> bool:
        """Whether this paper is passed over in this turn."""
        turns = self._turns.pop(key, 0)
        if not is_awaited(driver, organisation_id, kind, entry):
            return False
        if turns >= (self.most_turns if latest(driver, organisation_id) else self.first_turns):
            return False
        self._turns[key] = turns + 1
        return True


def turn(
    store: Store,
    typesetter: Typesetter,
    clock: Callable[[], int],
    stop: Event | None = None,
    patience: Patience | None = None,
) -> int:
    """Notice what is wanted and set what waits; answers how many papers were set.

    What is wanted meanwhile is noticed between: a decision doesn't wait for the thousand papers of a village list.
    Without ``patience`` nothing is passed over.
    """
    patience = patience or Patience()
    done, has_more = 0, True
    while has_more and not (stop and stop.is_set()):
        while notice(store):
            pass
        with store.reading() as driver:
            waiting = driver.rows(_IN_STAGE, stage=PaperStage.WAITING.value, size=BATCH)
        has_more = len(waiting) == BATCH
        for key, organisation_id, subject, subject_id, kind, entry in waiting:
            with store.reading() as driver:
                if patience.waits(driver, key, organisation_id, PaperKind(kind), entry):
                    has_more = False  # the rest comes with the next turn
                    continue
            set_paper(store, typesetter, (key, organisation_id, subject, subject_id, kind, entry), clock)
            done += 1
    return done


def set_paper(
    store: Store, typesetter: Typesetter, waiting: tuple[str, str, str, str, str, int], clock: Callable[[], int]
) -> None:
    """Set one paper that waits: its key, organisation, subject, whose, kind and entry."""
    key, organisation_id = waiting[:2]
    columns = _read_and_typeset(store, typesetter, waiting)
    keep(
        store, Change(of="paper", key=key, columns={**columns, "rendered_at": clock()}), organisation_id=organisation_id
    )


def _read_and_typeset(
    store: Store, typesetter: Typesetter, waiting: tuple[str, str, str, str, str, int]
) -> dict[str, str | int | None]:
    """The columns of its row. A paper whose case can't be read is set aside, and holds up none of the others."""
    key, organisation_id, subject, subject_id, kind, entry = waiting
    try:
        with store.reading() as driver:
            template, data, on = paper_data(
                driver, organisation_id, subject, subject_id, PaperKind(kind), entry, typesetter.site
            )
            data = {**data, **checkpoint_square(driver, organisation_id, PaperKind(kind), entry)}
    except AWAY:
        raise
    except Exception as broken:
        log.exception("The paper %s (%s, entry %s) could not be read", key, kind, entry)
        return _failed(f"{type(broken).__name__}: {broken}")
    return _typeset(store, typesetter, organisation_id, template, data, on)


def try_failed_again(store: Store) -> None:
    """Let every paper that failed wait again."""
    with store.reading() as driver:
        failed = driver.rows(_IN_STAGE, stage=PaperStage.FAILED.value, size=10_000)
    for key, organisation_id, *_ in failed:
        change = Change(of="paper", key=key, columns={"stage": PaperStage.WAITING.value, "failure": None})
        keep(store, change, organisation_id=organisation_id)


def _failed(why: str) -> dict[str, str | int | None]:
    return {"stage": PaperStage.FAILED.value, "failure": why[:LONGEST_FAILURE]}


def _typeset(
    store: Store, typesetter: Typesetter, organisation_id: str, template: str, data: Mapping[str, Any], on: date
) -> dict[str, str | int | None]:
    """Set a paper and keep its file; answers the columns of its row."""
    try:
        pdf = typesetter.pdf(template, data, on=on)
    except PaperFailed as failure:
        log.error("A paper could not be set: %s", failure)
        return _failed(str(failure))
    digest = Attachments(store.files).keep(organisation_id, pdf)
    assert digest == hashlib.sha256(pdf).hexdigest(), "a file is kept under its digest"
    return {"stage": PaperStage.READY.value, "sha256": digest, "size": len(pdf), "fonts": typesetter.typeface,
            "setting": typesetter.setting, "wording": data.get("wording")}  # fmt: skip
