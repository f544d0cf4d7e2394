"""Who is still to be told that there is no award, and why; the earliest last day first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from states.nomination import TOLD_WHY
from states.vocabulary import State
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.sql import Driver, Prepared, among

MOST = 500
"""How many are listed at once; the others follow when notice was given of these."""

_OWED = Prepared(
    lambda: (
        select(
            Nomination.id, Nomination.code, Nomination.name, Nomination.award, Unit.id, Unit.name, Nomination.state,
            Nomination.reason, Nomination.due_on,
        )
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(
            Nomination.organisation_id == bindparam("organisation_id"), among(Nomination.state, TOLD_WHY),
            Nomination.noticed_on.is_(None),
        )
        .order_by(Nomination.due_on, Nomination.sort_key, Nomination.id)
        .limit(MOST)
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One notice that is owed: of whose case, how it ended and why, and by when."""

    key: str
    code: str
    name: str
    award: str
    unit_id: str
    unit: str
    state: State
    reason: str
    due_on: date | None
    is_late: bool


def notices_owed(driver: Driver, organisation_id: str, today: date, *, kept_from: Collection[str] = ()) -> list[Owed]:
    """The notices that nobody recorded yet, but for cases in which the person looking takes no part."""
    found = []
    for key, code, name, award, unit_id, unit, state, reason, due in driver.rows(
        _OWED, organisation_id=organisation_id
    ):
        due_on = date.fromisoformat(due) if due else None
        if key not in kept_from:
            found.append(
                Owed(
                    key=key, code=code or "", name=name, award=award, unit_id=unit_id, unit=unit, state=State(state),
                    reason=reason or "", due_on=due_on, is_late=due_on is not None and due_on < today,
                )
            )  # fmt: skip
    return found
