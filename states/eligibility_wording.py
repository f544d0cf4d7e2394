"""A verdict in words: what each condition asks, how it stands, and what would clear it."""

from states.eligibility import COMPETENCE, ConditionVerdict
from states.word_reading import word


def condition_words(line: ConditionVerdict, language: str) -> str:
    """The sentence of the condition, as the rules say it that it was judged by."""
    if line.code == COMPETENCE:
        return word("Competence", str(line.facts["competence"]), language)
    return line.rule.text(language)


def result_words(line: ConditionVerdict, language: str) -> str:
    """How the condition stands: met, not met, waived, unknown."""
    return word("ConditionResult", line.result, language)


def clearing_words(line: ConditionVerdict, language: str) -> str:
    """What would clear it; empty where nothing needs to be cleared."""
    return word("Clears", line.clears, language) if line.clears else ""
