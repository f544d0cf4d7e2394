"""Facts of certificates: the next place in the golden book, and the one that an award's holder has."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from states.facts import NominationFacts
from states.vocabulary import State
from workflow.facts.gathering import Gathering, loads
from workflow.models.certificate import Certificate
from workflow.sql import Prepared, PreparedForIds

_LAST = Prepared(
    lambda: select(func.max(Certificate.number)).where(
        Certificate.organisation_id == bindparam("organisation_id"), Certificate.year == bindparam("year")
    )
)
_later = aliased(Certificate)
IN_HAND = PreparedForIds(
    lambda ids: select(
        Certificate.nomination_id, Certificate.id, Certificate.version, Certificate.number, Certificate.year,
        Certificate.made_on,
    ).where(
        Certificate.nomination_id.in_(ids), ~exists(select(_later.id).where(_later.replaces_id == Certificate.id))
    )
)  # fmt: skip


@loads(NominationFacts, "golden_number")
def _golden_number(gathering: Gathering) -> Mapping[str, Any]:
    """One number after the other in the order of the cases: those of a decision stand in the book as in its list.

    Nothing is asked where every case was awarded above: those certificates are not in this book.
    """
    if all(case["state"] == State.AWARDED_ABOVE for case in gathering.cases.values()):
        return dict.fromkeys(gathering.cases, 0)
    known = {"organisation_id": gathering.organisation_id, "year": gathering.today.year}
    first = (gathering.driver.value(_LAST, **known) or 0) + 1
    return {key: number for number, key in enumerate(gathering.cases, first)}


@loads(NominationFacts, "certificate", IN_HAND)
def _certificate(gathering: Gathering) -> Mapping[str, Any]:
    answer: dict[str, dict[str, Any] | None] = dict.fromkeys(gathering.cases)
    for key, *values in gathering.driver.rows_for(IN_HAND, gathering.ids):
        answer[key] = dict(zip(("id", "version", "number", "year", "made_on"), values, strict=True))
    return answer
