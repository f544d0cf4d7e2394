"""The engine: the only way anything is written.

``execute`` and ``execute_all`` write actions, each with its entry in the ledger; ``keep`` writes what holds no history: drafts
that belong to their author, sign-in bookkeeping, preferences, read marks. All three open their own short transaction.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import select

from states.refusals import Fault, NoSuchCase, NotNow, Refusal
from workflow.commands.command import Actor, Command
from workflow.days import civil_date
from workflow.erasing import erase
from workflow.judging import Judged, foreseen, judge, read_cases
from workflow.ledger.log import tail_foreseen
from workflow.models.schema import KEPT
from workflow.repeats import done_before
from workflow.sql import Driver, PreparedForIds, Question, Value, insert_all, table, updating
from workflow.store import Store
from workflow.writing import write

_KEPT = frozenset((*KEPT, "nomination")) - {"outbox"}


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What came of an action: the case, its new state, and the index of its entry in the organisation's log."""

    on: str
    state: str
    index: int
    changes: Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Insert:
    """A new row of a kept table."""

    into: str
    row: Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Change:
    """Changed columns of one row of a kept table; of a nomination only while it is a draft.

    ``key`` is the primary key, in its order where it has several parts.
    """

    of: str
    key: str | tuple[str, ...]
    columns: Mapping[str, Value]


Writing = Insert | Change
Look = Callable[[Driver], Iterable[Writing]]
"""Reads under the lock what the writings depend on, and names them; what it raises leaves everything as it was."""


def execute(store: Store, command: Command, *, actor: Actor, at: int, keeping: Look | None = None) -> Receipt:
    """Carry out one action of one actor at one instant (UTC microseconds), or nothing at all.

    Judged under the organisation's ledger lock: the case exists here (``NoSuchCase``), stands as the actor saw it
    (``StaleView``), the table holds the action (``NotNow``), the actor holds the office (``NotYourAction``), and every
    condition is met (``NotMet``, with all reasons). Then case, rows, entry and outbox are written in one commit.
    ``keeping`` names what ``keep`` would write with it, in the same commit.
    """
    return execute_all(store, [command], actor=actor, at=at, keeping=keeping)[0]


def execute_all(
    store: Store, commands: Sequence[Command], *, actor: Actor, at: int, keeping: Look | None = None,
    resting_on: Look | None = None,
) -> list[Receipt]:  # fmt: skip
    """Carry out many actions of one actor in one transaction: all of them, or none.

    The refusals of every command are gathered before any is raised; each names its case in ``at`` where it names no field.
    What was carried out before, when the same form was sent for the first time, is answered with its entry and not repeated.
    ``resting_on`` names what is kept in the same commit and has to be there before the orders are judged: the nominee whom
    an award is recorded for.
    """
    if not commands:
        return []
    today = civil_date(at)
    with store.writing(actor.organisation_id, foreseen=lambda: _foreseen(commands, actor, today)) as driver:
        done = _receipts_of(driver, commands, actor)
        fresh = [command for command in commands if command.on not in done]
        if not fresh:
            return [done[command.on] for command in commands]
        _keep_all(driver, list(resting_on(driver)) if resting_on else [], actor.organisation_id)
        kept = list(keeping(driver)) if keeping else []
        judged = judge(driver, fresh, actor=actor, at=at, today=today)
        following = [command for item in judged for command in item.outcome.then]
        is_more = bool(following or kept or any(item.outcome.erases for item in judged))
        with driver.at_once():
            receipts = done | {receipt.on: receipt for receipt in _write(driver, judged, actor=actor, at=at)}
            if not is_more:
                _commit(driver)
        if is_more:
            for item in judged:
                if item.outcome.erases:
                    index = receipts[item.command.on].index
                    erase(driver, item.outcome.erases, actor.organisation_id, by=item.command.on, index=index, at=at)
            if following:
                _carry_on(driver, following, actor=actor, at=at, today=today)
            _keep_all(driver, kept, actor.organisation_id)
            _commit(driver)
    return [receipts[command.on] for command in commands]


def _receipts_of(driver: Driver, commands: Sequence[Command], actor: Actor) -> dict[str, Receipt]:
    """What came of orders that were carried out before, with the cases as they stand now."""
    done = done_before(driver, commands, actor)
    if not done:
        return {}
    cases = read_cases(driver, commands[0].subject, list(done), actor.organisation_id)
    return {on: Receipt(on=on, state=str(cases[on]["state"]), index=entry, changes={}) for on, entry in done.items()}


def _commit(driver: Driver) -> None:
    """Now; or, of what goes together, as its last part: then it is done when all has been answered, and not if one failed."""
    if driver.is_together:
        driver.connection.execute("COMMIT")
    else:
        driver.connection.commit()


def _foreseen(commands: Sequence[Command], actor: Actor, today: date) -> list[Question]:
    """What is surely asked about one order: offices, case, and the end of the log. For many it is asked when it is known."""
    if len(commands) > 1:
        return []
    (command,) = commands
    return [*foreseen(command, actor, today), *tail_foreseen(actor.organisation_id, command.subject.value, command.on)]


def _carry_on(driver: Driver, following: Sequence[Command], *, actor: Actor, at: int, today: date) -> None:
    """The orders that outcomes name for dependent cases: same transaction, one level deep."""
    consequences = judge(driver, following, actor=actor, at=at, today=today, as_consequence=True)
    if any(item.outcome.then for item in consequences):
        raise Fault("a consequence may not have consequences of its own")
    _write(driver, consequences, actor=actor, at=at)


def _write(driver: Driver, judged: Sequence[Judged], *, actor: Actor, at: int) -> list[Receipt]:
    indexes = write(driver, judged, actor=actor, at=at)
    return [
        Receipt(on=item.command.on, state=item.outcome.to, index=index, changes=item.outcome.changes)
        for item, index in zip(judged, indexes, strict=True)
    ]


def keep(store: Store, *writings: Writing, organisation_id: str) -> None:
    """Write what holds no history, without an entry: the tables of ``KEPT``, and nominations that are still drafts.

    Raises ``Fault`` for any other table, ``NoSuchCase`` when a row is gone or is no draft any more, and ``NotNow``
    (``already_done``) when a row with the same id is there: a form that was sent twice creates once.
    """
    keep_after(store, lambda _driver: writings, organisation_id=organisation_id)


def keep_after(store: Store, look: Look, *, organisation_id: str) -> None:
    """``keep`` for what can be said only under the lock: counting one more, using a link that nobody has used."""
    with store.writing(organisation_id) as driver:
        _keep_all(driver, list(look(driver)), organisation_id)
        driver.connection.commit()


def _keep_all(driver: Driver, writings: Sequence[Writing], organisation_id: str) -> None:
    for new, together in groupby(writings, lambda writing: isinstance(writing, Insert)):
        if new:
            _keep_new(driver, [each for each in together if isinstance(each, Insert)], organisation_id)
        else:
            for each in together:
                if isinstance(each, Change):
                    _keep_change(driver, each, organisation_id)


def _keep_new(driver: Driver, writings: Sequence[Insert], organisation_id: str) -> None:
    """Insert rows, one or ten thousand alike: those that others refer to first."""
    by_table: dict[str, list[dict[str, Value]]] = {}
    for writing in writings:
        _refuse_history(writing.into)
        by_table.setdefault(writing.into, []).append(_complete(writing, organisation_id))
    for name in sorted(by_table, key=_rank):
        keys = [row["id"] for row in by_table[name] if "id" in row]
        there = driver.rows_for(_with_ids(name), keys) if keys else []
        if there:
            raise NotNow([Refusal("already_done", at=str(key)) for (key,) in there])
        insert_all(driver, ((name, row) for row in by_table[name]))


def _complete(writing: Insert, organisation_id: str) -> dict[str, Value]:
    row = dict(writing.row)
    if writing.into == "nomination":
        row = {"is_discarded": 0, "supplements": 0, **row, **_BEGINNING}
    if _is_within_one(writing.into):
        row["organisation_id"] = organisation_id
    return row


@cache
def _with_ids(name: str) -> PreparedForIds:
    target = table(name)
    return PreparedForIds(lambda ids: select(target.c.id).where(target.c.id.in_(ids)))


@cache
def _rank(name: str) -> int:
    """Where a table stands among all, those first that others refer to."""
    return [each.name for each in table(name).metadata.sorted_tables].index(name)


def _keep_change(driver: Driver, writing: Change, organisation_id: str) -> None:
    _refuse_history(writing.of)
    only_drafts = writing.of == "nomination"
    only_within = _is_within_one(writing.of)
    if only_drafts and not _ENGINE_COLUMNS.isdisjoint(writing.columns):
        raise Fault("a draft's state is not for its author to set")
    if only_within and "organisation_id" in writing.columns:
        raise Fault("nothing moves to another organisation")
    columns: dict[str, Any] = dict(writing.columns)
    statement = updating(writing.of, tuple(columns), only_drafts, only_within)
    parts = (writing.key,) if isinstance(writing.key, str) else writing.key
    keys = {f"key_{place}" if place else "key": part for place, part in enumerate(parts)}
    if only_within:
        keys["within"] = organisation_id
    if driver.run(statement, **keys, **columns) != 1:
        raise NoSuchCase(parts[-1])


_BEGINNING: Mapping[str, Value] = {"state": "draft", "head": None, "entries": 0, "changed": None}
_ENGINE_COLUMNS = frozenset({"id", "state", "head", "entries", "changed", "code", "organisation_id"})


def _is_within_one(name: str) -> bool:
    """Whether the rows of a table say which organisation they belong to; those of the others belong to one account."""
    return "organisation_id" in table(name).c


def _refuse_history(name: str) -> None:
    if name not in _KEPT:
        raise Fault(f"{name} is written by actions only")
