"""Holds the tables of the database against the records that the log makes: every row, every column, in both directions."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from workflow.ledger.findings import Findings
from workflow.ledger.history import COLUMNS, History, Row
from workflow.models.schema import CASES
from workflow.sql import Driver, Prepared, table

PAGE = 2000

_OF_A_DRAFT: Mapping[str, Any] = {"state": "draft", "head": None, "entries": 0, "changed": None, "code": None}
"""A nomination that still belongs to its author alone: it holds no history, so there is no evidence for it."""


@cache
def _page(name: str) -> Prepared:
    target = table(name)
    return Prepared(select(*target.columns).where(target.c.id > bindparam("after")).order_by(target.c.id).limit(PAGE))


@cache
def _count(name: str) -> Prepared:
    return Prepared(select(func.count()).select_from(table(name)))


def stored_rows(driver: Driver, name: str) -> Iterator[Row]:
    """Every row of a table, in the order of the ids."""
    after = ""
    while found := driver.rows(_page(name), after=after):
        for row in found:
            yield dict(zip(COLUMNS[name], row, strict=True))
        after = found[-1][COLUMNS[name].index("id")]


def compare(driver: Driver, histories: Sequence[History], findings: Findings, *, all_logs: bool) -> int:
    """Compare every table with the histories and answer how many drafts there are, for which no evidence exists.

    With ``all_logs`` a row that no log knows is wrong wherever it is; else only if it names something of these logs.
    """
    known = {key for history in histories for rows in history.rows.values() for key in rows}
    known |= {history.log_id for history in histories}
    drafts = 0
    for name in COLUMNS:
        expected = {key: (history, row) for history in histories for key, row in history.rows[name].items()}
        seen: set[str] = set()
        read = 0
        for row in stored_rows(driver, name):
            read += 1
            key = row["id"]
            if key in expected and key not in seen:
                seen.add(key)
                _compare_row(name, row, *expected[key], findings)
            elif not (all_logs or _names(name, row, known)):
                continue
            elif name == "nomination" and all(row[column] == value for column, value in _OF_A_DRAFT.items()):
                drafts += 1
            else:
                findings.about(_whose(row, histories))
                findings.add("row_without_entry", f"{name}/{key}", sorted(row.items()), table=name, id=str(key))
        for key in expected.keys() - seen:
            index = _last_entry(name, expected[key][0], key)
            findings.about(expected[key][0].log_id)
            findings.add("row_missing", f"{name}/{key}", table=name, id=key, index=index)
        count = driver.value(_count(name))
        findings.about("")
        if count != read:
            findings.add("rows_not_reached", name, int(count or 0) - read, table=name, count=count, found=read)
    return drafts


def _compare_row(name: str, row: Row, history: History, expected: Row, findings: Findings) -> None:
    findings.about(history.log_id)
    for column, value in expected.items():
        found = row[column]
        if found != value or type(found) is not type(value):
            place = f"{name}/{row['id']}/{column}"
            index = _last_entry(name, history, row["id"])
            findings.add("value_changed", place, found, table=name, id=row["id"], column=column, index=index)


def _whose(row: Row, histories: Sequence[History]) -> str:
    """The log that a row no log knows claims to belong to; empty where it doesn't say."""
    logs = {history.log_id for history in histories}
    return next((str(value) for value in (row.get("organisation_id"), row["id"]) if value in logs), "")


def _last_entry(name: str, history: History, key: str) -> int:
    """The entry that last wrote the row."""
    return int(history.rows[name][key]["head"]) if name in CASES else history.written_by[key]


def _names(name: str, row: Row, known: set[str]) -> bool:
    """Whether a row that no log knows claims to belong to one of these."""
    if name in CASES:
        return row["organisation_id"] in known or row["id"] in known
    references = (key.parent.name for key in table(name).foreign_keys)
    return row["id"] in known or any(row[column] in known for column in references)
