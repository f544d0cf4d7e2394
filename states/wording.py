"""Every word of the procedure in Vietnamese and English: labels, timelines, explanations, and how a refusal is said.

The words stand in ``translations/<language>/**.toml``, one table for each enumeration and one named ``refusal``. Any
language but ``en`` gives Vietnamese. A refusal's sentence may have variants: the first one counts whose facts are all there.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from string import Formatter

from states.council_vocabulary import Attendance, HandAnswer, Manner, SessionState, VoteChoice
from states.processes import PROCESSES
from states.refusals import Fact, Fault, Refusal
from states.rule_names import award_name, condition_text, document_name
from states.vocabulary import (
    Action,
    Basis,
    CampaignState,
    CheckResult,
    DecisionState,
    ErasureState,
    Opinion,
    Receiver,
    RegisterState,
    Role,
    SettlementResult,
    State,
    Subject,
    SubjectKind,
    UnitKind,
)
from states.word_reading import word, words

STATES: Mapping[Subject, type[StrEnum]] = {
    Subject.NOMINATION: State,
    Subject.SESSION: SessionState,
    Subject.DECISION: DecisionState,
    Subject.CAMPAIGN: CampaignState,
    Subject.ERASURE: ErasureState,
}
"""The states of each procedure; the registers share theirs."""

CODES: Mapping[str, tuple[type[StrEnum], ...]] = {
    "action": (Action,),
    "subject": (Subject,),
    "role": (Role,),
    "held": (Role,),
    "wanted": (Role,),
    "kind": (SubjectKind, UnitKind),
    "basis": (Basis,),
    "choice": (VoteChoice,),
    "manner": (Manner,),
    "attendance": (Attendance,),
    "answer": (HandAnswer,),
    "opinion": (Opinion,),
    "result": (CheckResult, SettlementResult),
    "receiver": (Receiver,),
}
"""Facts of a refusal that are codes, and what they are codes of."""


def label(member: StrEnum, language: str) -> str:
    """What people call it: an action as an imperative on a button, everything else as a noun or a condition."""
    return _text(member, "label", language)


def past(action: Action, language: str) -> str:
    """The action as a timeline tells it, without its subject: "đã nộp hồ sơ"."""
    return _text(action, "past", language)


def explanation(action: Action, language: str) -> str:
    """One sentence for the page that asks for confirmation: what happens next."""
    return _text(action, "explanation", language)


def meaning(state: StrEnum, language: str) -> str:
    """One sentence on what a state means, and for whom it waits."""
    return _text(state, "meaning", language)


def sentence(refusal: Refusal, language: str) -> str:
    """Say a refusal: what to do, with its facts in words. Raises ``Fault`` for an unknown code or missing facts."""
    for variant in variants(refusal.code, language):
        wanted = placeholders(variant)
        if wanted <= refusal.facts.keys():
            said = {name: _fact(name, refusal.facts[name], refusal.facts, language) for name in wanted}
            return variant.format_map(said)
    raise Fault(f"the refusal {refusal.code} lacks facts, it has only {sorted(refusal.facts)}")


def variants(code: str, language: str) -> Sequence[str]:
    """Every sentence on file for a refusal's code, the most telling first; raises ``Fault`` for an unknown code."""
    found = words(language)["refusal"].get(code)
    if found is None or isinstance(found, Mapping):
        raise Fault(f"no words for the refusal {code}")
    return (found,) if isinstance(found, str) else found


def placeholders(text: str) -> frozenset[str]:
    """The names of the facts that a sentence wants."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def phrase(name: str, language: str) -> str:
    """A piece of a sentence that belongs to no enumeration."""
    return word("Phrase", name, language)


def day_in_words(day: date) -> str:
    """A day as officials write it in figures: 05/02/2024."""
    return f"{day:%d/%m/}{day.year:04}"


def _text(member: StrEnum, use: str, language: str) -> str:
    found = words(language).get(type(member).__name__, {}).get(member.value)
    if isinstance(found, Mapping):
        found = found.get(use)
    elif use != "label":
        found = None
    if not isinstance(found, str):
        raise Fault(f"no {use} for {type(member).__name__}.{member.name}")
    return found


def _fact(name: str, value: Fact, facts: Mapping[str, Fact], language: str) -> str:
    """One fact in words. A code that is unknown, since somebody may have sent anything, is shown as it came."""
    if isinstance(value, tuple):
        return ", ".join(_fact(name, part, facts, language) for part in value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", "," if language == "en" else ".") if name == "sum" else str(value)
    award = str(facts.get("award", ""))
    match name:
        case "award":
            return award_name(value, language)
        case "document":
            return document_name(value, language, award=award)
        case "condition":
            return condition_text(value, language, award=award)
        case "state" if not value:
            return phrase("nowhere", language)
        case "state":
            return _code(value, (_states_of(facts.get("action")),), language)
    return _code(value, CODES.get(name, ()), language)


def _code(value: str, kinds: Sequence[type[StrEnum]], language: str) -> str:
    for kind in kinds:
        if value in {member.value for member in kind}:
            return label(kind(value), language)
    return value


def _states_of(action: Fact | None) -> type[StrEnum]:
    """The states of the procedure an action belongs to; those of a nomination when no action is known."""
    for subject, process in PROCESSES.items():
        if action in process.actions():
            return STATES.get(subject, RegisterState)
    return State
