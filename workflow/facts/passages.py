"""Reads where a person's name stands outside of their own cases: details of entries, cases as they stand, other rows."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import String, Text, bindparam, cast, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from states.naming import Named
from states.passages import Passages, Told
from workflow.models.dossier import Upload
from workflow.models.ledger import Detail, Leaf
from workflow.models.nomination import Nomination
from workflow.models.schema import CASES
from workflow.sql import Driver, Prepared, table

_SHORTEST_TEXT = 100
"""Shorter columns hold codes, days and words of ours, and nobody's name."""


@cache
def _saying(dialect: str) -> Prepared:
    """The details in which a name may stand, whose they are, and their entries."""
    text = cast(Detail.detail, Text) if dialect == "sqlite" else func.convert_from(Detail.detail, "UTF8")
    return Prepared(
        select(Detail.idx, Detail.detail, Leaf.entry)
        .join(Leaf, (Leaf.log_id == Detail.log_id) & (Leaf.idx == Detail.idx))
        .where(Detail.log_id == bindparam("within"), Detail.detail.is_not(None), _may_be(text, dialect))
        .order_by(Detail.idx)
    )


@cache
def _holding(name: str, dialect: str) -> Prepared:
    """The rows of a table of one organisation in which a name may stand."""
    target = table(name)
    texts = [
        column
        for column in target.columns
        if isinstance(column.type, String) and (column.type.length or _SHORTEST_TEXT) >= _SHORTEST_TEXT
    ]
    query = select(*target.columns).where(or_(*(_may_be(column, dialect) for column in texts)))
    if name == "upload":
        query = query.join(Nomination, Nomination.id == Upload.nomination_id)
        return Prepared(query.where(Nomination.organisation_id == bindparam("within")))
    return Prepared(query.where(target.c.organisation_id == bindparam("within")))


def _may_be(text: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    """Whether a text may hold the name: SQLite's LIKE passes over case, PostgreSQL has a word of its own for it."""
    return text.like(bindparam("like")) if dialect == "sqlite" else text.bool_op("ILIKE")(bindparam("like"))


def passages_of(
    driver: Driver, organisation_id: str, names: Sequence[str], told: Sequence[Told], earlier: Sequence[Told], *,
    own: Sequence[tuple[str, dict[str, Any]]], lines: Sequence[str], public: frozenset[str],
) -> Passages:  # fmt: skip
    """Everything in which one of the names stands, and what went by its id already (``told``, ``earlier``).

    ``own`` are the person's cases as far as they are left, ``lines`` their lines of the register, which are dealt with;
    ``public`` those cases whose name is a public act.
    """
    named = [Named(name) for name in names]
    known = {each.entry for each in told}
    details = {each.entry: each for name in named for each in _details(driver, organisation_id, name)}
    cases = {row["id"] for _name, row in own}
    mine = {*cases, *lines}
    records = [each for each in _rows(driver, organisation_id, CASES, named) if each[1]["id"] not in mine]
    kept = [each for each in _rows(driver, organisation_id, ("upload", "proposal", "nominee"), named)
            if each[1]["id"] not in mine and each[1].get("nomination_id") not in cases]  # fmt: skip
    others = {
        row["id"]
        for name, row in (*records, *kept)
        if name in ("nomination", "nominee") and any(each.is_in(row["name"]) for each in named)
    }
    others |= {row["id"] for _name, row in records if row.get("nominee_id") in others}
    return Passages(
        names=named,
        details=[*told, *(each for entry, each in details.items() if entry not in known)],
        earlier=earlier,
        records=[*own, *records],
        kept=kept,
        others=frozenset(others),
        own=frozenset({*public, *lines}),
    )


def _details(driver: Driver, organisation_id: str, name: Named) -> Iterator[Told]:
    for index, detail, entry in driver.rows(_saying(driver.dialect), within=organisation_id, like=name.like):
        text = bytes(detail).decode()
        if name.is_in(text):
            subject, key = json.loads(bytes(entry))["obj"].split(":")
            yield Told(entry=index, subject=subject, key=key, says=json.loads(text), is_touched=False)


def _rows(
    driver: Driver, organisation_id: str, tables: Sequence[str], named: Sequence[Named]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in tables:
        columns = [column.name for column in table(name).columns]
        found = {
            row[columns.index("id")]: row
            for each in named
            for row in driver.rows(_holding(name, driver.dialect), within=organisation_id, like=each.like)
        }
        yield from ((name, dict(zip(columns, row, strict=True))) for row in found.values())
