"""What awards, papers and conditions are called, by the codes that cases and refusals carry.

Names come from the newest rules on file that know the code; a code that no rules know is its own name.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from states.regime import AwardRules, Regime, regimes
from states.rule_layers import layers_on_file
from states.rule_parts import ConditionRule, DocumentRule
from states.text import search_key

Piece = TypeVar("Piece", DocumentRule, ConditionRule)


def award_name(code: str, language: str) -> str:
    """The name of an award: "Giấy khen"; of a form with rules of its own, too: "Giấy khen đột xuất"."""
    for regime in reversed(regimes()):
        if code in regime.awards:
            return regime.awards[code].name(language)
        if code in regime.forms:
            return regime.forms[code].rules.name(language)
    return code


def known_awards(language: str) -> Mapping[str, str]:
    """The codes of all awards that any rules on file know, by name."""
    codes = dict.fromkeys(code for regime in reversed(regimes()) for code in regime.awards)
    return {award_name(code, language): code for code in codes}


def award_named(text: str) -> str:
    """The code of the award that is called so, marks and capitals left aside, or that has this code; empty where none is."""
    asked = search_key(text)
    for language in ("vi", "en"):
        for name, code in known_awards(language).items():
            if asked in (search_key(name), search_key(code)):
                return code
    return ""


def document_name(code: str, language: str, *, award: str = "") -> str:
    """The name of a paper of the dossier, as the rules of ``award`` call it when that is known."""
    for document in _pieces(award, lambda rules: rules.documents, lambda regime: regime.simple.documents):
        if document.code == code:
            return document.name(language)
    return _of_a_layer(code, "documents", "name", language)


def condition_text(code: str, language: str, *, award: str = "") -> str:
    """The sentence of a line of the appraisal checklist."""
    for condition in _pieces(award, lambda rules: rules.conditions, _no_conditions):
        if condition.code == code:
            return condition.text(language)
    return _of_a_layer(code, "conditions", "text", language)


def _of_a_layer(code: str, kind: str, word: str, language: str) -> str:
    """What a layer on file calls a paper or a condition that it adds; the code itself where none knows it."""
    tongue = "en" if language == "en" else "vi"
    for layer in layers_on_file():
        for own in layer.changes.get("awards", {}).values():
            for line in own.get(kind, ()):
                if line["code"] == code:
                    return str(line[f"{word}_{tongue}"])
    return code


def _no_conditions(_regime: Regime) -> tuple[ConditionRule, ...]:
    return ()


def _pieces(
    award: str, of_award: Callable[[AwardRules], tuple[Piece, ...]], of_regime: Callable[[Regime], tuple[Piece, ...]]
) -> Iterator[Piece]:
    for regime in reversed(regimes()):
        for rules in sorted(regime.every_award, key=lambda rules: rules.code != award):
            yield from of_award(rules)
        yield from of_regime(regime)
