"""Where the council put those whom it endorsed for an award that a quota bounds, read back."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import and_, select

from states.ranking import HeldRank, Rank
from states.vocabulary import DecisionState, Preference, RankStanding, State
from workflow.facts.history import HONOURED
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.session import Ranking
from workflow.sql import Driver, PreparedForIds, among

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
UNSIGNED = (
    DecisionState.DRAFTED,
    DecisionState.SUBMITTED,
    DecisionState.APPROVED,
    DecisionState.NUMBERED,
)
"""Only here a decision still waits to award what it names; a case that its signature left out is free for another one."""
IN_DRAFT = DecisionLine.draft == Decision.draft
"""Whether a line is one of the list as it was drafted last; the decision has to be joined."""
STANDS = and_(DecisionLine.stands_at == Nomination.changed, IN_DRAFT)
"""Whether a line still stands in its draft: it is of the last list, and the nomination has not moved since."""
NAMED_IN = PreparedForIds(
    lambda ids: (
        select(DecisionLine.nomination_id, Decision.id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .join(Nomination, Nomination.id == DecisionLine.nomination_id)
        .where(DecisionLine.nomination_id.in_(ids), among(Decision.state, UNSIGNED), STANDS)
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


def held_ranks(driver: Driver, cases: Mapping[str, str | None], *, but: str = "") -> dict[str, HeldRank | None]:
    """The rank that each case holds by the session it was in last: ``cases`` maps a nomination to that session.

    What stands in the draft ``but`` takes no place: that is drafted anew.
    """
    ranks = {key: rank for (key, session), rank in ranks_of(driver, list(cases)).items() if session == cases[key]}
    taken = _taken(driver, {str(cases[key]) for key, rank in ranks.items() if rank.standing == RankStanding.TIED}, but)
    answer: dict[str, HeldRank | None] = dict.fromkeys(cases)
    for key, rank in ranks.items():
        equals = str(cases[key]), rank.award, rank.year
        answer[key] = HeldRank(rank, equals, taken[equals])
    return answer


def _taken(driver: Driver, sessions: Iterable[str], but: str) -> Counter[tuple[str, str, int]]:
    """How many of those equal at the last places have an award, are asked for above, or stand in a decision that waits."""
    found = driver.rows_for(_TIED, sorted(sessions))
    tied = [((session, award, year), key, state) for session, award, year, key, state in found]
    named = {key for key, draft in driver.rows_for(NAMED_IN, [key for _, key, _ in tied]) if draft != but}
    return Counter(equals for equals, key, state in tied if state in _GIVEN or key in named)
