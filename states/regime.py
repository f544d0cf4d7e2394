"""The rules in force on a day: one regime (chế độ pháp lý) of the law, read from dated data.

A case is judged to its end by the regime under which its dossier was received; entries name it by
digest. A corrected file is added with the same ``valid_from`` and a higher ``revision``, and the old one stays.
A regime of which only its metadata is known judges nothing; ``states/regime_metadata.py`` tells of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

from states.award_rules import AwardRules
from states.refusals import Fault
from states.rule_composing import Raw, digest_of, stages, with_reach
from states.rule_parts import (
    AnnulmentRules,
    Citation,
    ConsultationRules,
    ExchangeRules,
    IntakeRules,
    LegalText,
    OfficialYear,
    SalaryStep,
    SimpleProcedure,
    Sourced,
    TiePreference,
)
from states.rule_reading import RulesUnreadable, read_as
from states.tally import CountRules, quorum_needed
from states.vocabulary import Basis
from states.working_days import OfficeDays

__all__ = [
    "AwardRules", "CouncilRules", "Form", "NoRulesInForce", "Regime", "UnknownRules", "by_digest", "composed",
    "is_on_file", "offered_awards", "part", "read_anew", "read_regime", "read_regimes", "regime_on", "regimes", "written_rules",
]  # fmt: skip


FOLDER = files("states") / "regimes"
"""Where the files of rules lie, and in ``parts/`` what they share."""


REACH = "parts/reach"
"""The part that says of texts which bind one place only where that is, and from when on."""


class NoRulesInForce(Fault, LookupError):
    """The day lies before the first rules on file."""


class UnknownRules(Fault, LookupError):
    """No rules on file have this digest, or they know no such award."""


@dataclass(frozen=True)
class CouncilRules:
    """How the Emulation and Commendation Council meets; quorums are (num, den) of the members in office.

    ``ranking`` is how those who passed are put in order where a quota admits fewer, ``tie_preference`` who of equals is first.
    """

    meeting_quorum: Sourced[tuple[int, int]]
    award_quorum: Sourced[tuple[int, int]]
    written_opinions_count: Sourced[bool]
    substitutes_may_vote: Sourced[bool]
    recused_stay_in_base: Sourced[bool]
    months_between_meetings: Sourced[int]
    ballot_compulsory_for: Sourced[tuple[str, ...]]
    ranking: Sourced[Literal["by_votes"] | None] | None = None
    tie_preference: Sourced[TiePreference | None] | None = None

    def __post_init__(self) -> None:
        """Refuse a quorum that is no share of a council."""
        self.needed_to_meet(1)
        self.needed_to_award(1)

    @property
    def count_rules(self) -> CountRules:
        """What these rules say of a count."""
        return CountRules(self.recused_stay_in_base.value, self.written_opinions_count.value)

    def needed_to_meet(self, base: int) -> int:
        """Return how many of ``base`` members must be present for the council to meet."""
        return quorum_needed(base, *self.meeting_quorum.value)

    def needed_to_award(self, base: int) -> int:
        """Return how many of ``base`` members must take part, present or in writing, in a session on awards."""
        return quorum_needed(base, *self.award_quorum.value)


@dataclass(frozen=True, eq=False)
class Form:
    """An award given on one ground, where that has rules, a name and a code of its own: a sudden or a thematic one."""

    award: str
    basis: Basis
    rules: AwardRules

    def __post_init__(self) -> None:
        if not self.rules.admits(self.basis):
            raise ValueError("basis (the form's own rules do not admit it)")


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
    forms: Mapping[str, Form] = field(default_factory=dict)
    texts: tuple[LegalText, ...] = ()
    exchange: ExchangeRules | None = None
    household_factor: Sourced[tuple[int, int]] | None = None
    bonus_day: Sourced[Literal["decision_day"]] | None = None
    organising_share: Sourced[tuple[int, int]] | None = None
    pinned_on: Sourced[Literal["complete_dossier_received"]] | None = None
    layers: tuple[str, ...] = ()
    confirmed_by: str = ""
    calendars: Mapping[str, Sourced[OfficialYear]] = field(default_factory=dict)

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
        for year, entered in self.calendars.items():
            entered.value.calendar(int(year))

    @cached_property
    def office_days(self) -> OfficeDays:
        """Return when offices work: by the years entered, else by the calendars on file."""
        return OfficeDays(days.value.calendar(int(year)) for year, days in self.calendars.items())

    @property
    def every_award(self) -> tuple[AwardRules, ...]:
        """Return the rules of all awards, and of the forms that have rules of their own after them."""
        return (*self.awards.values(), *(form.rules for form in self.forms.values()))

    def name(self, language: str) -> str:
        """Return the regime's name; any language but ``en`` gives Vietnamese."""
        return self.name_en if language == "en" else self.name_vi

    def is_past(self, day: date) -> bool:
        """Tell whether ``day`` lies after the last day of these rules, so that screens must warn."""
        return self.valid_to is not None and day > self.valid_to

    def rules(self, award: str, basis: str) -> AwardRules:
        """Return the rules of ``award`` for an achievement of this ``basis``.

        Where the award has a form for that basis, the form's rules count. The simple procedure applies only where the
        award admits the basis; what it does not admit gets the full procedure, and is refused by ``AwardRules.admits``.
        Raises ``UnknownRules`` for an unknown award.
        """
        if award not in self.awards:
            raise UnknownRules(f"{self.code} has no award {award}")
        form = next((form for form in self.forms.values() if (form.award, form.basis) == (award, basis)), None)
        rules = form.rules if form else self.awards[award]
        if rules.procedure == "simple":
            return rules
        is_simple = basis in self.simple.bases.value and rules.admits(basis)
        return _simplified(rules, self) if is_simple else rules

    def rules_of_form(self, code: str) -> AwardRules:
        """Return the rules of a form as they count: for its own kind of achievement alone, and no step that is left out."""
        form = self.forms[code]
        rules = self.rules(form.award, form.basis)
        return replace(rules, bases=replace(rules.bases, value=(form.basis,)))

    def base_salary_on(self, day: date) -> Sourced[int]:
        """Return the base salary in đồng a month; raises ``NoRulesInForce`` before the first step."""
        return self.salary_step_on(day).amount

    def salary_step_on(self, day: date) -> SalaryStep:
        """Return the newest step of the base salary that had begun by ``day``; raises ``NoRulesInForce`` before the first."""
        steps = [step for step in self.base_salary if step.since <= day]
        if not steps:
            raise NoRulesInForce(f"{self.code} names no base salary for {day}")
        return steps[-1]

    def texts_on(self, day: date) -> tuple[LegalText, ...]:
        """Return the texts that these rules were laid down from, as far as they were in force on ``day``."""
        return tuple(text for text in self.texts if text.is_valid_on(day))

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


def is_on_file(digest: str) -> bool:
    """Tell whether rules with this digest come with the software."""
    return digest in _written()


def offered_awards(regime: Regime) -> tuple[AwardRules, ...]:
    """Return the awards for which units may propose, in the order of the file."""
    return tuple(rules for rules in regime.awards.values() if rules.offered)


@cache
def regimes() -> tuple[Regime, ...]:
    """Return all rules on file, oldest first, a later revision after an earlier one."""
    found = [composed(full, file=name) for name, full in _on_file()]
    return tuple(sorted(found, key=lambda regime: (regime.valid_from, regime.revision)))


def written_rules(digest: str) -> Raw:
    """Return rules on file written out in full, as plain data that has this digest; raises ``UnknownRules``."""
    found = _written().get(digest)
    if found is None:
        raise UnknownRules(f"no rules on file with digest {digest}")
    return found


def read_regime(text: str, *, file: str) -> Regime:
    """Read a file that holds one set of rules; raises ``RulesUnreadable`` naming ``file`` and the key that is wrong."""
    return read_regimes(text, file=file)[0]


def read_regimes(text: str, *, file: str) -> tuple[Regime, ...]:
    """Read a file of rules, one set for each stretch in which nothing of it changes, oldest first.

    The digest of each is that of the composed whole, whatever parts it was laid down from.
    """
    return tuple(composed(full, file=file) for full in _stages_of(text, file))


def _stages_of(text: str, file: str) -> tuple[Raw, ...]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesUnreadable(f"{file}: {error}") from error
    if "awards" not in raw and "based_on" not in raw:
        raise RulesUnreadable(f"{file}: awards is missing")
    reach = part(REACH)["reach"]
    return tuple(with_reach(full, reach) for full in stages(raw, part, file=file))


def composed(full: Raw, *, file: str) -> Regime:
    """Read rules that are written out in full; raises ``RulesUnreadable``."""
    return read_as(Regime, full | {"digest": digest_of(full)}, file=file)


@cache
def part(name: str) -> Raw:
    """Return the raw table of another file under ``regimes/`` by its name; raises ``RulesUnreadable``."""
    path = FOLDER.joinpath(f"{name}.toml")
    if not path.is_file():
        raise RulesUnreadable(f"based_on: there is no file {name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def read_anew() -> None:
    """Forget what was read, so that a file of rules that was added counts from now on."""
    for kept in (regimes, part, _written, _on_file, _simplified):
        kept.cache_clear()


@cache
def _written() -> Mapping[str, Raw]:
    return {digest_of(full): full for _, full in _on_file()}


@cache
def _on_file() -> tuple[tuple[str, Raw], ...]:
    """All rules written out, with the file each comes from; of what only its metadata is known nothing is written."""
    found = [entry for entry in FOLDER.iterdir() if entry.name.endswith(".toml")]
    rules = [entry for entry in found if not entry.name.startswith("metadata_")]
    return tuple((entry.name, full) for entry in rules for full in _stages_of(entry.read_text("utf-8"), entry.name))


@cache
def _simplified(rules: AwardRules, regime: Regime) -> AwardRules:
    """Return the rules without the steps that the regime's simple procedure skips, with its terms and papers.

    Both are remembered by what they are, and not by what they hold: hashing a procedure in full cost more than judging a case.
    """
    simple = regime.simple

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
        changed |= {"ballot": skip("none")} if rules.ballot else {}
    if rules.competence.value == "decide":
        changed |= {"decision_term": simple.decision_term, "decision_from": simple.decision_from}
    return replace(
        rules,
        procedure="simple",
        appraisal_term=simple.appraisal_term,
        notice_term=simple.notice_term,
        documents=simple.documents,
        **changed,
    )
