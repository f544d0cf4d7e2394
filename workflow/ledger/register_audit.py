"""Holds the register of nominees against what entries repeat of it: handed-in nominations, earlier awards, statements, mergers.

The register itself has no entries: units write it with their drafts. So a line must say what some entry says of that nominee,
or a draft of it that its unit still works on; of an erased person what the erasure left.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from states.personal_data import ERASED, blank
from states.vocabulary import ErasureState
from workflow.ledger.findings import Findings
from workflow.ledger.history import History
from workflow.models.nomination import Nomination
from workflow.models.nominee import LINE, Nominee
from workflow.sql import Driver, Prepared

PAGE = 2000
_OF_NOMINATION = tuple({"id": "nominee_id", "kind": "subject_kind"}.get(column, column) for column in LINE)
"""Where a nomination repeats what the register says."""

_ROWS = Prepared(
    lambda: (
        select(*(getattr(Nominee, column) for column in LINE))
        .where(Nominee.organisation_id == bindparam("log_id"), Nominee.id > bindparam("after"))
        .order_by(Nominee.id)
        .limit(PAGE)
    )
)
_DRAFTS = Prepared(
    lambda: select(Nomination.id, *(getattr(Nomination, column) for column in _OF_NOMINATION)).where(
        Nomination.organisation_id == bindparam("log_id"), Nomination.state == "draft"
    )
)
_PERSONAL = ("name", "title", "birth_year", "household_code", "search_key", "sort_key")

Line = tuple[Any, ...]


def check_register(driver: Driver, history: History, findings: Findings) -> None:
    """Name every line that entries speak of and that is gone, or says what neither an entry nor a draft says."""
    findings.about(history.log_id)
    told, erased = _told(history), _erased(history)
    drafts: dict[str, list[Line]] = {}
    for key, *row in driver.rows(_DRAFTS, log_id=history.log_id):
        if key not in history.rows["nomination"]:
            drafts.setdefault(row[0], []).append(tuple(row))
    there: set[str] = set()
    for line in _lines(driver, history.log_id):
        key = str(line[0])
        there.add(key)
        if key not in told:
            continue  # nobody has handed anything in about it
        index, last = told[key][-1]
        said = [each for _, each in told[key]] + drafts.get(key, [])
        if not any(all(map(_agree, line, each)) for each in said):
            for column in _differing(line, said, last, is_erased=key in erased):
                place = f"nominee/{key}/{column}"
                value = line[LINE.index(column)]
                findings.add("value_changed", place, value, table="nominee", id=key, column=column, index=index)
    for key in sorted(told.keys() - there):
        findings.add("row_missing", f"nominee/{key}", table="nominee", id=key, index=told[key][-1][0])


def _told(history: History) -> Mapping[str, Sequence[tuple[int, Line]]]:
    """What entries say of each nominee, with the entry; the last word last."""
    found: dict[str, list[tuple[int, Line]]] = {}
    for row in history.rows["nomination"].values():
        line = tuple(row[column] for column in _OF_NOMINATION)
        found.setdefault(str(row["nominee_id"]), []).append((row["head"], line))
    for key, lines in history.register.items():
        found.setdefault(key, []).extend((index, tuple(said.get(column) for column in LINE)) for index, said in lines)
    return {key: sorted(lines, key=lambda each: each[0]) for key, lines in found.items()}


def _erased(history: History) -> set[str]:
    """The lines of persons whose data were erased."""
    done = [row for row in history.rows["erasure"].values() if row["state"] == ErasureState.ERASED]
    return {line for row in done for line in history.same_lines(str(row["nominee_id"]))}


def _lines(driver: Driver, log_id: str) -> Iterator[Line]:
    after = ""
    while found := driver.rows(_ROWS, log_id=log_id, after=after):
        yield from map(tuple, found)
        after = found[-1][0]


def _differing(line: Line, said: Sequence[Line], last: Line, *, is_erased: bool) -> Iterator[str]:
    """The columns that make a line what nobody said, beside the last word of an entry; at least one, unless it was erased.

    Of an erased person each may be blank, or what a published award goes on to name.
    """
    for place, column in enumerate(LINE):
        found = line[place]
        allowed = [each[place] for each in said] if is_erased else [last[place]]
        if is_erased and column in _PERSONAL:
            allowed += [blank(column, ""), blank(column, 0), None]
        if not any(_agree(found, each) for each in allowed):
            yield column


def _agree(found: Any, told: Any) -> bool:
    """Whether a value is what was told of it, the names of others aside that an erasure took out of the entry's words."""
    if isinstance(found, str) and isinstance(told, str) and ERASED in told and told != ERASED:
        return re.fullmatch(".*".join(map(re.escape, told.split(ERASED))), found, re.DOTALL) is not None
    return bool(found == told)
