"""Letters on alarms about a log: its auditors and administrators are told once of every alarm that is open."""

from collections.abc import Iterator, Sequence

from sqlalchemy import bindparam, select

from notifications.audience import people
from notifications.composing import HOME, MessageRow, message
from notifications.letters import Letter, fill, phrases, spoken
from states.vocabulary import Role
from workflow.days import civil_date, civil_time
from workflow.ledger.alarms import Raised
from workflow.models.message import Outbox
from workflow.sql import Driver, Prepared

_FIRST_ACT = Prepared(
    lambda: select(Outbox.id).where(Outbox.organisation_id == bindparam("log_id")).order_by(Outbox.entry).limit(1)
)
"""What such a message is filed under: an alarm is nobody's act."""


def alarm_letters(driver: Driver, alarms: Sequence[Raised], at: int) -> Iterator[MessageRow]:
    """One message on each alarm for each reader. The alarm is part of its key, so that asking again makes the same ones."""
    for raised in alarms:
        log_id = raised.alarm.log_id
        filed_under = driver.value(_FIRST_ACT, log_id=log_id) if log_id else None
        if log_id is None or filed_under is None:
            continue
        everybody = people(driver, log_id, civil_date(at))
        for account in sorted(everybody.holding(Role.AUDITOR) | everybody.holding(Role.ADMINISTRATOR)):
            letter = _letter(raised, spoken(everybody.languages[account]))
            yield message(account, filed_under, letter, at=at, link=HOME, purpose=f"alarm {raised.id}")


def _letter(raised: Raised, language: str) -> Letter:
    words, code = phrases(language), raised.alarm.code
    facts = "; ".join(f"{name}: {value}" for name, value in sorted(raised.alarm.facts.items()))
    said = {
        "what": words.get(f"alarm_{code}", words["alarm"]),
        "advice": words.get(f"alarm_{code}_advice", words["alarm_advice"]),
        "when": f"{civil_time(raised.at):%H:%M %d/%m/%Y}",
        "place": " – ".join(part for part in (code, raised.alarm.about, facts) if part),
    }
    return fill("alarm", language, said)
