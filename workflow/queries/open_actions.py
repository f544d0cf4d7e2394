"""What may be done to a case now, by whom, and why not: the same table, guards and facts that the engine judges with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from states.facts import Facts, Row
from states.process import Move
from states.processes import PROCESSES
from states.refusals import Refusal
from states.vocabulary import Action, Role, Subject
from workflow.authority import office_towards
from workflow.commands.command import Actor
from workflow.days import civil_date
from workflow.judging import facts_about, read_cases
from workflow.sql import Driver

_RESUMING = (Action.RESUME, Action.DISMISS_ANNULMENT)
"""Actions with a move to every state a case may go back to; only the one it remembers is meant."""


@dataclass(frozen=True, kw_only=True)
class OpenAction:
    """One action of the table from the case's present state. ``why_not`` is empty when nothing stands against it.

    ``is_mine``: the person looking holds the office towards this case. Others learn the obstacles without the figures of an
    open vote.
    """

    action: Action
    role: Role
    is_mine: bool
    why_not: tuple[Refusal, ...]

    @property
    def is_open(self) -> bool:
        """Whether the person looking may do it now."""
        return self.is_mine and not self.why_not


@dataclass(frozen=True, kw_only=True)
class Look:
    """One case as it stands, with the facts asked for and every action from there."""

    case: Row
    facts: Facts
    actions: tuple[OpenAction, ...]

    def standing(self, action: Action) -> OpenAction | None:
        """How one action stands; ``None`` when the table does not know it from the case's state."""
        return next((each for each in self.actions if each.action == action), None)


def look_at(
    driver: Driver, subject: Subject, key: str, *, actor: Actor, at: int, needs: frozenset[str] = frozenset()
) -> Look | None:
    """One case of the actor's organisation; ``None`` when there is none, or it belongs elsewhere."""
    cases = read_cases(driver, subject, [key], actor.organisation_id)
    if key not in cases:
        return None
    today = civil_date(at)
    facts = facts_about(driver, subject, cases, needs, actor=actor, at=at, today=today)
    actions = actions_on(driver, subject, cases, actor=actor, at=at, today=today)
    return Look(case=cases[key], facts=facts[key], actions=actions[key])


def actions_on(
    driver: Driver, subject: Subject, cases: Mapping[str, Row], *, actor: Actor, at: int, today: date
) -> dict[str, tuple[OpenAction, ...]]:
    """Every action that the table knows from each case's state, consequences left out, in the order of the table."""
    process = PROCESSES[subject]
    moves = {
        key: [move for move in process.moves if move.source == case["state"] and not move.consequence]
        for key, case in cases.items()
    }
    needs = {name for found in moves.values() for move in found for guard in move.guards for name in guard.needs}
    facts = facts_about(driver, subject, cases, needs, actor=actor, at=at, today=today)
    answer = {}
    for key, case in cases.items():
        by_action: dict[Action, list[Move]] = {}
        for move in moves[key]:
            if move.action not in _RESUMING or move.target == case["resumes_to"]:
                by_action.setdefault(move.action, []).append(move)
        answer[key] = tuple(
            OpenAction(
                action=action,
                role=found[0].role,
                is_mine=bool(mine),
                why_not=_without_places(why_not if mine else _for_others(why_not), key in actor.recused),
            )
            for action, found in by_action.items()
            for mine in ([move for move in found if _is_mine(actor, move, subject, case)],)
            for why_not in (min((_refusals(move, facts[key]) for move in mine or found), key=len),)
        )  # fmt: skip
    return answer


def _is_mine(actor: Actor, move: Move, subject: Subject, case: Row) -> bool:
    """On a case of the whole commune the order names the unit: there any unit that the actor is officer of will do."""
    units = [case["unit_id"]] if "unit_id" in case else [None, *(office.unit_id for office in actor.offices)]
    return any(
        office_towards(actor.offices, move.role, subject=subject, case=case, account_id=actor.account_id, unit_id=unit)
        for unit in units
    )


def _refusals(move: Move, facts: object) -> tuple[Refusal, ...]:
    return tuple(refusal for guard in move.guards for refusal in guard.judge(facts))


_OF_PLACES = frozenset({"beyond_quota", "equals_beyond_quota", "equals_to_vote_on_anew"})
"""Obstacles that tell where the council put a case."""


def _without_places(why_not: tuple[Refusal, ...], is_recused: bool) -> tuple[Refusal, ...]:
    """What somebody who takes no part in the case may know of the obstacles: that they are there."""
    if not is_recused:
        return why_not
    return tuple(replace(each, facts={}) if each.code in _OF_PLACES else each for each in why_not)


_IN_GENERAL = frozenset({
    "too_few_take_part", "hands_disputed", "paper_count_missing", "paper_counts_differ", "paper_count_outdated",
    "teller_is_recused",
})  # fmt: skip
"""Obstacles of which other offices know only that they are there."""
_OF_ONESELF = frozenset({"no_hand_recorded", "not_a_teller", "secretary_recused"})
"""Obstacles that speak of the person looking, who could not act anyway."""


def _for_others(why_not: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """What other offices may know of the obstacles: how far an open vote has come is for who runs it."""
    said = [each for each in why_not if each.code not in _IN_GENERAL | _OF_ONESELF]
    general = {each.code: replace(each, facts={}, at="") for each in why_not if each.code in _IN_GENERAL}
    return (*said, *general.values())
