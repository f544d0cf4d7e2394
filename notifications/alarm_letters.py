"""Letters on alarms: auditors and administrators are told of what is wrong with a log, and once it is well again for a day.

An alarm of this house's log goes to its own people; one of somebody else's log, or of the installation, to those of every
organisation here. What comes and goes all day is told once that day, and its end only after a quiet day.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import bindparam, select

from notifications.audience import people
from notifications.composing import MessageRow, message
from notifications.letters import Letter, fill, spoken
from states.vocabulary import Role
from workflow.days import civil_date, civil_time
from workflow.ledger.alarm_words import words_of
from workflow.ledger.alarms import Raised, open_alarms, recent_alarms
from workflow.models.ledger import Log
from workflow.models.message import Outbox
from workflow.sql import Driver, Prepared

DAY = 24 * 3600 * 1_000_000
WITNESSES = "/log/witnesses"
"""Where a letter leads: the page that shows every alarm with its evidence."""

_LOGS = Prepared(lambda: select(Log.id).order_by(Log.id))
_FIRST_ACT = Prepared(
    lambda: select(Outbox.id).where(Outbox.organisation_id == bindparam("log_id")).order_by(Outbox.entry).limit(1)
)
"""What such a message is filed under: an alarm is nobody's act."""


def to_be_told(driver: Driver, at: int) -> list[Raised]:
    """The alarms that are open, and those that have been over for a day and did not come back; to be told once each."""
    opened = open_alarms(driver)
    later = {_name(each): each.at for each in opened}
    over = []
    for each in recent_alarms(driver, at - 3 * DAY):
        if each.ended_at and _name(each) not in later and each.ended_at <= at - DAY:
            over.append(each)
        later.setdefault(_name(each), each.at)
    return [*opened, *over]


def alarm_letters(driver: Driver, alarms: Sequence[Raised], at: int) -> Iterator[MessageRow]:
    """One message on each alarm for each reader. What tells it apart is in its key: asking again makes the same ones."""
    logs = [str(key) for (key,) in driver.rows(_LOGS)] if alarms else []
    for log_id in logs:
        concerned = [each for each in alarms if each.alarm.log_id in (None, log_id)]
        filed_under = driver.value(_FIRST_ACT, log_id=log_id) if concerned else None
        if filed_under is None:
            continue
        everybody = people(driver, log_id, civil_date(at))
        for account in sorted(everybody.holding(Role.AUDITOR) | everybody.holding(Role.ADMINISTRATOR)):
            language = spoken(everybody.languages[account])
            for raised in concerned:
                letter, purpose = _letter(raised, language), _purpose(raised)
                yield message(account, filed_under, letter, at=at, link=WITNESSES, purpose=purpose)


def _purpose(raised: Raised) -> str:
    if raised.ended_at:
        return f"alarm over {raised.id}"
    return f"alarm {raised.alarm.code} {raised.alarm.about} {civil_date(raised.at).isoformat()}"


def _letter(raised: Raised, language: str) -> Letter:
    words = words_of(raised.alarm, language)
    said = {"what": words.title, "sentence": words.sentence, "advice": words.advice, "when": _moment(raised.at)}
    if raised.ended_at:
        return fill("alarm_over", language, said | {"until": _moment(raised.ended_at)})
    return fill("alarm", language, said)


def _moment(at: int) -> str:
    return f"{civil_time(at):%H:%M %d/%m/%Y}"


def _name(raised: Raised) -> tuple[str, str, str]:
    return raised.alarm.code, raised.alarm.log_id or "", raised.alarm.about
