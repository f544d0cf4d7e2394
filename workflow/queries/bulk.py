"""Many nominations treated alike: all of a list that stand in one state, and what the engine would say to each order."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from states.facts import Row
from states.refusals import Refusal
from workflow.commands.command import Actor, Command
from workflow.days import civil_date
from workflow.judging import judge_each, read_cases
from workflow.models.nomination import Nomination
from workflow.sql import Driver, Prepared

_OF_LIST = Prepared(
    lambda: select(Nomination.id)
    .where(
        Nomination.proposal_id == bindparam("proposal_id"), Nomination.organisation_id == bindparam("organisation_id"),
        Nomination.state == bindparam("state"), Nomination.head.is_not(None),
    )
    .order_by(Nomination.sort_key, Nomination.id)
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the engine would say to an order: its refusals, or that the case changed since it was looked at."""

    refusals: tuple[Refusal, ...] = ()
    is_stale: bool = False

    @property
    def is_good(self) -> bool:
        """Whether the order would be carried out."""
        return not self.refusals and not self.is_stale


def keys_of_list(driver: Driver, organisation_id: str, *, proposal_id: str, state: str) -> list[str]:
    """Every line of a list that stands in a state, in the order of names."""
    rows = driver.rows(_OF_LIST, organisation_id=organisation_id, proposal_id=proposal_id, state=state)
    return [key for (key,) in rows]


def look_of(cases: Iterable[Row]) -> str:
    """A name for what was seen of some cases: another one as soon as one of them changes, comes or goes."""
    seen = "\n".join(f"{case['id']} {case['changed']}" for case in cases)
    return hashlib.sha256(seen.encode()).hexdigest()


def verdicts_on(driver: Driver, commands: Sequence[Command], *, actor: Actor, at: int) -> dict[str, Verdict]:
    """What the engine would say to each order of one kind if it were given alone now; nothing is written."""
    if not commands:
        return {}
    keys = [command.on for command in commands]
    cases = read_cases(driver, commands[0].subject, keys, actor.organisation_id)
    stale = {each.on for each in commands if each.on not in cases or each.seen != cases[each.on]["changed"]}
    fresh = [command for command in commands if command.on not in stale]
    against = judge_each(driver, fresh, actor=actor, at=at, today=civil_date(at)) if fresh else {}
    return {key: Verdict(is_stale=True) if key in stale else Verdict(refusals=against[key]) for key in keys}
