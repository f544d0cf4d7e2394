"""Facts of council sessions."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, exists, func, select

from states.award_rules import AwardRules
from states.council_vocabulary import BY_THE_MEMBER, IN_WRITING, ConflictGround, Manner, Method
from states.facts import Row
from states.nominee_facts import nominee_facts
from states.paper_ballots import method_of
from states.ranking import preference_of
from states.rule_parts import Quota, TiePreference
from states.session_facts import NOT_MARKED, SessionFacts
from states.vocabulary import Preference, RankStanding, State
from workflow.facts.gathering import Gathering, for_all, loads
from workflow.facts.history import HONOURED
from workflow.facts.nominee import statements_about
from workflow.models.council_paper import ItemVotedOn
from workflow.models.nomination import Nomination
from workflow.models.session import (
    AnsweredHand,
    AttendanceMark,
    Conflict,
    Declaration,
    MinutesVersion,
    Ranking,
    RollEntry,
    Session,
    Vote,
)
from workflow.sql import PreparedForIds, among

ROLL = PreparedForIds(
    lambda ids: (
        select(RollEntry.session_id, RollEntry.account_id)
        .where(RollEntry.session_id.in_(ids))
        .order_by(RollEntry.account_id)
    )
)
IN_THIS_MEETING = AttendanceMark.opened_at == Session.opened_at
"""Whether a mark is about the meeting that was opened last, and not about one that was adjourned."""
ATTENDANCE = PreparedForIds(
    lambda ids: (
        select(
            AttendanceMark.session_id,
            AttendanceMark.account_id,
            AttendanceMark.version,
            AttendanceMark.attendance,
            AttendanceMark.reason,
            IN_THIS_MEETING,
        )
        .join(Session, Session.id == AttendanceMark.session_id)
        .where(AttendanceMark.session_id.in_(ids))
        .order_by(AttendanceMark.version)
    )
)
AGENDA = PreparedForIds(
    lambda ids: select(Nomination.session_id, Nomination.id, Nomination.code, Nomination.name, Nomination.award,
                       Nomination.basis, Nomination.rules, Nomination.year, Nomination.changed, ItemVotedOn.method)
    .outerjoin(ItemVotedOn, (ItemVotedOn.nomination_id == Nomination.id)
               & (ItemVotedOn.session_id == Nomination.session_id))
    .where(Nomination.session_id.in_(ids), Nomination.state == State.TABLED.value)
    .order_by(Nomination.award, Nomination.sort_key, Nomination.id)
)  # fmt: skip
FOUND_WORTHY = (State.ENDORSED, State.ENDORSED_LOWER, State.BEFORE_CHAIRMAN, State.FORWARDED, *HONOURED)
"""Where a nomination counts against a quota: the council endorsed it, and nobody has refused it since."""
PASSED = PreparedForIds(
    lambda ids: (
        select(Nomination.award, func.count())
        .where(
            Nomination.organisation_id == bindparam("organisation_id"), Nomination.year == bindparam("year"),
            Nomination.award.in_(ids), among(Nomination.state, FOUND_WORTHY),
            ~exists().where(
                Ranking.nomination_id == Nomination.id, Ranking.session_id == Nomination.session_id,
                among(Ranking.standing, (RankStanding.BEYOND, RankStanding.RE_VOTE)),
            ),
        )
        .group_by(Nomination.award)
    )
)  # fmt: skip
NOMINEES = PreparedForIds(
    lambda ids: select(Nomination.id, Nomination.subject_kind, Nomination.gender, Nomination.year).where(
        Nomination.id.in_(ids)
    )
)
VOTES = PreparedForIds(
    lambda ids: (
        select(Vote.session_id, Vote.nomination_id, Vote.account_id, Vote.version, Vote.choice, Vote.manner, Vote.id)
        .where(Vote.session_id.in_(ids))
        .order_by(Vote.version)
    )
)

DECLARED = PreparedForIds(
    lambda ids: (
        select(Declaration.session_id, Declaration.account_id, Declaration.version, Declaration.up_to)
        .where(Declaration.session_id.in_(ids))
        .order_by(Declaration.version)
    )
)
CONFLICTS = PreparedForIds(
    lambda ids: (
        select(Nomination.session_id, Conflict.nomination_id, Conflict.account_id, Conflict.ground)
        .join(Nomination, Nomination.id == Conflict.nomination_id)
        .where(Nomination.session_id.in_(ids))
        .order_by(Conflict.id)
    )
)
"""Of the cases before the session, in whichever session it was declared: a conflict is never taken back, so it goes with a case
that was taken off an agenda, or whose vote was voided.
"""
MINUTES = PreparedForIds(
    lambda ids: (
        select(MinutesVersion.session_id, func.max(MinutesVersion.version))
        .where(MinutesVersion.session_id.in_(ids))
        .group_by(MinutesVersion.session_id)
    )
)

HAND_ANSWERS = PreparedForIds(
    lambda ids: (
        select(AnsweredHand.session_id, AnsweredHand.vote_id, AnsweredHand.version, AnsweredHand.answer)
        .where(AnsweredHand.session_id.in_(ids))
        .order_by(AnsweredHand.version)
    )
)


@loads(SessionFacts, "regime")
def _regime(gathering: Gathering) -> Mapping[str, Any]:
    return {key: gathering.rules.under(case.get("rules"), gathering.today) for key, case in gathering.cases.items()}


@loads(SessionFacts, "roll", ROLL)
def _roll(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, list[str]] = {key: [] for key in gathering.cases}
    for key, account in gathering.driver.rows_for(ROLL, gathering.ids):
        answer[key].append(account)
    return answer


@loads(SessionFacts, "attendance", ATTENDANCE)
def attendance_in(gathering: Gathering) -> Mapping[str, Any]:
    """The latest mark of each member, by session."""
    answer: dict[str, dict[str, tuple[int, str, str]]] = {key: {} for key in gathering.cases}
    for key, account, version, mark, reason, counts in gathering.driver.rows_for(ATTENDANCE, gathering.ids):
        answer[key][account] = (version, mark, reason) if counts else (version, *NOT_MARKED[1:])
    return answer


@loads(SessionFacts, "agenda", AGENDA)
def _agenda(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, list[dict[str, Any]]] = {key: [] for key in gathering.cases}
    for key, nomination, code, name, award, basis, digest, year, seen, frozen in gathering.rows(AGENDA):
        regime = gathering.rules.under(digest, gathering.today)
        rules = regime.rules(award, basis)
        lower = rules.lower_award.value
        answer[key].append({
            "id": nomination, "code": code, "name": name, "award": award, "year": year, "seen": seen,
            "rules": rules, "lower_rules": regime.rules(lower, basis) if lower else None,
            "method": Method(frozen) if frozen else method_of(rules),
        })  # fmt: skip
    return answer


@loads(SessionFacts, "preferred")
def _preferred(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[str, Preference | None]] = {}
    for key, items in _agenda(gathering).items():
        regime = gathering.rules.under(gathering.cases[key].get("rules"), gathering.today)
        rule = regime.council.tie_preference
        bounded = [item["id"] for item in items if _bounded(item)]
        answer[key] = _preferences(gathering, rule.value, bounded) if rule and rule.value and bounded else {}
    return answer


def _preferences(gathering: Gathering, rule: TiePreference, ids: Sequence[str]) -> dict[str, Preference | None]:
    said = statements_about(gathering.driver, ids)
    answer = {}
    for key, kind, gender, year in gathering.driver.rows_for(NOMINEES, ids):
        members = nominee_facts(year, said=said.get(key, ())).members
        count, women = (members.count, members.women) if members else (None, None)
        answer[key] = preference_of(rule, kind, gender, count, women)
    return answer


@loads(SessionFacts, "passed")
def _passed(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[tuple[str, int], int]] = {}
    for key, items in _agenda(gathering).items():
        bounds = [(award, quota.of, item["year"]) for item in items for award, quota in _bounded(item)]
        awards = sorted({award for *named, _ in bounds for award in named if award})
        answer[key] = {}
        for year in sorted({year for *_, year in bounds}):
            found = gathering.driver.rows_for(PASSED, awards, organisation_id=gathering.organisation_id, year=year)
            answer[key] |= {(award, year): number for award, number in found}
    return answer


def _bounded(item: Row) -> list[tuple[str, Quota]]:
    """The awards that a nomination of the agenda may come to and that a quota bounds."""
    found: list[AwardRules | None] = [item["rules"], item["lower_rules"]]
    return [(rules.code, rules.quota.value) for rules in found if rules and rules.quota and rules.quota.value]


@loads(SessionFacts, "votes", VOTES)
def _votes(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[tuple[str, str], tuple[int, str]]] = {key: {} for key in gathering.cases}
    for key, nomination, account, version, choice, _, _ in gathering.driver.rows_for(VOTES, gathering.ids):
        answer[key][nomination, account] = (version, choice)
    return answer


@loads(SessionFacts, "declared", DECLARED)
def _declared(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[str, tuple[int, int]]] = {key: {} for key in gathering.cases}
    for key, account, version, up_to in gathering.driver.rows_for(DECLARED, gathering.ids):
        answer[key][account] = (version, up_to)
    return answer


@loads(SessionFacts, "conflicts", CONFLICTS)
def _conflicts(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[tuple[str, str], ConflictGround]] = {key: {} for key in gathering.cases}
    for key, nomination, account, ground in gathering.driver.rows_for(CONFLICTS, gathering.ids):
        answer[key][nomination, account] = ConflictGround(ground)
    return answer


@loads(SessionFacts, "minutes", MINUTES)
def _minutes(gathering: Gathering) -> Mapping[str, Any]:
    return for_all(gathering, 0) | dict(gathering.driver.rows_for(MINUTES, gathering.ids))


@loads(SessionFacts, "own_votes", VOTES)
def _own_votes(gathering: Gathering) -> Mapping[str, Any]:
    return {
        key: {place for place, manner in manners.items() if manner in BY_THE_MEMBER}
        for key, manners in _manners(gathering).items()
    }


@loads(SessionFacts, "written", VOTES)
def _written(gathering: Gathering) -> Mapping[str, Any]:
    return {
        key: {place for place, manner in manners.items() if manner in IN_WRITING}
        for key, manners in _manners(gathering).items()
    }


def _manners(gathering: Gathering) -> Mapping[str, Mapping[tuple[str, str], str]]:
    """By session: how the latest vote of each member on each nomination reached the record."""
    latest: dict[str, dict[tuple[str, str], str]] = {key: {} for key in gathering.cases}
    for key, nomination, account, _version, _choice, manner, _id in gathering.driver.rows_for(VOTES, gathering.ids):
        latest[key][nomination, account] = manner
    return latest


@loads(SessionFacts, "hands", VOTES, CONFLICTS)
def _hands(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[tuple[str, str], str]] = {key: {} for key in gathering.cases}
    for key, nomination, account, _version, _choice, manner, vote in gathering.driver.rows_for(VOTES, gathering.ids):
        answer[key].pop((nomination, account), None)
        if manner == Manner.SHOW_OF_HANDS:
            answer[key][nomination, account] = vote
    for key, recused in _conflicts(gathering).items():
        for place in recused:
            answer[key].pop(place, None)
    return answer


@loads(SessionFacts, "hand_answers", HAND_ANSWERS)
def _hand_answers(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[str, tuple[int, str]]] = {key: {} for key in gathering.cases}
    for key, vote, version, said in gathering.driver.rows_for(HAND_ANSWERS, gathering.ids):
        answer[key][vote] = (version, said)
    return answer
