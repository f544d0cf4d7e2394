"""Reads what the letter says with which a draft was laid before the chairman: the list as it stood then."""

from datetime import date

from sqlalchemy import bindparam, select

from workflow.days import civil_date
from workflow.documents.decision_source import draft_of
from workflow.documents.nomination_read import name_of
from workflow.documents.submission_paper import SubmissionPaper
from workflow.documents.wording_source import wording_at
from workflow.ledger.reading import entry_at
from workflow.models.decision import Decision
from workflow.models.session import Finding, Session
from workflow.sql import Driver, Prepared, PreparedForIds

_NUMBER = Prepared(lambda: select(Decision.submission_number).where(Decision.id == bindparam("key")))
_SESSIONS = PreparedForIds(
    lambda ids: (
        select(Session.id, Session.title, Session.meets_on)
        .distinct()
        .join(Finding, Finding.session_id == Session.id)
        .where(Finding.nomination_id.in_(ids))
    )
)


def submission_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> SubmissionPaper:
    """The letter of the submission in ``entry``."""
    submitted = entry_at(driver, organisation_id, entry)
    assert submitted is not None, "a paper names an entry of its log"
    named, on = list(submitted.particulars.get("named", ())), civil_date(submitted.entry.at)
    held = {(title, meets_on) for _, title, meets_on in driver.rows_for(_SESSIONS, named)}
    return SubmissionPaper(
        draft=draft_of(driver, organisation_id, key, named, on, entry), number=int(driver.value(_NUMBER, key=key)),
        sessions=[(title, date.fromisoformat(day)) for title, day in sorted(held, key=lambda each: (each[1], each[0]))],
        explanation=str(submitted.changes.get("explanation") or ""), on=on, entry=entry,
        signer=name_of(driver, submitted.account_id),
        wording=wording_at(driver, organisation_id, "submission", entry),
    )  # fmt: skip
