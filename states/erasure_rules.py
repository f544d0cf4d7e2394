"""The rules that an erasure goes by: parameters with a source and a mark, shown wherever somebody proposes or confirms one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from states.rule_reading import Mark


@dataclass(frozen=True, kw_only=True)
class ErasureRule:
    """One rule in both languages. ``stays``: it explains something that an erasure keeps, and says how much of it."""

    code: str
    source: str
    mark: Mark
    vi: str
    en: str
    stays: bool = False

    def sentence(self, language: str, counts: Mapping[str, int]) -> str:
        """The rule in words; what it keeps is counted in them."""
        return (self.en if language == "en" else self.vi).format(n=counts.get(self.code, 0))


@cache
def erasure_rules() -> tuple[ErasureRule, ...]:
    """All rules, in the order of the file."""
    text = (files("states") / "erasure_rules.toml").read_text("utf-8")
    return tuple(ErasureRule(**each) for each in tomllib.loads(text)["rule"])


def told(counts: Mapping[str, int]) -> tuple[ErasureRule, ...]:
    """The rules that have something to say of one person: those that keep nothing of them are left out."""
    return tuple(rule for rule in erasure_rules() if not rule.stays or counts.get(rule.code))
