"""The small pieces that rules are made of: a sourced figure, a paper, a condition, a legal text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from states.decision_vocabulary import AnnulmentGround
from states.rule_checks import CheckRule
from states.rule_reading import Mark
from states.vocabulary import Basis, Honoured
from states.working_days import Calendar, SpecialDay, Term

T = TypeVar("T")


@dataclass(frozen=True)
class Sourced(Generic[T]):
    """A value of the rules, where it comes from, and how sure that is.

    ``mark``: ``V`` read in the source named, ``B`` believed (inference or general knowledge), ``U`` unknown
    (no source found; the value is this rule set's default). Only ``V`` may be shown as law.
    """

    value: T
    source: str
    mark: Mark

    @property
    def is_verified(self) -> bool:
        """Tell whether the value was read in its source."""
        return self.mark == "V"


@dataclass(frozen=True)
class DocumentRule:
    """A paper of the dossier. ``stage`` is ``forwarding`` for a paper the commune adds when it sends the dossier up.

    ``form`` is the number of its form, with a source of its own: forms stand in annexes, not in the article that demands the
    paper. ``written_by`` is who writes it; empty where none is known.
    """

    code: str
    name_vi: str
    name_en: str
    is_required: bool
    source: str
    mark: Mark
    stage: Literal["submission", "forwarding"] = "submission"
    form: Sourced[str] | None = None
    copies: int = 1
    written_by: Literal["", "nominee", "unit", "village", "office", "council", "competent_body", "commune"] = ""

    @property
    def form_number(self) -> str:
        """Return the number of its form; empty where none is known."""
        return self.form.value if self.form else ""

    def name(self, language: str) -> str:
        """Return the paper's name; any language but ``en`` gives Vietnamese."""
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class ConditionRule:
    """A line of the appraisal checklist. Empty ``subject_kinds`` means that it is asked about every nominee.

    ``check`` is what facts can answer of it; a line without one is answered by a person.
    """

    code: str
    text_vi: str
    text_en: str
    source: str
    mark: Mark
    subject_kinds: tuple[Honoured, ...] = ()
    check: CheckRule | None = None

    def text(self, language: str) -> str:
        """Return the sentence to be checked; any language but ``en`` gives Vietnamese."""
        return self.text_en if language == "en" else self.text_vi

    def applies_to(self, subject_kind: str) -> bool:
        """Tell whether this line is asked about such a nominee."""
        return not self.subject_kinds or subject_kind in self.subject_kinds


@dataclass(frozen=True)
class Quota:
    """How many may get an award: a share (num, den) of those who get ``of``, or a number that somebody else sets."""

    set_by: Literal["rules", "launch_plan", "province", "cluster", "nation"]
    share: tuple[int, int] | None = None
    of: str = ""

    def __post_init__(self) -> None:
        if (self.set_by == "rules") != (self.share is not None) or (self.share is not None) != bool(self.of):
            raise ValueError("quota (a share is of somebody, and set by the rules)")
        if self.share is not None and not 0 < self.share[0] <= self.share[1]:
            raise ValueError("quota (share is no share)")

    def most(self, base: int) -> int | None:
        """Return how many of ``base`` may get it, rounded down; None where somebody else sets the number."""
        return None if self.share is None else base * self.share[0] // self.share[1]


@dataclass(frozen=True)
class TiePreference:
    """Whom the law prefers among equals: women, and collectives with at least this share (num, den) of women."""

    women: bool
    women_of_collective: tuple[int, int] | None

    def __post_init__(self) -> None:
        if self.women_of_collective is not None and not 0 < self.women_of_collective[0] <= self.women_of_collective[1]:
            raise ValueError("women_of_collective (is no share)")


@dataclass(frozen=True)
class SimpleProcedure:
    """The simple procedure (thủ tục đơn giản): for which bases, what it skips, its own terms and papers."""

    bases: Sourced[tuple[Basis, ...]]
    skips: Sourced[tuple[Literal["unit_meeting", "posting", "council"], ...]]
    appraisal_term: Sourced[Term]
    decision_term: Sourced[Term]
    notice_term: Sourced[Term]
    documents: tuple[DocumentRule, ...]
    decision_from: Sourced[Literal["complete_dossier", "submission"]] | None = None


@dataclass(frozen=True)
class ConsultationRules:
    """How long consulted bodies have to answer, and what their silence means."""

    reply_term: Sourced[Term]
    silence: Sourced[Literal["proceed", "hold"]]


@dataclass(frozen=True)
class IntakeRules:
    """How soon the office takes a dossier in, and how long a unit has to supplement one."""

    intake_term: Sourced[Term]
    supplement_term: Sourced[Term]


@dataclass(frozen=True)
class AnnulmentRules:
    """The terms for annulling an award and recovering what was given, each counted from the step before."""

    report_term: Sourced[Term]
    decision_term: Sourced[Term]
    recovery_term: Sourced[Term]
    grounds: Sourced[tuple[str, ...]] | None = None
    decided_by: Sourced[Literal["who_decided"]] | None = None
    documents: Sourced[tuple[str, ...]] | None = None

    @property
    def possible_grounds(self) -> tuple[AnnulmentGround, ...]:
        """Return the grounds on which an award may be annulled; rules that name none leave all of the law."""
        return tuple(AnnulmentGround(each) for each in self.grounds.value) if self.grounds else tuple(AnnulmentGround)


@dataclass(frozen=True)
class ExchangeRules:
    """How soon a certificate that is damaged or misprinted is exchanged."""

    exchange_term: Sourced[Term]
    decided_by: Sourced[Literal["who_decided"]]
    documents: Sourced[tuple[str, ...]]


@dataclass(frozen=True)
class SalaryStep:
    """The base salary (mức lương cơ sở) in đồng a month, from a day on."""

    since: date
    amount: Sourced[int]


@dataclass(frozen=True)
class NamedDay:
    """A day of the year on which offices do not follow the week, as the Government's decision calls it."""

    on: date
    name: str


@dataclass(frozen=True)
class OfficialYear:
    """The holidays and the make-up days of one year, as the Government decides them."""

    holidays: tuple[NamedDay, ...]
    make_up_days: tuple[NamedDay, ...] = ()

    def calendar(self, year: int) -> Calendar:
        """Return them as a calendar; raises ``ValueError`` for a day that changes nothing, or lies in another year."""
        closed, made_up = (
            tuple(SpecialDay(each.on, each.name, each.name, "", "V") for each in days)
            for days in (self.holidays, self.make_up_days)
        )
        return Calendar(year, closed, made_up)


@dataclass(frozen=True)
class LegalText:
    """A text that the rules were laid down from, and when it was in force. Law, decree and circular have dates of their own."""

    rank: Literal["statute", "decree", "culture_decree", "powers_decree", "circular", "province", "council"]
    name: str
    valid_from: date
    source: str
    mark: Mark
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the text was in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class RegimeNote:
    """What is said of a regime that nobody has read yet; about one award, or about all of them."""

    text_vi: str
    text_en: str
    source: str
    mark: Mark
    award: str = ""

    def text(self, language: str) -> str:
        """Return the sentence; any language but ``en`` gives Vietnamese."""
        return self.text_en if language == "en" else self.text_vi


@dataclass(frozen=True)
class Citation:
    """A legal text that a decision rests on (căn cứ), while it is valid; empty ``awards`` means all."""

    code: str
    text_vi: str
    text_en: str
    valid_from: date
    source: str
    mark: Mark
    valid_to: date | None = None
    awards: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """Return the citation; any language but ``en`` gives Vietnamese, the only one a decision uses."""
        return self.text_en if language == "en" else self.text_vi

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the text may be cited on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
