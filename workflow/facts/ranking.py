"""Where the council put those whom it endorsed for an award that a quota bounds, read back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from states.ranking import Rank
from states.vocabulary import DecisionState, Preference, RankStanding, State
from workflow.facts.history import HONOURED
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.session import Ranking
from workflow.sql import Driver, PreparedForIds, among

Equals = tuple[str, str, int]
"""Those who share the last places: session, award, year."""

_NAMES = [field.name for field in fields(Rank)]
_RANKS = PreparedForIds(
    lambda ids: (
        select(Ranking.nomination_id, Ranking.session_id, *(getattr(Ranking, name) for name in _NAMES))
        .where(Ranking.nomination_id.in_(ids))
        .order_by(Ranking.id)
    )
)
_TIED = PreparedForIds(
    lambda ids: (
        select(Ranking.session_id, Ranking.award, Ranking.year, Nomination.id, Nomination.state)
        .join(Nomination, (Nomination.id == Ranking.nomination_id) & (Nomination.session_id == Ranking.session_id))
        .where(Ranking.session_id.in_(ids), Ranking.standing == RankStanding.TIED.value)
    )
)
_GIVEN = (State.FORWARDED, *HONOURED)
"""Where one of the equals has been chosen: the award is given, or asked for above."""
_UNSIGNED = (DecisionState.DRAFTED, DecisionState.NUMBERED)
"""Only here a decision still waits to award what it names; a case that its signature left out is free for another one."""
STANDS = DecisionLine.stands_at == Nomination.changed
"""Whether a line still stands in its draft: the nomination has not moved since."""
NAMED_IN = PreparedForIds(
    lambda ids: (
        select(DecisionLine.nomination_id, Decision.id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .join(Nomination, Nomination.id == DecisionLine.nomination_id)
        .where(DecisionLine.nomination_id.in_(ids), among(Decision.state, _UNSIGNED), STANDS)
    )
)


def ranks_of(driver: Driver, nominations: Sequence[str]) -> dict[tuple[str, str], Rank]:
    """The ranks of nominations, by nomination and session."""
    return {(key, session): _rank(*values) for key, session, *values in driver.rows_for(_RANKS, nominations)}


def _rank(*values: Any) -> Rank:
    row: dict[str, Any] = dict(zip(_NAMES, values, strict=True))
    row["preference"] = Preference(row["preference"]) if row["preference"] else None
    row["standing"] = RankStanding(row["standing"]) if row["standing"] else None
    return Rank(**row)


def taken(driver: Driver, sessions: Iterable[str]) -> Counter[Equals]:
    """How many of those equal at the last places have an award, are asked for above, or stand in a decision that waits."""
    tied = [
        ((session, award, year), key, state)
        for session, award, year, key, state in driver.rows_for(_TIED, sorted(sessions))
    ]
    named = {key for key, _ in driver.rows_for(NAMED_IN, [key for _, key, _ in tied])}
    return Counter(equals for equals, key, state in tied if state in _GIVEN or key in named)


def taken_beside(driver: Driver, found: Iterable[tuple[str, Rank]]) -> Counter[Equals]:
    """The same for ranks, each with its session; nothing is asked where nobody is equal at the last places."""
    return taken(driver, {session for session, rank in found if rank.standing == RankStanding.TIED})
