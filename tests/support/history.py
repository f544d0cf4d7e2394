"""Rows that hang together, one in every table, for tests of what the database itself refuses.

They are no case that went through the procedure; for that, walk through the engine.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, String, insert

from states.council_vocabulary import ConflictGround, CouncilBody, HandAnswer, Method, SessionForm, VoteChoice
from states.decision_vocabulary import CorrectedPart, FundKind
from states.paper_ballots import FIGURES
from states.paper_wording import TemplatePart
from states.tally import CountRules, Opinions, Tally
from states.vocabulary import AwardLevel, Basis, ErasureGround, FactKind, State, VerdictStage
from workflow.models.schema import METADATA

COUNT = Tally(
    members=3, here=Opinions(3, 0, 0, 0), written=Opinions(0, 0, 0, 0), recused=0, invalid=0, missing=0, surplus=0,
    rules=CountRules(),
)  # fmt: skip
GIVEN: dict[str, Any] = {
    **{f"finding.{name}": value for name, value in COUNT.columns().items()},
    "nomination.state": State.SUBMITTED,
    "session.body": CouncilBody.COUNCIL,
    "session.form": SessionForm.MEETING,
    "vote.choice": VoteChoice.AGREE,
    "conflict.ground": ConflictGround.OTHER,
    "minutes_version.version": 1,
    "agenda_item.method": Method.OPEN,
    "ballot_handout.is_given": 1,
    **{f"paper_count.{name}": 0 for name in FIGURES},
    "certificate.version": 1,
    "hand_answer.answer": HandAnswer.CONFIRMED,
    "past_award.level": AwardLevel.COMMUNE,
    "past_award.basis": Basis.MERIT,
    "statement.fact": FactKind.WORK,
    "fund_entry.kind": FundKind.ALLOCATION,
    "paper_template.part": TemplatePart.WORDING,
    "paper_template.version": 1,
    "paper_template.content": "",
    "paper_template.sha256": None,
    "correction.part": CorrectedPart.TEXT,
    "erasure.ground": ErasureGround.REQUEST,
    "erased_detail.entry": 0,
    "verdict.stage": VerdictStage.RECEIPT,
    "ledger_detail.detail": b"words",
    "ledger_detail.salt": b"salt",
    "ledger_leaf.idx": 0,
    "ledger_node.idx": 0,
    "ledger_detail.idx": 0,
}
FILLED_THOUGH_OPTIONAL = {
    "ledger_alarm.log_id",
    "session_invitee.account_id",
    "nomination.head",
    "nomination.changed",
    "nomination.code",
    "decision.number",
    "decision.submission_year",
    "decision.submission_number",
    "erasure.head",
}


def set_of_rows(number: int) -> dict[str, dict[str, Any]]:
    """One row for every table, in an order that foreign keys allow; sets of different numbers share no key."""
    return {
        table.name: {column.name: value(column, number) for column in table.columns} for table in METADATA.sorted_tables
    }


def value(column: Column[Any], number: int) -> Any:
    """A value the column takes. Every id of a set is the same, so that every reference holds."""
    name = str(column)
    if name in GIVEN:
        return GIVEN[name]
    if column.nullable and name not in FILLED_THOUGH_OPTIONAL:
        return None
    if isinstance(column.type, LargeBinary):
        return bytes([number]) * 32
    if isinstance(column.type, String):
        return f"{number:026d}" if column.type.length == 26 else str(number)
    return number


def lay_down(connection: Connection, number: int) -> None:
    """Store a set of rows."""
    for name, row in set_of_rows(number).items():
        connection.execute(insert(METADATA.tables[name]).values(row))
