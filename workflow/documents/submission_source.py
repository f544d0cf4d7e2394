"""Reads what the letter says with which a draft was laid before the chairman: the list as it stood then."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from workflow.days import civil_date
from workflow.documents.as_it_stood import rows_added_later
from workflow.documents.decision_source import draft_submitted
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
        select(Finding.nomination_id, Finding.id, Session.title, Session.meets_on)
        .join(Finding, Finding.session_id == Session.id)
        .where(Finding.nomination_id.in_(ids))
    )
)


def _held(driver: Driver, organisation_id: str, named: Sequence[str], entry: int) -> set[tuple[str, str]]:
    """Title and day of the sessions that had voted on these nominations; one may come before the council again later."""
    found = driver.rows_for(_SESSIONS, named)
    times = Counter(nomination for nomination, *_ in found)
    later = {
        finding for nomination, count in times.items() if count > 1
        for finding in rows_added_later(driver, organisation_id, nomination, entry, "finding")
    }  # fmt: skip
    return {(title, meets_on) for _, finding, title, meets_on in found if finding not in later}


def submission_paper(driver: Driver, organisation_id: str, key: str, entry: int) -> SubmissionPaper:
    """The letter of the submission in ``entry``."""
    submitted = entry_at(driver, organisation_id, entry)
    assert submitted is not None, "a paper names an entry of its log"
    named, on = list(submitted.particulars.get("named", ())), civil_date(submitted.entry.at)
    held = _held(driver, organisation_id, named, entry)
    return SubmissionPaper(
        draft=draft_submitted(driver, organisation_id, key, submitted.particulars, on, entry),
        number=int(driver.value(_NUMBER, key=key)),
        sessions=[(title, date.fromisoformat(day)) for title, day in sorted(held, key=lambda each: (each[1], each[0]))],
        explanation=str(submitted.changes.get("explanation") or ""), on=on, entry=entry,
        signer=name_of(driver, submitted.account_id),
        wording=wording_at(driver, organisation_id, "submission", entry),
    )  # fmt: skip
