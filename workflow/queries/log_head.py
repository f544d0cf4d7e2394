"""The head of a log as anybody may see it: how long it is, how much of it is signed, and what witnesses said of it lately."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from workflow.ledger.published import Published, latest
from workflow.ledger.reading import size_of
from workflow.ledger.rounds import FRESH
from workflow.ledger.walking import ORIGIN
from workflow.models.ledger import Cosignature
from workflow.sql import Driver, Prepared

SECOND = 1_000_000

_NEWEST = Prepared(
    lambda: (
        select(Cosignature.witness, func.max(Cosignature.seen_at))
        .where(Cosignature.log_id == bindparam("log_id"))
        .group_by(Cosignature.witness)
        .order_by(Cosignature.witness)
    )
)
_WORD = Prepared(
    lambda: (
        select(Cosignature.size, Cosignature.line)
        .where(
            Cosignature.log_id == bindparam("log_id"), Cosignature.witness == bindparam("witness"),
            Cosignature.seen_at == bindparam("seen_at"),
        )
        .order_by(Cosignature.size.desc())
        .limit(1)
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class WitnessWord:
    """The last word of a witness: on how many entries, when (UTC microseconds), the line itself, and whether it is recent."""

    name: str
    size: int
    at: int
    line: str
    is_fresh: bool


@dataclass(frozen=True, kw_only=True)
class LogHead:
    """A log by its name, its entries so far, the newest checkpoint (none yet: nothing is published) and its witnesses."""

    origin: str
    size: int
    published: Published | None
    witnesses: tuple[WitnessWord, ...]

    @property
    def unsigned(self) -> int:
        """How many entries no checkpoint covers yet."""
        return self.size - (self.published.size if self.published else 0)


def log_head(driver: Driver, log_id: str, *, now: int) -> LogHead:
    """The head of a log at an instant (UTC microseconds). It shows what is stored, and judges no signature."""
    words = [
        (str(name), int(seen_at), *driver.rows(_WORD, log_id=log_id, witness=name, seen_at=seen_at)[0])
        for name, seen_at in driver.rows(_NEWEST, log_id=log_id)
    ]
    return LogHead(
        origin=str(driver.value(ORIGIN, log_id=log_id) or ""), size=size_of(driver, log_id),
        published=latest(driver, log_id),
        witnesses=tuple(
            WitnessWord(name=name, size=size, at=at * SECOND, line=line, is_fresh=now - at * SECOND <= FRESH)
            for name, at, size, line in words
        ),
    )  # fmt: skip
