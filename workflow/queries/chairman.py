"""What lies before the chairman: nominations by award, proposed annulments, and decisions to approve and to sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from states.vocabulary import DecisionState, State
from workflow.commands.command import Actor
from workflow.models.nomination import Nomination
from workflow.queries.decision import DecisionLineShown, Named, before_chairman, decisions
from workflow.sql import Driver, Prepared

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """A page of what waits for the chairman. ``by_award`` keeps the order of the list."""

    to_approve: Sequence[DecisionLineShown]
    to_sign: Sequence[DecisionLineShown]
    annulments: Sequence[Named]
    by_award: Mapping[str, Sequence[Named]]
    has_more: bool
    waiting: int
    last: Named | None


def inbox(driver: Driver, actor: Actor, *, today: date, after: tuple[str, str, str] | None) -> Inbox:
    """Nominations before the chairman grouped by award, a page at a time; decisions and annulments all at once."""
    organisation_id, recused = actor.organisation_id, actor.recused
    found = before_chairman(driver, organisation_id, today, recused=recused, after=after, most=PAGE + 1)
    shown = found[:PAGE]
    grouped: dict[str, list[Named]] = {}
    for line in shown:
        grouped.setdefault(line.award, []).append(line)
    waiting = select(func.count()).where(
        Nomination.organisation_id == organisation_id, Nomination.state == State.BEFORE_CHAIRMAN.value
    )
    return Inbox(
        to_approve=decisions(driver, organisation_id, state=DecisionState.SUBMITTED),
        to_sign=decisions(driver, organisation_id, state=DecisionState.NUMBERED),
        annulments=before_chairman(driver, organisation_id, today, recused=recused, states=(State.ANNULMENT_PROPOSED,)),
        by_award=grouped,
        has_more=len(found) > PAGE,
        waiting=int(driver.value(Prepared(waiting))),
        last=shown[-1] if shown else None,
    )
