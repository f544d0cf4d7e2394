"""What somebody who gets past the engine would lay in the log; every hash and seal of it fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from states.processes import PROCESSES
from states.regime import regime_on
from states.vocabulary import Subject
from tests.support.world import World
from workflow.commands.command import Actor
from workflow.ledger.canonical import canonical
from workflow.ledger.log import Statement, append
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
        append(driver, world.organisation_id, statements, world.at)
        driver.connection.commit()
    return verify(world.store)


def codes(report: Report) -> set[str]:
    """The codes of what was found in the log itself."""
    return {finding.code for finding in report.findings if finding.place.startswith("ledger_")}
