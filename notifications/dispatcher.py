"""Drains the outbox: what was done becomes messages in the inboxes of those concerned.

At least once, and never twice: messages and the mark on the outbox are written in one commit, and a message's key is made from
its reader and its occasion. Draining has a queue of its own, so that on PostgreSQL it never holds up an action. What leaves the
house as well is noted in the same commit (``deliveries.py``), and sent by somebody else.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Integer, bindparam, literal, select

from notifications.alarm_letters import alarm_letters, to_be_told
from notifications.audience import People, people
from notifications.composing import MessageRow, messages
from notifications.deliveries import prepare
from notifications.mandates_ending import mandates_ending
from notifications.occasions import occasions
from notifications.reminders import reminders
from workflow.days import civil_date
from workflow.models.message import Message, Outbox
from workflow.sql import Driver, Prepared, PreparedForIds, inserting, updating
from workflow.steadily import DATABASE_AWAY
from workflow.store import Store

QUEUE = "outbox"
"""The name drainers queue under, where actions queue under their organisation's."""

log = logging.getLogger(__name__)

_COLUMNS = ("id", "organisation_id", "entry", "action", "object_id", "actor_id", "at")
_ROW = [getattr(Outbox, name) for name in _COLUMNS]

_WAITING = Prepared(
    lambda: (
        select(*_ROW)
        .where(Outbox.drained_at.is_(None))
        .order_by(Outbox.entry, Outbox.organisation_id)
        .limit(bindparam("size", type_=Integer))
        .with_for_update(skip_locked=True)
    )
)
_ANYTHING = Prepared(lambda: select(literal(1)).select_from(Outbox).where(Outbox.drained_at.is_(None)).limit(1))
_REST_OF_BATCH = Prepared(
    lambda: (
        select(*_ROW)
        .where(
            Outbox.drained_at.is_(None),
            Outbox.organisation_id == bindparam("organisation_id"),
            Outbox.entry > bindparam("entry"),
            Outbox.action == bindparam("action"),
            Outbox.actor_id == bindparam("actor_id"),
            Outbox.at == bindparam("at"),
        )
        .order_by(Outbox.entry)
        .with_for_update(skip_locked=True)
    )
)
_KNOWN = PreparedForIds(lambda ids: select(Message.id).where(Message.id.in_(ids)))
_MESSAGE = ("id", "account_id", "outbox_id", "at", "subject", "body", "link")


def drain(store: Store, at: int, limit: int = 200, channels: Collection[str] = ()) -> int:
    """Tell what waits in the outbox, in the order of the log, and answer how many actions were told.

    ``at`` (UTC microseconds) says who is in office. A batch that ``limit`` would cut in two is taken whole.
    ``channels`` names the ways out of the house that are open, such as ``mail``.
    """
    if _is_idle(store):
        return 0
    with store.writing(QUEUE) as driver:
        waiting = _waiting(driver, limit)
        faults: dict[str, str] = {}
        for organisation_id, group in groupby(waiting, key=lambda row: row["organisation_id"]):
            everybody = people(driver, organisation_id, civil_date(at))
            _deliver(driver, _composed(driver, list(group), everybody, faults), channels, at)
        done = [{"key": row["id"], "drained_at": at, "fault": faults.get(row["id"])} for row in waiting]
        driver.run_many(updating("outbox", ("drained_at", "fault")), done)
        driver.connection.commit()
    return len(waiting)


def remind(store: Store, at: int, channels: Collection[str] = ()) -> int:
    """Remind every desk of cases that are due or overdue, and deputies of mandates that end, once a day.

    Answers how many messages that made.
    """
    with store.writing(QUEUE) as driver:
        written = _deliver(driver, [*reminders(driver, at), *mandates_ending(driver, at)], channels, at)
        driver.connection.commit()
    return written


def tell_alarms(store: Store, at: int, channels: Collection[str] = ()) -> int:
    """Tell auditors and administrators what is wrong with their log, and what is well again, each once.

    Answers how many messages that made. Who came into office since is told on the next day; asking is cheap in between.
    """
    told: set[tuple[str, bool, date]] = store.memory.setdefault("alarms told", set())
    with store.reading() as driver:
        fresh = [(each, (each.id, each.ended_at is not None, civil_date(at))) for each in to_be_told(driver, at)]
        fresh = [(each, mark) for each, mark in fresh if mark not in told]
        made = list(alarm_letters(driver, [each for each, _ in fresh], at))
        known = {key for (key,) in driver.rows_for(_KNOWN, [row["id"] for row in made])}
    written = 0
    if any(row["id"] not in known for row in made):
        with store.writing(QUEUE) as driver:
            written = _deliver(driver, made, channels, at)
            driver.connection.commit()
    told.update(mark for _, mark in fresh)
    return written


def _is_idle(store: Store) -> bool:
    """Whether nothing waits; looked up without standing in line with those who write."""
    with store.reading() as driver:
        return not driver.rows(_ANYTHING)


def _waiting(driver: Driver, limit: int) -> list[dict[str, Any]]:
    """The next rows, one organisation after the other, each in the order of its log, with the rest of its last batch."""
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in driver.rows(_WAITING, size=limit)]
    found.sort(key=lambda row: (row["organisation_id"], row["entry"]))
    whole: list[dict[str, Any]] = []
    for _, group in groupby(found, key=lambda row: row["organisation_id"]):
        rows = list(group)
        whole += rows
        if len(found) == limit:
            last = {name: rows[-1][name] for name in ("organisation_id", "entry", "action", "actor_id", "at")}
            whole += [dict(zip(_COLUMNS, row, strict=True)) for row in driver.rows(_REST_OF_BATCH, **last)]
    return whole


def _composed(
    driver: Driver, rows: Sequence[dict[str, Any]], everybody: People, faults: dict[str, str]
) -> list[MessageRow]:
    """The messages on these acts. One that can't be put into words is set aside, and holds up none of the others."""
    try:
        return list(messages(occasions(driver, rows), everybody))
    except DATABASE_AWAY:
        raise
    except Exception as broken:
        batches = [
            list(batch) for _, batch in groupby(rows, key=lambda row: (row["action"], row["actor_id"], row["at"]))
        ]
        if len(batches) > 1:
            return [made for batch in batches for made in _composed(driver, batch, everybody, faults)]
        log.exception("Nobody is told of %s, entry %s and following: it can't be put into words", *_place(rows[0]))
        faults |= {row["id"]: f"{type(broken).__name__}: {broken}"[:500] for row in rows}
        return []


def _place(row: dict[str, Any]) -> tuple[str, int]:
    return row["action"], row["entry"]


def _deliver(driver: Driver, made: Iterable[MessageRow], channels: Collection[str], at: int) -> int:
    rows: Sequence[MessageRow] = list(made)
    known = {key for (key,) in driver.rows_for(_KNOWN, [row["id"] for row in rows])}
    new = [row for row in rows if row["id"] not in known]
    driver.run_many(inserting("message", _MESSAGE), new)
    prepare(driver, new, channels, at)
    return len(new)
