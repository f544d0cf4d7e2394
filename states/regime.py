"""The rules in force on a day: one regime (chế độ pháp lý) of the law, read from dated data.

A case is judged to its end by the regime under which its dossier was received; entries name it by
digest. A corrected file is added with the same ``valid_from`` and a higher ``revision``, and the old one stays.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from states.refusals import Fault
from states.rule_parts import (
    AnnulmentRules,
    Citation,
    ConditionRule,
    ConsultationRules,
    DocumentRule,
    IntakeRules,
    SalaryStep,
    SimpleProcedure,
    Sourced,
)
from states.rule_reading import RulesUnreadable, read_as
from states.tally import Threshold, quorum_needed
from states.vocabulary import Basis, SubjectKind
from states.working_days import Term


class NoRulesInForce(Fault, LookupError):
    """The day lies before the first rules on file."""


class UnknownRules(Fault, LookupError):
    """No rules on file have this digest, or they know no such award."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AwardRules:
    """The rules of one award under one procedure.

    ``competence``: the commune chairman decides, or the commune forwards to ``forwarded_to`` and ``decided_by``
    decides. ``base``: whose share the threshold is. ``posting_stage`` ``endorsement`` is after the council.
    ``appraisal_term`` runs from the complete dossier; a ``decision_term`` of None lies inside it. ``bonus``:
    multiples (num, den) of the base salary by kind of nominee; None where the rules know none.
    """

    code: str
    name_vi: str
    name_en: str
    offered: bool
    subject_kinds: Sourced[tuple[SubjectKind, ...]]
    bases: Sourced[tuple[Basis, ...]]
    competence: Sourced[Literal["decide", "forward"]]
    decided_by: Sourced[Literal["commune_chairman", "district_chairman", "province_chairman"]]
    forwarded_to: Sourced[str | None]
    unit_meeting_step: Sourced[bool]
    council_step: Sourced[bool]
    vote_method: Sourced[Literal["open", "secret", "none"]]
    threshold: Sourced[Threshold | None]
    base: Sourced[Literal["members_in_office"] | None]
    lower_award: Sourced[str | None]
    posting_stage: Sourced[Literal["none", "appraisal", "endorsement"]]
    posting_term: Sourced[Term | None]
    appraisal_term: Sourced[Term]
    decision_term: Sourced[Term | None]
    notice_term: Sourced[Term]
    supplement_rounds_max: Sourced[int]
    bonus: Mapping[SubjectKind, Sourced[tuple[int, int] | None]]
    documents: tuple[DocumentRule, ...]
    conditions: tuple[ConditionRule, ...]
    procedure: Literal["full", "simple"] = "full"

    def __post_init__(self) -> None:
        """Refuse rules that contradict themselves, so that no guard meets a half-stated one."""
        votes = self.vote_method.value != "none"
        decides = self.competence.value == "decide"
        codes = [document.code for document in self.documents], [line.code for line in self.conditions]
        for key, holds in {
            "council_step (needs a vote, and a vote needs it)": votes == self.council_step.value,
            "threshold (a vote needs one)": votes == (self.threshold.value is not None),
            "base (a vote needs one)": votes == (self.base.value is not None),
            "lower_award (only a vote can find it)": votes or self.lower_award.value is None,
            "posting_term (a posting needs one)": (self.posting_stage.value == "none") == (not self.posting_term.value),
            "decided_by (contradicts the competence)": decides == (self.decided_by.value == "commune_chairman"),
            "forwarded_to (contradicts the competence)": decides == (self.forwarded_to.value is None),
            "bonus (must name each kind of nominee)": set(self.bonus) == set(self.subject_kinds.value),
            "bonus (must be above zero)": all(min(one.value) > 0 for one in self.bonus.values() if one.value),
            "documents or conditions (a code stands twice)": all(len(set(c)) == len(c) for c in codes),
        }.items():
            if not holds:
                raise ValueError(key)

    def name(self, language: str) -> str:
        """Return the award's name; any language but ``en`` gives Vietnamese."""
        return self.name_en if language == "en" else self.name_vi

    def admits(self, basis: str) -> bool:
        """Tell whether the award may be given for this kind of achievement."""
        return basis in self.bases.value

    def is_for(self, subject_kind: str) -> bool:
        """Tell whether the award honours such a nominee."""
        return subject_kind in self.subject_kinds.value

    def documents_at(self, stage: str) -> tuple[DocumentRule, ...]:
        """Return the papers demanded at ``submission`` or at ``forwarding``."""
        return tuple(document for document in self.documents if document.stage == stage)

    def conditions_for(self, subject_kind: str) -> tuple[ConditionRule, ...]:
        """Return the appraisal checklist for such a nominee, in order."""
        return tuple(line for line in self.conditions if line.applies_to(subject_kind))


@dataclass(frozen=True)
class CouncilRules:
    """How the Emulation and Commendation Council meets; quorums are (num, den) of the members in office."""

    meeting_quorum: Sourced[tuple[int, int]]
    award_quorum: Sourced[tuple[int, int]]
    written_opinions_count: Sourced[bool]
    substitutes_may_vote: Sourced[bool]
    recused_stay_in_base: Sourced[bool]
    months_between_meetings: Sourced[int]
    ballot_compulsory_for: Sourced[tuple[str, ...]]

    def __post_init__(self) -> None:
        """Refuse a quorum that is no share of a council."""
        self.needed_to_meet(1)
        self.needed_to_award(1)

    def needed_to_meet(self, base: int) -> int:
        """Return how many of ``base`` members must be present for the council to meet."""
        return quorum_needed(base, *self.meeting_quorum.value)

    def needed_to_award(self, base: int) -> int:
        """Return how many of ``base`` members must take part, present or in writing, in a session on awards."""
        return quorum_needed(base, *self.award_quorum.value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Regime:
    """All rules of one period of the law. ``valid_to`` is its last day; None while none is known."""

    code: str
    revision: int
    name_vi: str
    name_en: str
    digest: str
    valid_from: date
    valid_to: date | None = None
    awards: Mapping[str, AwardRules]
    simple: SimpleProcedure
    council: CouncilRules
    intake: IntakeRules
    consultation: ConsultationRules
    annulment: AnnulmentRules
    base_salary: tuple[SalaryStep, ...]
    bonus_rounding: Sourced[int]
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse rules that point at awards which are not there, or whose days run backwards."""
        days = [step.since for step in self.base_salary]
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        if days != sorted(set(days)) or not days or days[0] > self.valid_from:
            raise ValueError("base_salary must begin by valid_from and follow the days")
        if any(code != rules.code for code, rules in self.awards.items()):
            raise ValueError("awards: a code differs from its table's name")
        named = [rules.lower_award.value for rules in self.awards.values()] + [
            *self.council.ballot_compulsory_for.value,
            *(award for citation in self.citations for award in citation.awards),
        ]
        unknown = set(named) - {*self.awards, None}
        if unknown:
            raise ValueError(f"awards: no such award: {unknown}")
        if any(self.awards[code].vote_method.value != "secret" for code in self.council.ballot_compulsory_for.value):
            raise ValueError("council ballot_compulsory_for: the award's vote_method is not secret")

    def name(self, language: str) -> str:
        """Return the regime's name; any language but ``en`` gives Vietnamese."""
        return self.name_en if language == "en" else self.name_vi

    def is_past(self, day: date) -> bool:
        """Tell whether ``day`` lies after the last day of these rules, so that screens must warn."""
        return self.valid_to is not None and day > self.valid_to

    def rules(self, award: str, basis: str) -> AwardRules:
        """Return the rules of ``award`` for an achievement of this ``basis``.

        The simple procedure applies only where the award admits the basis; what it does not admit gets the full
        procedure, and is refused by ``AwardRules.admits``. Raises ``UnknownRules`` for an unknown award.
        """
        if award not in self.awards:
            raise UnknownRules(f"{self.code} has no award {award}")
        rules = self.awards[award]
        is_simple = basis in self.simple.bases.value and rules.admits(basis)
        return _simplified(rules, self.simple) if is_simple else rules

    def base_salary_on(self, day: date) -> Sourced[int]:
        """Return the base salary in đồng a month; raises ``NoRulesInForce`` before the first step."""
        steps = [step.amount for step in self.base_salary if step.since <= day]
        if not steps:
            raise NoRulesInForce(f"{self.code} names no base salary for {day}")
        return steps[-1]

    def bonus_on(self, award: str, subject_kind: str, day: date) -> int | None:
        """Return the bonus in đồng for a decision issued on ``day``, rounded up; None where the rules know none."""
        multiple = self.awards[award].bonus[SubjectKind(subject_kind)].value
        if multiple is None:
            return None
        unit = self.bonus_rounding.value
        return -(-self.base_salary_on(day).value * multiple[0] // (multiple[1] * unit)) * unit

    def citations_for(self, award: str, day: date) -> tuple[Citation, ...]:
        """Return the texts that a decision on ``award`` issued on ``day`` cites, in order."""
        return tuple(c for c in self.citations if c.is_valid_on(day) and (not c.awards or award in c.awards))


def regime_on(day: date) -> Regime:
    """Return the newest rules that had begun by ``day``; raises ``NoRulesInForce`` before the first.

    After their last day they are still the answer: ask ``Regime.is_past``.
    """
    begun = [regime for regime in regimes() if regime.valid_from <= day]
    if not begun:
        raise NoRulesInForce(f"no rules on file for {day}")
    return begun[-1]


def by_digest(digest: str) -> Regime:
    """Return the rules that an entry names by their digest; raises ``UnknownRules``."""
    for regime in regimes():
        if regime.digest == digest:
            return regime
    raise UnknownRules(f"no rules on file with digest {digest}")


def offered_awards(regime: Regime) -> tuple[AwardRules, ...]:
    """Return the awards for which units may propose, in the order of the file."""
    return tuple(rules for rules in regime.awards.values() if rules.offered)


@cache
def regimes() -> tuple[Regime, ...]:
    """Return all rules on file, oldest first, a later revision after an earlier one."""
    entries = [entry for entry in (files("states") / "regimes").iterdir() if entry.name.endswith(".toml")]
    found = [read_regime(entry.read_text("utf-8"), file=entry.name) for entry in entries]
    return tuple(sorted(found, key=lambda regime: (regime.valid_from, regime.revision)))


def read_regime(text: str, *, file: str) -> Regime:
    """Read one file of rules; raises ``RulesUnreadable`` naming ``file`` and the key that is wrong.

    Its digest is the SHA-256 (hex) of the canonical JSON of the data: sorted keys, no spaces, UTF-8, days as ISO 8601.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesUnreadable(f"{file}: {error}") from error
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=date.isoformat)
    return read_as(Regime, data | {"digest": hashlib.sha256(canonical.encode()).hexdigest()}, file=file)


@cache
def _simplified(rules: AwardRules, simple: SimpleProcedure) -> AwardRules:
    """Return the rules without the steps that the simple procedure skips, with its terms and papers."""

    def skip(value: Any) -> Sourced[Any]:
        return Sourced(value, simple.skips.source, simple.skips.mark)

    changed: dict[str, Any] = {}
    if "unit_meeting" in simple.skips.value:
        changed |= {"unit_meeting_step": skip(False)}
    if "posting" in simple.skips.value:
        changed |= {"posting_stage": skip("none"), "posting_term": skip(None)}
    if "council" in simple.skips.value:
        changed |= {"council_step": skip(False), "vote_method": skip("none")}
        changed |= {key: skip(None) for key in ("threshold", "base", "lower_award")}
    if rules.competence.value == "decide":
        changed |= {"decision_term": simple.decision_term}
    return replace(
        rules,
        procedure="simple",
        appraisal_term=simple.appraisal_term,
        notice_term=simple.notice_term,
        documents=simple.documents,
        **changed,
    )
