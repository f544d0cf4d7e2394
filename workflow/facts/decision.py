"""Facts of decisions."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from states.facts import DecisionFacts
from states.vocabulary import Role, SubjectKind
from workflow.facts.gathering import Gathering, for_all, loads
from workflow.facts.ranking import IN_DRAFT, NAMED_IN, STANDS, held_ranks
from workflow.models.account import IN_FORCE, Account, Office
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.sql import Prepared, PreparedForIds

CANDIDATES = PreparedForIds(
    lambda ids: select(Nomination.id, Nomination.code, Nomination.state, Nomination.award, Nomination.basis,
                       Nomination.rules, Nomination.changed, Nomination.subject_kind, Nomination.sort_key,
                       Unit.sort_key, Nomination.session_id)
    .join(Unit, Unit.id == Nomination.unit_id)
    .where(Nomination.id.in_(ids), Nomination.organisation_id == bindparam("organisation_id"))
)  # fmt: skip
LINES = PreparedForIds(
    lambda ids: (
        select(
            DecisionLine.decision_id,
            Nomination.id,
            Nomination.code,
            Nomination.state,
            Nomination.award,
            Nomination.decision_id,
            STANDS,
        )
        .join(Nomination, Nomination.id == DecisionLine.nomination_id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .where(DecisionLine.decision_id.in_(ids), IN_DRAFT)
        .order_by(DecisionLine.position)
    )
)
CORRECTED = Prepared(
    lambda: select(Decision.state, Decision.corrects_id).where(
        Decision.id == bindparam("key"), Decision.organisation_id == bindparam("organisation_id")
    )
)
AWARDED_BY = Prepared(
    lambda: select(Nomination.id, Nomination.award, Nomination.name, Nomination.title).where(
        Nomination.decision_id == bindparam("key"), Nomination.organisation_id == bindparam("organisation_id")
    )
)
MANDATES = Prepared(
    lambda: select(Office.scope).where(
        Office.account_id == bindparam("account_id"), Office.organisation_id == bindparam("organisation_id"),
        Office.role == Role.DEPUTY_CHAIRMAN.value, IN_FORCE,
    )
)  # fmt: skip
LAST_NUMBER = Prepared(
    lambda: select(func.max(Decision.number)).where(
        Decision.organisation_id == bindparam("organisation_id"), Decision.year == bindparam("year")
    )
)
LAST_SUBMISSION = Prepared(
    lambda: select(func.max(Decision.submission_number)).where(
        Decision.organisation_id == bindparam("organisation_id"), Decision.submission_year == bindparam("year")
    )
)
PERSON = Prepared(lambda: select(Account.full_name).where(Account.id == bindparam("account_id")))


@loads(DecisionFacts, "regime")
def _regime(gathering: Gathering) -> Mapping[str, Any]:
    return for_all(gathering, gathering.rules.on(gathering.today))


@loads(DecisionFacts, "candidates")
def _candidates(gathering: Gathering) -> Mapping[str, Any]:
    return {key: _candidates_of(gathering, key, gathering.asked[key].nominations) for key in gathering.cases}


def _candidates_of(gathering: Gathering, decision: str, nominations: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    named = dict(gathering.driver.rows_for(NAMED_IN, nominations))
    rows = gathering.driver.rows_for(CANDIDATES, nominations, organisation_id=gathering.organisation_id)
    held = held_ranks(gathering.driver, {key: session for key, *_, session in rows}, but=decision)
    answer = {}
    for key, code, state, award, basis, digest, changed, kind, name, unit, _ in rows:
        regime = gathering.rules.under(digest, gathering.today)
        answer[key] = {
            "code": code, "state": state, "rules": regime.rules(award, basis), "decision_id": named.get(key),
            "changed": changed, "kind": SubjectKind(kind), "name_order": name, "unit_order": unit, "rank": held[key],
        }  # fmt: skip
    return answer


@loads(DecisionFacts, "lines", LINES)
def _lines(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, list[dict[str, Any]]] = {key: [] for key in gathering.cases}
    for key, nomination, code, state, award, awarded_by, stands in gathering.driver.rows_for(LINES, gathering.ids):
        answer[key].append(
            {
                "id": nomination, "code": code, "state": state, "award": award, "awarded_here": awarded_by == key,
                "stands": bool(stands),
            }
        )  # fmt: skip
    return answer


@loads(DecisionFacts, "corrected")
def _corrected(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, Any] = {}
    for key, case in gathering.cases.items():
        if case["corrects_id"] is None:
            answer[key] = None
            continue
        asked = {"key": case["corrects_id"], "organisation_id": gathering.organisation_id}
        found = gathering.driver.rows(CORRECTED, **asked)
        lines = gathering.driver.rows(AWARDED_BY, **asked) if found else []
        named = {key: {"award": award, "name": name, "title": title} for key, award, name, title in lines}
        answer[key] = {"state": found[0][0], "corrects_id": found[0][1], "lines": named} if found else None
    return answer


@loads(DecisionFacts, "mandates")
def _mandates(gathering: Gathering) -> Mapping[str, Any]:
    found = gathering.driver.rows(
        MANDATES, account_id=gathering.actor_id, organisation_id=gathering.organisation_id,
        today=gathering.today.isoformat(),
    )  # fmt: skip
    return for_all(gathering, [frozenset(scope.split()) if scope else None for (scope,) in found])


@loads(DecisionFacts, "next_number")
def _next_number(gathering: Gathering) -> Mapping[str, Any]:
    last = gathering.driver.value(LAST_NUMBER, organisation_id=gathering.organisation_id, year=gathering.today.year)
    return for_all(gathering, (last or 0) + 1)


@loads(DecisionFacts, "next_submission")
def _next_submission(gathering: Gathering) -> Mapping[str, Any]:
    last = gathering.driver.value(LAST_SUBMISSION, organisation_id=gathering.organisation_id, year=gathering.today.year)
    return for_all(gathering, (last or 0) + 1)


@loads(DecisionFacts, "signer")
def _signer(gathering: Gathering) -> Mapping[str, Any]:
    name = gathering.driver.value(PERSON, account_id=gathering.actor_id)
    return for_all(gathering, {"full_name": name})
