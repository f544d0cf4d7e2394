"""Which decisions put clerical errors of another one right: shown wherever the old one is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from states.decision_vocabulary import CorrectedPart
from states.vocabulary import DecisionState
from workflow.models.decision import Correction, Decision
from workflow.models.nomination import Nomination
from workflow.sql import Driver, Prepared, PreparedForIds

_FOUND = (
    select(
        Decision.id, Decision.number, Decision.dated_on, Decision.lookup, Correction.part, Correction.was, Correction.becomes,
        Correction.reason, Correction.nomination_id, Nomination.name,
    )
    .join(Correction, Correction.decision_id == Decision.id)
    .join(Nomination, Nomination.id == Correction.nomination_id, isouter=True)
    .where(Decision.state == DecisionState.ISSUED.value)
    .order_by(Decision.dated_on, Decision.number, Decision.id, Correction.position)
)  # fmt: skip
_OF_DECISION = Prepared(lambda: _FOUND.where(Decision.corrects_id == bindparam("key")))
_OLD = aliased(Decision)
_OF_CODE = Prepared(lambda: _FOUND.join(_OLD, _OLD.id == Decision.corrects_id).where(_OLD.lookup == bindparam("code")))
_OLD_OF_CODE = Prepared(
    lambda: (
        select(_OLD.number, _OLD.dated_on, _OLD.lookup)
        .join(Decision, Decision.corrects_id == _OLD.id)
        .where(Decision.lookup == bindparam("code"))
    )
)
_OF_CASE = Prepared(lambda: _FOUND.where(Correction.nomination_id == bindparam("key")))
_NAMES = PreparedForIds(
    lambda ids: (
        select(
            Decision.dated_on, Decision.number, Correction.position, Correction.nomination_id, Correction.was,
            Correction.becomes, Decision.lookup,
        )
        .join(Decision, Decision.id == Correction.decision_id)
        .where(
            Correction.nomination_id.in_(ids), Correction.part == CorrectedPart.NAME.value,
            Decision.state == DecisionState.ISSUED.value,
        )
    )
)  # fmt: skip

_DRAFTED = Prepared(
    lambda: (
        select(Correction.part, Nomination.code, Correction.was, Correction.becomes, Correction.reason)
        .join(Decision, Decision.id == Correction.decision_id)
        .join(Nomination, Nomination.id == Correction.nomination_id, isouter=True)
        .where(Correction.decision_id == bindparam("key"), Decision.corrects_id == bindparam("corrects"))
        .order_by(Correction.position)
    )
)


@dataclass(frozen=True, kw_only=True)
class CorrectedName:
    """What an awardee is called by right: what the first decision wrote, what is right, and the decision that says so."""

    was: str
    becomes: str
    number: int
    lookup: str


@dataclass(frozen=True, kw_only=True)
class CorrectedWords:
    """One error: what the old decision says, what is right, and why. ``name`` is whose line it is; empty for other words."""

    part: CorrectedPart
    was: str
    becomes: str
    reason: str
    name: str
    nomination_id: str | None


@dataclass(frozen=True, kw_only=True)
class CorrectedBy:
    """An issued decision that corrects another, with everything it puts right."""

    key: str
    number: int
    dated_on: date
    lookup: str
    lines: Sequence[CorrectedWords]


def corrections_of(driver: Driver, decision: str) -> list[CorrectedBy]:
    """What was put right of a decision, in the order in which it was."""
    return _read(driver.rows(_OF_DECISION, key=decision))


def corrections_about(driver: Driver, nomination: str) -> list[CorrectedBy]:
    """What was put right of one awardee's line."""
    return _read(driver.rows(_OF_CASE, key=nomination))


def corrections_of_code(driver: Driver, code: str) -> list[CorrectedBy]:
    """The same of the decision with a look-up code, for everybody who has it."""
    return _read(driver.rows(_OF_CODE, code=code))


def corrected_by_code(driver: Driver, code: str) -> tuple[int, date, str] | None:
    """Number, day and code of the decision that the one with this code corrects; nothing where it corrects none."""
    found = driver.rows(_OLD_OF_CODE, code=code)
    return (int(found[0][0]), date.fromisoformat(found[0][1]), str(found[0][2])) if found else None


def lines_drafted(driver: Driver, draft: str, corrects: str) -> list[dict[str, str]]:
    """What a draft says of the decision it corrects, line by line as the office entered it."""
    names = ("part", "code", "was", "becomes", "reason")
    rows = driver.rows(_DRAFTED, key=draft, corrects=corrects)
    return [{name: str(value or "") for name, value in zip(names, row, strict=True)} for row in rows]


def corrected_names(driver: Driver, nominations: Sequence[str]) -> dict[str, CorrectedName]:
    """The names that issued corrections put right, the last one of each, by nomination; the others are left out."""
    return {
        key: CorrectedName(was=was, becomes=becomes, number=number, lookup=lookup)
        for _, number, _, key, was, becomes, lookup in sorted(driver.rows_for(_NAMES, nominations))
    }


def _read(rows: Sequence[Sequence[object]]) -> list[CorrectedBy]:
    answer = []
    for (key, number, dated_on, lookup), lines in groupby(rows, key=lambda row: tuple(row[:4])):
        said = [
            CorrectedWords(
                part=CorrectedPart(str(part)), was=str(was), becomes=str(becomes), reason=str(reason), name=str(name or ""),
                nomination_id=None if nomination is None else str(nomination),
            )
            for *_, part, was, becomes, reason, nomination, name in lines
        ]  # fmt: skip
        answer.append(
            CorrectedBy(
                key=str(key), number=int(str(number)), dated_on=date.fromisoformat(str(dated_on)), lookup=str(lookup),
                lines=said,
            )
        )  # fmt: skip
    return answer
