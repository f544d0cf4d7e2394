"""The one place for what is wrong with a log: raised once, shown to whoever looks after it, ended when it is over.

Whoever finds something (signer, audit, witness) raises it here again and again; only the first time makes a row. An alarm that
was raised is never taken back and never deleted: it ends, and both instants stay.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from workflow.ids import new_id
from workflow.ledger.canonical import canonical
from workflow.models.witness import Alarm as Row
from workflow.sql import Driver, Prepared, inserting, updating
from workflow.store import Store

Fact = str | int

ENDED_ELSEWHERE = frozenset({"signer_halted", "audit_failed"})
"""Alarms that have a command of their own by which a person ends them; it looks first."""

_LOCK = "alarms"
"""Alarms have a queue of their own, so that raising one never waits for an action."""

_COLUMNS = (Row.id, Row.log_id, Row.code, Row.about, Row.facts, Row.at, Row.ended_at)
_SAME = (
    func.coalesce(Row.log_id, "") == bindparam("log_id"),
    Row.code == bindparam("code"),
    Row.about == bindparam("about"),
    Row.ended_at.is_(None),
)
_OPEN_ONE = Prepared(lambda: select(Row.id, Row.at).where(*_SAME))
_OPEN = Prepared(lambda: select(*_COLUMNS).where(Row.ended_at.is_(None)).order_by(Row.at, Row.id))
_RECENT = Prepared(
    lambda: (
        select(*_COLUMNS)
        .where(or_(Row.ended_at.is_(None), Row.ended_at >= bindparam("since")))
        .order_by(Row.at.desc(), Row.id)
        .limit(100)
    )
)


@dataclass(frozen=True)
class Alarm:
    """What is wrong: a code, the log of this house it concerns (none for somebody else's), and what tells it apart.

    There is never more than one open alarm of the same code, log and ``about``.
    """

    code: str
    log_id: str | None = None
    about: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Raised:
    """An alarm as it was raised, and when (UTC microseconds); ``ended_at`` is empty while it is open."""

    id: str
    alarm: Alarm
    at: int
    ended_at: int | None


def raise_alarm(store: Store, alarm: Alarm, at: int) -> bool:
    """Raise an alarm; answers whether it is new. One that is open already stays as it was first raised."""
    with store.reading() as driver:  # without standing in line: mostly it has been raised before
        if _open_one(driver, alarm):
            return False
    with store.writing(_LOCK) as driver:
        is_new = raise_with(driver, alarm, at)
        driver.connection.commit()
    return is_new


def raise_with(driver: Driver, alarm: Alarm, at: int) -> bool:
    """The same inside a transaction that somebody else commits."""
    if _open_one(driver, alarm):
        return False
    row = {
        "id": new_id(), "log_id": alarm.log_id, "code": alarm.code, "about": alarm.about,
        "facts": canonical(dict(alarm.facts)).decode(), "at": at, "ended_at": None,
    }  # fmt: skip
    driver.run(inserting("ledger_alarm", tuple(row)), **row)
    return True


def end_alarm(store: Store, alarm: Alarm, at: int) -> bool:
    """End an alarm, whatever its facts; answers whether one was open."""
    with store.reading() as driver:
        if not _open_one(driver, alarm):
            return False
    with store.writing(_LOCK) as driver:
        was_open = end_with(driver, alarm, at)
        driver.connection.commit()
    return was_open


def end_with(driver: Driver, alarm: Alarm, at: int) -> bool:
    """The same inside a transaction that somebody else commits."""
    found = _open_one(driver, alarm)
    for key, since in found:
        driver.run(updating("ledger_alarm", ("ended_at",)), key=key, ended_at=max(at, since))
    return bool(found)


def open_alarms(driver: Driver, log_id: str | None = None) -> list[Raised]:
    """What is wrong now, oldest first: everything, or what concerns one log of this house and all logs it witnesses."""
    found = [_raised(*row) for row in driver.rows(_OPEN)]
    return [each for each in found if log_id is None or each.alarm.log_id in (None, log_id)]


def recent_alarms(driver: Driver, since: int, log_id: str | None = None) -> list[Raised]:
    """What is wrong, or was until after ``since``; newest first, at most a hundred."""
    found = [_raised(*row) for row in driver.rows(_RECENT, since=since)]
    return [each for each in found if log_id is None or each.alarm.log_id in (None, log_id)]


def _open_one(driver: Driver, alarm: Alarm) -> list[tuple[Any, ...]]:
    return driver.rows(_OPEN_ONE, log_id=alarm.log_id or "", code=alarm.code, about=alarm.about)


def _raised(
    key: str, log_id: str | None, code: str, about: str, facts: str, at: int, ended_at: int | None
) -> Raised:  # fmt: skip
    return Raised(id=key, alarm=Alarm(code, log_id, about, json.loads(facts)), at=at, ended_at=ended_at)
