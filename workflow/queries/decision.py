"""Decisions: their lists, one decision with everything it says, and what may be put into a draft."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, tuple_

from states.facts import Row
from states.regime import AwardRules, Regime
from states.rule_parts import Citation
from states.vocabulary import DecisionState, State, Subject, SubjectKind
from workflow.commands.command import Actor
from workflow.facts.departures import left_out, living_line
from workflow.facts.ranking import IN_DRAFT, STANDS, UNSIGNED
from workflow.models.decision import Decision, DecisionLine
from workflow.models.nomination import Nomination
from workflow.models.organisation import Organisation, Unit
from workflow.queries.dossier import FindingShown, findings_of
from workflow.queries.minutes import unsigned_minutes
from workflow.queries.open_actions import Look, look_at
from workflow.queries.timeline import TimelineEntry, timeline
from workflow.queries.visibility import may_see
from workflow.rules_in_force import Rules, rules_of
from workflow.sql import Driver, Prepared, among

PAGE = 20
ANNEX_PAGE = 100
MOST_CANDIDATES = 500

_PERSON = (
    Nomination.id, Nomination.code, Nomination.name, Nomination.title, Nomination.award, Nomination.nominated_award,
    Nomination.basis, Nomination.subject_kind, Nomination.state, Nomination.rules, Nomination.session_id,
    Nomination.due_on, Nomination.sort_key, Nomination.decision_id, Unit.name.label("unit"), Nomination.gender,
    Nomination.birth_year,
)  # fmt: skip
_NAMES = tuple(column.name for column in _PERSON)
_LINES = Prepared(
    lambda: (
        select(*_PERSON, STANDS)
        .join(DecisionLine, DecisionLine.nomination_id == Nomination.id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(DecisionLine.decision_id == bindparam("key"), IN_DRAFT)
        .order_by(DecisionLine.position)
    )
)
_ANNEX = Prepared(
    lambda: (
        select(*_PERSON)
        .join(DecisionLine, DecisionLine.nomination_id == Nomination.id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .join(Unit, Unit.id == Nomination.unit_id)
        .where(DecisionLine.decision_id == bindparam("key"), IN_DRAFT, DecisionLine.position >= bindparam("first"))
        .order_by(DecisionLine.position)
        .limit(bindparam("most"))
    )
)
_ORGANISATION = Prepared(
    lambda: select(Organisation.name, Organisation.place, Organisation.parent_name).where(
        Organisation.id == bindparam("key")
    )
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A nomination as a decision, or the chairman's inbox, names it. ``finding`` is what the council found last.

    ``is_withheld``: the person looking took no part in it and is told nothing of what the council found.
    """

    key: str
    code: str
    name: str
    title: str
    unit: str
    award: str
    nominated_award: str
    basis: str
    subject_kind: str
    state: State
    session_id: str | None
    due_on: date | None
    rules: AwardRules
    finding: FindingShown | None
    is_withheld: bool
    decision_id: str | None
    sort_key: str
    gender: str | None
    birth_year: int | None

    @property
    def group(self) -> tuple[str, str]:
        """What it stands under in the list of a decision: its award, and for families their village."""
        return self.award, self.unit if self.subject_kind == SubjectKind.HOUSEHOLD else ""

    @property
    def is_decided_here(self) -> bool:
        """Whether this commune's chairman is competent."""
        return self.rules.competence.value == "decide"


@dataclass(frozen=True, kw_only=True)
class DecisionLineShown:
    """A decision in a list."""

    key: str
    title: str
    year: int
    number: int | None
    dated_on: date | None
    state: DecisionState
    signed_at: int | None
    names: int

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands in the order of the list."""
        return (self.year * 100_000 + (self.number if self.number is not None else 99_999), self.key)


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """The People's Committee as a paper's head names it."""

    name: str
    place: str
    parent_name: str


@dataclass(frozen=True, kw_only=True)
class DecisionPage:
    """Everything a decision says, as anybody reads it who may see it."""

    look: Look
    issuer: Issuer
    lines: Sequence[Named]
    standing: frozenset[str]
    left_out: Sequence[Named]
    regime: Regime
    citations: Sequence[Citation]
    timeline: Sequence[TimelineEntry]
    today: date
    unsigned_minutes: Sequence[tuple[str, str]] = ()

    @property
    def case(self) -> Row:
        """The decision's own row."""
        return self.look.case

    @property
    def state(self) -> DecisionState:
        """Where it stands."""
        return DecisionState(self.case["state"])

    @property
    def dated_on(self) -> date | None:
        """The day it bears."""
        return date.fromisoformat(self.case["dated_on"]) if self.case["dated_on"] else None

    @property
    def is_signed(self) -> bool:
        """Whether the chairman signed it."""
        return self.case["signed_at"] is not None

    @property
    def expired(self) -> Sequence[Citation]:
        """Texts that the numbered decision cites and that are in force no more; of a signed one its own day counts."""
        return [] if self.is_signed else [text for text in self.citations if not text.is_valid_on(self.today)]

    @property
    def named(self) -> Sequence[Named]:
        """Whom it awards: before the signature those that have not moved since the draft, afterwards those it awarded."""
        if self.is_signed:
            return [line for line in self.lines if line.decision_id == self.case["id"]]
        return [line for line in self.lines if line.key in self.standing]

    @property
    def first_of_group(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Where each group of the list begins, and how many of it the decision awards."""
        named = {line.key for line in self.named}
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for position, line in enumerate(self.lines, start=1):
            first, count = found.get(line.group, (position, 0))
            found[line.group] = (first, count + (line.key in named))
        return found

    @property
    def not_awarded(self) -> Sequence[Named]:
        """Who stands on the list but is not awarded by it: returned, declined or on hold meanwhile."""
        keys = {line.key for line in self.named}
        return [line for line in self.lines if line.key not in keys]


def decision_page(driver: Driver, key: str, *, actor: Actor, at: int) -> DecisionPage | None:
    """One decision; ``None`` when it does not exist for this person."""
    look = look_at(driver, Subject.DECISION, key, actor=actor, at=at)
    if look is None or not may_see(actor, Subject.DECISION, look.case):
        return None
    return page_around(driver, look, actor=actor)


def page_around(driver: Driver, look: Look, *, actor: Actor) -> DecisionPage:
    """The page around a look at a decision."""
    case, today, organisation_id = look.case, look.facts.today, actor.organisation_id
    rows = driver.rows(_LINES, key=case["id"])
    rules = rules_of(driver, organisation_id)
    lines = _named(driver, [row[:-1] for row in rows], today, rules, actor.recused)
    on = date.fromisoformat(case["dated_on"]) if case["dated_on"] else today
    regime = lines[0][1] if lines else rules.on(on)
    name, place, parent_name = driver.rows(_ORGANISATION, key=organisation_id)[0]
    named = [line for line, _regime in lines]
    return DecisionPage(
        look=look, issuer=Issuer(name=name, place=place, parent_name=parent_name), lines=named,
        standing=frozenset(row[0] for row in rows if row[-1]),
        left_out=_left_out(driver, actor, case, named, today), regime=regime,
        citations=_citations(regime, named, on), timeline=timeline(driver, organisation_id, case["id"]), today=today,
        unsigned_minutes=unsigned_minutes(driver, (each.session_id for each in named if each.session_id)),
    )  # fmt: skip


def decisions(
    driver: Driver, organisation_id: str, *, state: str = "", signed: bool = False, after: tuple[int, str] | None = None
) -> list[DecisionLineShown]:
    """Decisions, the newest first; one more than a page when there are more."""
    place = Decision.year * 100_000 + func.coalesce(Decision.number, 99_999)
    chosen: list[ColumnElement[bool]] = [Decision.organisation_id == organisation_id]
    if state:
        chosen.append(Decision.state == state)
    if signed:
        chosen.append(Decision.signed_at.is_not(None))
    if after:
        chosen.append(tuple_(place, Decision.id) < tuple_(*after))
    count = (
        select(func.count())
        .where(DecisionLine.decision_id == Decision.id, IN_DRAFT)
        .correlate(Decision)
        .scalar_subquery()
    )
    statement = (
        select(Decision.id, Decision.title, Decision.year, Decision.number, Decision.dated_on, Decision.state,
               Decision.signed_at, count)
        .where(and_(*chosen))
        .order_by(place.desc(), Decision.id.desc())
        .limit(PAGE + 1)
    )  # fmt: skip
    return [
        DecisionLineShown(
            key=key, title=title, year=year, number=number, state=DecisionState(stands), signed_at=signed_at, names=names,
            dated_on=date.fromisoformat(dated_on) if dated_on else None,
        )
        for key, title, year, number, dated_on, stands, signed_at, names in driver.rows(Prepared(statement))
    ]  # fmt: skip


def annex(driver: Driver, organisation_id: str, key: str, today: date, *, first: int) -> list[Named]:
    """The lines of a decision from a position on: a page of them, and one more when there are more."""
    rows = driver.rows(_ANNEX, key=key, first=first, most=ANNEX_PAGE + 1)
    return [line for line, _regime in _named(driver, rows, today, rules_of(driver, organisation_id), ())]


def before_chairman(
    driver: Driver, organisation_id: str, today: date, *, recused: Collection[str] = (), unnamed: bool = False,
    states: Sequence[State] = (State.BEFORE_CHAIRMAN,), after: tuple[str, str, str] | None = None,
    outside_lists: str | None = None, most: int = MOST_CANDIDATES,
) -> list[Named]:  # fmt: skip
    """Nominations before the chairman, by award and name; with ``outside_lists`` only those of no list but the named one.

    Of those in ``recused`` it is not told what the council found.
    """
    chosen: list[ColumnElement[bool]] = [
        Nomination.organisation_id == organisation_id, among(Nomination.state, states),
    ]  # fmt: skip
    if unnamed:
        chosen.append(~living_line)
    if outside_lists is not None:
        chosen.append(or_(Nomination.proposal_id.is_(None), Nomination.proposal_id == outside_lists))
    order = (Nomination.award, Nomination.sort_key, Nomination.id)
    if after:
        chosen.append(tuple_(*order) > tuple_(*after))
    statement = (
        select(*_PERSON).join(Unit, Unit.id == Nomination.unit_id).where(and_(*chosen)).order_by(*order).limit(most)
    )
    rows = driver.rows(Prepared(statement))
    return [line for line, _regime in _named(driver, rows, today, rules_of(driver, organisation_id), recused)]


def _left_out(driver: Driver, actor: Actor, case: Row, lines: Sequence[Named], today: date) -> list[Named]:
    """While it is a draft: what the council endorsed in the same sessions for the same awards, and no decision names.

    A case that left the list is told by its line.
    """
    if case["state"] not in UNSIGNED:
        return []
    named = {line.key for line in lines}
    rows = left_out(driver, actor.organisation_id, case["id"], _PERSON)
    rules = rules_of(driver, actor.organisation_id)
    found = [line for line, _regime in _named(driver, rows, today, rules, actor.recused)]
    return [line for line in found if line.is_decided_here and line.key not in actor.veiled | named]


def _named(
    driver: Driver, rows: Sequence[Sequence[Any]], today: date, rules: Rules, recused: Collection[str]
) -> list[tuple[Named, Regime]]:
    found = findings_of(driver, [row[0] for row in rows], recused) if rows else {}
    answer = []
    for row in rows:
        case = dict(zip(_NAMES, row, strict=True))
        regime = rules.of(case, today)
        findings = found[case["id"]]
        line = Named(
            key=case["id"], code=case["code"] or "", name=case["name"], title=case["title"], unit=case["unit"],
            award=case["award"], nominated_award=case["nominated_award"], basis=case["basis"],
            subject_kind=case["subject_kind"], state=State(case["state"]), session_id=case["session_id"],
            due_on=date.fromisoformat(case["due_on"]) if case["due_on"] else None,
            rules=regime.rules(case["award"], case["basis"]), finding=findings[-1] if findings else None,
            is_withheld=case["id"] in recused, decision_id=case["decision_id"], sort_key=case["sort_key"],
            gender=case["gender"], birth_year=case["birth_year"],
        )  # fmt: skip
        answer.append((line, regime))
    return answer


def _citations(regime: Regime, lines: Sequence[Named], on: date) -> list[Citation]:
    """The texts that the decision cites for any of its awards, each once, in order."""
    wanted: dict[str, Citation] = {}
    for award in dict.fromkeys(line.award for line in lines):
        for citation in regime.citations_for(award, on):
            wanted.setdefault(citation.code, citation)
    order = [citation.code for citation in regime.citations]
    return sorted(wanted.values(), key=lambda citation: order.index(citation.code))
