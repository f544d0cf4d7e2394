"""Reads what a receipt says: out of the entries of one submission, of a single dossier or of a whole list."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import bindparam, select

from states.rule_names import award_name, document_name
from states.vocabulary import Action, Subject, SubjectKind
from workflow.days import civil_time
from workflow.documents.issuer import issuer
from workflow.documents.receipt_paper import HandedIn, HandedInFile, ReceiptPaper
from workflow.documents.writing_style import addressed
from workflow.ledger.reading import ReadEntry, entries_between, entry_at, root_at
from workflow.models.account import Account
from workflow.models.dossier import Document
from workflow.models.ledger import Log
from workflow.models.nomination import Nomination
from workflow.models.organisation import Unit
from workflow.models.proposal import Proposal
from workflow.sql import Driver, Prepared, PreparedForIds

HANDING_IN = frozenset({Action.SUBMIT.value, Action.RESUBMIT.value})
_FEWEST_AT_ONCE = 256

_CASES = PreparedForIds(
    lambda ids: (
        select(Nomination.id, Nomination.code, Nomination.name, Nomination.gender, Nomination.nominated_award,
               Nomination.birth_year, Nomination.proposal_id, Nomination.subject_kind, Unit.name)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(Nomination.id.in_(ids))
    )
)  # fmt: skip
_FILES = PreparedForIds(
    lambda ids: (
        select(Document.kind, Document.file_name, Document.size, Document.sha256)
        .distinct()
        .where(Document.nomination_id.in_(ids), Document.handed_in_at <= bindparam("at"))
        .order_by(Document.kind, Document.file_name, Document.sha256)
    )
)
_PERSON = Prepared(lambda: select(Account.full_name).where(Account.id == bindparam("key")))
_LIST = Prepared(lambda: select(Proposal.title).where(Proposal.id == bindparam("key")))
_ORIGIN = Prepared(lambda: select(Log.origin).where(Log.id == bindparam("key")))


def receipt_paper(driver: Driver, organisation_id: str, subject: str, key: str, entry: int) -> ReceiptPaper:
    """The receipt of the submission that ended with ``entry``; of a list, of all its dossiers handed in with it."""
    entries = _submission(driver, organisation_id, entry) if subject != Subject.NOMINATION else []
    entries = entries or [_existing(entry_at(driver, organisation_id, entry))]
    rows = {row[0]: row for row in driver.rows_for(_CASES, [_case_of(each) for each in entries])}
    if subject != Subject.NOMINATION:
        entries = [each for each in entries if rows[_case_of(each)][6] == key]
    last, cases = entries[-1], [_handed_in(each, rows[_case_of(each)]) for each in entries]
    return ReceiptPaper(
        office=issuer(driver, organisation_id), unit=rows[_case_of(last)][8],
        submitter=driver.value(_PERSON, key=last.account_id) or "", at=civil_time(last.entry.at),
        list_title=(driver.value(_LIST, key=key) or "") if subject != Subject.NOMINATION else "",
        is_again=last.entry.act == Action.RESUBMIT, cases=cases,
        files=_files(driver, [_case_of(each) for each in entries], last.entry.at, rows[_case_of(last)][4]),
        due_on=_day(last.changes.get("due_on")), origin=str(driver.value(_ORIGIN, key=organisation_id)),
        size=entry + 1, root=root_at(driver, organisation_id, entry + 1).hex(),
    )  # fmt: skip


def _submission(driver: Driver, organisation_id: str, entry: int) -> list[ReadEntry]:
    """The run of entries of one instant and one person that ends with ``entry``: what was written in one commit."""
    last = _existing(entry_at(driver, organisation_id, entry))
    found: list[ReadEntry] = []
    end, step = entry + 1, _FEWEST_AT_ONCE
    while end > 0:
        part = entries_between(driver, organisation_id, max(0, end - step), end)
        run = [each for each in part if (each.entry.at, each.entry.actor) == (last.entry.at, last.entry.actor)]
        found = [*run, *found]
        if len(run) < len(part):
            break
        end, step = end - len(part), step * 2
    return [each for each in found if each.entry.act in HANDING_IN]


def _existing(entry: ReadEntry | None) -> ReadEntry:
    assert entry is not None, "a paper names an entry of its log"
    return entry


def _case_of(entry: ReadEntry) -> str:
    return entry.entry.obj.split(":")[1]


def _handed_in(entry: ReadEntry, row: Sequence[object]) -> HandedIn:
    _, code, name, gender, award, birth_year, _, kind, _ = row
    return HandedIn(
        code=str(code), name=addressed(str(name), SubjectKind(str(kind)), None if gender is None else str(gender)),
        award=award_name(str(award), "vi"), birth_year=birth_year if isinstance(birth_year, int) else None,
        entry=entry.index,
    )  # fmt: skip


def _files(driver: Driver, cases: Sequence[str], at: int, award: str) -> list[HandedInFile]:
    """Every file once, however many dossiers of the list it lies in."""
    rows: Iterable[tuple[str, str, int, str]] = dict.fromkeys(
        (str(kind), str(name), int(size), str(sha256))
        for kind, name, size, sha256 in driver.rows_for(_FILES, cases, at=at)
    )
    return [
        HandedInFile(kind=document_name(kind, "vi", award=award), name=name, size=size, sha256=sha256)
        for kind, name, size, sha256 in rows
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
