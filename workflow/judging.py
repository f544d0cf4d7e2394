"""Judges orders: everything is checked, and every reason is given, before anything is changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import func, select

from states.facts import Facts, Row
from states.machine import step
from states.process import Move
from states.processes import PROCESSES
from states.refusals import ActionRefused, Fault, NoSuchCase, NotMet, NotNow, NotYourAction, Refusal, StaleView
from states.regime import is_on_file
from states.vocabulary import Action, Role, Subject
from workflow.authority import office_towards, offices_foreseen, offices_in_force
from workflow.commands.command import Actor, Command, HeldOffice, Outcome
from workflow.facts import (
    campaign,
    certificate,
    council_members,
    council_paper,
    decision,
    departures,
    erasure,
    fund,
    invitations,
    nomination,
    nominee,
    register,
    session,
)
from workflow.facts.gathering import Gathering, facts_kind, gather, in_advance
from workflow.facts.ranking import IN_DRAFT
from workflow.ids import RandomMint
from workflow.ledger.stopping import demand_going
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.rules_in_force import rules_of
from workflow.sql import Driver, PreparedForIds, Question, table

GATHERED = (
    campaign, certificate, council_members, council_paper, decision, departures, erasure, fund, invitations, nomination,
    nominee, register, session,
)  # fmt: skip
"""The modules whose loaders are registered by being imported."""

UNDER_RULES = (Subject.NOMINATION, Subject.SESSION, Subject.DECISION)
"""Whose entries name the rules they were judged under; registers and campaigns stand under none."""

_MINT = RandomMint()


@dataclass(kw_only=True, slots=True)  # ten thousand are made at once: a frozen one takes twice as long
class Judged:
    """An order that passed: what it is to write, by which move, in which office. ``case`` is empty for a new case."""

    command: Command
    case: Row
    move: Move
    office: HeldOffice
    outcome: Outcome
    rules: str | None


def judge(
    driver: Driver, commands: Sequence[Command], *, actor: Actor, at: int, today: date, as_consequence: bool = False
) -> list[Judged]:
    """Judge orders and let each decide its outcome; raises the gravest refusal with all reasons of all orders."""
    if len({command.on for command in commands}) != len(commands):
        raise Fault("one case can't be moved twice in one transaction")
    offices = offices_in_force(driver, actor, today)
    if any(command.needs_whole_log for command in commands):
        demand_going(driver, actor.organisation_id)
    judged: dict[str, Judged] = {}
    refused: list[ActionRefused] = []
    by_kind: dict[type[Command], list[Command]] = {}
    for command in commands:
        by_kind.setdefault(type(command), []).append(command)
    for kind, group in by_kind.items():
        batch = _Batch(driver, kind, group, actor, offices, at, today, as_consequence)
        judged |= batch.judged()
        refused += batch.placed()
    if refused:
        _raise_all(refused)
    answer = [judged[command.on] for command in commands]
    _bring_rules(driver, answer, actor.organisation_id, as_consequence=as_consequence)
    return answer


def _bring_rules(driver: Driver, judged: Sequence[Judged], organisation_id: str, *, as_consequence: bool) -> None:
    """The first entry that names rules composed here brings them, written out in full, so that it can always be read."""
    first: dict[str, Judged] = {}
    for item in judged:
        for digest in (item.rules, *item.outcome.rule_sets):
            if digest is not None and digest not in first:
                first[digest] = item
    named = [digest for digest in first if not is_on_file(digest)]
    if not named:
        return
    rules = rules_of(driver, organisation_id)
    for digest in rules.not_kept(named, remember=not as_consequence):
        item = first[digest]
        text = item.outcome.rule_sets.get(digest) or rules.written(digest)
        row = {"id": _MINT.key(), "organisation_id": organisation_id, "digest": digest, "written": text}
        item.outcome = replace(item.outcome, rows=[*item.outcome.rows, ("rule_set", row)])


def judge_each(
    driver: Driver, commands: Sequence[Command], *, actor: Actor, at: int, today: date
) -> dict[str, tuple[Refusal, ...]]:
    """What stands against each of several orders of one kind, given alone now: nothing where it would be carried out."""
    offices = offices_in_force(driver, actor, today)
    batch = _Batch(driver, type(commands[0]), list(commands), actor, offices, at, today, False)
    batch.judged()
    return {command.on: () for command in commands} | {key: each.refusals for key, each in batch.refused.items()}


def _raise_all(refused: Sequence[ActionRefused]) -> None:
    for kind in (NotYourAction, NotNow, NotMet):
        if any(isinstance(refusal, kind) for refusal in refused):
            raise kind([reason for refusal in refused for reason in refusal.refusals])


class _Batch:
    """Orders of one kind, judged together: cases and facts are read once for all."""

    def __init__(
        self, driver: Driver, kind: type[Command], commands: list[Command], actor: Actor,
        offices: Sequence[HeldOffice], at: int, today: date, as_consequence: bool,
    ) -> None:  # fmt: skip
        self.driver, self.kind, self.actor, self.offices = driver, kind, actor, offices
        self.at, self.today, self.as_consequence = at, today, as_consequence
        self.commands = {command.on: command for command in commands}
        self.process = PROCESSES[kind.subject]
        self.refused: dict[str, ActionRefused] = {}

    def judged(self) -> dict[str, Judged]:
        cases = self._cases()
        allowed = {key: found for key, case in cases.items() if (found := self._allowed(key, case))}
        facts = self._facts({key: cases[key] for key in allowed}, self._needs(allowed))
        answer = {}
        for key, (moves, office) in allowed.items():
            try:
                answer[key] = self._decided(key, cases[key], moves, office, facts[key])
            except ActionRefused as refusal:
                self._refuse(refusal, key)
        return answer

    def _cases(self) -> dict[str, Row]:
        found = read_cases(self.driver, self.kind.subject, list(self.commands), self.actor.organisation_id)
        begins = any(move.source is None for move in self.process.moves if move.action == self.kind.action)
        if begins:
            if found:
                raise NotNow([Refusal("already_done", at=key) for key in found])
            return {key: _proposed(command) for key, command in self.commands.items()}
        for key in self.commands:
            if key not in found:
                raise NoSuchCase(key)
        return {key: found[key] for key in self.commands}

    def _allowed(self, key: str, case: Row) -> tuple[tuple[Move, ...], HeldOffice] | None:
        """The moves the table holds for the order and the office it is made in; notes the refusal otherwise."""
        command = self.commands[key]
        self._seen(command, case)
        moves = tuple(
            move
            for move in self.process.moves_from(case.get("state"), command.action)
            if move.consequence == self.as_consequence or self.as_consequence
        )
        if not moves:
            facts = {"action": command.action, "state": case.get("state") or ""}
            self._refuse(NotNow([Refusal("not_now", facts)]), key)
            return None
        for move in moves:
            office = office_towards(
                self.offices, move.role, subject=self.kind.subject, case=case, account_id=self.actor.account_id,
                unit_id=command.acted_for(case),
            )  # fmt: skip
            if office:
                return tuple(m for m in moves if m.role == move.role), office
        self._refuse(NotYourAction([self._not_theirs(command, moves)]), key)
        return None

    def _not_theirs(self, command: Command, moves: Sequence[Move]) -> Refusal:
        """Whose action it is; of an order for a unit, that an officer of a unit may give it for the own one."""
        held = {office.role for office in self.offices}
        if command.names_unit and Role.UNIT_OFFICER in held & {move.role for move in moves}:
            return Refusal("unit_not_yours", cleared_by=Role.SECRETARIAT, at="unit_id")
        facts = {"action": command.action, "role": moves[0].role}
        return Refusal("not_your_action", facts, cleared_by=moves[0].role)

    def _seen(self, command: Command, case: Row) -> None:
        if self.as_consequence or not case.get("state"):
            return
        is_compared = command.needs_seen or command.seen is not None
        if is_compared and command.seen != case["changed"]:
            raise StaleView(command.on)

    def _needs(self, allowed: Mapping[str, tuple[tuple[Move, ...], HeldOffice]]) -> set[str]:
        needs = set(self.kind.needs)
        if self.kind.subject in UNDER_RULES:
            needs.add("regime")
        for moves, _ in allowed.values():
            for move in moves:
                for guard in move.guards:
                    needs |= guard.needs
        return needs

    def _facts(self, cases: Mapping[str, Row], needs: Iterable[str]) -> dict[str, Facts]:
        return facts_about(
            self.driver, self.kind.subject, cases, needs, actor=self.actor, at=self.at, today=self.today,
            asked=self.commands,
        )  # fmt: skip

    def _decided(self, key: str, case: Row, moves: Sequence[Move], office: HeldOffice, facts: Facts) -> Judged:
        command = self.commands[key]
        shared = tuple(guard for guard in moves[0].guards if all(guard in move.guards for move in moves))
        refusals = [refusal for guard in shared for refusal in guard.judge(facts)]
        refusals += command.check(facts)
        if refusals:
            raise NotMet(refusals)
        outcome = command.decide(facts)
        move = next((move for move in moves if move.target == outcome.to), None)
        if move is None:
            raise Fault(f"{command.action} can't lead from {case.get('state')} to {outcome.to}")
        refusals = [refusal for guard in move.guards if guard not in shared for refusal in guard.judge(facts)]
        if refusals:
            raise NotMet(refusals)
        step(self.process, case.get("state"), command.action, outcome.to)
        regime = facts.gathered.get("regime")
        return Judged(
            command=command, case=case, move=move, office=office, outcome=outcome, rules=regime and regime.digest
        )

    def _refuse(self, refusal: ActionRefused, key: str) -> None:
        self.refused[key] = refusal

    def placed(self) -> list[ActionRefused]:
        """The refusals; of several orders each reason says which one it stands against."""
        if len(self.commands) == 1:
            return list(self.refused.values())
        return [
            type(refusal)([reason if reason.at else replace(reason, at=key) for reason in refusal.refusals])
            for key, refusal in self.refused.items()
        ]


def _proposed(command: Command) -> Row:
    """A case that does not exist yet, as its guards may look at it: the order's own fields."""
    return {"id": command.on, "state": None} | {
        field.name: getattr(command, field.name)
        for field in fields(command)
        if field.name not in ("on", "seen", "sent_as")
    }


def facts_about(
    driver: Driver, subject: Subject, cases: Mapping[str, Row], needs: Iterable[str], *, actor: Actor, at: int,
    today: date, asked: Mapping[str, Any] | None = None,
) -> dict[str, Facts]:  # fmt: skip
    """Everything named in ``needs`` about every case; screens ask with ``asked`` empty."""
    gathering = Gathering(
        driver=driver, organisation_id=actor.organisation_id, today=today, actor_id=actor.account_id, cases=cases,
        asked=asked or {},
    )  # fmt: skip
    found = gather(subject, needs, gathering) if cases else {}
    kind = facts_kind(subject)
    return {
        key: kind(
            case=case, today=today, at=at, actor_id=actor.account_id, mint=_MINT, asked=(asked or {}).get(key),
            gathered=found[key],
        )
        for key, case in cases.items()
    }  # fmt: skip


def foreseen(command: Command, actor: Actor, today: date) -> list[Question]:
    """What judging one order asks first, whatever comes of it: offices in force, the case, and what is kept of it."""
    statement, keys = _cases_of(command.subject.value)[0].about_one(command.on)
    return [
        *offices_foreseen(actor, today),
        Question(statement, keys),
        *in_advance(command.subject, command.needs | _guards_need(command.subject, command.action), command.on),
    ]


@cache
def _guards_need(subject: Subject, action: Action) -> frozenset[str]:
    """The facts that the guards of an action's moves look at."""
    moves = (move for move in PROCESSES[subject].moves if move.action == action)
    return frozenset(need for move in moves for guard in move.guards for need in guard.needs)


@cache
def _cases_of(name: str) -> tuple[PreparedForIds, tuple[str, ...]]:
    target = table(name)
    columns = tuple(column.name for column in target.columns)
    return PreparedForIds(lambda ids: select(*target.columns).where(target.c.id.in_(ids))), columns


LINES_CHANGED = PreparedForIds(
    lambda ids: (
        select(DecisionLine.decision_id, func.max(Nomination.changed))
        .join(Nomination, Nomination.id == DecisionLine.nomination_id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .where(DecisionLine.decision_id.in_(ids), IN_DRAFT)
        .group_by(DecisionLine.decision_id)
    )
)


def read_cases(driver: Driver, subject: Subject, ids: Sequence[str], organisation_id: str) -> dict[str, Row]:
    """The rows of cases of one organisation, by id; what is missing or belongs elsewhere is left out.

    Who looks at a decision looks at the nominations it names: its ``changed`` is the last change of any of them, so that
    nobody signs a list that has become another one since.
    """
    statement, columns = _cases_of(subject.value)
    rows = [dict(zip(columns, row, strict=True)) for row in driver.rows_for(statement, ids)]
    found = {row["id"]: row for row in rows if row["organisation_id"] == organisation_id}
    for key, changed in driver.rows_for(LINES_CHANGED, list(found)) if subject == Subject.DECISION else ():
        found[key]["changed"] = max(found[key]["changed"], changed)
    return {key: found[key] for key in ids if key in found}
