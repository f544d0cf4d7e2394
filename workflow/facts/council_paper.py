"""Facts of a secret vote on paper."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from states.paper_ballots import FIGURES, PaperCount
from states.session_facts import SessionFacts
from workflow.facts.gathering import Gathering, loads
from workflow.models.council_paper import BallotHandout, CountedPapers, Teller
from workflow.sql import PreparedForIds

TELLERS = PreparedForIds(
    lambda ids: (
        select(Teller.session_id, Teller.version, Teller.account_id)
        .where(Teller.session_id.in_(ids))
        .order_by(Teller.version, Teller.account_id)
    )
)
HANDOUTS = PreparedForIds(
    lambda ids: (
        select(BallotHandout.session_id, BallotHandout.account_id, BallotHandout.version, BallotHandout.is_given)
        .where(BallotHandout.session_id.in_(ids))
        .order_by(BallotHandout.version)
    )
)
PAPER_COUNTS = PreparedForIds(
    lambda ids: (
        select(
            CountedPapers.session_id, CountedPapers.nomination_id, CountedPapers.account_id, CountedPapers.version,
            *(getattr(CountedPapers, name) for name in FIGURES),
        )
        .where(CountedPapers.session_id.in_(ids))
        .order_by(CountedPapers.version)
    )
)  # fmt: skip


@loads(SessionFacts, "tellers", TELLERS)
def _tellers(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, tuple[int, tuple[str, ...]]] = dict.fromkeys(gathering.cases, (0, ()))
    for key, version, account in gathering.driver.rows_for(TELLERS, gathering.ids):
        latest, named = answer[key]
        answer[key] = (version, (*named, account) if version == latest else (account,))
    return answer


@loads(SessionFacts, "handouts", HANDOUTS)
def _handouts(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[str, tuple[int, bool]]] = {key: {} for key in gathering.cases}
    for key, account, version, is_given in gathering.driver.rows_for(HANDOUTS, gathering.ids):
        answer[key][account] = (version, bool(is_given))
    return answer


@loads(SessionFacts, "paper_counts", PAPER_COUNTS)
def _paper_counts(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[tuple[str, str], tuple[int, PaperCount]]] = {key: {} for key in gathering.cases}
    for key, nomination, account, version, *figures in gathering.driver.rows_for(PAPER_COUNTS, gathering.ids):
        count = PaperCount.of(dict(zip(FIGURES, figures, strict=True)))
        answer[key][nomination, account] = (version, count)
    return answer
