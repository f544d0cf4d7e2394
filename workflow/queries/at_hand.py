"""The dossiers of a nominee that somebody is working on: what is stated about it is stated for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from states.award_rules import AwardRules
from states.vocabulary import State
from workflow.commands.command import Actor
from workflow.facts.history import HONOURED, same_nominees
from workflow.facts.nomination import ENDED
from workflow.models.nomination import Nomination
from workflow.queries.visibility import may_see_nomination
from workflow.rules_in_force import Rules
from workflow.sql import Driver, PreparedForIds, among

_COLUMNS = ("id", "code", "name", "award", "basis", "subject_kind", "year", "state", "unit_id", "rules")
_OVER = (*(state for state in ENDED if state != State.DRAFT), *HONOURED)
"""Where nothing that is stated changes anything for the case any more."""


def _of_nominees(ids: Any) -> Select[Any]:
    same = same_nominees(ids, of_nominations=False)
    return (
        select(*(getattr(Nomination, name) for name in _COLUMNS))
        .join(same, same.c.nominee == Nomination.nominee_id)
        .where(~among(Nomination.state, _OVER), Nomination.is_discarded == 0)
        .order_by(Nomination.year.desc(), Nomination.code, Nomination.id)
    )


_AT_HAND = PreparedForIds(_of_nominees)


@dataclass(frozen=True, kw_only=True)
class CaseAtHand:
    """A dossier that is being drafted or dealt with, with the rules that it is judged by."""

    key: str
    code: str
    name: str
    award: str
    year: int
    state: State
    kind: str
    rules: AwardRules


def cases_at_hand(driver: Driver, nominee: str, rules: Rules, *, actor: Actor, today: date) -> Sequence[CaseAtHand]:
    """Those of a nominee that the person may see, the latest year first."""
    cases = [dict(zip(_COLUMNS, row, strict=True)) for row in driver.rows_for(_AT_HAND, [nominee])]
    return [
        CaseAtHand(
            key=case["id"], code=case["code"] or "", name=case["name"], award=case["award"], year=case["year"],
            state=State(case["state"]), kind=case["subject_kind"],
            rules=rules.of(case, today).rules(case["award"], case["basis"]),
        )
        for case in cases if may_see_nomination(actor, case)
    ]  # fmt: skip
