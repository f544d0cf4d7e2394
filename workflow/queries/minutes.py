"""The minutes of a session: what its secretary wrote, version by version, and who signed which of them when.

Attendance, agenda and counts are no part of it: they stand from the records, beside whatever was written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from states.council_vocabulary import SessionState
from states.vocabulary import Action
from workflow.ledger.entry import Entry
from workflow.models.account import Account
from workflow.models.ledger import Detail, Leaf
from workflow.models.session import MinutesVersion, Session
from workflow.sql import Driver, Prepared, PreparedForIds

_UNSIGNED = PreparedForIds(
    lambda ids: (
        select(Session.id, Session.title)
        .where(Session.id.in_(ids), Session.state == SessionState.MINUTED.value)
        .order_by(Session.meets_on, Session.id)
    )
)
_signer = aliased(Account)
_VERSIONS = Prepared(
    lambda: select(
        MinutesVersion.version, MinutesVersion.course, MinutesVersion.remarks, MinutesVersion.conclusions,
        MinutesVersion.reason, MinutesVersion.corrects, MinutesVersion.chair_id, Account.full_name,
        _signer.full_name,
    )
    .join(Account, Account.id == MinutesVersion.chair_id)
    .outerjoin(_signer, _signer.id == MinutesVersion.signer_id)
    .where(MinutesVersion.session_id == bindparam("key"))
    .order_by(MinutesVersion.version)
)  # fmt: skip
_ENTRIES = Prepared(
    lambda: (
        select(Detail.idx, Leaf.entry, Account.full_name)
        .join(Leaf, (Leaf.log_id == Detail.log_id) & (Leaf.idx == Detail.idx))
        .outerjoin(Account, Account.id == Detail.account_id)
        .where(Detail.log_id == bindparam("log_id"), Detail.object_id == bindparam("key"))
        .order_by(Detail.idx)
    )
)
_ACTS = (Action.RECORD_MINUTES, Action.CORRECT_MINUTES, Action.SIGN_MINUTES)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who put their name to it, when (UTC microseconds), and in which entry of the log."""

    name: str
    at: int
    entry: int


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """One version. To write it is the signature of the secretary; ``chaired`` is that of the chair, once it is given.

    ``corrects`` is the entry of the version that it replaces, ``signer`` who signs for a chair who is no longer in office.
    """

    version: int
    course: str
    remarks: str
    conclusions: str
    reason: str
    corrects: int | None
    chair_id: str
    chair: str
    signer: str | None
    written: Signature
    chaired: Signature | None = None


def minutes_of(driver: Driver, organisation_id: str, key: str, *, up_to: int | None = None) -> list[Minutes]:
    """Every version, the earliest first; with ``up_to`` as they stood when that entry had been written."""
    rows = iter(driver.rows(_VERSIONS, key=key))
    found: list[Minutes] = []
    for action, signature in _acts(driver, organisation_id, key):
        if up_to is not None and signature.entry > up_to:
            break
        if action == Action.SIGN_MINUTES:
            found[-1] = replace(found[-1], chaired=signature)
        else:
            found.append(_version(*next(rows), written=signature))
    return found


def unsigned_minutes(driver: Driver, sessions: Iterable[str]) -> list[tuple[str, str]]:
    """Of these sessions those whose minutes, corrected maybe, wait for their signature: key and title."""
    return [(str(key), str(title)) for key, title in driver.rows_for(_UNSIGNED, sorted(set(sessions)))]


def _acts(driver: Driver, organisation_id: str, key: str) -> Iterator[tuple[Action, Signature]]:
    """Who wrote and signed minutes, in the order of the log."""
    for index, leaf, name in driver.rows(_ENTRIES, log_id=organisation_id, key=key):
        entry = Entry.decode(bytes(leaf))
        if entry.act in _ACTS:
            yield Action(entry.act), Signature(name=name or "", at=entry.at, entry=index)


def _version(
    version: int, course: str, remarks: str, conclusions: str, reason: str, corrects: int | None, chair_id: str,
    chair: str, signer: str | None, *, written: Signature,
) -> Minutes:  # fmt: skip
    return Minutes(
        version=version, course=course, remarks=remarks, conclusions=conclusions, reason=reason, corrects=corrects,
        chair_id=chair_id, chair=chair, signer=signer, written=written,
    )  # fmt: skip
