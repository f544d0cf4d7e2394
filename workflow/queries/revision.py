"""What changed in a draft since the chairman returned it: the list, the wording, the fund."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from states.vocabulary import Action
from workflow.facts.ranking import UNSIGNED
from workflow.ledger.reading import entry_at
from workflow.models.nomination import Nomination
from workflow.queries.decision import DecisionPage
from workflow.sql import Driver, PreparedForIds

_NAMES = PreparedForIds(
    lambda ids: (
        select(Nomination.id, Nomination.name, Nomination.code)
        .where(Nomination.id.in_(ids))
        .order_by(Nomination.sort_key, Nomination.id)
    )
)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A case that came to the list or left it."""

    key: str
    name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    """The draft as it was submitted before it came back, against the draft as it stands. ``title`` and ``fund``: then, now."""

    submitted_at: int
    added: Sequence[Moved]
    taken_off: Sequence[Moved]
    title: tuple[str, str]
    fund: tuple[str, str]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return not (self.added or self.taken_off or self.title[0] != self.title[1] or self.fund[0] != self.fund[1])


def revision_of(driver: Driver, page: DecisionPage) -> Revision | None:
    """What changed since the last submission before the draft came back; nothing where it never did, or is signed."""
    if page.state not in UNSIGNED or page.case["corrects_id"]:
        return None
    entries = iter(page.timeline)
    if not any(each.action == Action.RETURN_DECISION for each in entries):
        return None
    before = next((each for each in entries if each.action == Action.SUBMIT_DECISION), None)
    submitted = entry_at(driver, page.case["organisation_id"], before.index) if before else None
    if before is None or submitted is None:
        return None
    said: Mapping[str, Any] = submitted.particulars
    was, now = set(said.get("named", ())), {line.key for line in page.named}
    return Revision(
        submitted_at=before.at, added=_named(driver, now - was), taken_off=_named(driver, was - now),
        title=(str(said.get("title", page.case["title"])), page.case["title"]),
        fund=(str(said.get("fund", page.case["fund"])), page.case["fund"]),
    )  # fmt: skip


def _named(driver: Driver, keys: set[str]) -> list[Moved]:
    if not keys:
        return []
    rows = driver.rows_for(_NAMES, sorted(keys))
    return [Moved(key=key, name=name, code=code or "") for key, name, code in rows]
