"""Reads what the minutes of a session say: the recorded text, who took part, and every count."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import bindparam, select

from states import wording
from states.council_vocabulary import Attendance, SessionForm
from states.rule_names import award_name
from workflow.days import civil_time
from workflow.documents.issuer import issuer
from workflow.documents.minutes_paper import Item, Member, MinutesPaper
from workflow.facts.session import IN_THIS_MEETING
from workflow.ledger.reading import entry_at
from workflow.models.account import Account
from workflow.models.session import AttendanceMark, RollEntry, Session
from workflow.queries.session import TAKING_PART, CountedItem, counted_items
from workflow.sql import Driver, Prepared

_SESSION = Prepared(
    select(Session.title, Session.meets_on, Session.minutes, Account.full_name)
    .outerjoin(Account, Account.id == Session.chair_id)
    .where(Session.id == bindparam("key"))
)
_MEMBERS = Prepared(
    select(RollEntry.account_id, RollEntry.title, Account.full_name, Session.form)
    .join(Account, Account.id == RollEntry.account_id)
    .join(Session, Session.id == RollEntry.session_id)
    .where(RollEntry.session_id == bindparam("key"))
    .order_by(Account.sort_key, Account.id)
)
_MARKS = Prepared(
    select(AttendanceMark.account_id, AttendanceMark.attendance, AttendanceMark.reason)
    .join(Session, Session.id == AttendanceMark.session_id)
    .where(AttendanceMark.session_id == bindparam("key"), IN_THIS_MEETING)
    .order_by(AttendanceMark.version)
)
_PERSON = Prepared(select(Account.full_name).where(Account.id == bindparam("key")))


def minutes_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> MinutesPaper:
    """The minutes as the secretary recorded them in ``entry``."""
    ((title, meets_on, text, chair),) = driver.rows(_SESSION, key=key)
    recorded = entry_at(driver, organisation_id, entry)
    assert recorded is not None, "a paper names an entry of its log"
    return MinutesPaper(
        office=issuer(driver, organisation_id), title=title, meets_on=date.fromisoformat(meets_on),
        text=recorded.changes.get("minutes", text), members=list(_members(driver, key)),
        items=[_item(each) for each in counted_items(driver, key)], chair=chair or "",
        secretary=driver.value(_PERSON, key=recorded.account_id) or "", recorded_at=civil_time(recorded.entry.at),
        entry=entry,
    )  # fmt: skip


def _members(driver: Driver, key: str) -> Iterator[Member]:
    marks = {account: (Attendance(mark), reason) for account, mark, reason in driver.rows(_MARKS, key=key)}
    for account, title, name, form in driver.rows(_MEMBERS, key=key):
        mark, reason = marks.get(account, (None, ""))
        unmarked = "Lấy ý kiến bằng văn bản" if form == SessionForm.CIRCULATION else "Chưa ghi"
        yield Member(
            name=name, title=title, attendance=wording.label(mark, "vi") if mark else unmarked, reason=reason,
            takes_part=mark in TAKING_PART,
        )  # fmt: skip


def _item(counted: CountedItem) -> Item:
    item = counted.item
    return Item(
        code=item.code, name=item.name, unit=item.unit, award=award_name(item.award, "vi"),
        lower=award_name(item.lower, "vi") if item.lower else "", tally=counted.tally, threshold=counted.threshold,
        finding=counted.finding, rank=counted.rank,
    )  # fmt: skip
