"""What is stated about a nominee, in words: the answers a statement may choose, by the kind of fact."""

from collections.abc import Mapping
from typing import Final

from states.refusals import Fault
from states.rule_names import award_name
from states.statements import FACTS, NONE, YES_NO
from states.vocabulary import FactKind
from states.word_reading import words

_YES_NO: Final = "yes_no"


def table_of(fact: FactKind) -> str:
    """The table of answers of a kind; what is answered by yes or no shares one."""
    return _YES_NO if FACTS[fact].choices == YES_NO else fact.value


def choice_words(fact: FactKind, chosen: str, language: str) -> str:
    """What a statement chose: a word of its kind, or the name of an award; a row of the register is the caller's to name."""
    if not chosen or (chosen == NONE and not FACTS[fact].choices):
        return ""
    table = words(language)["StatedAs"]
    answers = table.get(table_of(fact)) if isinstance(table, Mapping) else None
    if answers is None:
        return award_name(chosen, language)
    if not isinstance(answers, Mapping):
        raise Fault(f"no words for {fact}")
    return answers.get(chosen, chosen)
