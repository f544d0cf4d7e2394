"""Reads what the minutes of a session say: what was written, who took part, and every count."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import bindparam, select

from states import wording
from states.council_vocabulary import Attendance, SessionForm
from workflow.days import civil_time
from workflow.documents.counting import item_of
from workflow.documents.counting_source import urns_of, voted_anew
from workflow.documents.issuer import issuer
from workflow.documents.minutes_paper import Member, MinutesPaper, Signed, Written
from workflow.documents.wording_source import wording_at
from workflow.facts.session import IN_THIS_MEETING
from workflow.models.account import Account
from workflow.models.session import AttendanceMark, RollEntry, Session
from workflow.queries.invitations import guests_of
from workflow.queries.minutes import Signature, minutes_of
from workflow.queries.session import TAKING_PART, counted_items
from workflow.sql import Driver, Prepared

_SESSION = Prepared(
    lambda: select(
        Session.title,
        Session.place,
        Session.meets_on,
        Session.form,
        Session.opened_at,
        Session.opinions_until,
        Session.closed_at,
    ).where(Session.id == bindparam("key"))
)
_MEMBERS = Prepared(
    lambda: (
        select(RollEntry.account_id, RollEntry.title, Account.full_name, Session.form)
        .join(Account, Account.id == RollEntry.account_id)
        .join(Session, Session.id == RollEntry.session_id)
        .where(RollEntry.session_id == bindparam("key"))
        .order_by(Account.sort_key, Account.id)
    )
)
_MARKS = Prepared(
    lambda: (
        select(AttendanceMark.account_id, AttendanceMark.attendance, AttendanceMark.reason)
        .join(Session, Session.id == AttendanceMark.session_id)
        .where(AttendanceMark.session_id == bindparam("key"), IN_THIS_MEETING)
        .order_by(AttendanceMark.version)
    )
)


def minutes_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> MinutesPaper:
    """The minutes that the member who chaired signed in ``entry``."""
    ((title, place, meets_on, form, opened_at, until, closed_at),) = driver.rows(_SESSION, key=key)
    minutes = minutes_of(driver, organisation_id, key, up_to=entry)[-1]
    assert minutes.chaired is not None, "a paper is asked for when the minutes are signed"
    tellers, urns = urns_of(driver, key)
    counted = counted_items(driver, key)
    return MinutesPaper(
        office=issuer(driver, organisation_id), title=title, venue=place, meets_on=date.fromisoformat(meets_on),
        is_circulated=form == SessionForm.CIRCULATION, opened_at=civil_time(opened_at), closed_at=civil_time(closed_at),
        members=list(_members(driver, key)),
        guests=[f"{guest.name}, {guest.post}" for guest in guests_of(driver, key)],
        items=[item_of(each, urns.get(each.item.key)) for each in counted],
        tellers=tellers if urns else (), anew=voted_anew(driver, key),
        written=Written(
            course=minutes.course, remarks=minutes.remarks, conclusions=minutes.conclusions, corrects=minutes.corrects,
            reason=minutes.reason,
        ),
        secretary=_signed(minutes.written), chaired=_signed(minutes.chaired),
        opinions_until=civil_time(until) if until else None, instead_of=minutes.chair if minutes.signer else None,
        wording=wording_at(driver, organisation_id, "minutes", entry),
    )  # fmt: skip


def _signed(signature: Signature) -> Signed:
    return Signed(name=signature.name, at=civil_time(signature.at), entry=signature.entry)


def _members(driver: Driver, key: str) -> Iterator[Member]:
    marks = {account: (Attendance(mark), reason) for account, mark, reason in driver.rows(_MARKS, key=key)}
    for account, title, name, form in driver.rows(_MEMBERS, key=key):
        mark, reason = marks.get(account, (None, ""))
        unmarked = "Lấy ý kiến bằng văn bản" if form == SessionForm.CIRCULATION else "Chưa ghi"
        yield Member(
            name=name, title=title, attendance=wording.label(mark, "vi") if mark else unmarked, reason=reason,
            takes_part=mark in TAKING_PART,
        )  # fmt: skip
