"""Reminds each desk, once a working day, of the cases it has that are overdue or due within two working days."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, select

from notifications.audience import People, people
from notifications.composing import HOME, MessageRow, message
from notifications.letters import fill, phrases, spoken
from notifications.phrasing import case_line, listed
from states.desks import NOMINATION_DESKS
from states.vocabulary import Role, State
from states.wording import day_in_words
from states.working_days import OfficeDays
from workflow.days import civil_date
from workflow.models.message import Outbox
from workflow.models.nomination import Nomination
from workflow.rules_in_force import Rules, rules_of
from workflow.sql import Driver, Prepared, among

WORKING_DAYS_AHEAD = 2
LONGEST_BREAK = timedelta(days=21)
"""Longer than any holidays with as many working days behind them as are looked ahead."""

_CASE = ("organisation_id", "state", "unit_id", "code", "name", "award", "basis", "rules", "due_on", "outbox_id", "id")
_DUE = Prepared(
    lambda: select(
        Nomination.organisation_id, Nomination.state, Nomination.unit_id, Nomination.code, Nomination.name,
        Nomination.award, Nomination.basis, Nomination.rules, Nomination.due_on, Outbox.id, Nomination.id,
    )
    .join(Outbox, and_(Outbox.organisation_id == Nomination.organisation_id, Outbox.entry == Nomination.head))
    .where(among(Nomination.state, NOMINATION_DESKS), Nomination.due_on <= bindparam("last"))
    .order_by(Nomination.organisation_id, Nomination.due_on, Nomination.code)
)  # fmt: skip


def reminders(driver: Driver, at: int) -> Iterator[MessageRow]:
    """The reminders of the day of ``at``, one for each reader on all of its cases; none on a day offices are closed.

    The day is part of a reminder's key, so asking twice a day makes the same rows.
    """
    today = civil_date(at)
    last = (today + LONGEST_BREAK).isoformat()
    by_organisation: dict[str, list[dict[str, Any]]] = {}
    for row in driver.rows(_DUE, last=last):
        by_organisation.setdefault(row[0], []).append(dict(zip(_CASE, row, strict=True)))
    for organisation_id, waiting in by_organisation.items():
        rules = rules_of(driver, organisation_id)
        cases = _due_soon(waiting, today, rules.on(today).office_days)
        if not cases:
            continue
        everybody = people(driver, organisation_id, today)
        for account, due in _by_reader(cases, everybody, today, rules).items():
            yield _reminder(account, due, spoken(everybody.languages[account]), today, at)


def _due_soon(waiting: list[dict[str, Any]], today: date, offices: OfficeDays) -> list[dict[str, Any]]:
    """What is overdue or due soon by the office days of the organisation; nothing on a day on which it is closed."""
    if not offices.is_working_day(today):
        return []
    last = offices.add_working_days(today, WORKING_DAYS_AHEAD).isoformat()
    return [case for case in waiting if case["due_on"] <= last]


def _by_reader(
    cases: list[dict[str, Any]], everybody: People, today: date, rules: Rules
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for case in cases:
        role = _desk(case, today, rules)
        units = (case["unit_id"],) if role == Role.UNIT_OFFICER else ()
        kept_out = everybody.veiled.get(case["id"], set()) if role != Role.UNIT_OFFICER else set()
        for account in everybody.holding(role, *units) - kept_out:
            found.setdefault(account, []).append(case)
    return found


def _desk(case: Mapping[str, Any], today: date, rules: Rules) -> Role:
    """Who has to act next; an eligible case in which the council has no say lies with the office."""
    regime = rules.of(case, today)
    if case["state"] == State.ELIGIBLE and not regime.rules(case["award"], case["basis"]).council_step.value:
        return Role.SECRETARIAT
    return NOMINATION_DESKS[State(case["state"])]


def _reminder(account: str, due: list[dict[str, Any]], language: str, today: date, at: int) -> MessageRow:
    overdue = sum(case["due_on"] < today.isoformat() for case in due)
    said = {
        "count": str(len(due)),
        "overdue": str(overdue) if overdue else "",
        "lines": listed([_line(case, language) for case in due], language),
        "day": day_in_words(today),
    }
    letter = fill("reminder", language, said)
    return message(account, due[0]["outbox_id"], letter, at=at, link=HOME, purpose=f"reminder {today.isoformat()}")


def _line(case: Mapping[str, Any], language: str) -> str:
    line = case_line(case["code"], case["name"], case["award"], language)
    return phrases(language)["due"].format(line=line, day=day_in_words(date.fromisoformat(case["due_on"])))
