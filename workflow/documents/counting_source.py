"""Reads what the record of a count says: every count of a session, as the close of its vote laid it down."""

from datetime import date

from sqlalchemy import bindparam, func, select

from workflow.days import civil_time
from workflow.documents.counting import item_of, urn_lines
from workflow.documents.counting_paper import CountingPaper
from workflow.documents.issuer import issuer
from workflow.documents.minutes_paper import Signed
from workflow.ledger.reading import entry_at
from workflow.models.account import Account
from workflow.models.session import RollEntry, Session
from workflow.queries.council_paper import teller_names, urns_of
from workflow.queries.session import counted_items
from workflow.sql import Driver, Prepared

_members = select(func.count()).where(RollEntry.session_id == Session.id).scalar_subquery()
_SESSION = Prepared(
    select(Session.title, Session.place, Session.meets_on, _members).where(Session.id == bindparam("key"))
)
_PERSON = Prepared(select(Account.full_name).where(Account.id == bindparam("key")))


def counting_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> CountingPaper:
    """The count that ``entry`` closed."""
    ((title, place, meets_on, members),) = driver.rows(_SESSION, key=key)
    closed = entry_at(driver, organisation_id, entry)
    assert closed is not None, "a paper names an entry of its log"
    name = driver.value(_PERSON, key=closed.account_id) or ""
    return CountingPaper(
        office=issuer(driver, organisation_id), title=title, venue=place, meets_on=date.fromisoformat(meets_on),
        members=members, items=[item_of(each) for each in counted_items(driver, key)],
        counted=Signed(name=name, at=civil_time(closed.entry.at), entry=entry),
        urns=urn_lines(urns_of(driver, key), teller_names(driver, key)),
    )  # fmt: skip
