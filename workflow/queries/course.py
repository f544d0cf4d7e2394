"""The course of one object through the procedure, as its entries alone tell it: stages, time in each, what to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from states.vocabulary import Action
from workflow.commands.command import Actor
from workflow.ledger.index_lines import Line, lines_of
from workflow.ledger.reading import entries_of
from workflow.queries.auditor import LogEntry, entries_at, speaks_of
from workflow.sql import Driver


class Look(StrEnum):
    """Why an entry is worth a look. None of them says that anything was wrong."""

    LATE = "late"
    TOLD_LATE = "told_late"
    CLOCK_BACK = "clock_back"
    BACKWARD = "backward"
    WAIVER = "waiver"
    EXCEPTION = "exception"


BY_ACTION: Mapping[Action, Look] = {
    Action.WAIVE_CONDITION: Look.WAIVER,
    **dict.fromkeys(
        (
            Action.RETURN_TO_OFFICE, Action.RECORD_RETURN_FROM_ABOVE, Action.REOPEN, Action.TAKE_OFF_AGENDA, Action.RELEASE,
            Action.VOID_VOTE, Action.VOID_DECISION, Action.CORRECT_MINUTES,
        ),
        Look.BACKWARD,
    ),
    **dict.fromkeys(
        (
            Action.SUSPEND, Action.CHANGE_RULES, Action.PROPOSE_ANNULMENT, Action.DISMISS_ANNULMENT, Action.ANNUL,
            Action.ANNUL_DECISION, Action.RECOVER, Action.ENACT_LAYER, Action.CONFIRM_REGIME, Action.END_RULE_CHANGE,
            Action.STRIKE_PAST_AWARD, Action.STRIKE_STATEMENT, Action.SPLIT_NOMINEES, Action.CONFIRM_ERASURE,
            Action.LIFT_HOLD, Action.RESUME_WRITING, Action.ANNOUNCE_KEY,
        ),
        Look.EXCEPTION,
    ),
}  # fmt: skip
"""What is worth a look by what was done: work taken up again, conditions waived, and what the ordinary course does not have."""


def looks_of(line: Line) -> list[Look]:
    """Why an entry is worth a look."""
    found = [
        (Look.LATE, line.is_late),
        (Look.TOLD_LATE, line.is_told_late),
        (Look.CLOCK_BACK, line.is_clock_back),
    ]
    by_action = [BY_ACTION[Action(line.act)]] if Action(line.act) in BY_ACTION else []
    return [look for look, holds in found if holds] + by_action


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How long an object stood in a state: from when, until when (still: none), by which day it was due, how late it left.

    Instants and ``spent`` are microseconds. ``late_days`` counts, for a stage that still lasts, up to now.
    """

    state: str
    entered: int
    left: int | None
    spent: int
    due_on: str | None
    late_days: int


@dataclass(frozen=True, kw_only=True)
class Act:
    """One entry of the course, with its line and why it is worth a look."""

    entry: LogEntry
    line: Line
    looks: tuple[Look, ...]


@dataclass(frozen=True, kw_only=True)
class Course:
    """Everything that the log says of one object, oldest first."""

    object_id: str
    acts: tuple[Act, ...]
    stages: tuple[Stage, ...]

    @property
    def first(self) -> LogEntry:
        """The entry by which the object came into the log."""
        return self.acts[0].entry


def course(driver: Driver, actor: Actor, object_id: str, *, now: int) -> Course | None:
    """The course of an object; nothing where the log does not speak of it, or where it is kept from the reader."""
    if object_id in actor.veiled:
        return None
    read = entries_of(driver, actor.organisation_id, object_id)
    made = lines_of(actor.organisation_id, read)
    if not made:
        return None
    shown = entries_at(driver, actor.organisation_id, [line.idx for line in made])
    acts = [
        Act(entry=_kept_from(entry, actor), line=line, looks=tuple(looks_of(line)))
        for entry, line in zip(shown, made, strict=True)
    ]
    return Course(object_id=object_id, acts=tuple(acts), stages=tuple(_stages(made, now)))


def _kept_from(entry: LogEntry, actor: Actor) -> LogEntry:
    if speaks_of(entry, actor.recused):
        return replace(entry, detail=None, is_held_back=True)
    return entry


def _stages(made: Sequence[Line], now: int) -> list[Stage]:
    """One stage for each time that the state changed; within a stage the term may have been set anew."""
    found: list[Stage] = []
    for line in made:
        if line.spent is not None and found:
            found[-1] = replace(found[-1], left=line.at, spent=line.spent, late_days=line.late_days or 0)
        if line.spent is not None or not found:
            found.append(Stage(state=line.dst, entered=line.at, left=None, spent=0, due_on=line.due_on, late_days=0))
        else:
            found[-1] = replace(found[-1], due_on=line.due_on)
    last = found[-1]
    found[-1] = replace(last, spent=max(0, now - last.entered))
    return found
