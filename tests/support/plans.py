"""How a database means to answer: the steps of its plan for every query that somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from workflow.sql import Driver
from workflow.store import Store

WITHOUT = ("seqscan", "bitmapscan", "sort", "incremental_sort", "hashjoin", "mergejoin")
"""What PostgreSQL is asked to avoid: a small table it would rather read whole than by an index."""

SHORT = ("SELECT session.", "SELECT decision.")
"""Sessions and decisions under way are a handful, however old the register is; they may be put in order."""


@dataclass
class Explaining:
    """A connection that asks for the plan of every query before it asks the query."""

    connection: Any
    dialect: str
    steps: list[str] = field(default_factory=list)

    def execute(self, words: str, values: Any = ()) -> Any:
        """Explain and answer."""
        if words.startswith(SHORT):
            return self.connection.execute(words, values)
        if self.dialect == "sqlite":
            found = self.connection.execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall()
            self.steps += [step[3] for step in found]
        else:
            self.steps += [
                row[0].strip(" ->") for row in self.connection.execute(f"EXPLAIN (COSTS OFF) {words}", values)
            ]
        return self.connection.execute(words, values)

    @property
    def bad(self) -> list[str]:
        """Steps that read a whole register, or put it in order."""
        return [step for step in dict.fromkeys(self.steps) if _is_bad(step)]


def _is_bad(step: str) -> bool:
    reads_all = step.startswith(("SCAN nomination", "Seq Scan on nomination"))
    return reads_all or "TEMP B-TREE" in step or step in ("Sort", "Incremental Sort")


@contextmanager
def explained(store: Store) -> Iterator[tuple[Driver, Explaining]]:
    """A look at everything whose plans are written down."""
    with store.reading() as driver:
        if store.dialect == "postgresql":
            for kind in WITHOUT:
                driver.connection.execute(f"SET LOCAL enable_{kind} = off")
        explaining = Explaining(driver.connection, store.dialect)
        driver.connection = explaining  # type: ignore[assignment]
        yield driver, explaining


def bad_steps(store: Store, ask: Callable[[Driver], object]) -> list[str]:
    """The steps of a page's queries that grow with the register."""
    with explained(store) as (driver, explaining):
        ask(driver)
    assert explaining.steps
    return explaining.bad
