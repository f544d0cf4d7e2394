"""Words that a column may hold – awards, kinds, grounds – and what somebody meant who wrote something else."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from states.regime import Regime, offered_awards
from states.rule_names import known_awards
from states.text import normalise
from states.vocabulary import AwardLevel, Basis, SubjectKind
from states.wording import label
from workflow.intake.columns import Column, bare

_NEAR = 0.72
_TONES = "\u0300\u0301\u0303\u0309\u0323"
GENDERS = {"Nam": "male", "Nữ": "female"}


class KnownWords:
    """The words of one column: how each is written (first), what else is read as the same, and what is kept for it."""

    def __init__(self, words: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        known = list(words)
        self.written = {value: spellings[0] for value, spellings in known}
        self._exact = {spoken(each): value for value, spellings in known for each in spellings}
        self._bare = {bare(each): value for value, spellings in known for each in spellings}
        self._found: dict[str, tuple[str | None, str]] = {}

    def read(self, text: str) -> tuple[str | None, str]:
        """The value of a word; else ``None`` and, where one is near, the word that was meant."""
        if text not in self._found:
            self._found[text] = self._read(normalise(text))
        return self._found[text]

    def _read(self, text: str) -> tuple[str | None, str]:
        value = self._exact.get(spoken(text))
        if value is not None:
            return value, ""
        folded = bare(text)
        if not folded:
            return None, ""
        near = folded if folded in self._bare else next(iter(get_close_matches(folded, self._bare, 1, _NEAR)), "")
        return None, self.written[self._bare[near]] if near else ""


def spoken(text: str) -> str:
    """One spelling for words that sound the same: small letters, and the tone at the end (hóa and hoá are one word)."""
    words = unicodedata.normalize("NFD", text.casefold()).split()
    return " ".join(
        "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES) for word in words
    )


@cache
def known_words(regime: Regime) -> Mapping[Column, KnownWords]:
    """The words of every column that has a closed list, under the rules in force."""
    awards = ((rules.code, (rules.name_vi, rules.code)) for rules in offered_awards(regime))
    return {Column.AWARD: KnownWords(awards), **_same_under_all_rules()}


@cache
def past_award_words() -> Mapping[Column, KnownWords]:
    """The words of a list of earlier awards: every award that any rules know, and the levels of those who decided."""
    awards = ((code, (name, code)) for name, code in known_awards("vi").items())
    return {Column.AWARD: KnownWords(awards), Column.LEVEL: _labels(AwardLevel), **_same_under_all_rules()}


def _same_under_all_rules() -> Mapping[Column, KnownWords]:
    genders = KnownWords((value, (word,)) for word, value in GENDERS.items())
    return {Column.KIND: _labels(SubjectKind), Column.BASIS: _labels(Basis), Column.GENDER: genders}


def _labels(members: Iterable[StrEnum]) -> KnownWords:
    return KnownWords((member.value, (label(member, "vi"), member.value)) for member in members)
