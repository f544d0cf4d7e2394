"""Whatever a commune does to its rules, no case that was received is judged otherwise; and what a preview says comes true."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, select

from states.eligibility import Verdict
from states.refusals import NotMet
from states.regime import NoRulesInForce
from states.rule_composing import canonical_text
from states.rule_editing import Editable, editable, one_figure, places
from states.rule_layers import kept_layer
from states.rule_reading import RulesUnreadable
from states.rules_of_day import RuleChanges, with_regime
from states.vocabulary import Action, Role, State, Subject, SubjectKind
from tests.support.world import World
from workflow.commands.administration.confirm_regime import ConfirmRegime
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.end_rule_change import EndRuleChange
from workflow.commands.command import Command
from workflow.commands.nomination.suspend import Suspend
from workflow.documents.paper_readers import paper_data
from workflow.documents.requests import notice
from workflow.ids import new_id
from workflow.judging import facts_about, read_cases
from workflow.ledger.verify import verify
from workflow.models.paper import Paper, PaperKind
from workflow.queries.open_actions import actions_on
from workflow.queries.rules import Preview, preview
from workflow.queries.verdicts import standings
from workflow.rules_in_force import rules_of
from workflow.sql import Prepared
from workflow.store import Store

PINNED = (
    ("LDTT", State.UNDER_APPRAISAL), ("GDVH", State.POSTED), ("BK_TINH", State.TABLED), ("GK", State.ELIGIBLE),
    ("TTLDTT", State.BEFORE_CHAIRMAN), ("BK_TINH", State.FORWARDED), ("LDTT", State.SUSPENDED),
    ("GK", State.PUBLISHED), ("CSTDCS", State.ENDORSED),
)  # fmt: skip
UNPINNED = (
    ("LDTT", "merit"),
    ("GDVH", "merit"),
    ("BK_TINH", "merit"),
    ("GK", "sudden"),
    ("GK", "merit"),
    ("TVH", "merit"),
)
KINDS = {"GDVH": SubjectKind.HOUSEHOLD, "TTLDTT": SubjectKind.COLLECTIVE, "TVH": SubjectKind.VILLAGE}
AUTUMN_2026 = date(2026, 10, 5)
CHANGES = 6
_PAPERS = Prepared(
    select(Paper.id, Paper.subject, Paper.subject_id, Paper.kind, Paper.entry)
    .where(Paper.organisation_id == bindparam("organisation_id"))
    .order_by(Paper.id)
)
JUDGING = frozenset({"rules", "regime", "lower_rules"})


@dataclass
class Commune:
    """A commune with cases received and cases that are not."""

    world: World
    received: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def settle(self) -> Commune:
        """Bring a case into each state that matters here."""
        world = self.world
        world.day = AUTUMN_2026
        for award, state in PINNED:
            case = world.draft(award, kind=KINDS.get(award, SubjectKind.INDIVIDUAL), name=f"{award} {state}")
            if state == State.SUSPENDED:
                hold(world, world.bring(case, State.UNDER_APPRAISAL))
            self.received.append(case if state == State.SUSPENDED else world.bring(case, state))
        for award, basis in UNPINNED:
            case = world.draft(
                award, basis=basis, kind=KINDS.get(award, SubjectKind.INDIVIDUAL), name=f"{award} {basis}"
            )
            self.waiting.append(world.bring(case, State.SUBMITTED))
        world.bring(world.draft(name="LDTT ineligible"), State.INELIGIBLE)
        while notice(world.store):
            pass
        return self


def hold(world: World, case: str) -> None:
    order = Suspend(on=case, seen=world.seen(case), reason="Chờ kết luận kiểm tra.")
    world.do(order, world.actor(Role.SECRETARIAT))


@pytest.fixture(scope="module")
def beginning(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Commune, Path]]:
    """The commune that every story begins in, and its file."""
    folder = tmp_path_factory.mktemp("rules")
    file = Path(shutil.copy(sqlite_template, folder / "beginning.db"))
    with closing(Store(f"sqlite:///{file}", files=folder)) as store:
        commune = Commune(World.open(store)).settle()
    yield commune, file


def judged_by(world: World, keys: list[str]) -> dict[str, str]:
    """All that judges each case: its award's rules and the lower award's, and what is about all awards."""
    with world.store.reading() as driver:
        cases = read_cases(driver, Subject.NOMINATION, keys, world.organisation_id)
        office = world.actor(Role.SECRETARIAT)
        found = facts_about(driver, Subject.NOMINATION, cases, JUDGING, actor=office, at=world.at, today=world.day)
    return {key: said_by(facts.gathered, cases[key]) for key, facts in found.items()}


def said_by(gathered: Mapping[str, Any], case: Mapping[str, Any]) -> str:
    """The figures that reach one case, each with source and mark; sessions of the council have rules of their own."""
    regime = gathered["regime"]
    rules = regime.rules(case["award"], case["basis"])
    common = [regime.intake, regime.consultation, regime.annulment, regime.exchange, regime.base_salary, regime.bonus_rounding,
              regime.household_factor, regime.bonus_day, regime.organising_share, regime.pinned_on]  # fmt: skip
    cited = [text for text in regime.citations if not text.awards or case["award"] in text.awards]
    simple = regime.simple if rules.procedure == "simple" else None
    return repr((gathered["rules"], gathered["lower_rules"], common, cited, simple))


def standing(world: World, keys: list[str]) -> dict[str, str]:
    """How each case stands: its row with every deadline, and each action with what is against it.

    Only moving it to the rules of today is offered where there are others now.
    """
    with world.store.reading() as driver:
        cases = read_cases(driver, Subject.NOMINATION, keys, world.organisation_id)
        office = world.actor(Role.SECRETARIAT)
        actions = actions_on(driver, Subject.NOMINATION, cases, actor=office, at=world.at, today=world.day)
    return {
        key: repr((case, [each for each in actions[key] if each.action != Action.CHANGE_RULES]))
        for key, case in cases.items()
    }


def verdicts(world: World, keys: list[str]) -> dict[str, Verdict]:
    """What the conditions of each case come to now."""
    with world.store.reading() as driver:
        cases = read_cases(driver, Subject.NOMINATION, keys, world.organisation_id)
        found = standings(driver, cases, actor=world.actor(Role.SECRETARIAT), at=world.at)
    return {key: each.verdict for key, each in found.items()}


def papers(world: World) -> dict[str, str]:
    """What is typeset of every paper so far: its template, all that it says, and its day."""
    with world.store.reading() as driver:
        asked = driver.rows(_PAPERS, organisation_id=world.organisation_id)
        return {
            key: repr(
                paper_data(driver, world.organisation_id, subject, of, PaperKind(kind), entry, "https://x.example")
            )
            for key, subject, of, kind, entry in asked
        }


def councils(world: World, keys: list[str]) -> dict[str, str]:
    """How the council meets and votes, by the rules that each case is pinned to."""
    return {key: repr(world.regime(world.nomination(key)["rules"]).council) for key in keys}


def all_about(world: World, keys: list[str]) -> tuple[Any, ...]:
    """The figures that judge each case, how it stands, the verdict on its conditions, its council, and all papers."""
    return (judged_by(world, keys), standing(world, keys), verdicts(world, keys), councils(world, keys), papers(world))


def test_papers_of_every_kind_are_among_those_compared(beginning: tuple[Commune, Path]) -> None:
    commune, file = beginning
    with closing(Store(f"sqlite:///{file}", files=file.parent)) as store:
        world = replace(commune.world, store=store)
        with store.reading() as driver:
            asked = {kind for _, _, _, kind, _ in driver.rows(_PAPERS, organisation_id=world.organisation_id)}
        assert len(papers(world)) >= len(asked)
    # a certificate in the place of another is made from the same rows as the first
    assert asked == set(PaperKind) - {PaperKind.CERTIFICATE}


@dataclass
class Story:
    """A few changes of the rules, one after the other, each previewed."""

    commune: Commune
    luck: Random
    enacted: list[str] = field(default_factory=list)
    orders: int = 0
    touched: int = 0

    @property
    def world(self) -> World:
        return self.commune.world

    def go_on(self) -> None:
        """One more change; those that the rules have no place for are refused."""
        command, changed, first = self.wish()
        world, before = self.world, judged_by(self.world, self.commune.waiting)
        try:
            seen = self.previewed(changed, first)
        except (RulesUnreadable, NoRulesInForce):
            seen = None
        try:
            world.do(command, world.actor(Role.ADMINISTRATOR))
        except NotMet:
            return
        self.orders += 1
        if not isinstance(command, EndRuleChange):
            self.enacted.append(command.on)
        assert seen is not None, "what is carried out was shown"
        self.comes_true(seen, before)

    def comes_true(self, seen: Preview, before: dict[str, str]) -> None:
        """Exactly the cases that were named stand under other figures on the day that was named."""
        day, self.world.day = self.world.day, max(self.world.day, seen.day)
        after = judged_by(self.world, self.commune.waiting)
        assert self.world.regime().digest == seen.after.digest
        self.world.day = day
        assert {case.key for case in seen.touched} == {key for key in before if before[key] != after[key]}
        assert len(seen.touched) + seen.untouched == len(self.commune.waiting)
        assert seen.keeping == sum(state != State.PUBLISHED for _, state in PINNED), "what is still open"
        self.touched += len(seen.touched)

    def previewed(self, changed: RuleChanges, first: Any) -> Preview:
        with self.world.store.reading() as driver:
            return preview(driver, self.world.organisation_id, changed, today=self.world.day, first=first)

    def wish(self) -> tuple[Command, RuleChanges, Any]:
        """A layer mostly; sometimes the end of one, sometimes the law of 2026 confirmed."""
        with self.world.store.reading() as driver:
            rules = rules_of(driver, self.world.organisation_id)
            changes, raw = rules.changes, rules.raw(rules.on(self.world.day).digest)
        if self.enacted and self.luck.random() < 0.25:
            return self.an_end(changes)
        if not changes.confirmed and self.luck.random() < 0.25:
            changed, first = with_regime(changes, "R2026", "15/HD-SNV")
            return ConfirmRegime(on=new_id(), regime="R2026", document="15/HD-SNV"), changed, first
        section, code = self.luck.choice([place for place in places(raw) if self.luck.random() < 0.3 or is_ours(place)])
        figure = self.luck.choice(editable(section))
        first = self.world.day - timedelta(days=self.luck.choice((0, 30)))
        layer = canonical_text(
            one_figure(
                (section, code, figure.key), self.value(figure), level=self.luck.choice(("province", "council")),
                organisation="dong-mau", document=f"{len(self.enacted)}/QC-HĐ", article="Điều 7",
                mark=self.luck.choice("VBU"), valid_from=first, valid_to=None,
            )
        )  # fmt: skip
        return (
            EnactLayer(on=new_id(), content=layer, acknowledged=True, gives_way=True),
            changes.with_layer(kept_layer(layer)),
            first,
        )

    def an_end(self, changes: RuleChanges) -> tuple[Command, RuleChanges, Any]:
        key = self.luck.choice(self.enacted)
        case = self.world.case(key, Subject.RULE_CHANGE)
        last_day = self.world.day - timedelta(days=1)
        command = EndRuleChange(on=key, seen=case["changed"], last_day=last_day, reason="Thay thế.")
        self.enacted.remove(key)
        return command, changes.ended(case["code"], last_day), self.world.day

    def value(self, figure: Editable) -> Any:
        """Something that may be entered for this figure."""
        match figure.entered:
            case "term":
                return {"days": self.luck.randint(1, 60), "kind": self.luck.choice(("working", "calendar"))}
            case "share":
                return [self.luck.randint(1, 3), self.luck.randint(3, 5)]
            case "threshold":
                return {
                    "num": self.luck.randint(1, 3),
                    "den": self.luck.randint(3, 5),
                    "strict": self.luck.random() < 0.5,
                }
            case "yes_no":
                return self.luck.random() < 0.5
            case "one_of":
                return self.luck.choice(figure.choices)
            case "day_of_year":
                return "12-10"
        return self.luck.randint(1, 99) if figure.entered == "whole" else "Mẫu 01"


def is_ours(place: tuple[str, str]) -> bool:
    return place[1] in {"LDTT", "GDVH", "BK_TINH", "GK"} or not place[1]


@given(luck=st.randoms(use_true_random=False))
@settings(
    max_examples=15, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    deadline=None,
)  # fmt: skip
def test_no_change_of_rules_alters_a_received_case(beginning: tuple[Commune, Path], luck: Random) -> None:
    commune, file = beginning
    with TemporaryDirectory() as folder:
        copy = shutil.copy(file, folder)
        with closing(Store(f"sqlite:///{copy}", files=file.parent)) as store:
            here = replace(commune, world=replace(commune.world, store=store))
            story = Story(here, luck)
            before = all_about(here.world, here.received)
            for _ in range(CHANGES):
                story.go_on()
                assert all_about(here.world, here.received) == before
            event(f"{len(story.enacted)} changes, {(story.touched > 0 and 'some') or 'no'} case reached")
            take_in_the_first(here)
            assert verify(store).is_whole


def take_in_the_first(commune: Commune) -> None:
    """A case that waited comes under the new rules, and goes on under them."""
    world, key = commune.world, commune.waiting[0]
    world.bring(key, State.UNDER_APPRAISAL)
    assert world.nomination(key)["rules"] == world.regime().digest


def test_the_same_on_postgresql(postgres_store: Store) -> None:
    commune = Commune(World.open(postgres_store)).settle()
    story = Story(commune, Random(5))
    before = all_about(commune.world, commune.received)
    for _ in range(CHANGES):
        story.go_on()
    assert all_about(commune.world, commune.received) == before
    assert story.orders
    take_in_the_first(commune)
    assert verify(postgres_store).is_whole
