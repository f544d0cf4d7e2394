"""Reads what the record of a count says: every count of a session, as the close of its vote laid it down."""

from datetime import date

from sqlalchemy import bindparam, exists, func, select

from states.council_vocabulary import SessionForm
from workflow.days import civil_time
from workflow.documents.counting import Urn, item_of, urn_said
from workflow.documents.counting_paper import CountingPaper
from workflow.documents.issuer import issuer
from workflow.documents.minutes_paper import Signed
from workflow.ledger.reading import entry_at
from workflow.models.account import Account
from workflow.models.council_paper import CountedPapers, Teller
from workflow.models.session import Conflict, RollEntry, Session
from workflow.queries.council_paper import counted_anew
from workflow.queries.session import counted_items
from workflow.sql import Driver, Prepared

_members = select(func.count()).where(RollEntry.session_id == Session.id).scalar_subquery()
_SESSION = Prepared(
    lambda: select(Session.title, Session.place, Session.meets_on, Session.form, _members).where(
        Session.id == bindparam("key")
    )
)
_LATEST = select(func.max(Teller.version)).where(Teller.session_id == bindparam("key")).scalar_subquery()
_TELLERS = Prepared(
    lambda: (
        select(Account.id, Account.full_name)
        .join(Teller, Teller.account_id == Account.id)
        .where(Teller.session_id == bindparam("key"), Teller.version == _LATEST)
        .order_by(Account.sort_key, Account.id)
    )
)
_URNS = Prepared(
    lambda: (
        select(CountedPapers.account_id, CountedPapers.nomination_id, CountedPapers.issued, CountedPapers.returned)
        .where(
            CountedPapers.session_id == bindparam("key"),
            ~exists().where(
                Conflict.nomination_id == CountedPapers.nomination_id, Conflict.account_id == CountedPapers.account_id
            ),
        )
        .order_by(CountedPapers.version)
    )
)
_PERSON = Prepared(lambda: select(Account.full_name).where(Account.id == bindparam("key")))


def counting_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> CountingPaper:
    """The count that ``entry`` closed."""
    ((title, place, meets_on, form, members),) = driver.rows(_SESSION, key=key)
    closed = entry_at(driver, organisation_id, entry)
    assert closed is not None, "a paper names an entry of its log"
    tellers, urns = urns_of(driver, key)
    name = driver.value(_PERSON, key=closed.account_id) or ""
    return CountingPaper(
        office=issuer(driver, organisation_id), title=title, venue=place, meets_on=date.fromisoformat(meets_on),
        members=members, items=[item_of(each, urns.get(each.item.key)) for each in counted_items(driver, key)],
        counted=Signed(name=name, at=civil_time(closed.entry.at), entry=entry),
        tellers=tellers if urns else (),
        anew=voted_anew(driver, key), is_circulated=form == SessionForm.CIRCULATION,
    )  # fmt: skip


def urns_of(driver: Driver, key: str) -> tuple[list[str], dict[str, Urn]]:
    """Who counted what a session voted on in secret, and what was handed out and came back of each nomination."""
    tellers = dict(driver.rows(_TELLERS, key=key))
    urns = {
        nomination: Urn(issued=issued, returned=returned)
        for account, nomination, issued, returned in driver.rows(_URNS, key=key) if account in tellers
    }  # fmt: skip
    return list(tellers.values()), urns


def voted_anew(driver: Driver, key: str) -> list[str]:
    """What the count of a session could not decide, and is voted on anew."""
    return [f"{each.code}, {each.name} ({urn_said(each)})" for each in counted_anew(driver, key)]
