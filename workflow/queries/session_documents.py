"""The papers of a session that the secretary entered, each for the eyes that may see how its member voted."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.council_vocabulary import SessionState
from states.facts import Row
from states.paper_ballots import COUNTING_SHEET
from states.vocabulary import Role, Subject
from workflow.commands.command import Actor
from workflow.judging import read_cases
from workflow.models.session import SessionDocument, Vote
from workflow.queries.recusals import takes_no_part
from workflow.queries.session import COUNTED
from workflow.sql import Driver, Prepared

_ONE = Prepared(
    lambda: select(SessionDocument.session_id, SessionDocument.account_id, SessionDocument.kind, SessionDocument.file_name,
           SessionDocument.media_type, SessionDocument.sha256)
    .where(SessionDocument.id == bindparam("key"))
)  # fmt: skip

_SAID_OF = Prepared(lambda: select(Vote.nomination_id).where(Vote.source_document_id == bindparam("key")))


@dataclass(frozen=True, kw_only=True)
class Scan:
    """The scan of a paper that a member signed."""

    name: str
    media_type: str
    sha256: str


def scan_for(driver: Driver, key: str, actor: Actor) -> Scan | None:
    """One scan, for its own member always; for the secretary who enters it, and after the count for auditors.

    The sheet of the tellers tells of all cases: who takes no part in one of them reads it nowhere, the uploader included.
    """
    for session_id, account_id, kind, name, media_type, sha256 in driver.rows(_ONE, key=key):
        if kind == COUNTING_SHEET and takes_no_part(driver, actor, session_id):
            return None
        case = read_cases(driver, Subject.SESSION, [session_id], actor.organisation_id).get(session_id)
        reads_votes = case and _reads_votes(actor, case) and not _speaks_of(driver, key, actor)
        if case and (account_id == actor.account_id or reads_votes):
            return Scan(name=name, media_type=media_type, sha256=sha256)
    return None


def _speaks_of(driver: Driver, key: str, actor: Actor) -> bool:
    """Whether the paper says something of a case in which the person looking takes no part."""
    return bool(actor.recused) and any(item in actor.recused for (item,) in driver.rows(_SAID_OF, key=key))


def _reads_votes(actor: Actor, case: Row) -> bool:
    """Of a voided vote nobody else reads anything: its cases are voted on again."""
    is_counted = case["state"] in COUNTED
    is_running = case["state"] == SessionState.VOTING
    return (Role.COUNCIL_SECRETARY in actor.roles and (is_running or is_counted)) or (
        Role.AUDITOR in actor.roles and is_counted
    )
