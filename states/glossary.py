"""Draws ``docs/glossary.md`` from the words: ``python -m states.glossary``."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from states import campaign_vocabulary, certificate_vocabulary, council_vocabulary, decision_vocabulary, vocabulary
from states.vocabulary import Action
from states.wording import explanation, label, meaning, past

PAGE = Path("docs/glossary.md")

_HEAD = """\
# Glossary

The words of the procedure: what stands in the code and the log, what people read in Vietnamese, and in English. This page
is drawn from the words themselves by `python -m states.glossary`; a test fails when it is not up to date. Change a word in
`states/translations/`, never here.
"""


def glossary() -> str:
    """The whole page: one table for each enumeration, in the order of the vocabulary."""
    return "\n".join([_HEAD, *(line for kind in enumerations() for line in _section(kind))])


def enumerations() -> Iterator[type[StrEnum]]:
    """Every enumeration that people have words for, in the order in which the files of words name them."""
    for words in (vocabulary, campaign_vocabulary, council_vocabulary, decision_vocabulary, certificate_vocabulary):
        for kind in vars(words).values():
            if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
                yield kind


def _section(kind: type[StrEnum]) -> Iterator[str]:
    yield f"## {kind.__name__}"
    yield ""
    yield " ".join((kind.__doc__ or "").split())
    yield ""
    if kind is Action:
        yield from _table(("value", "tiếng Việt", "English", "đã làm", "done"), map(_action, Action))
        yield "### What each action brings about"
        yield ""
        yield from _table(("value", "tiếng Việt", "English"), map(_explained, Action))
    elif kind.__name__.endswith("State"):
        yield from _table(("value", "tiếng Việt", "English", "nghĩa là", "meaning"), map(_state, kind))
    else:
        yield from _table(("value", "tiếng Việt", "English"), map(_labels, kind))


def _labels(member: StrEnum) -> tuple[str, ...]:
    return f"`{member.value}`", label(member, "vi"), label(member, "en")


def _state(member: StrEnum) -> tuple[str, ...]:
    return *_labels(member), meaning(member, "vi"), meaning(member, "en")


def _action(action: Action) -> tuple[str, ...]:
    return *_labels(action), past(action, "vi"), past(action, "en")


def _explained(action: Action) -> tuple[str, ...]:
    return f"`{action.value}`", explanation(action, "vi"), explanation(action, "en")


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(glossary(), encoding="utf-8")
