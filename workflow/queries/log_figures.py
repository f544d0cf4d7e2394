"""What the public is told of the work, counted from the entries of the log alone, with small figures kept back."""

from collections.abc import Mapping
from dataclasses import dataclass

from states.vocabulary import State
from workflow.ledger.indexing import BECAME, SPENT, STANDS, figures, indexed
from workflow.queries.suppression import median, suppressed
from workflow.sql import Driver

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


@dataclass(frozen=True, kw_only=True)
class LogFigures:
    """Counted over the first ``entries`` entries of the log; ``None`` stands for a small figure that is kept back.

    ``hours`` is the median of the whole hours that cases spent in a state before they left it, where at least five did.
    """

    entries: int
    stages: Mapping[str, int | None]
    hours: Mapping[State, int]
    refusals: Mapping[State, int | None]


def log_figures(driver: Driver, log_id: str) -> LogFigures:
    """The figures that are kept beside the finding aid, as they may be told."""
    known = figures(driver, log_id)
    stages = {stage: sum(known.get((STANDS, state, 0), 0) for state in states) for stage, states in STAGES.items()}
    spent: dict[State, dict[int, int]] = {}
    for (kind, key, bucket), count in known.items():
        if kind == SPENT:
            spent.setdefault(State(key), {})[bucket] = count
    middles = {state: median(spent[state]) for state in State if state in spent}
    return LogFigures(
        entries=indexed(driver, log_id),
        stages=suppressed(stages, known=ON_THE_BOARD),
        hours={state: middle for state, middle in middles.items() if middle is not None},
        refusals={
            State(key): count
            for key, count in suppressed({state.value: known.get((BECAME, state, 0), 0) for state in REFUSED}).items()
        },
    )
