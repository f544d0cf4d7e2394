"""This house as witness of other houses' logs: it confirms that a log only grew, and never confirms two pasts of it.

What was confirmed is kept before anybody hears of it. Whoever offers another past than the one we have seen raises an alarm
with both checkpoints in it: two signatures of one log under different trees of one size prove what its keeper did.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from workflow.ledger.alarms import Alarm, Fact, end_alarm, end_with, raise_with
from workflow.ledger.checkpoint import head_of
from workflow.ledger.note import MalformedNote, Note, SigningKey
from workflow.ledger.offers import SIZE_TYPE, Offer
from workflow.ledger.tree import EMPTY_ROOT, verify_consistency
from workflow.ledger.witness_folder import WitnessFolder
from workflow.models.witness import WitnessHead
from workflow.sql import Driver, Prepared, inserting
from workflow.store import Store

FORK = "fork_offered"
"""The alarm that a log has signed two trees of one size; ``about`` is its name. It ends when that is looked after no more."""

UNPROVEN = "growth_unproven"
"""The alarm that a log offered a checkpoint that could not be shown to continue what we saw; a later one that can ends it."""

PLAIN = "text/plain; charset=utf-8"
SECOND = 1_000_000
_COLUMNS = ("origin", "size", "root", "note", "seen_at")
_SEEN = (WitnessHead.size, WitnessHead.root, WitnessHead.note, WitnessHead.seen_at)
_LATEST = Prepared(
    lambda: select(*_SEEN).where(WitnessHead.origin == bindparam("origin")).order_by(WitnessHead.size.desc()).limit(1)
)
_AT = Prepared(
    lambda: select(*_SEEN).where(WitnessHead.origin == bindparam("origin"), WitnessHead.size == bindparam("size"))
)


@dataclass(frozen=True)
class Answer:
    """What a witness answers: an HTTP status, a body, and the body's type."""

    status: int
    body: str
    kind: str = PLAIN


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A checkpoint of somebody else's log that was confirmed here, and when first (UTC microseconds)."""

    size: int
    root: bytes
    note: str
    at: int


def latest_seen(driver: Driver, origin: str) -> Seen | None:
    """How far a log has been confirmed here."""
    return _seen(driver.rows(_LATEST, origin=origin))


def seen_at_size(driver: Driver, origin: str, size: int) -> Seen | None:
    """What was confirmed here of a log when it had just this size."""
    return _seen(driver.rows(_AT, origin=origin, size=size))


def add_checkpoint(store: Store, folder: WitnessFolder, body: bytes, at: int) -> Answer:
    """Answer an offer as C2SP tlog-witness says, at an instant (UTC microseconds)."""
    try:
        offer = Offer.parse(body)
        head = offer.head
    except MalformedNote as broken:
        return Answer(400, f"{broken}\n")
    own, keys = folder.key(), folder.logs(head.origin)
    if own is None or not keys:
        return Answer(404, "this log is not looked after here\n")
    signed = offer.note.signed_by(keys)
    if not signed:
        return Answer(403, "no signature by a key of this log that is known here\n")
    ours = [line for line in offer.note.signatures if any(line.is_by(key, offer.note.text) for key in signed)]
    return _confirm(store, folder, own, Offer(offer.old, offer.proof, Note(offer.note.text, tuple(ours))), at)


def _confirm(store: Store, folder: WitnessFolder, own: SigningKey, offer: Offer, at: int) -> Answer:
    """Compare with what was seen, and keep, in one transaction per log: no two of them confirm different pasts."""
    head = offer.head
    with store.writing(f"witness {head.origin}") as driver:
        before = _newest(latest_seen(driver, head.origin), folder.last_seen(head.origin))
        refused = _refusal(driver, before, offer, at)
        if refused is None and (before is None or before.size < head.size):
            row = (head.origin, head.size, head.root, bytes(offer.note).decode(), at)
            driver.run(inserting("witness_head", _COLUMNS), **dict(zip(_COLUMNS, row, strict=True)))
            folder.remember(head.origin, offer.note)
        if refused is None:
            end_with(driver, Alarm(UNPROVEN, None, head.origin), at)
        driver.connection.commit()
    return refused or Answer(200, f"{own.cosign(head.text, at // SECOND)}\n")


def _newest(stored: Seen | None, remembered: Note | None) -> Seen | None:
    """The longer of what the database and the folder remember: neither can be made to forget alone."""
    if remembered is None:
        return stored
    head = head_of(remembered)
    if stored is not None and stored.size >= head.size:
        return stored
    return Seen(size=head.size, root=head.root, note=bytes(remembered).decode(), at=stored.at if stored else 0)


def _refusal(driver: Driver, before: Seen | None, offer: Offer, at: int) -> Answer | None:
    """Why an offer is not confirmed; an alarm is raised for what a log that only grows never offers."""
    head = offer.head
    size, root = (before.size, before.root) if before else (0, EMPTY_ROOT)
    same = before if before and before.size == head.size else seen_at_size(driver, head.origin, head.size)
    if same is not None and same.root != head.root:
        raise_with(driver, Alarm(FORK, None, head.origin, _evidence(same, offer)), at)
    if offer.old != size:
        return Answer(409, f"{size}\n", SIZE_TYPE)
    if verify_consistency(size, head.size, root, head.root, offer.proof):
        return None
    if before is not None and head.size > size:
        raise_with(driver, Alarm(UNPROVEN, None, head.origin, _evidence(before, offer)), at)
    return Answer(422, "this does not continue what was seen here\n")


def _evidence(seen: Seen, offer: Offer) -> dict[str, Fact]:
    """Both checkpoints as they were signed, and the offer that tried to join them."""
    return {
        "seen_size": seen.size, "offered_size": offer.head.size, "seen": seen.note, "offer": bytes(offer).decode(),
    }  # fmt: skip


def forget(store: Store, origin: str, at: int) -> None:
    """A log is looked after no more: what was wrong with it concerns this house no longer. What was seen stays remembered."""
    for code in (FORK, UNPROVEN):
        end_alarm(store, Alarm(code, None, origin), at)


def _seen(found: list[tuple[int, bytes, str, int]]) -> Seen | None:
    if not found:
        return None
    size, root, note, at = found[0]
    return Seen(size=size, root=bytes(root), note=note, at=at)
