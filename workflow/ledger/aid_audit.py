"""Holds the finding aid and the public figures against what the entries give: neither is evidence, but people read both."""

from collections import Counter
from dataclasses import replace

from sqlalchemy import bindparam, func, select

from workflow.ledger.findings import Findings
from workflow.ledger.index_lines import Line, as_lines, lines_anew
from workflow.ledger.indexing import Figure, counted, figures, indexed
from workflow.models.ledger import Detail
from workflow.models.log_index import IndexLine
from workflow.sql import Driver, Prepared

_COLUMNS = tuple(IndexLine.__table__.columns)
_STORED = Prepared(
    lambda: (
        select(*_COLUMNS)
        .where(
            IndexLine.log_id == bindparam("log_id"),
            IndexLine.idx >= bindparam("first"),
            IndexLine.idx < bindparam("end"),
        )
        .order_by(IndexLine.idx)
    )
)
_COUNT = Prepared(lambda: select(func.count()).select_from(IndexLine).where(IndexLine.log_id == bindparam("log_id")))
_ERASED = Prepared(
    lambda: select(Detail.idx).where(Detail.log_id == bindparam("log_id"), Detail.erased_by.is_not(None))
)


def check_aid(driver: Driver, log_id: str, findings: Findings) -> None:
    """Make every line and figure anew from the entries; note one thing for lines and one for figures that differ."""
    end = indexed(driver, log_id)
    erased = {index for (index,) in driver.rows(_ERASED, log_id=log_id)}
    expected: Counter[Figure] = Counter()
    odd: list[int] = []
    read = 0
    for made in lines_anew(driver, log_id, end):
        expected.update(counted(made))
        rows = driver.rows(_STORED, log_id=log_id, first=made[0].idx, end=made[-1].idx + 1)
        stored = {line.idx: line for line in as_lines(rows)}
        read += len(stored)
        odd += [line.idx for line in made if not _agree(line, stored.get(line.idx), line.idx in erased)]
    beyond = int(driver.value(_COUNT, log_id=log_id)) - read
    if odd or beyond:
        first = odd[0] if odd else end - 1
        findings.add("aid_differs", f"ledger_index/{first}", index=first, count=len(odd) + beyond)
    known = figures(driver, log_id)
    wrong = sorted(figure for figure in known.keys() | expected.keys() if known.get(figure, 0) != expected[figure])
    if wrong:
        findings.add("figures_differ", f"ledger_figure/{'/'.join(map(str, wrong[0]))}", count=len(wrong))


def _agree(made: Line, stored: Line | None, is_erased: bool) -> bool:
    """Whether a line says what its entry gives. What was erased since may have been words, and days of what was told."""
    if is_erased and stored is not None:
        made = replace(made, has_words=stored.has_words, told_days=stored.told_days, is_told_late=stored.is_told_late)
    return made == stored
