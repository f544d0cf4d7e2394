"""The papers of a session that the secretary entered, each for the eyes that may see how its member voted."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.council_vocabulary import SessionState
from states.facts import Row
from states.vocabulary import Role, Subject
from workflow.commands.command import Actor
from workflow.judging import read_cases
from workflow.models.session import SessionDocument
from workflow.queries.session import COUNTED
from workflow.sql import Driver, Prepared

_ONE = Prepared(
    select(SessionDocument.session_id, SessionDocument.account_id, SessionDocument.file_name, SessionDocument.media_type,
           SessionDocument.sha256)
    .where(SessionDocument.id == bindparam("key"))
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Scan:
    """The scan of a paper that a member signed."""

    name: str
    media_type: str
    sha256: str


def scan_for(driver: Driver, key: str, actor: Actor) -> Scan | None:
    """One scan, for its own member always; for the secretary who enters it, and after the count for auditors."""
    for session_id, account_id, name, media_type, sha256 in driver.rows(_ONE, key=key):
        case = read_cases(driver, Subject.SESSION, [session_id], actor.organisation_id).get(session_id)
        if case and (account_id == actor.account_id or _reads_votes(actor, case)):
            return Scan(name=name, media_type=media_type, sha256=sha256)
    return None


def _reads_votes(actor: Actor, case: Row) -> bool:
    """Of a voided vote nobody else reads anything: its cases are voted on again."""
    is_counted = case["state"] in COUNTED
    is_running = case["state"] == SessionState.VOTING
    return (Role.COUNCIL_SECRETARY in actor.roles and (is_running or is_counted)) or (
        Role.AUDITOR in actor.roles and is_counted
    )
