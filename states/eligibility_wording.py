"""A verdict in words: what each condition asks, how it stands, and what would clear it."""

from states.eligibility import COMPETENCE, ConditionVerdict, Verdict
from states.refusals import Fault
from states.rule_names import condition_text
from states.word_reading import words


def condition_words(line: ConditionVerdict, verdict: Verdict, language: str) -> str:
    """The sentence of the condition, as the rules of the award say it."""
    if line.code == COMPETENCE:
        return _word("Competence", str(line.facts["competence"]), language)
    return condition_text(line.code, language, award=verdict.award)


def result_words(line: ConditionVerdict, language: str) -> str:
    """How the condition stands: met, not met, waived, unknown."""
    return _word("ConditionResult", line.result, language)


def clearing_words(line: ConditionVerdict, language: str) -> str:
    """What would clear it; empty where nothing needs to be cleared."""
    return _word("Clears", line.clears, language) if line.clears else ""


def outcome_words(verdict: Verdict, language: str) -> str:
    """What follows from all conditions."""
    return _word("EligibilityOutcome", verdict.outcome, language)


def _word(table: str, key: str, language: str) -> str:
    found = words(language).get(table, {}).get(key)
    if not isinstance(found, str):
        raise Fault(f"no words for {table} {key}")
    return found
