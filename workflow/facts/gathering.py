"""The frame of gathering: loaders by subject and name, each answering for a whole list of cases at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.campaign_facts import CampaignFacts
from states.facts import DecisionFacts, Facts, NominationFacts, RegisterFacts, Row
from states.refusals import Fault
from states.session_facts import SessionFacts
from states.vocabulary import Subject
from workflow.rules_in_force import Rules, rules_of
from workflow.sql import Driver, PreparedForIds, PreparedThrough, Question

KINDS: Mapping[Subject, type[Facts]] = {
    Subject.NOMINATION: NominationFacts,
    Subject.SESSION: SessionFacts,
    Subject.DECISION: DecisionFacts,
    Subject.CAMPAIGN: CampaignFacts,
}


def facts_kind(subject: Subject) -> type[Facts]:
    """The facts a subject's guards read."""
    return KINDS.get(subject, RegisterFacts)


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """A list of cases of one organisation and one subject, looked at on one day. ``asked`` holds a command per case."""

    driver: Driver
    organisation_id: str
    today: date
    actor_id: str
    cases: Mapping[str, Row]
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """The rules of the organisation."""
        return rules_of(self.driver, self.organisation_id)

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the cases, in order."""
        return list(self.cases)

    def rows(self, statement: PreparedForIds) -> list[tuple[Any, ...]]:
        """All rows of a query about the cases, or about what they name in a column."""
        if not isinstance(statement, PreparedThrough):
            return self.driver.rows_for(statement, self.ids)
        named = self.column(statement.column)
        if not named:
            return []
        if len(self.cases) == 1:
            return self.driver.rows_for(statement, self.ids)
        prepared, keys = statement.about_named(named, self.driver.dialect)
        return self.driver.rows(prepared, **keys)

    def column(self, name: str) -> list[Any]:
        """The distinct values of one column, without the empty ones, in order."""
        return list(dict.fromkeys(row[name] for row in self.cases.values() if row.get(name) is not None))


Loader = Callable[[Gathering], Mapping[str, Any]]
_LOADERS: dict[tuple[type[Facts], str], Loader] = {}
_ASKED: dict[tuple[type[Facts], str], tuple[PreparedForIds, ...]] = {}


def loads(kind: type[Facts], name: str, *asked: PreparedForIds) -> Callable[[Loader], Loader]:
    """Register the loader of one fact; its answer maps each case's id to the fact.

    ``asked`` are the statements that it sends with nothing but the cases: they can be sent in advance.
    """

    def register(loader: Loader) -> Loader:
        _LOADERS[kind, name], _ASKED[kind, name] = loader, asked
        return loader

    return register


def in_advance(subject: Subject, needs: Iterable[str], key: str) -> list[Question]:
    """The questions that gathering the named facts of one case will ask, as far as its id alone says them."""
    kind = facts_kind(subject)
    asked = dict.fromkeys(statement for name in sorted(needs) for statement in _ASKED.get((kind, name), ()))
    return [Question(*statement.about_one(key)) for statement in asked]


def gather(subject: Subject, needs: Iterable[str], gathering: Gathering) -> dict[str, dict[str, Any]]:
    """The named facts of every case: id to name to fact."""
    kind = facts_kind(subject)
    found: dict[str, dict[str, Any]] = {key: {} for key in gathering.cases}
    for name in sorted(needs):
        loader = _LOADERS.get((kind, name))
        if loader is None:
            raise Fault(f"nobody gathers the fact {name} of a {subject}")
        answers = loader(gathering)
        for key, facts in found.items():
            facts[name] = answers[key]
    return found


def for_all(gathering: Gathering, value: Any) -> dict[str, Any]:
    """The same fact for every case."""
    return dict.fromkeys(gathering.cases, value)


def grouped(gathering: Gathering, rows: Iterable[tuple[Any, ...]], columns: Sequence[str]) -> dict[str, list[Row]]:
    """Rows that begin with the case's id, as lists of mappings per case."""
    answer: dict[str, list[Row]] = {key: [] for key in gathering.cases}
    for key, *values in rows:
        answer[key].append(dict(zip(columns, values, strict=True)))
    return answer
