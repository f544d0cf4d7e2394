"""How nominees stand to the conditions of their awards: now, as it was laid down before, and what has changed since.

For one case or for a whole agenda the same few questions are asked.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import select, union

from states.eligibility import Outcome, Result, Verdict, differences
from states.facts import NominationFacts, Row
from states.regime import UnknownRules
from states.verdict_record import read
from states.vocabulary import State, Subject, VerdictStage
from workflow.commands.command import Actor
from workflow.days import civil_date
from workflow.facts.history import ANNULLED, AWARDS_BY_KEY
from workflow.judging import facts_about, read_cases
from workflow.models.nomination import Nomination
from workflow.models.nominee import PastAward
from workflow.models.verdict import AwardUse, FrozenVerdict
from workflow.queries.visibility import may_see_nomination
from workflow.rules_in_force import Rules, rules_of
from workflow.sql import Driver, PreparedForIds, among

_LAID_DOWN = PreparedForIds(
    lambda ids: (
        select(FrozenVerdict.nomination_id, FrozenVerdict.stage, FrozenVerdict.laid_down_at, FrozenVerdict.award,
               FrozenVerdict.rules, FrozenVerdict.outcome, FrozenVerdict.digest, FrozenVerdict.lines)
        .where(FrozenVerdict.nomination_id.in_(ids))
        .order_by(FrozenVerdict.laid_down_at, FrozenVerdict.id)
    )
)  # fmt: skip
RESTS_ON_ANNULLED = PreparedForIds(
    lambda ids: union(
        select(AwardUse.nomination_id)
        .join(PastAward, PastAward.id == AwardUse.award_id)
        .where(AwardUse.nomination_id.in_(ids), among(PastAward.state, ANNULLED)),
        select(AwardUse.nomination_id)
        .join(Nomination, Nomination.id == AwardUse.award_id)
        .where(AwardUse.nomination_id.in_(ids), among(Nomination.state, ANNULLED)),
    )
)
"""Which cases had a verdict laid down upon an award that does not hold any more."""


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """A row of the award register as a condition names it; ``is_entered``: by the office, from an outside decision."""

    key: str
    award: str
    year: int
    decided_on: date | None
    document: str
    is_annulled: bool
    is_entered: bool


@dataclass(frozen=True, kw_only=True)
class LaidDown:
    """A verdict as it was laid down, under which rules. ``verdict`` is None where nobody has those any more."""

    stage: VerdictStage
    at: int
    award: str
    rules: str
    outcome: str
    digest: str
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one case stands to its conditions; ``rows`` are the rows of the register that any of its verdicts rests on."""

    key: str
    case: Row
    verdict: Verdict
    laid_down: Sequence[LaidDown]
    rows: Mapping[str, RegisterRow]

    @property
    def latest(self) -> LaidDown | None:
        """What was laid down last."""
        return self.laid_down[-1] if self.laid_down else None

    @property
    def changes(self) -> tuple[tuple[str, Result | None, Result | None], ...]:
        """What is different now from what was laid down last: code, result then, result now."""
        latest = self.latest
        return differences(latest.verdict, self.verdict) if latest and latest.verdict else ()

    @property
    def annulled(self) -> tuple[RegisterRow, ...]:
        """Awards that a verdict on this case was laid down upon, and that do not hold any more."""
        return tuple(row for row in self.rows.values() if row.is_annulled)


def standings(driver: Driver, cases: Mapping[str, Row], *, actor: Actor, at: int) -> dict[str, Standing]:
    """How each of these cases stands to its conditions."""
    facts = facts_about(driver, Subject.NOMINATION, cases, {"verdict"}, actor=actor, at=at, today=civil_date(at))
    frozen = laid_down(driver, rules_of(driver, actor.organisation_id), cases)
    verdicts = {key: cast(NominationFacts, each).verdict for key, each in facts.items()}
    used = {key: _rows_of(verdicts[key], frozen[key]) for key in cases}
    rows = register_rows(driver, {row for each in used.values() for row in each})
    return {
        key: Standing(
            key=key, case=case, verdict=verdicts[key], laid_down=frozen[key],
            rows={row: rows[row] for row in used[key] if row in rows},
        )
        for key, case in cases.items()
    }  # fmt: skip


def standing_of(driver: Driver, key: str, *, actor: Actor, at: int) -> Standing | None:
    """How one case stands; ``None`` when there is none for this person."""
    cases = read_cases(driver, Subject.NOMINATION, [key], actor.organisation_id)
    if key not in cases or not may_see_nomination(actor, cases[key]):
        return None
    return standings(driver, cases, actor=actor, at=at)[key]


@dataclass(frozen=True, kw_only=True)
class Brief:
    """How one case of a list stands to its conditions, in short. ``rests_on_annulled``: an award it rests on was annulled."""

    key: str
    code: str
    name: str
    outcome: Outcome
    not_met: int
    unknown: int
    concluded: tuple[str, ...]
    """The codes of the conditions that a person concluded because the facts leave them open."""
    rests_on_annulled: bool

    @property
    def is_clear(self) -> bool:
        """Whether nothing speaks against the case."""
        return self.outcome == "eligible" and not self.rests_on_annulled


def briefs(driver: Driver, keys: Sequence[str], *, actor: Actor, at: int) -> dict[str, Brief]:
    """How each case of a long list stands now: the same few questions for one and for thousands."""
    cases = read_cases(driver, Subject.NOMINATION, keys, actor.organisation_id)
    facts = facts_about(driver, Subject.NOMINATION, cases, {"verdict"}, actor=actor, at=at, today=civil_date(at))
    annulled = {key for (key,) in driver.rows_for(RESTS_ON_ANNULLED, list(cases))}
    return {key: _brief(key, case, cast(NominationFacts, facts[key]).verdict, annulled) for key, case in cases.items()}


def known_alike(driver: Driver, cases: Mapping[str, Row], *, actor: Actor, at: int) -> dict[str, Result]:
    """What the facts say to a condition of all these cases alike, by its code; where they differ or say nothing, nothing."""
    facts = facts_about(driver, Subject.NOMINATION, cases, {"found"}, actor=actor, at=at, today=civil_date(at))
    said = [
        {(line.code, line.result) for line in cast(NominationFacts, each).found.conditions if not line.is_warning}
        for each in facts.values()
    ]
    return {code: result for code, result in set.intersection(*said) if result != "unknown"} if said else {}


def _brief(key: str, case: Row, verdict: Verdict, annulled: Set[str]) -> Brief:
    results = [line.result for line in verdict.conditions if not line.is_warning]
    return Brief(
        key=key, code=case["code"] or "", name=case["name"], outcome=verdict.outcome, not_met=results.count("not_met"),
        unknown=results.count("unknown"), concluded=tuple(line.code for line in verdict.concluded),
        rests_on_annulled=key in annulled,
    )  # fmt: skip


def laid_down(driver: Driver, rules: Rules, cases: Mapping[str, Row]) -> dict[str, list[LaidDown]]:
    """Every verdict that was laid down on these cases, the latest last."""
    answer: dict[str, list[LaidDown]] = {key: [] for key in cases}
    handed_in = [key for key, case in cases.items() if case["state"] != State.DRAFT]
    for key, stage, at, award, named, outcome, digest, lines in driver.rows_for(_LAID_DOWN, handed_in):
        answer[key].append(
            LaidDown(
                stage=VerdictStage(stage), at=at, award=award, rules=named, outcome=outcome, digest=digest,
                verdict=_read(lines, rules, named, award=award, basis=cases[key]["basis"]),
            )
        )  # fmt: skip
    return answer


def _read(lines: str, rules: Rules, named: str, *, award: str, basis: str) -> Verdict | None:
    try:
        return read(lines, rules.by_digest(named), award=award, basis=basis)
    except UnknownRules:
        return None


def _rows_of(verdict: Verdict, laid_down: Iterable[LaidDown]) -> list[str]:
    all_of_them = [verdict, *(each.verdict for each in laid_down if each.verdict)]
    return list(dict.fromkeys(row for each in all_of_them for line in each.conditions for row in line.history))


def register_rows(driver: Driver, keys: Iterable[str]) -> dict[str, RegisterRow]:
    """Rows of the register by their keys."""
    return {row[0]: _register_row(row) for row in driver.rows_for(AWARDS_BY_KEY, sorted(keys))}


def _register_row(row: tuple[Any, ...]) -> RegisterRow:
    key, award, year, day, document, _basis, state, is_entered = row
    return RegisterRow(
        key=key, award=award, year=year, decided_on=date.fromisoformat(day) if day else None, document=document or "",
        is_annulled=state in ANNULLED, is_entered=bool(is_entered),
    )  # fmt: skip
