"""The award register as one list: rows entered from earlier or outside decisions, and what was awarded in this system."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import CTE, CompoundSelect, Select, String, bindparam, cast, func, literal, select, union, union_all
from sqlalchemy.orm import aliased

from states.eligibility_facts import PastAward as AwardHeld
from states.vocabulary import RegisterState, State, SubjectKind
from workflow.models.decision import Decision
from workflow.models.nomination import Nomination
from workflow.models.nominee import Merger, Nominee, PastAward
from workflow.sql import PreparedForIds, among

HONOURED = (
    State.AWARDED, State.AWARDED_ABOVE, State.PUBLISHED, State.CONFERRED, State.ANNULMENT_PROPOSED, State.ANNULLED,
    State.RECOVERED,
)  # fmt: skip
"""Where a nomination is a row of the register: it was awarded, and perhaps annulled since."""

ANNULLED = (RegisterState.ENDED.value, State.ANNULLED.value, State.RECOVERED.value)
"""States of a row that counts for nothing any more."""

BASES: Mapping[str, Any] = {"merit": "merit", "movement": "movement", "sudden": "sudden"}
"""The grounds of an award that a condition tells apart; any other one is a contribution."""


def _entered(*owner: Any) -> Select[Any]:
    return select(
        *owner, PastAward.id, PastAward.award, PastAward.year, PastAward.decided_on, PastAward.decision_number,
        PastAward.basis, PastAward.state,
    )  # fmt: skip


def _awarded(*owner: Any) -> Select[Any]:
    day = func.coalesce(Nomination.above_on, Decision.dated_on)
    number = func.coalesce(Nomination.above_number, cast(Decision.number, String))
    return (
        select(
            *owner, Nomination.id, Nomination.award, Nomination.year, day, number, Nomination.basis, Nomination.state
        )
        .select_from(Nomination)
        .outerjoin(Decision, Decision.id == Nomination.decision_id)
        .where(among(Nomination.state, HONOURED))
    )


def same_nominees(ids: Any, *, of_nominations: bool) -> CTE:
    """(owner, nominee) for each owner among ``ids`` and every line of the register that is the same nominee by a merger.

    A merged line goes to one other, and no line that is merged has others merged into it: the group is a star.
    """
    key, nominee = (Nomination.id, Nomination.nominee_id) if of_nominations else (Nominee.id, Nominee.id)
    into, beside = aliased(Merger), aliased(Merger)
    holds = [each.state == RegisterState.ACTIVE.value for each in (into, beside)]
    middle = (
        select(key.label("owner"), func.coalesce(into.nominee_id, nominee).label("nominee"))
        .outerjoin(into, (into.merged_id == nominee) & holds[0])
        .where(key.in_(ids))
        .cte("middle")
    )
    return union(
        select(middle.c.owner, middle.c.nominee),
        select(middle.c.owner, beside.merged_id).join(beside, beside.nominee_id == middle.c.nominee).where(holds[1]),
    ).cte("same_nominees")


def _of_nominees(ids: Any) -> CompoundSelect[Any]:
    same = same_nominees(ids, of_nominations=False)
    return union_all(
        _entered(same.c.owner).join(same, same.c.nominee == PastAward.nominee_id),
        _awarded(same.c.owner).join(same, same.c.nominee == Nomination.nominee_id),
    )


def _of_nominations(ids: Any) -> CompoundSelect[Any]:
    same = same_nominees(ids, of_nominations=True)
    return union_all(
        _entered(same.c.owner).join(same, same.c.nominee == PastAward.nominee_id),
        _awarded(same.c.owner).join(same, same.c.nominee == Nomination.nominee_id).where(Nomination.id != same.c.owner),
    )


def _by_key(ids: Any) -> CompoundSelect[Any]:
    entered = _entered().add_columns(literal(1)).where(PastAward.id.in_(ids))
    return union_all(entered, _awarded().add_columns(literal(0)).where(Nomination.id.in_(ids)))


def _of_members(ids: Any) -> CompoundSelect[Any]:
    whole, person = aliased(Nominee), aliased(Nominee)
    is_member = (person.unit_id == whole.unit_id) & (person.kind == SubjectKind.INDIVIDUAL.value)
    return union_all(
        _entered(whole.id, person.name)
        .join(person, person.id == PastAward.nominee_id)
        .join(whole, is_member)
        .where(whole.id.in_(ids), PastAward.year == bindparam("year")),
        _awarded(whole.id, person.name)
        .join(person, person.id == Nomination.nominee_id)
        .join(whole, is_member)
        .where(whole.id.in_(ids), Nomination.year == bindparam("year")),
    )


AWARDS_OF_MEMBERS = PreparedForIds(_of_members)
"""The rows of a year of those persons who stand in the register of the same unit as a collective: collective, name, key,
award, year, day, document, basis, state. The register does not say who belongs to which collective of a unit: people do."""

AWARDS_OF_NOMINEES = PreparedForIds(_of_nominees)
"""Their rows of the register: nominee, key, award, year, day, document, basis, state."""

AWARDS_BEFORE = PreparedForIds(_of_nominations)
"""The rows of the register of those who are nominated, by the nomination; the nomination itself is none of them."""


AWARDS_BY_KEY = PreparedForIds(_by_key)
"""Rows of the register by their own keys: key, award, year, day, document, basis, state, whether the office entered it."""


def award_held(row: tuple[Any, ...]) -> AwardHeld:
    """A row of the register, without its owner, as conditions look at it."""
    key, award, year, day, document, basis, state = row
    return AwardHeld(
        id=key, award=award, year=year, decided_on=date.fromisoformat(day), document=document or "",
        basis=BASES.get(basis, "contribution"), is_annulled=state in ANNULLED,
    )  # fmt: skip
