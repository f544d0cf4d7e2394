"""What the public is told of the work, counted from the entries of the log alone, with small figures kept back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from states.council_vocabulary import SessionState
from states.vocabulary import State
from workflow.ledger.indexing import BECAME, SPENT, STANDS, figures, indexed
from workflow.models.nomination import Nomination
from workflow.models.session import Session
from workflow.queries.public import state_counts
from workflow.queries.suppression import median, suppressed
from workflow.sql import Driver, Prepared

UNDER_WAY, ABOVE, DECIDED, HONOURED, NOT_HONOURED, WITHDRAWN, ENDED = (
    "under_way", "above", "decided", "honoured", "not_honoured", "withdrawn", "ended",
)  # fmt: skip

STAGES: Mapping[str, tuple[State, ...]] = {
    UNDER_WAY: (
        State.SUBMITTED, State.RETURNED, State.UNDER_APPRAISAL, State.IN_CONSULTATION, State.POSTED, State.ELIGIBLE,
        State.TABLED, State.ENDORSED, State.ENDORSED_LOWER, State.BEFORE_CHAIRMAN, State.RETURNED_BY_CHAIRMAN,
        State.RETURNED_FROM_ABOVE, State.SUSPENDED,
    ),
    ABOVE: (State.FORWARDED,),
    DECIDED: (State.AWARDED, State.AWARDED_ABOVE),
    HONOURED: (State.PUBLISHED, State.CONFERRED, State.ANNULMENT_PROPOSED),
    NOT_HONOURED: (
        State.INTAKE_REFUSED, State.INELIGIBLE, State.NOT_ENDORSED, State.DECLINED, State.REFUSED_ABOVE,
    ),
    WITHDRAWN: (State.WITHDRAWN,),
    ENDED: (State.ANNULLED, State.RECOVERED),
}  # fmt: skip
"""How far nominations have come, as the public is told."""

ON_THE_BOARD = frozenset({HONOURED, ENDED})
"""What everybody can count on the public board."""

REFUSED = STAGES[NOT_HONOURED]

_UNMINUTED = Prepared(
    lambda: (
        select(func.count())
        .select_from(Session)
        .join(Nomination, Nomination.session_id == Session.id)
        .where(
            Session.organisation_id == bindparam("organisation_id"), Session.state == SessionState.CLOSED.value,
            Nomination.state == State.NOT_ENDORSED.value,
        )
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LogFigures:
    """Counted over the first ``entries`` entries of the log; ``None`` stands for a small figure that is kept back.

    ``hours`` is the median of the whole hours that cases spent in a state before they left it, where at least five did.
    """

    entries: int
    stages: Mapping[str, int | None]
    hours: Mapping[State, int]
    refusals: Mapping[State, int | None]


def grouped(states: Mapping[State, int]) -> dict[str, int]:
    """How many have come how far."""
    return {stage: sum(states.get(state, 0) for state in each) for stage, each in STAGES.items()}


def told_of_year(by_year: Mapping[int, Mapping[State, int]], year: int = 0) -> dict[str, int | None]:
    """How many of a year, or of all years, have come how far, as it may be told: no difference of two years tells more."""
    told = {each: suppressed(grouped(states), known=ON_THE_BOARD) for each, states in by_year.items()}
    if year:
        return told.get(year, {})
    whole = grouped(sum(map(Counter, by_year.values()), Counter()))
    return suppressed(
        whole, known=ON_THE_BOARD, also={name for each in told.values() for name in each if each[name] is None}
    )


def told_of_refusals(refused: Mapping[State, int], not_honoured: int | None) -> dict[State, int | None]:
    """How often cases ended unhonoured, by how; ``not_honoured`` is what is told of the whole.

    Where that is kept back, so is each of its parts: their sum would tell it, and with it the small figure that it hides.
    """
    if not_honoured is None:
        return dict.fromkeys(refused)
    counts = {state.value: max(0, count) for state, count in refused.items()}
    return {State(key): count for key, count in suppressed(counts).items()}


def log_figures(driver: Driver, log_id: str) -> LogFigures:
    """The figures that are kept beside the finding aid, as they may be told.

    What the council has not put into minutes yet counts as being before it, as everywhere.
    """
    known = figures(driver, log_id)
    unsaid = int(driver.value(_UNMINUTED, organisation_id=log_id))
    stands = {state: known.get((STANDS, state, 0), 0) for state in State}
    stands[State.NOT_ENDORSED] -= unsaid
    stands[State.TABLED] += unsaid
    refused = {state: known.get((BECAME, state, 0), 0) for state in REFUSED}
    refused[State.NOT_ENDORSED] -= unsaid
    of_years = told_of_year(state_counts(driver, log_id))
    spent: dict[State, dict[int, int]] = {}
    for (kind, key, bucket), count in known.items():
        if kind == SPENT:
            spent.setdefault(State(key), {})[bucket] = count
    middles = {state: median(spent[state]) for state in State if state in spent}
    stages = suppressed(
        {stage: max(0, count) for stage, count in grouped(stands).items()},
        known=ON_THE_BOARD,
        also={name for name, count in of_years.items() if count is None},
    )
    return LogFigures(
        entries=indexed(driver, log_id),
        stages=stages,
        hours={state: middle for state, middle in middles.items() if middle is not None},
        refusals=told_of_refusals(refused, stages[NOT_HONOURED]),
    )
