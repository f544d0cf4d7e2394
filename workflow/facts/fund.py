"""Facts of the money behind awards: what a decision still has to pay, and what an award brought."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from states.decision_vocabulary import FundKind
from states.facts import NominationFacts, RegisterFacts, Row
from states.vocabulary import RegisterState, State
from workflow.facts.gathering import Gathering, loads
from workflow.models.decision import Decision
from workflow.models.fund import FundEntry
from workflow.models.nomination import Nomination
from workflow.queries.bonuses import Bonuses, bonuses_of
from workflow.sql import Prepared, among

_DECISION = Prepared(
    lambda: select(Decision.fund, Decision.dated_on).where(
        Decision.id == bindparam("key"), Decision.organisation_id == bindparam("organisation_id"),
        Decision.dated_on.is_not(None),
    )
)  # fmt: skip
_AWARD_STATE = Prepared(
    lambda: select(Nomination.state).where(
        Nomination.id == bindparam("key"), Nomination.organisation_id == bindparam("organisation_id")
    )
)
_AWARDED = Prepared(
    lambda: select(Nomination.id).where(
        Nomination.decision_id == bindparam("key"), ~among(Nomination.state, (State.ANNULLED, State.RECOVERED))
    )
)
_PAID = Prepared(
    lambda: select(func.sum(FundEntry.amount)).where(
        FundEntry.decision_id == bindparam("key"), FundEntry.kind == FundKind.BONUS.value,
        FundEntry.state == RegisterState.ACTIVE.value,
    )
)  # fmt: skip


@loads(RegisterFacts, "award_state")
def _award_state(gathering: Gathering) -> Mapping[str, Any]:
    where = gathering.organisation_id
    return {
        key: gathering.driver.value(_AWARD_STATE, key=case["nomination_id"], organisation_id=where)
        for key, case in gathering.cases.items()
    }


@loads(RegisterFacts, "promise")
def _promise(gathering: Gathering) -> Mapping[str, Any]:
    return {key: _promised(gathering, case["decision_id"]) for key, case in gathering.cases.items()}


def _promised(gathering: Gathering, decision: str | None) -> Row | None:
    driver, where = gathering.driver, gathering.organisation_id
    found = driver.rows(_DECISION, key=decision, organisation_id=where) if decision else []
    if not found or decision is None:
        return None
    fund, dated_on = found[0]
    awarded = [key for (key,) in driver.rows(_AWARDED, key=decision)]
    owed = _known_sum(bonuses_of(driver, where, decision, awarded, date.fromisoformat(dated_on)))
    paid = int(driver.value(_PAID, key=decision) or 0)
    return {"fund": fund, "dated_on": dated_on, "open": None if owed is None else max(0, owed - paid)}


@loads(NominationFacts, "bonus")
def _bonus(gathering: Gathering) -> Mapping[str, Any]:
    return {key: _brought(gathering, case) for key, case in gathering.cases.items()}


def _brought(gathering: Gathering, case: Row) -> int | None:
    driver, where = gathering.driver, gathering.organisation_id
    found = driver.rows(_DECISION, key=case["decision_id"], organisation_id=where)
    if not found:
        return None
    on = date.fromisoformat(found[0][1])
    return _known_sum(bonuses_of(driver, where, case["decision_id"], [case["id"]], on))


def _known_sum(bonuses: Bonuses) -> int | None:
    """What is paid in all, in đồng; nothing where the rules know no sum for one of the cases."""
    return None if bonuses.unknown else bonuses.total
