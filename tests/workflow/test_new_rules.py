"""An award or a regime is a file of data: added while the house stands, it goes all the way without a line of code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from states import regime as rules_on_file
from states.eligibility import judge
from states.eligibility_facts import Answer, NomineeFacts
from states.money import bonus
from states.refusals import NotMet
from states.regime import regime_on
from states.rule_names import award_name
from states.vocabulary import FactKind, Role, State, Subject, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from web.views.nominees.statement_forms import _fields
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.record_statement import RecordStatement
from workflow.ids import new_id
from workflow.judging import read_cases
from workflow.ledger.verify import verify
from workflow.queries.verdicts import standings
from workflow.rules_in_force import rules_of
from workflow.store import Store

ADDED = """
code = "R2027"
revision = 1
name_vi = "Chế độ thử nghiệm"
name_en = "Regime of a trial"
valid_from = {since}
based_on = ["r2025"]
without = ["valid_to", "axes"]

[library.conditions.helped_neighbours]
code = "helped_neighbours"
text_vi = "Đã giúp đỡ hàng xóm trong năm."
text_en = "Helped neighbours in the year."
source = "Quyết định số 9/QĐ-UBND"
mark = "V"

[awards.GUONG_TOT]
code = "GUONG_TOT"
name_vi = "Gương người tốt, việc tốt"
name_en = "Good neighbour"
offered = true
like = ["title", "unit_meets", "decided_here", "council_votes", "not_posted", "no_quota", "one_round", "terms_unknown"]
subject_kinds = {{ value = ["individual"], source = "Quyết định số 9/QĐ-UBND", mark = "V" }}
decision_term = {{ value = "none", source = "Quyết định số 9/QĐ-UBND", mark = "V" }}
bonus.individual = {{ value = [1, 5], source = "Quyết định số 9/QĐ-UBND", mark = "V" }}
documents = ["letter_title", "minutes_title"]
conditions = ["helped_neighbours", "employed_six_months", "no_pending_case"]
"""

WITH_MEMBERS = """
[library.conditions.half_are_good_neighbours]
code = "half_are_good_neighbours"
text_vi = "Có từ một nửa thành viên là Gương người tốt, việc tốt."
text_en = "Half of the members are good neighbours."
source = "Quyết định số 9/QĐ-UBND"
mark = "V"
check = { kind = "member_awards", award = "GUONG_TOT", share = [1, 2] }

[awards.TO_TOT]
code = "TO_TOT"
name_vi = "Tổ dân cư tốt"
name_en = "Good neighbourhood"
offered = true
like = ["title", "unit_meets", "decided_here", "council_votes", "not_posted", "no_quota", "one_round", "terms_unknown"]
subject_kinds = { value = ["collective"], source = "Quyết định số 9/QĐ-UBND", mark = "V" }
decision_term = { value = "none", source = "Quyết định số 9/QĐ-UBND", mark = "V" }
bonus.collective = { value = [1, 2], source = "Quyết định số 9/QĐ-UBND", mark = "V" }
documents = ["letter_title", "minutes_title"]
conditions = ["half_are_good_neighbours"]
"""

Added = Any


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Added]:
    """A folder of rules to which a file can be added; afterwards the rules are those on file again."""
    folder = tmp_path / "regimes"
    shutil.copytree(Path(str(files("states") / "regimes")), folder)
    monkeypatch.setattr(rules_on_file, "FOLDER", folder)

    def add(name: str, text: str) -> None:
        (folder / name).write_text(text, encoding="utf-8")
        rules_on_file.read_anew()

    yield add
    monkeypatch.undo()
    rules_on_file.read_anew()


def test_an_award_and_a_regime_added_as_data_go_through_the_whole_process(store: Store, added: Added) -> None:
    world = World.open(store)
    added("r2027.toml", ADDED.format(since="2024-06-01"))
    world.day = date(2024, 12, 2)
    here = regime_on(world.day)
    assert (here.code, award_name("GUONG_TOT", "en")) == ("R2027", "Good neighbour")

    key = world.bring(world.draft("GUONG_TOT"), State.CONFERRED)

    case = world.nomination(key)
    assert (case["state"], case["rules"]) == (State.CONFERRED, here.digest)
    assert bonus(here, "GUONG_TOT", "individual", world.day).amount == 470_000
    assert verify(store, world.organisation_id).is_whole


def test_an_award_added_as_data_is_judged(added: Added) -> None:
    added("r2027.toml", ADDED.format(since="2024-06-01"))
    facts = NomineeFacts(
        year=2024, achieved_from=date(2024, 1, 1), achieved_to=date(2024, 12, 31), work="official", months_employed=5,
        open_matters=(), answers={"helped_neighbours": Answer("met")},
    )  # fmt: skip
    verdict = judge(regime_on(date(2024, 12, 2)), "GUONG_TOT", "merit", "individual", facts)
    assert (verdict.outcome, [line.code for line in verdict.conditions if line.bars]) == (
        "not_eligible", ["employed_six_months"],
    )  # fmt: skip


def test_the_members_of_a_collective_are_counted_by_an_award_added_as_data(sqlite_store: Store, added: Added) -> None:
    """What may be stated of members follows the rules in force: no award is named in code."""
    world = World.open(sqlite_store)
    key, office = world.draft("TTLDTT", kind=SubjectKind.COLLECTIVE), world.actor(Role.SECRETARIAT)
    nominee = world.nomination(key)["nominee_id"]

    def state(fact: FactKind, amount: int, chosen: str = "") -> None:
        order = RecordStatement(
            on=new_id(), nominee_id=nominee, year=2024, fact=fact, chosen=chosen, amount=amount, source="Danh sách"
        )
        world.do(order, office)

    state(FactKind.MEMBERS, 10)
    with pytest.raises(NotMet, match="fact_choice_unknown"):
        state(FactKind.MEMBERS_WITH_AWARD, 5, "GUONG_TOT")

    added("r2027.toml", ADDED.format(since="2024-06-01") + WITH_MEMBERS)
    world.day = date(2024, 12, 2)
    form = statement_form_names(world)
    assert {"members_with_award-amount-GUONG_TOT", "members_with_award-amount-LDTT"} <= form
    later = world.draft("TO_TOT", kind=SubjectKind.COLLECTIVE, nominee_id=nominee)
    for holders, result in ((4, "not_met"), (5, "met")):
        state(FactKind.MEMBERS_WITH_AWARD, holders, "GUONG_TOT")
        assert verdict_of(world, later)["half_are_good_neighbours"] == result


def statement_form_names(world: World) -> set[str]:
    """The boxes of what is stated about a collective."""
    with world.store.reading() as driver:
        counted = rules_of(driver, world.organisation_id).member_awards(2024, world.day)
    return {name for name, _ in _fields(FactKind.MEMBERS_WITH_AWARD, (), counted)}


def verdict_of(world: World, key: str) -> dict[str, str]:
    """How each condition of a case stands."""
    with world.store.reading() as driver:
        cases = read_cases(driver, Subject.NOMINATION, [key], world.organisation_id)
        standing = standings(driver, cases, actor=world.actor(Role.SECRETARIAT), at=world.at)[key]
    return {line.code: line.result for line in standing.verdict.conditions}


def test_new_rules_never_touch_a_case_that_was_taken_in_before(store: Store, added: Added) -> None:
    world = World.open(store)
    before = regime_on(world.day)
    key = world.bring(world.draft("LDTT"), State.UNDER_APPRAISAL)
    due = world.nomination(key)["due_on"]

    added("r2027.toml", ADDED.format(since="2024-03-02"))
    world.wait(2)
    later = world.bring(world.draft("LDTT", name="Nguyễn Văn Sau"), State.UNDER_APPRAISAL)
    assert world.nomination(later)["rules"] == regime_on(world.day).digest != before.digest

    case = world.nomination(world.bring(key, State.ELIGIBLE))
    assert (case["rules"], case["due_on"] or due) == (before.digest, due)
    assert world.nomination(world.bring(key, State.CONFERRED))["rules"] == before.digest
    assert verify(store, world.organisation_id).is_whole


def test_an_added_award_goes_all_the_way_under_local_rules_too(store: Store, added: Added) -> None:
    world = World.open(store)
    added("r2027.toml", ADDED.format(since="2024-06-01"))
    world.day = date(2024, 12, 2)
    seven = {"awards": {"GUONG_TOT": {"notice_term": figure({"days": 7, "kind": "working"})}}}
    world.do(EnactLayer(on=new_id(), content=own_layer(world.day, seven)), world.actor(Role.ADMINISTRATOR))
    here = world.regime()
    assert (here.code, here.awards["GUONG_TOT"].notice_term.value.days) == ("R2027", 7)

    key = world.bring(world.draft("GUONG_TOT"), State.CONFERRED)

    assert world.nomination(key)["rules"] == here.digest != regime_on(world.day).digest
    assert verify(store, world.organisation_id).is_whole
