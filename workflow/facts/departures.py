"""Gathers in what drafts of decisions depart from what the council proposed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, exists, select

from states.departures import WAITS, Departing, Departure, of_line
from states.facts import DecisionFacts
from states.vocabulary import DecisionState
from workflow.facts.gathering import Gathering, loads
from workflow.facts.ranking import IN_DRAFT, STANDS, UNSIGNED
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import Finding, Session
from workflow.sql import Driver, Prepared, PreparedForIds, among

_RULED = (Nomination.award, Nomination.basis, Nomination.rules)
_LINES = PreparedForIds(
    lambda ids: (
        select(DecisionLine.decision_id, Nomination.id, Nomination.state, *_RULED, STANDS)
        .join(Nomination, Nomination.id == DecisionLine.nomination_id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .where(DecisionLine.decision_id.in_(ids), IN_DRAFT)
        .order_by(DecisionLine.position)
    )
)
_FOUND = PreparedForIds(
    lambda ids: (
        select(Finding.nomination_id, Finding.finding)
        .join(Session, Session.id == Finding.session_id)
        .where(Finding.nomination_id.in_(ids))
        .order_by(Session.closed_at, Finding.id)
    )
)
living_line = exists(
    select(DecisionLine.id)
    .join(Decision, Decision.id == DecisionLine.decision_id)
    .where(DecisionLine.nomination_id == Nomination.id, Decision.state != DecisionState.ANNULLED.value, STANDS)
)
"""That a decision which is not void names a nomination, and it has not moved since."""
_SCOPE = Prepared(
    lambda: (
        select(Nomination.session_id, Nomination.award)
        .join(DecisionLine, DecisionLine.nomination_id == Nomination.id)
        .where(DecisionLine.decision_id == bindparam("key"), Nomination.session_id.is_not(None))
        .distinct()
    )
)


def left_out(driver: Driver, organisation_id: str, decision: str, columns: Sequence[Any]) -> list[Sequence[Any]]:
    """What the council endorsed in the sessions and for the awards that a draft has ever named, and no decision names.

    Cases that a higher level decides on are among them. By award and name, with the columns asked for.
    """
    scope = driver.rows(_SCOPE, key=decision)
    if not scope:
        return []
    statement = (
        select(*columns)
        .select_from(Nomination)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(
            Nomination.organisation_id == organisation_id, ~living_line, among(Nomination.state, WAITS),
            among(Nomination.session_id, sorted({session for session, _ in scope})),
            among(Nomination.award, sorted({award for _, award in scope})),
        )
        .order_by(Nomination.award, Nomination.sort_key, Nomination.id)
    )  # fmt: skip
    return [list(row) for row in driver.rows(Prepared(statement))]


@loads(DecisionFacts, "departures", _LINES)
def _departures(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, list[Departing]] = {key: [] for key in gathering.cases}
    lines = gathering.rows(_LINES)
    found = dict(gathering.driver.rows_for(_FOUND, [row[1] for row in lines])) if lines else {}
    for key, nomination, state, award, basis, digest, stands in lines:
        rules = gathering.rules.under(digest, gathering.today).rules(award, basis)
        departure = of_line(
            stands=bool(stands),
            state=state,
            goes_to_council=bool(rules.council_step.value),
            finding=found.get(nomination),
        )
        if departure:
            answer[key].append((nomination, departure))
    for key, case in gathering.cases.items():
        if case.get("state") in UNSIGNED:
            named = {nomination for nomination, _ in answer[key]}
            answer[key] += [(each, Departure.LEFT_OUT) for each in _left_out(gathering, key) if each not in named]
    return answer


def _left_out(gathering: Gathering, key: str) -> list[str]:
    rows = left_out(gathering.driver, gathering.organisation_id, key, (Nomination.id, *_RULED))
    return [
        nomination
        for nomination, award, basis, digest in rows
        if gathering.rules.under(digest, gathering.today).rules(award, basis).competence.value == "decide"
    ]
