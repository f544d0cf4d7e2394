"""Facts of council sessions."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from states.facts import NOT_MARKED, SessionFacts
from states.vocabulary import Manner, Role, State
from workflow.facts.gathering import Gathering, for_all, loads
from workflow.models.account import IN_FORCE, Account, Office
from workflow.models.nomination import Nomination
from workflow.models.session import AttendanceMark, RollEntry, Session, Vote
from workflow.sql import Prepared, PreparedForIds

MEMBERS_IN_OFFICE = Prepared(
    select(Office.account_id, Office.title)
    .join(Account, Account.id == Office.account_id)
    .where(
        Office.organisation_id == bindparam("organisation_id"),
        Office.role == Role.COUNCIL_MEMBER.value,
        IN_FORCE,
    )
    .order_by(Office.account_id, Office.id)
)
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
                       Nomination.basis, Nomination.rules)
    .where(Nomination.session_id.in_(ids), Nomination.state == State.TABLED.value)
    .order_by(Nomination.award, Nomination.sort_key, Nomination.id)
)  # fmt: skip
VOTES = PreparedForIds(
    lambda ids: (
        select(Vote.session_id, Vote.nomination_id, Vote.account_id, Vote.version, Vote.choice, Vote.manner)
        .where(Vote.session_id.in_(ids))
        .order_by(Vote.version)
    )
)


@loads(SessionFacts, "regime")
def _regime(gathering: Gathering) -> Mapping[str, Any]:
    return {key: gathering.rules.under(case.get("rules"), gathering.today) for key, case in gathering.cases.items()}


@loads(SessionFacts, "members_in_office")
def _members_in_office(gathering: Gathering) -> Mapping[str, Any]:
    found = gathering.driver.rows(
        MEMBERS_IN_OFFICE, organisation_id=gathering.organisation_id, today=gathering.today.isoformat()
    )
    members = {account: {"account_id": account, "title": title} for account, title in found}
    return for_all(gathering, list(members.values()))


@loads(SessionFacts, "roll", ROLL)
def _roll(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, list[str]] = {key: [] for key in gathering.cases}
    for key, account in gathering.driver.rows_for(ROLL, gathering.ids):
        answer[key].append(account)
    return answer


@loads(SessionFacts, "attendance", ATTENDANCE)
def _attendance(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[str, tuple[int, str, str]]] = {key: {} for key in gathering.cases}
    for key, account, version, mark, reason, counts in gathering.driver.rows_for(ATTENDANCE, gathering.ids):
        answer[key][account] = (version, mark, reason) if counts else (version, *NOT_MARKED[1:])
    return answer


@loads(SessionFacts, "agenda", AGENDA)
def _agenda(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, list[dict[str, Any]]] = {key: [] for key in gathering.cases}
    for key, nomination, code, name, award, basis, digest in gathering.driver.rows_for(AGENDA, gathering.ids):
        regime = gathering.rules.under(digest, gathering.today)
        rules = regime.rules(award, basis)
        answer[key].append({"id": nomination, "code": code, "name": name, "award": award, "rules": rules})
    return answer


@loads(SessionFacts, "votes", VOTES)
def _votes(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[tuple[str, str], tuple[int, str]]] = {key: {} for key in gathering.cases}
    for key, nomination, account, version, choice, _ in gathering.driver.rows_for(VOTES, gathering.ids):
        answer[key][nomination, account] = (version, choice)
    return answer


@loads(SessionFacts, "own_votes", VOTES)
def _own_votes(gathering: Gathering) -> Mapping[str, Any]:
    latest: dict[str, dict[tuple[str, str], str]] = {key: {} for key in gathering.cases}
    for key, nomination, account, _version, _choice, manner in gathering.driver.rows_for(VOTES, gathering.ids):
        latest[key][nomination, account] = manner
    return {
        key: {place for place, manner in places.items() if manner != Manner.SHOW_OF_HANDS}
        for key, places in latest.items()
    }
