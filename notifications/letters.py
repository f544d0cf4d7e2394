"""The texts of messages: read from ``messages/``, and filled with what an occasion says.

The first line of a text is the subject, the rest the body. A line that names something this occasion does not know, or that is
not for this reader, is left out whole; so a reason or a last day has a line of its own.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from states.refusals import Fault
from states.wording import placeholders

LANGUAGES = ("vi", "en")
"""Vietnamese first: it is the answer wherever no language was chosen, or another than these."""

LONGEST_SUBJECT = 500


@dataclass(frozen=True)
class Letter:
    """Subject and body of a message, ready to be read."""

    subject: str
    body: str


@cache
def text_of(name: str, language: str) -> tuple[str, ...]:
    """The lines of a text; raises ``Fault`` when there is none."""
    path = files("notifications") / "messages" / name / f"{language}.txt"
    if not path.is_file():
        raise Fault(f"no words for the message {name} in {language}")
    return tuple(path.read_text("utf-8").strip().splitlines())


@cache
def phrases(language: str) -> Mapping[str, str]:
    """The turns of phrase that texts share."""
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (files("notifications") / "messages" / "phrases.toml").read_text("utf-8")
    )
    return found[language]


def spoken(language: str | None) -> str:
    """The language a person is written to in."""
    return language if language in LANGUAGES else LANGUAGES[0]


@cache
def _openings(language: str) -> tuple[str, ...]:
    """How the subjects of a language begin, before the first word that an occasion gives."""
    names = (folder.name for folder in (files("notifications") / "messages").iterdir() if folder.is_dir())
    return tuple(text_of(name, language)[0].partition("{")[0] for name in names)


def written_in(subject: str) -> str:
    """The language of a message that was written once, told by how its subject begins."""
    return next((each for each in reversed(LANGUAGES) if subject.startswith(_openings(each))), LANGUAGES[0])


def fill(name: str, language: str, said: Mapping[str, str]) -> Letter:
    """Fill a text. ``said`` holds its words by placeholder; raises ``Fault`` when one is not even known by name."""
    lines = text_of(name, language)
    for line in lines:
        unknown = placeholders(line) - said.keys()
        if unknown:
            raise Fault(f"the message {name} asks for {sorted(unknown)}")
    subject, *body = [line for line in lines if all(said[word] for word in placeholders(line))]
    filled = "\n".join(line.format_map(said) for line in body)
    return Letter(_cut(subject.format_map(said)), re.sub(r"\n{3,}", "\n\n", filled).strip())


def _cut(subject: str) -> str:
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"
