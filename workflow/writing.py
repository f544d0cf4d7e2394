"""Writes what was judged: cases, rows, entries and outbox, set-based, with the statements of one and of ten thousand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from states.processes import PROCESSES
from states.vocabulary import Subject
from workflow.commands.command import Actor
from workflow.ids import new_id
from workflow.judging import Judged
from workflow.ledger.canonical import canonical
from workflow.ledger.log import Statement, append, next_place
from workflow.repeats import order_key
from workflow.sql import Batches, Driver, insert_all, inserting, updating

ENGINE_COLUMNS = ("state", "head", "entries", "changed")
"""What only the engine sets on a case; the ledger itself is their evidence, so no detail repeats them."""


def write(driver: Driver, judged: Sequence[Judged], *, actor: Actor, at: int) -> list[int]:
    """Write outcomes in order and answer the index of each one's entry.

    What is heaviest for the database goes first; while it works on that, the entries are sealed here.
    """
    opening = [item for item in judged if item.command.subject == Subject.ORGANISATION and item.move.source is None]
    for item in opening:
        _open_log(driver, item)
    log_id = opening[0].command.on if opening else actor.organisation_id
    with driver.at_once():
        heads = {item.command.on: item.case.get("head") for item in judged}
        place = next_place(driver, log_id, judged[0].command.subject.value, heads)
        indexes = list(range(place.first, place.first + len(judged)))
        _write_cases(driver, judged, indexes, log_id)
        insert_all(driver, [row for item in judged for row in item.outcome.rows])
        driver.set_off()
        outbox: Batches = {("outbox", _OUTBOX): list(_posted(judged, indexes, log_id, actor, at))}
        append(driver, place, [_statement(item, actor) for item in judged], at, beside=outbox)
    return indexes


def detail_of(item: Judged) -> dict[str, Any]:
    """What the entry says in full: every changed column, every inserted row, and the particulars.

    The first entry of a case that was a draft before says every column of it, so that a replay can rebuild it.
    """
    changes = dict(item.outcome.changes)
    if item.case.get("state") and item.case["head"] is None:
        skipped = ("organisation_id", *ENGINE_COLUMNS)
        changes = {name: value for name, value in item.case.items() if name not in skipped} | changes
    return {
        "changes": changes,
        "rows": [[name, dict(row)] for name, row in item.outcome.rows],
        "particulars": dict(item.outcome.particulars),
    }


def _statement(item: Judged, actor: Actor) -> Statement:
    command = item.command
    return Statement(
        object_id=command.on,
        subject=command.subject.value,
        action=command.action.value,
        source=item.case.get("state"),
        target=item.outcome.to,
        head=item.case.get("head"),
        count=item.case.get("entries", 0),
        account_id=actor.account_id,
        pseudonym=actor.pseudonym,
        office=item.office.role.value,
        process=PROCESSES[command.subject].digest,
        rules=item.rules,
        detail=canonical(detail_of(item)),
        documents=item.outcome.documents,
    )


def _open_log(driver: Driver, item: Judged) -> None:
    row = {"id": item.command.on, "origin": "/".join((str(item.outcome.changes["domain"]), "log", item.command.on))}
    driver.run(inserting("ledger_log", tuple(row)), **row)


def _write_cases(driver: Driver, judged: Sequence[Judged], indexes: Sequence[int], log_id: str) -> None:
    created: list[tuple[str, Mapping[str, Any]]] = []
    changed: dict[tuple[str, tuple[str, ...]], list[Mapping[str, Any]]] = {}
    for item, index in zip(judged, indexes, strict=True):
        name = item.command.subject.value
        stamp: dict[str, Any] = {
            "state": item.outcome.to,
            "head": index,
            "entries": item.case.get("entries", 0) + 1,
            "changed": item.case["changed"] if item.move.quiet else index,
        }
        columns = {**item.outcome.changes, **stamp}
        if item.move.source is None:
            created.append((name, {"id": item.command.on, "organisation_id": log_id, **columns}))
        else:
            changed.setdefault((name, tuple(columns)), []).append({"key": item.command.on, **columns})
    insert_all(driver, created)
    for (name, names), rows in changed.items():
        driver.run_many(updating(name, names), rows)


_OUTBOX = ("id", "organisation_id", "entry", "action", "object_id", "actor_id", "at")


def _posted(
    judged: Sequence[Judged], indexes: Sequence[int], log_id: str, actor: Actor, at: int
) -> Iterator[Mapping[str, Any]]:
    for item, index in zip(judged, indexes, strict=True):
        command = item.command
        key = order_key(command, actor) or new_id()
        words = (key, log_id, index, command.action.value, command.on, actor.account_id, at)
        yield dict(zip(_OUTBOX, words, strict=True))
