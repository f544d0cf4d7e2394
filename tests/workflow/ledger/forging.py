"""What somebody who gets past the engine would lay in the log; every hash and seal of it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from states.council_vocabulary import Attendance, SessionState
from states.processes import PROCESSES
from states.regime import regime_on
from states.tally import Tally
from states.vocabulary import Role, State, Subject
from tests.support.world import World
from workflow.commands.command import Actor
from workflow.commands.council.open_session import OpenSession
from workflow.commands.council.record_attendance import RecordAttendance
from workflow.ids import new_id
from workflow.ledger.canonical import canonical
from workflow.ledger.log import Statement, append, next_place
from workflow.ledger.verify import Report, verify


def statement(
    world: World, actor: Actor, subject: Subject, key: str, action: str, target: str, **more: Any
) -> Statement:
    """What somebody who bypasses the engine would lay in the log; every seal of it is genuine."""
    case = {} if more.pop("new", False) else world.case(key, subject)
    detail = {"changes": more.pop("changes", {}), "rows": more.pop("rows", []), "particulars": {}}
    under_rules = subject in (Subject.NOMINATION, Subject.SESSION, Subject.DECISION)
    said = Statement(
        object_id=key, subject=subject.value, action=action, source=case.get("state"), target=target,
        head=case.get("head"), count=case.get("entries", 0), account_id=actor.account_id, pseudonym=actor.pseudonym,
        office=more.pop("office"), process=PROCESSES[subject].digest,
        rules=regime_on(world.day).digest if under_rules else None, detail=canonical(detail), documents=(),
    )  # fmt: skip
    return replace(said, **more)


def forged(world: World, *statements: Statement) -> Report:
    """The report after entries were laid down past the engine."""
    with world.store.writing(world.organisation_id) as driver:
        heads = {said.object_id: said.head for said in reversed(statements)}
        append(driver, next_place(driver, world.organisation_id, statements[0].subject, heads), statements, world.at)
        driver.connection.commit()
    return verify(world.store)


def codes(report: Report) -> set[str]:
    """The codes of what was found in the log itself."""
    return {finding.code for finding in report.findings if finding.place.startswith("ledger_")}


def counted(world: World, session: str, case: str, tally: Tally) -> tuple[Statement, Statement]:
    """A vote closed past the engine, and the finding of one case in it: endorsed by more than half."""
    secretary, office = world.actor(Role.COUNCIL_SECRETARY), {"office": "council_secretary"}
    close = statement(world, secretary, Subject.SESSION, session, "close_vote", SessionState.CLOSED, **office,
                      changes={"closed_at": world.at})  # fmt: skip
    row = {"id": new_id(), "nomination_id": case, "session_id": session, "finding": "endorsed", **tally.columns(),
           "threshold_num": 1, "threshold_den": 2, "threshold_strict": 1}  # fmt: skip
    found = statement(world, secretary, Subject.NOMINATION, case, "record_finding", State.ENDORSED, **office,
                      rows=[["finding", row]])  # fmt: skip
    return close, found


def tabled(world: World) -> tuple[str, str]:
    """A case, and the session that it is tabled in."""
    case = world.bring(world.draft(), State.TABLED)
    return case, str(world.nomination(case)["session_id"])


def opened_with(world: World, roll: Sequence[Actor], *, method: str = "open", absent: int = 0) -> tuple[Statement, ...]:
    """A vote opened past the engine with another roll than the council's, too few members, or by another method."""
    case, session = tabled(world)
    secretary = world.actor(Role.COUNCIL_SECRETARY)
    world.do(OpenSession(on=session, seen=world.seen(session, Subject.SESSION)), secretary)
    marks = {member.account_id: Attendance.PRESENT for member in world.members[absent:]}
    world.do(RecordAttendance(on=session, marks=marks), secretary)
    rows = [["session_roll", {"id": new_id(), "session_id": session, "account_id": member.account_id, "title": "Ủy viên"}]
            for member in roll]  # fmt: skip
    item = {"id": new_id(), "session_id": session, "nomination_id": case, "method": method}
    rows.append(["agenda_item", item])
    return (statement(world, secretary, Subject.SESSION, session, "open_vote", SessionState.VOTING, rows=rows,
                      office="council_secretary", changes={"vote_opened_at": world.at}),)  # fmt: skip
