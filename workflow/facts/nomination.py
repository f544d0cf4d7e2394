"""Facts of nominations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, exists, func, literal, select
from sqlalchemy import case as whether
from sqlalchemy.orm import aliased

from states.council_vocabulary import SessionState
from states.facts import NominationFacts, Row
from states.regime import AwardRules, Regime
from states.vocabulary import State
from states.working_days import OfficeDays
from workflow.days import civil_date
from workflow.facts.gathering import Gathering, for_all, grouped, loads
from workflow.facts.history import same_nominees
from workflow.facts.ranking import held_ranks
from workflow.ledger.reading import entry_at
from workflow.models.campaign import Campaign
from workflow.models.decision import Decision
from workflow.models.dossier import Comment, CommentSettlement, Consultation, ConsultationReply, Document, Upload
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.session import Session
from workflow.sql import Prepared, PreparedForIds, PreparedThrough, among

ENDED = (
    State.DRAFT, State.INTAKE_REFUSED, State.WITHDRAWN, State.DECLINED, State.INELIGIBLE, State.NOT_ENDORSED,
    State.REFUSED_ABOVE, State.ANNULLED, State.RECOVERED,
)  # fmt: skip
"""Where a nomination no longer stands in the way of another one of the same nominee."""
_FILE = ("id", "kind", "file_name", "media_type", "size", "sha256")

UPLOADS = PreparedForIds(
    lambda ids: (
        select(
            Upload.nomination_id,
            Upload.id,
            Upload.kind,
            Upload.file_name,
            Upload.media_type,
            Upload.size,
            Upload.sha256,
        )
        .where(Upload.nomination_id.in_(ids), Upload.removed_at.is_(None))
        .order_by(Upload.uploaded_at, Upload.id)
    )
)
DOCUMENTS = PreparedForIds(
    lambda ids: select(
        Document.nomination_id, Document.id, Document.kind, Document.file_name, Document.media_type, Document.size,
        Document.sha256,
    ).where(Document.nomination_id.in_(ids)).order_by(Document.handed_in_at, Document.id)
)  # fmt: skip
CAMPAIGN_STATES = PreparedThrough(
    Nomination.campaign_id, lambda ids: select(Campaign.id, Campaign.state).where(Campaign.id.in_(ids))
)
UNIT_ENDS = PreparedThrough(Nomination.unit_id, lambda ids: select(Unit.id, Unit.valid_until).where(Unit.id.in_(ids)))


def _rivals_of(ids: Any) -> Select[Any]:
    same = same_nominees(ids, of_nominations=True)
    return (
        select(
            same.c.owner, Nomination.id, Nomination.nominated_award, Nomination.year, Nomination.basis, Nomination.code
        )
        .join(Nomination, Nomination.nominee_id == same.c.nominee)
        .where(~among(Nomination.state, ENDED))
    )


RIVALS = PreparedForIds(_rivals_of)
"""The nominations in the way of others: those of the same nominee, whichever line of the register they name."""


def _last_number(ids: Any) -> Select[Any]:
    """The highest running number of a case's year, found by halving: numbers are given one after another, none taken back.

    Each halving asks the index of codes once, so that the answer takes as long in a year of ten as of a million.
    """
    case = aliased(Nomination)
    tried = select(
        case.organisation_id, cast(case.year, String).concat("-").label("prefix"), literal(0).label("last"),
        literal(_MOST_IN_A_YEAR // 2).label("reach"),
    ).where(case.id.in_(ids)).cte("tried", recursive=True)  # fmt: skip
    number = tried.c.last + tried.c.reach
    zeros = whether((number < 10, "000"), (number < 100, "00"), (number < 1000, "0"), else_="")
    is_given = exists(
        select(Nomination.id).where(
            Nomination.organisation_id == tried.c.organisation_id,
            Nomination.code == tried.c.prefix.concat(zeros).concat(cast(number, String)),
        )
    ).correlate(tried)
    further = select(
        tried.c.organisation_id, tried.c.prefix, whether((is_given, number), else_=tried.c.last), tried.c.reach // 2
    ).where(tried.c.reach > 0)
    return select(func.max(tried.union_all(further).c.last))


_MOST_IN_A_YEAR = 2**24
LAST_NUMBER = PreparedForIds(_last_number)
REPLIES = PreparedForIds(
    lambda ids: (
        select(Consultation.nomination_id, Consultation.id, Consultation.body, ConsultationReply.opinion)
        .outerjoin(ConsultationReply, ConsultationReply.consultation_id == Consultation.id)
        .where(Consultation.nomination_id.in_(ids))
        .order_by(Consultation.asked_on, Consultation.id, ConsultationReply.recorded_at, ConsultationReply.id)
    )
)
COMMENTS = PreparedForIds(
    lambda ids: (
        select(Comment.nomination_id, Comment.id, CommentSettlement.result)
        .outerjoin(CommentSettlement, CommentSettlement.comment_id == Comment.id)
        .where(Comment.nomination_id.in_(ids))
    )
)
OPEN_SESSIONS = Prepared(
    lambda: select(Session.id, Session.state, Session.body).where(
        Session.organisation_id == bindparam("organisation_id"),
        among(Session.state, (SessionState.PLANNED, SessionState.OPEN, SessionState.VOTING)),
    )
)
FUNDS = PreparedForIds(
    lambda ids: (
        select(Nomination.id, Decision.fund)
        .join(Decision, Decision.id == Nomination.decision_id)
        .where(Nomination.id.in_(ids))
    )
)
SESSION_STATES = PreparedThrough(
    Nomination.session_id, lambda ids: select(Session.id, Session.state).where(Session.id.in_(ids))
)


@loads(NominationFacts, "decision_fund")
def _decision_fund(gathering: Gathering) -> dict[str, str]:
    funds = dict(gathering.driver.rows_for(FUNDS, list(gathering.cases)))
    return {key: str(funds.get(key, "")) for key in gathering.cases}


@loads(NominationFacts, "rules")
def _rules(gathering: Gathering) -> dict[str, AwardRules]:
    regimes = _regime(gathering)
    return {key: regimes[key].rules(case["award"], case["basis"]) for key, case in gathering.cases.items()}


@loads(NominationFacts, "regime")
def _regime(gathering: Gathering) -> dict[str, Regime]:
    rules = gathering.rules
    return {key: rules.of(case, gathering.today) for key, case in gathering.cases.items()}


@loads(NominationFacts, "stands_since")
def _stands_since(gathering: Gathering) -> dict[str, date]:
    return {key: _day_of(gathering, case["changed"]) for key, case in gathering.cases.items()}


def _day_of(gathering: Gathering, index: int) -> date:
    """The day of an entry; the present day where the log does not reach so far."""
    found = entry_at(gathering.driver, gathering.organisation_id, index)
    return civil_date(found.entry.at) if found else gathering.today


@loads(NominationFacts, "regime_today")
def _regime_today(gathering: Gathering) -> dict[str, Regime]:
    return for_all(gathering, gathering.rules.on(gathering.today))


@loads(NominationFacts, "office_days")
def _office_days(gathering: Gathering) -> dict[str, OfficeDays]:
    return for_all(gathering, gathering.rules.on(gathering.today).office_days)


@loads(NominationFacts, "lower_rules")
def _lower_rules(gathering: Gathering) -> dict[str, AwardRules | None]:
    answer: dict[str, AwardRules | None] = {}
    regimes = _regime(gathering)
    for key, case in gathering.cases.items():
        regime = regimes[key]
        lower = regime.rules(case["award"], case["basis"]).lower_award.value
        answer[key] = regime.rules(lower, case["basis"]) if lower else None
    return answer


@loads(NominationFacts, "uploads", UPLOADS)
def _uploads(gathering: Gathering) -> Mapping[str, Any]:
    return grouped(gathering, gathering.rows(UPLOADS), _FILE)


@loads(NominationFacts, "documents", DOCUMENTS)
def _documents(gathering: Gathering) -> Mapping[str, Any]:
    return grouped(gathering, gathering.rows(DOCUMENTS), _FILE)


@loads(NominationFacts, "campaign_state", CAMPAIGN_STATES)
def _campaign_state(gathering: Gathering) -> Mapping[str, Any]:
    return _through(gathering, CAMPAIGN_STATES)


@loads(NominationFacts, "unit_ended_on", UNIT_ENDS)
def _unit_ended_on(gathering: Gathering) -> Mapping[str, Any]:
    return _through(gathering, UNIT_ENDS)


@loads(NominationFacts, "session_state", SESSION_STATES)
def _session_state(gathering: Gathering) -> Mapping[str, Any]:
    return _through(gathering, SESSION_STATES)


def _through(gathering: Gathering, statement: PreparedThrough) -> dict[str, Any]:
    found = dict(gathering.rows(statement))
    return {key: found.get(case[statement.column]) for key, case in gathering.cases.items()}


@loads(NominationFacts, "rivals", RIVALS)
def _rivals(gathering: Gathering) -> Mapping[str, Any]:
    living: dict[tuple[Any, ...], set[tuple[str, str]]] = {}
    for owner, key, *what, code in gathering.rows(RIVALS):
        living.setdefault((owner, *what), set()).add((key, code))
    together: dict[tuple[Any, ...], set[tuple[str, str]]] = {}
    for key in gathering.asked.keys() & gathering.cases.keys():
        case = gathering.cases[key]
        together.setdefault((case["nominee_id"], *_what(case)), set()).add((key, case["code"] or ""))
    return {
        key: sorted({
            code
            for rival, code in living.get((key, *_what(case)), set()) | together.get((case["nominee_id"], *_what(case)), set())
            if rival != key
        })
        for key, case in gathering.cases.items()
    }  # fmt: skip


def _what(case: Row) -> tuple[Any, ...]:
    """For what nobody is nominated twice."""
    return case["nominated_award"], case["year"], case["basis"]


@loads(NominationFacts, "next_code", LAST_NUMBER)
def _next_code(gathering: Gathering) -> dict[str, int]:
    following: dict[int, int] = {}
    answer = {}
    for key, case in gathering.cases.items():
        year = case["year"]
        if year not in following:
            following[year] = _last_code(gathering, key) + 1
        answer[key] = following[year]
        following[year] += 1
    return answer


def _last_code(gathering: Gathering, key: str) -> int:
    ((last,),) = gathering.driver.rows_for(LAST_NUMBER, [key])
    return int(last)


@loads(NominationFacts, "rank")
def _rank(gathering: Gathering) -> Mapping[str, Any]:
    rules = _rules(gathering)
    bounded = {
        key: case["session_id"] for key, case in gathering.cases.items() if (quota := rules[key].quota) and quota.value
    }
    return dict.fromkeys(gathering.cases) | held_ranks(gathering.driver, bounded)


@loads(NominationFacts, "replies", REPLIES)
def _replies(gathering: Gathering) -> Mapping[str, Any]:
    latest: dict[str, dict[str, dict[str, Any]]] = {key: {} for key in gathering.cases}
    for key, consultation, body, opinion in gathering.rows(REPLIES):
        latest[key][consultation] = {"id": consultation, "body": body, "opinion": opinion}
    return {key: list(bodies.values()) for key, bodies in latest.items()}


@loads(NominationFacts, "comments", COMMENTS)
def _comments(gathering: Gathering) -> Mapping[str, Any]:
    return grouped(gathering, gathering.rows(COMMENTS), ("id", "result"))


@loads(NominationFacts, "sessions")
def _sessions(gathering: Gathering) -> Mapping[str, Any]:
    found = gathering.driver.rows(OPEN_SESSIONS, organisation_id=gathering.organisation_id)
    return for_all(gathering, {key: state for key, state, _body in found})


@loads(NominationFacts, "session_bodies")
def _session_bodies(gathering: Gathering) -> Mapping[str, Any]:
    found = gathering.driver.rows(OPEN_SESSIONS, organisation_id=gathering.organisation_id)
    return for_all(gathering, {key: body for key, _state, body in found})
