"""Tells a deputy, and the chairman who gave the mandate, that it ends within two working days: once for each mandate."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from notifications.audience import people
from notifications.composing import HOME, MessageRow, message
from notifications.letters import fill, spoken
from notifications.reminders import LONGEST_BREAK, WORKING_DAYS_AHEAD
from states.vocabulary import DecisionState, RegisterState, Role
from states.wording import day_in_words
from workflow.days import civil_date
from workflow.models.account import Account, Office
from workflow.models.decision import Decision
from workflow.models.message import Outbox
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, Prepared, among

_PRINCIPAL = aliased(Office)
_APPROVED = (DecisionState.APPROVED, DecisionState.NUMBERED)
_WAITING = (
    select(func.count())
    .where(Decision.approver_id == Office.account_id, among(Decision.state, _APPROVED))
    .correlate(Office)
    .scalar_subquery()
)
_NAMES = (
    "organisation_id",
    "outbox_id",
    "deputy",
    "chairman",
    "name",
    "title",
    "document",
    "held_from",
    "until",
    "waiting",
)
_ENDING = Prepared(
    lambda: select(
        Office.organisation_id, Outbox.id, Office.account_id, _PRINCIPAL.account_id, Account.full_name, Office.title,
        Office.document, Office.held_from, Office.held_until, _WAITING,
    )
    .join(Outbox, and_(Outbox.organisation_id == Office.organisation_id, Outbox.entry == Office.head))
    .join(Account, Account.id == Office.account_id)
    .join(_PRINCIPAL, _PRINCIPAL.id == Office.principal_id)
    .where(
        Office.role == Role.DEPUTY_CHAIRMAN.value, Office.state == RegisterState.ACTIVE.value,
        Office.held_from < bindparam("today"), Office.held_until >= bindparam("today"),
        Office.held_until <= bindparam("last"),
    )
    .order_by(Office.organisation_id, Office.held_until, Office.id)
)  # fmt: skip


def mandates_ending(driver: Driver, at: int) -> Iterator[MessageRow]:
    """The letters of the day of ``at``; none on a day offices are closed. A mandate that only began is not told as ending.

    The mandate is part of a letter's key, so asking again makes the same rows.
    """
    today = civil_date(at)
    for row in driver.rows(_ENDING, today=today.isoformat(), last=(today + LONGEST_BREAK).isoformat()):
        mandate: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
        offices = rules_of(driver, mandate["organisation_id"]).on(today).office_days
        if not offices.is_working_day(today):
            continue
        if mandate["until"] > offices.add_working_days(today, WORKING_DAYS_AHEAD).isoformat():
            continue
        everybody = people(driver, mandate["organisation_id"], today)
        for account in dict.fromkeys((mandate["deputy"], mandate["chairman"])):
            if account in everybody.languages:
                yield _letter(mandate, account, spoken(everybody.languages[account]), at)


def _letter(mandate: dict[str, Any], account: str, language: str, at: int) -> MessageRow:
    said = {name: mandate[name] for name in ("name", "title", "document")} | {
        "until": day_in_words(date.fromisoformat(mandate["until"])),
        "waiting": str(mandate["waiting"]) if mandate["waiting"] else "",
    }
    letter = fill("mandate_ending", language, said)
    return message(account, mandate["outbox_id"], letter, at=at, link=HOME, purpose="mandate ending")
