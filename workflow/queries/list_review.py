"""A village list as it would be handed in: which lines still lack something, and what lies in their dossiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from states.facts import NominationFacts
from states.refusals import Refusal
from states.regime import AwardRules
from states.rule_parts import DocumentRule
from states.vocabulary import Action, Subject
from workflow.commands.command import Actor
from workflow.days import civil_date
from workflow.judging import facts_about, read_cases
from workflow.queries.open_actions import actions_on
from workflow.sql import Driver


@dataclass(frozen=True, kw_only=True)
class LackingLine:
    """One line that can't be handed in, with every reason."""

    key: str
    name: str
    why_not: tuple[Refusal, ...]


@dataclass(frozen=True, kw_only=True)
class SharedPaper:
    """One file that lies in lines of the list, once on the disk: ``key`` is that of its first line."""

    key: str
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    lines: int


@dataclass(frozen=True, kw_only=True)
class ListReview:
    """The lines not handed in yet, taken together. ``demanded`` holds the papers that any of their awards demands,
    ``asked_of`` the lines that a paper is demanded of, by its code."""

    award: str
    demanded: tuple[DocumentRule, ...]
    asked_of: Mapping[str, tuple[str, ...]]
    lacking: tuple[LackingLine, ...]
    papers: tuple[SharedPaper, ...]

    @property
    def is_ready(self) -> bool:
        """Whether every line could be handed in now."""
        return not self.lacking


def review_list(driver: Driver, lines: Mapping[str, str], *, actor: Actor, at: int) -> ListReview:
    """Look at the drafts of a list, id to name, all at once."""
    cases = read_cases(driver, Subject.NOMINATION, list(lines), actor.organisation_id)
    today = civil_date(at)
    found = facts_about(driver, Subject.NOMINATION, cases, {"rules", "uploads"}, actor=actor, at=at, today=today)
    facts = {key: cast(NominationFacts, each) for key, each in found.items()}
    standing = actions_on(driver, Subject.NOMINATION, cases, actor=actor, at=at, today=today)
    reasons = {
        key: each.why_not for key, actions in standing.items() for each in actions if each.action == Action.SUBMIT
    }
    first = next(iter(facts.values()), None)
    demanded, asked_of = _demanded(facts)
    return ListReview(
        award=first.rules.code if first else "", demanded=demanded, asked_of=asked_of,
        lacking=tuple(
            LackingLine(key=key, name=lines[key], why_not=why_not) for key, why_not in reasons.items() if why_not
        ),
        papers=tuple(_papers(facts)),
    )  # fmt: skip


def _demanded(facts: Mapping[str, NominationFacts]) -> tuple[tuple[DocumentRule, ...], dict[str, tuple[str, ...]]]:
    """The papers that the lines' awards demand, each once, and the lines of each."""
    lines: dict[tuple[str, str], list[str]] = {}
    rules: dict[tuple[str, str], AwardRules] = {}
    for key, each in facts.items():
        kind = (each.rules.code, each.rules.procedure)
        rules.setdefault(kind, each.rules)
        lines.setdefault(kind, []).append(key)
    documents: dict[str, DocumentRule] = {}
    asked_of: dict[str, tuple[str, ...]] = {}
    for whose, those in rules.items():
        for document in those.documents_at("submission"):
            documents.setdefault(document.code, document)
            asked_of[document.code] = (*asked_of.get(document.code, ()), *lines[whose])
    return tuple(documents.values()), asked_of


def _papers(facts: Mapping[str, NominationFacts]) -> list[SharedPaper]:
    holding: dict[tuple[str, str], list[Mapping[str, object]]] = {}
    for each in facts.values():
        for file in each.uploads:
            holding.setdefault((file["kind"], file["sha256"]), []).append(file)
    return [_paper(files) for files in holding.values()]


def _paper(files: list[Mapping[str, object]]) -> SharedPaper:
    one = files[0]
    return SharedPaper(
        key=str(one["id"]), kind=str(one["kind"]), name=str(one["file_name"]), media_type=str(one["media_type"]),
        size=cast(int, one["size"]), sha256=str(one["sha256"]), lines=len(files),
    )  # fmt: skip
