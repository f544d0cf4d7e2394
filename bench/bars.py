"""The bars: what is measured, what we want to publish (goal), and what the command fails on (gate, with room for noise)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True)
class Bar:
    """One line of the table. A figure without a gate is printed and never fails."""

    name: str
    goal: float | None
    gate: float | None
    better: Literal["more", "less"] = "more"


BARS = {
    "P1": Bar("one durable transition ÷ its bare statements, SQLite", 0.50, 0.35),
    "P2": Bar("one durable transition ÷ its bare statements, PostgreSQL", 0.60, 0.35),
    "P3.statements": Bar("statements per transition besides begin and commit, mean of the way, SQLite", 9, 12, "less"),
    "P3.statements.postgresql": Bar("the same, PostgreSQL", 9, 12, "less"),
    "P3.journeys": Bar(
        "journeys to the server per transition, PostgreSQL, begin and commit with them", None, None, "less"
    ),
    "P3.most": Bar("statements of the move that asks most (handing in)", None, None, "less"),
    "P3.fsyncs": Bar("fsyncs per transition, SQLite", 1.05, 1.15, "less"),
    "P4.sqlite": Bar("list of 10,000 ÷ its bare statements, SQLite", 0.30, 0.20),
    "P4.postgresql": Bar("list of 10,000 ÷ its bare statements, PostgreSQL", 0.20, 0.12),
    "P4.line": Bar("cost of a line ÷ cost of one alone, SQLite", 1 / 8, None, "less"),
    "P4.line.postgresql": Bar("cost of a line ÷ cost of one alone, PostgreSQL", 1 / 8, None, "less"),
    "P4.gain": Bar("what a line gains over one alone ÷ what it gains in bare statements, SQLite", 0.6, 0.5),
    "P4.gain.postgresql": Bar("the same, PostgreSQL", 0.6, 0.5),
    "P4.growth": Bar("t(10,000) ÷ t(1,000), SQLite", 11, 14, "less"),
    "P4.growth.postgresql": Bar("t(10,000) ÷ t(1,000), PostgreSQL", 11, 14, "less"),
    "P5": Bar("transitions/s with a million entries ÷ with none, SQLite", 0.93, 0.85),
    "P5.postgresql": Bar("transitions/s with a million entries ÷ with none, PostgreSQL", 0.93, 0.85),
    "P6.post": Bar("(whole POST − execute) ÷ a hello request", 7, 10, "less"),
    "P6.worklist": Bar("plain page of the same rows ÷ the worklist page", 0.35, 0.20),
    "P7.p50": Bar("slowest growth of a page's query from 10⁴ to 10⁶ nominations, p50", 1.15, 1.3, "less"),
    "P7.p99": Bar("the same, p99", 1.5, 2.0, "less"),
    "P7.plans": Bar("queries of these pages that scan or sort a whole table", 0, 0, "less"),
    "P8.postgresql": Bar("4 processes on 4 organisations ÷ 1, PostgreSQL", 2.2, None),
    "P8.postgresql.bare": Bar("the same of bare statements under the same lock, PostgreSQL", None, None),
    "P8.postgresql.beside": Bar("4 processes ÷ 4 senders of their bare statements, PostgreSQL", 0.60, 0.35),
    "P8.sqlite": Bar("4 processes ÷ 1, SQLite", 0.9, None),
    "P8.sqlite.bare": Bar("the same of bare statements under the same lock, SQLite", None, None),
    "P8.sqlite.beside": Bar("4 processes ÷ 4 senders of their bare statements, SQLite", 0.50, 0.35),
    "P8.errors": Bar("lock errors of 4 writers, SQLite", 0, 0, "less"),
    "P8.fair": Bar("least ÷ most served of 4 writers, SQLite", 0.6, 0.4),
    "P8.votes": Bar("votes kept of 40 processes voting once at the same time", 40, 40),
    "P8.last": Bar("the last of 40 answers ÷ (40 × one vote alone)", 3, 3, "less"),
    "P9.append": Bar("an appended entry with its detail ÷ bare INSERTs of the same rows, SQLite", 0.40, 0.40),
    "P9.append.postgresql": Bar(
        "an appended entry with its detail ÷ bare INSERTs of the same rows, PostgreSQL", 0.30, 0.30
    ),
    "P9.batch": Bar("10,000 entries ÷ a bulk insert of the same rows, SQLite", 0.40, 0.40),
    "P9.check": Bar("the tree hashed from the database ÷ bare SHA-256 of the same bytes", 0.15, 0.15),
    "P9.check.postgresql": Bar("the same, PostgreSQL", None, None),
    "P9.proof": Bar("milliseconds for a proof from a million entries, SQLite", 5, 5, "less"),
    "P9.proof.postgresql": Bar("the same, PostgreSQL", 5, 5, "less"),
    "P9.growth": Bar("append at a million entries ÷ at ten thousand, p10, SQLite", 1.5, 1.5, "less"),
    "P9.growth.postgresql": Bar("the same, PostgreSQL", 1.5, 1.5, "less"),
    "P10": Bar("decision of 300 lines, from the log to the kept file ÷ typst alone on the same source", 1.5, 2, "less"),
    "P10.growth": Bar("t(3,000 lines) ÷ t(300 lines)", 12, 15, "less"),
    "V1.one": Bar("a full verdict ÷ the same conditions in one loop by hand, one nominee", 5, 5, "less"),
    "V1.many": Bar("the same, a large list", 5, 5, "less"),
    "P13": Bar("import of the application ÷ import of its third-party packages", 1.3, 1.6, "less"),
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What was measured for one bar: a value for every interleaved block."""

    key: str
    runs: Sequence[float]
    note: str = ""

    @property
    def bar(self) -> Bar:
        """Its bar."""
        return BARS[self.key]

    @property
    def value(self) -> float:
        """The median of the blocks."""
        return float(median(self.runs))

    @property
    def ok(self) -> bool:
        """Whether the gate is passed."""
        return self._within(self.bar.gate)

    @property
    def reaches_goal(self) -> bool:
        """Whether the goal is reached."""
        return self._within(self.bar.goal)

    def _within(self, bound: float | None) -> bool:
        if bound is None:
            return True
        return self.value >= bound if self.bar.better == "more" else self.value <= bound

    def as_data(self) -> dict[str, Any]:
        """As it stands in var/bench.json."""
        return {
            "name": self.bar.name, "value": self.value, "bar": self.bar.gate, "goal": self.bar.goal,
            "better": self.bar.better, "ok": self.ok, "runs": list(self.runs), "note": self.note,
        }  # fmt: skip


def as_table(figures: Sequence[Figure]) -> str:
    """The figures for people."""
    lines = [f"{'':26} {'value':>9} {'goal':>7} {'gate':>7}"]
    for each in figures:
        verdict = "FAILED" if not each.ok else "" if each.reaches_goal else "goal missed"
        goal, gate = (_said(bound) for bound in (each.bar.goal, each.bar.gate))
        head = f"{each.key:26} {_said(each.value):>9} {goal:>7} {gate:>7}  {verdict:11}"
        lines.append(f"{head} {each.bar.name}{f' ({each.note})' if each.note else ''}")
    return "\n".join(lines)


def _said(value: float | None) -> str:
    return "" if value is None else f"{value:,.3f}".rstrip("0").rstrip(".") if value < 100 else f"{value:,.0f}"
