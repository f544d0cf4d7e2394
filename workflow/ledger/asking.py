"""Asking one witness to confirm the newest checkpoint of a log of this house, and keeping what it says.

Its words are worth what its key makes of them: only a right line of that key, of this very hour, is kept. Any answer that a
witness who saw what we saw would not give is an alarm, with the offer and the answer in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, func, select

from workflow.ledger.alarms import Alarm, Fact, end_with, raise_alarm
from workflow.ledger.log import row_reader
from workflow.ledger.note import COSIGNATURE, MOST_SIGNATURES, MalformedNote, Note, Signature
from workflow.ledger.offers import SIZE_TYPE, Offer, seen_size
from workflow.ledger.policy import Witness, seen_at, shown
from workflow.ledger.published import Published, latest
from workflow.ledger.tiles import node_reader
from workflow.ledger.tree import consistency_path
from workflow.ledger.witness_post import Reply
from workflow.models.ledger import Cosignature
from workflow.sql import Driver, Prepared, inserting
from workflow.store import Store

REFUSED = "witness_refused"
"""The alarm that a witness gave an answer that no honest one gives to an honest log; ``about`` is its name in the policy."""

AHEAD = "witness_ahead"
"""The alarm that a witness has seen a longer log than the one that stands here: something was lost, or signed elsewhere."""

WRONG_LINE = "witness_line_wrong"
"""The alarm that a witness answered well, with a line that its key did not make, or not now."""

SILENT = "witness_silent"
"""The alarm that nothing was heard of a witness for long."""

QUEUE = "witnesses"
SECOND = 1_000_000
LATE_SECONDS = 600
"""How old the word of a witness may be that has been asked just now."""

Post = Callable[[str, bytes], Reply]
_COLUMNS = ("log_id", "size", "witness", "seen_at", "line")
_HEARD = Prepared(
    lambda: select(func.max(Cosignature.size), func.max(Cosignature.seen_at)).where(
        Cosignature.log_id == bindparam("log_id"), Cosignature.witness == bindparam("witness")
    )
)
_KNOWN = Prepared(
    lambda: select(Cosignature.seen_at).where(
        Cosignature.log_id == bindparam("log_id"), Cosignature.size == bindparam("size"),
        Cosignature.witness == bindparam("witness"), Cosignature.seen_at == bindparam("seen_at"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """How far a witness has confirmed a log, and when it last said anything (seconds since 1970, UTC; 0 for never)."""

    size: int
    at: int


def heard(driver: Driver, log_id: str, witness: Witness) -> Heard | None:
    """The last word of a witness on a log; nothing where it has said none."""
    size, at = driver.rows(_HEARD, log_id=log_id, witness=witness.key.name)[0]
    return None if size is None else Heard(int(size), int(at))


def ask(store: Store, log_id: str, witness: Witness, post: Post, clock: Callable[[], int]) -> bool:
    """Offer the newest checkpoint to a witness; whether it is confirmed now. Raises ``NoAnswer`` where nothing was heard.

    ``clock`` answers the present instant (UTC microseconds).
    """
    with store.reading() as driver:
        published, before = latest(driver, log_id), heard(driver, log_id, witness)
        if published is None:
            return False
        offer = _offer(driver, log_id, published, min(before.size if before else 0, published.size))
    reply = post(witness.url, bytes(offer))
    size = _told_size(reply)
    if size is not None and size <= published.size and size != offer.old:
        with store.reading() as driver:
            offer = _offer(driver, log_id, published, size)
        reply = post(witness.url, bytes(offer))
        size = _told_size(reply)
    at = clock()
    if size is not None:
        return _told_elsewhere(store, log_id, witness, offer, size, at)
    if reply.status != 200:
        raise_alarm(store, _alarm(REFUSED, log_id, witness, offer, reply), at)
        return False
    line = _line(reply.body, witness, offer.note, at // SECOND)
    if line is None:
        raise_alarm(store, _alarm(WRONG_LINE, log_id, witness, offer, reply), at)
        return False
    _keep(store, log_id, witness, published, line, at)
    return True


def _offer(driver: Driver, log_id: str, published: Published, old: int) -> Offer:
    read = node_reader(published.size, row_reader(driver, log_id))
    return Offer(old, tuple(consistency_path(old, published.size, read)), published.signed)


def _told_size(reply: Reply) -> int | None:
    """How far the witness says it has seen the log, where it says so."""
    return seen_size(reply.body) if (reply.status, reply.kind) == (409, SIZE_TYPE) else None


def _told_elsewhere(store: Store, log_id: str, witness: Witness, offer: Offer, size: int, at: int) -> bool:
    """It has seen another size than we said: a longer log, or it contradicts itself; else somebody was quicker than we."""
    if size > offer.head.size:
        facts: dict[str, Fact] = {"size": offer.head.size, "seen_size": size, "offer": bytes(offer).decode()}
        raise_alarm(store, Alarm(AHEAD, log_id, shown(witness.name), facts), at)
    elif size == offer.old:
        raise_alarm(store, _alarm(REFUSED, log_id, witness, offer, Reply(409, SIZE_TYPE, f"{size}\n".encode())), at)
    return False


def _line(body: bytes, witness: Witness, note: Note, now: int) -> Signature | None:
    """The witness's own line in an answer, if all its lines are right and of this hour."""
    try:
        lines = [Signature.parse(line) for line in body.decode().removesuffix("\n").split("\n")]
    except (MalformedNote, UnicodeDecodeError):
        return None
    own = tuple(line for line in lines if (line.name, line.key_id) == (witness.key.name, witness.key.key_id))
    said = replace(note, signatures=own)
    at = seen_at(said, witness.key, now)
    if len(lines) > MOST_SIGNATURES or witness.key.algorithm != COSIGNATURE or at < now - LATE_SECONDS:
        return None
    return next(line for line in own if line.seen_at == at)


def _keep(store: Store, log_id: str, witness: Witness, published: Published, line: Signature, at: int) -> None:
    key = {"log_id": log_id, "size": published.size, "witness": witness.key.name, "seen_at": line.seen_at}
    with store.writing(QUEUE) as driver:
        if not driver.rows(_KNOWN, **key):
            driver.run(inserting("ledger_cosignature", _COLUMNS), **key, line=str(line))
        for code in (REFUSED, AHEAD, WRONG_LINE, SILENT):
            end_with(driver, Alarm(code, log_id, shown(witness.name)), at)
        driver.connection.commit()


def _alarm(code: str, log_id: str, witness: Witness, offer: Offer, reply: Reply) -> Alarm:
    facts: dict[str, Fact] = {
        "status": reply.status, "kind": reply.kind, "answer": reply.body[:1000].decode("utf-8", "replace"),
        "size": offer.head.size, "offer": bytes(offer).decode(),
    }  # fmt: skip
    return Alarm(code, log_id, shown(witness.name), facts)
