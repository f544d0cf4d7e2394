"""The values that a condition was held against, in words: "Xếp loại: Hoàn thành tốt nhiệm vụ"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from states.eligibility import COMPETENCE, ConditionVerdict
from states.rule_checks import RATINGS
from states.rule_names import award_name, condition_text
from states.statement_wording import choice_words
from states.vocabulary import Basis, FactKind
from states.word_reading import word
from states.wording import label

_DAYS: Final = ("imposed_on", "ended_on", "since")


def fact_lines(line: ConditionVerdict, language: str) -> tuple[tuple[str, str], ...]:
    """Each value with what it is called, in the order in which the check used them; competence says it in its sentence."""
    if line.code == COMPETENCE:
        return ()
    return tuple(
        (word("VerdictFact", name, language), _value(name, value, language)) for name, value in line.facts.items()
    )


def _value(name: str, value: str | int, language: str) -> str:
    if isinstance(value, int):
        return str(value)
    if name in _DAYS and value != "running":
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    said = _SAID.get(name)
    return said(value, language) if said else value


def _chosen(fact: FactKind) -> Callable[[str, str], str]:
    return lambda value, language: choice_words(fact, value, language)


def _several(fact: FactKind) -> Callable[[str, str], str]:
    return lambda value, language: ", ".join(choice_words(fact, each, language) for each in value.split(", "))


def _conditions(value: str, language: str) -> str:
    return " ".join(condition_text(code, language) for code in value.split(", "))


def _wanted(value: str, language: str) -> str:
    return choice_words(FactKind.RATING, value, language) if value in RATINGS else value


_SAID: Final[Mapping[str, Callable[[str, str], str]]] = {
    "award": award_name,
    "conditions": _conditions,
    "wanted": _wanted,
    "rating": _chosen(FactKind.RATING),
    "level": _chosen(FactKind.DISCIPLINE),
    "worst": _chosen(FactKind.MEMBERS_DISCIPLINE),
    "from_level": _chosen(FactKind.DISCIPLINE),
    "kind": _chosen(FactKind.OPEN_MATTER),
    "scope": _chosen(FactKind.INITIATIVE),
    "basis": lambda value, language: label(Basis(value), language),
    "household_breaches": _several(FactKind.HOUSEHOLD_BREACH),
    "enterprise_breaches": _several(FactKind.ENTERPRISE_BREACH),
    **dict.fromkeys(
        ("has_research", "has_combat_merit", "is_managed_by_unit", "is_dissolved"), _chosen(FactKind.RESEARCH)
    ),
    "asked_of": lambda value, language: word("VerdictValue", value, language),
    "ended_on": lambda value, language: word("VerdictValue", value, language),
}
