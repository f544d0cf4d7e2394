"""Remembers outside the database what was erased, so that an older copy that is put back can be brought to the same.

The file beside the dossiers holds ids, grounds and documents, and no name. It is no proof: whoever owns the machine can write
it. So it erases nothing by itself; from it every erasure is proposed again at once, and the other office confirms.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from states.vocabulary import ErasureGround, ErasureState
from workflow.attachments import write_durably
from workflow.commands.administration.propose_erasure import ProposeErasure
from workflow.ids import new_id
from workflow.models.erasure import Erasure
from workflow.models.ledger import Detail
from workflow.models.nominee import Nominee
from workflow.sql import Driver, Prepared, PreparedForIds
from workflow.store import Store

REMEMBERED = "erasures.json"
CHOSEN = ("spared", "added")
Noted = dict[str, dict[str, Any]]
"""Erasures by their ids: organisation, nominee, ground, document, day, entry, and which places were spared or added."""

_DONE = Prepared(
    lambda: (
        select(
            Erasure.id, Erasure.organisation_id, Erasure.nominee_id, Erasure.document, Erasure.head, Erasure.ground,
            Erasure.requested_on, Detail.detail,
        )
        .outerjoin(Detail, (Detail.log_id == Erasure.organisation_id) & (Detail.idx == Erasure.head))
        .where(Erasure.state == bindparam("state"))
        .order_by(Erasure.organisation_id, Erasure.head)
    )
)  # fmt: skip
_LINES = PreparedForIds(lambda ids: select(Nominee.id).where(Nominee.id.in_(ids)))


@dataclass(frozen=True, kw_only=True)
class Missing:
    """An erasure that was done and that this database, an older copy, knows nothing of."""

    organisation_id: str
    nominee_id: str
    document: str
    ground: ErasureGround
    requested_on: date

    def order(self) -> ProposeErasure:
        """The proposal, made again."""
        return ProposeErasure(
            on=new_id(), nominee_id=self.nominee_id, ground=self.ground, document=self.document,
            requested_on=self.requested_on,
        )  # fmt: skip


def undone(store: Store, organisation_id: str | None = None) -> list[Missing]:
    """The erasures noted outside the database that it, an older copy, does not know; nothing is written."""
    with store.reading() as driver:
        found = _missing(driver, _noted(store), _known(driver))
    return [each for each in found if organisation_id in (None, each.organisation_id)]


def remember(store: Store) -> list[Missing]:
    """Note every erasure outside the database; answer those noted before that the database does not know."""
    with store.reading() as driver:
        noted, known = _noted(store), _known(driver)
        missing = _missing(driver, noted, known)
    if known.keys() - noted.keys():
        path = store.files / REMEMBERED
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, json.dumps(noted | known, ensure_ascii=False, indent=1).encode())
    return missing


def chosen_before(store: Store, nominee_id: str) -> Mapping[str, frozenset[str]]:
    """Which places were spared and added when this person was erased before an older copy was put back."""
    found = [each for each in _noted(store).values() if each["nominee_id"] == nominee_id]
    return {name: frozenset(key for each in found for key in each.get(name, ())) for name in CHOSEN}


def _noted(store: Store) -> Noted:
    path = store.files / REMEMBERED
    noted: Noted = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return noted


def _known(driver: Driver) -> Noted:
    return {key: _note(*row) for key, *row in driver.rows(_DONE, state=ErasureState.ERASED.value)}


def _note(where: str, nominee: str, document: str, entry: int, ground: str, day: str, detail: Any) -> dict[str, Any]:
    said = json.loads(bytes(detail))["particulars"] if detail else {}
    note = {"organisation_id": where, "nominee_id": nominee, "document": document, "entry": entry, "ground": ground}
    return {**note, "requested_on": day, **{name: said[name] for name in CHOSEN if name in said}}


def _missing(driver: Driver, noted: Noted, known: Noted) -> list[Missing]:
    """Those whose person is in the copy, and not erased in it."""
    done = {(each["organisation_id"], each["nominee_id"]) for each in known.values()}
    left = [each for key, each in noted.items() if key not in known and _whose(each) not in done]
    lines = {key for (key,) in driver.rows_for(_LINES, [each["nominee_id"] for each in left])}
    return list(_told(each for each in left if each["nominee_id"] in lines))


def _whose(note: Mapping[str, Any]) -> tuple[str, str]:
    return note["organisation_id"], note["nominee_id"]


def _told(notes: Iterator[Mapping[str, Any]]) -> Iterator[Missing]:
    seen: set[tuple[str, str]] = set()
    for note in notes:
        if _whose(note) not in seen:
            seen.add(_whose(note))
            yield Missing(
                organisation_id=note["organisation_id"], nominee_id=note["nominee_id"], document=note["document"],
                ground=ErasureGround(note["ground"]), requested_on=date.fromisoformat(note["requested_on"]),
            )  # fmt: skip
