"""The finding aid of the log: made from the entries, of no weight as evidence, and made anew whenever it is thrown away.

It holds no name and no written word, so that nothing has to be taken out of it when a detail is erased: persons stand in it
under the pseudonym that the published entry bears.
"""

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records import Day, Record, Word


def _by(name: str, *columns: str) -> Index:
    return Index(f"ix_ledger_index_{name}", "log_id", *columns, "at", "idx")


def _where(name: str, column: str) -> Index:
    only = text(f"{column} = 1")  # and the column itself, so that no database takes the index of all entries instead
    return Index(f"ix_ledger_index_{name}", "log_id", column, "at", "idx", sqlite_where=only, postgresql_where=only)


class IndexLine(Record):
    """Where to find one entry: by when, what, who, in which office, about what, and into which state.

    ``due_on`` is the day by which the object's present step is due; ``spent`` how long (microseconds) it stood in the state
    that the entry led it out of, ``since`` when it came into the one it stands in now. ``late_days``: how many days after
    its term that step was done. ``told_days``: how many days after the event the entry tells of it. ``clock_back``: by how
    much (microseconds) the entry bears an earlier instant than the one before it in the log.
    """

    __tablename__ = "ledger_index"
    __table_args__ = (
        _by("when"),
        _by("action", "act"),
        _by("actor", "actor"),
        _by("office", "office"),
        _by("state", "dst"),
        _by("object", "object_id"),
        _where("words", "has_words"),
        _where("late", "is_late"),
        _where("told", "is_told_late"),
        _where("clock", "is_clock_back"),
    )

    log_id: Mapped[str] = mapped_column(String(26), ForeignKey("ledger_log.id"), primary_key=True)
    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    act: Mapped[Word]
    actor: Mapped[str] = mapped_column(String(26))
    office: Mapped[Word]
    subject: Mapped[Word]
    object_id: Mapped[str] = mapped_column(String(26))
    src: Mapped[Word | None]
    dst: Mapped[Word]
    since: Mapped[int] = mapped_column(BigInteger)
    spent: Mapped[int | None] = mapped_column(BigInteger)
    due_on: Mapped[Day | None]
    late_days: Mapped[int | None]
    told_days: Mapped[int | None]
    clock_back: Mapped[int | None] = mapped_column(BigInteger)
    has_words: Mapped[int]
    is_late: Mapped[int]
    is_told_late: Mapped[int]
    is_clock_back: Mapped[int]


class LogFigure(Record):
    """A count over the entries of a log, kept up to date with the finding aid: ``kind`` of figure, a state, and a bucket."""

    __tablename__ = "ledger_figure"

    log_id: Mapped[str] = mapped_column(String(26), ForeignKey("ledger_log.id"), primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    key: Mapped[Word] = mapped_column(primary_key=True)
    bucket: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(BigInteger)
