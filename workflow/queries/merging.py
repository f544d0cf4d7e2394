"""Long lists out of many short stretches of an index: each stretch comes in order, and they are merged as they are read.

Whatever the register holds, a page costs as many steps as it has lines and stretches; nothing is sorted and nothing counted.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SelectBase,
    Table,
    bindparam,
    func,
    select,
    text,
    union_all,
)
from sqlalchemy.types import Integer

from workflow.sql import Prepared

MOST = bindparam("most", type_=Integer)
"""How many rows are asked for at most."""


def merged(arms: Sequence[Select[Any]], order: Sequence[Any], dialect: str) -> Prepared:
    """The first ``:most`` rows of several queries together, in the order of their own first columns.

    Each arm selects the columns of ``order`` first, and an index gives its rows in that order. SQLite merges arms that say
    nothing of an order themselves; PostgreSQL wants each of them ordered and cut.
    """
    if len(arms) == 1:
        return Prepared(arms[0].order_by(*order).limit(MOST))
    places = [text(f"{number}{_direction(part)}") for number, part in enumerate(order, start=1)]
    parts: Sequence[SelectBase] = arms
    if dialect == "postgresql":
        parts = [arm.order_by(*order).limit(MOST) for arm in arms]
    return Prepared(union_all(*parts).order_by(*places).limit(MOST))


def _direction(part: Any) -> str:
    return " DESC" if str(part).endswith(" DESC") else ""


def counted(arms: Sequence[Select[Any]]) -> Prepared:
    """How many rows there are in several queries together, up to ``:most``."""
    together = union_all(*arms).limit(MOST) if len(arms) > 1 else arms[0].limit(MOST)
    return Prepared(select(func.count()).select_from(together.subquery()))


def name_of(owner: Table, key: ColumnElement[Any]) -> ColumnElement[Any]:
    """The name of a record that a line names by its id, looked up for the lines that are shown and for no others."""
    return select(owner.c.name).where(owner.c.id == key).correlate_except(owner).scalar_subquery()
