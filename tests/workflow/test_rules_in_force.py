"""What a commune enacts counts for the dossiers that are taken in from then on, and for no other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest

from states.nomination import NOMINATION
from states.refusals import LedgerBroken, NotMet, NotYourAction
from states.regime import regime_on, written_rules
from states.regime_metadata import metadata_on
from states.rule_composing import canonical_text, digest_of_text
from states.rule_layers import layers_on_file
from states.rules_of_day import RuleChanges, without_contradiction
from states.vocabulary import Role, State, SubjectKind
from tests.support.local_rules import figure, own_layer
from tests.support.world import World
from workflow.commands.administration.confirm_regime import ConfirmRegime
from workflow.commands.administration.enact_layer import EnactLayer
from workflow.commands.administration.end_rule_change import EndRuleChange
from workflow.ids import new_id
from workflow.ledger.canonical import canonical
from workflow.ledger.log import Statement, append, next_place
from workflow.ledger.verify import verify
from workflow.rules_in_force import Rules, rules_of
from workflow.store import Store

GUARDED = (sqlite3.IntegrityError, psycopg.errors.RaiseException, psycopg.errors.InsufficientPrivilege)
AUTUMN_2026 = date(2026, 10, 5)


def enact(world: World, content: str) -> str:
    key = new_id()
    world.do(EnactLayer(on=key, content=content, acknowledged=True), world.actor(Role.ADMINISTRATOR))
    return key


def end(world: World, key: str, last_day: date) -> None:
    order = EndRuleChange(
        on=key, seen=world.seen(key, EndRuleChange.subject), last_day=last_day, reason="Quy chế 06/QC-HĐ thay thế."
    )
    world.do(order, world.actor(Role.ADMINISTRATOR))


def confirm(world: World, document: str = "15/CV-SNV") -> str:
    key = new_id()
    world.do(ConfirmRegime(on=key, regime="R2026", document=document), world.actor(Role.ADMINISTRATOR))
    return key


def household(world: World, name: str = "Hộ ông Bùi Văn Tư") -> str:
    return world.draft("GDVH", name=name, kind=SubjectKind.HOUSEHOLD)


def taken_in(world: World, name: str = "Hộ ông Bùi Văn Tư") -> str:
    return world.bring(household(world, name), State.UNDER_APPRAISAL)


def look(store: Store, world: World, what: Callable[[Rules], object]) -> object:
    with store.reading() as driver:
        return what(rules_of(driver, world.organisation_id))


def stored(store: Store) -> list[tuple[str, str]]:
    with store.reading() as driver:
        return [tuple(row) for row in driver.connection.execute("SELECT digest, written FROM rule_set").fetchall()]


def test_dossiers_stand_under_the_rules_of_the_day_they_are_received(store: Store) -> None:
    world = World.open(store)
    before = taken_in(world, "Hộ ông Trước")
    enact(world, own_layer(date(2024, 3, 10)))
    between = taken_in(world, "Hộ ông Giữa")
    world.wait(10)
    after = taken_in(world, "Hộ ông Sau")

    law, local = regime_on(world.day), world.regime()
    assert [world.nomination(key)["rules"] for key in (before, between)] == [law.digest, law.digest]
    assert world.nomination(after)["rules"] == local.digest != law.digest
    terms = [world.regime(world.nomination(key)["rules"]).awards["GDVH"].posting_term.value for key in (before, after)]
    assert [term.days for term in terms if term] == [10, 12]

    for key in (before, between, after):
        world.bring(key, State.POSTED)
    first, last = (world.nomination(key)["posting_ends_on"] for key in (before, after))
    assert (date.fromisoformat(last) - date.fromisoformat(first)).days == 2
    assert verify(store).is_whole


def test_the_first_entry_that_names_rules_brings_them_and_no_other(store: Store) -> None:
    world = World.open(store)
    enact(world, own_layer(world.day))
    assert stored(store) == []
    world.submit(household(world, "Hộ ông Một"))
    taken_in(world, "Hộ ông Hai")
    ((digest, written),) = stored(store)
    assert digest == world.regime().digest == digest_of_text(written)
    assert canonical_text(world.regime().layers) == '["05/QC-HĐ"]'
    assert look(store, world, lambda rules: rules.written(digest)) == written
    assert verify(store).is_whole


def test_another_process_knows_the_rules_of_a_case_from_the_database_alone(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    layer = enact(world, own_layer(world.day))
    case = taken_in(world)
    end(world, layer, world.day)
    world.wait(1)
    assert world.regime().digest == regime_on(world.day).digest
    with closing(Store(sqlite_store.url, files=tmp_path / "files")) as other:
        digest = str(world.nomination(case)["rules"])
        term = look(other, world, lambda rules: rules.by_digest(digest).awards["GDVH"].posting_term.value)
        assert term == world.regime(digest).awards["GDVH"].posting_term.value
        assert getattr(term, "days", 0) == 12


def test_kept_rules_are_neither_changed_nor_deleted(store: Store) -> None:
    world = World.open(store)
    enact(world, own_layer(world.day))
    taken_in(world)
    for words in ("UPDATE rule_set SET written = '{}'", "DELETE FROM rule_set", "DELETE FROM rule_change"):
        with pytest.raises(GUARDED), store.writing(world.organisation_id) as driver:
            driver.connection.execute(words)


def test_rules_that_were_tampered_with_are_found_and_not_used(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    layer = enact(world, own_layer(world.day))
    case = taken_in(world)
    digest = str(world.nomination(case)["rules"])
    end(world, layer, world.day)
    world.wait(1)
    with closing(sqlite3.connect(str(sqlite_store.url.database))) as connection:
        connection.execute("DROP TRIGGER rule_set_no_update")
        connection.execute("""UPDATE rule_set SET written = replace(written, '"days":12', '"days":1')""")
        connection.commit()
    report = verify(sqlite_store)
    assert not report.is_whole
    assert "value_changed" in {finding.code for finding in report.findings}
    with closing(Store(sqlite_store.url, files=tmp_path / "files")) as other, pytest.raises(LedgerBroken):
        look(other, world, lambda rules: rules.by_digest(digest))


def test_a_layer_that_the_rules_have_no_place_for_is_refused(store: Store) -> None:
    world = World.open(store)
    for changes in (
        {"awards": {"NOBEL": {"pass_mark": figure(90)}}},
        {"awards": {"GDVH": {"competence": figure("forward")}}},
        {"awards": {"GDVH": {"posting_term": figure("none")}}},
        {"awards": {"GDVH": {"pass_mark": figure("ninety")}}},
    ):
        with pytest.raises(NotMet) as refused:
            enact(world, own_layer(world.day, changes))
        assert [refusal.code for refusal in refused.value.refusals] == ["rules_unreadable"]
    with pytest.raises(NotMet):
        enact(world, "[1]")


def test_only_an_administrator_enacts_and_no_layer_stands_twice(store: Store) -> None:
    world = World.open(store)
    with pytest.raises(NotYourAction):
        world.do(EnactLayer(on=new_id(), content=own_layer(world.day)), world.actor(Role.SECRETARIAT))
    key = enact(world, own_layer(world.day))
    with pytest.raises(NotMet):
        enact(world, own_layer(world.day))
    end(world, key, world.day)
    enact(world, own_layer(date(2024, 3, 9)))
    assert verify(store).is_whole


def test_what_was_entered_by_mistake_never_counts(store: Store) -> None:
    world = World.open(store)
    key = enact(world, own_layer(date(2024, 3, 10)))
    end(world, key, date(2024, 3, 1))
    world.wait(20)
    assert world.regime() is regime_on(world.day)


def test_two_communes_may_enact_the_same(store: Store) -> None:
    one, other = World.open(store), World.open(store, slug="xa-khac")
    for world in (one, other):
        enact(world, own_layer(world.day))
        taken_in(world)
    assert [digest for digest, _ in stored(store)] == [one.regime().digest] * 2
    other.regime()
    assert verify(store).is_whole


def test_a_law_nobody_has_read_is_confirmed_under_a_document(store: Store) -> None:
    world = World.open(store)
    world.day = AUTUMN_2026
    assert metadata_on(world.day) is not None
    assert world.regime().code == "R2025"
    assert world.regime().is_past(world.day)
    earlier = taken_in(world, "Hộ ông Trước")

    key = confirm(world)
    regime = world.regime()
    assert (regime.code, regime.confirmed_by, regime.valid_to) == ("R2026", "15/CV-SNV", None)
    assert regime.awards["GDVH"].appraisal_term.mark == "U"
    assert regime.awards["GDVH"].appraisal_term.source.startswith("15/CV-SNV; theo quy định trước: ")
    assert look(store, world, lambda rules: rules.unknown_on(world.day)) is None
    assert world.nomination(taken_in(world, "Hộ ông Sau"))["rules"] == regime.digest
    assert world.nomination(earlier)["rules"] != regime.digest
    with pytest.raises(NotMet):
        confirm(world, "16/CV-SNV")

    enact(world, own_layer(world.day))
    assert (world.regime().code, world.regime().layers) == ("R2026", ("05/QC-HĐ",))
    end(world, key, world.day)
    world.wait(1)
    assert world.regime().code == "R2025"
    confirm(world)
    assert world.regime().code == "R2026"
    assert verify(store).is_whole


def test_only_a_law_known_by_its_metadata_is_confirmed(store: Store) -> None:
    world = World.open(store)
    with pytest.raises(NotMet) as refused:
        world.do(ConfirmRegime(on=new_id(), regime="R2025", document="1/CV"), world.actor(Role.ADMINISTRATOR))
    assert {refusal.code for refusal in refused.value.refusals} == {"regime_confirmed_already", "rules_unreadable"}


def test_the_shipped_province_is_enacted_as_it_is(store: Store) -> None:
    world = World.open(store)
    world.day = date(2026, 1, 12)
    (shipped,) = layers_on_file()
    enact(world, canonical_text(shipped.raw))
    submit_by = world.regime().awards["BK_TINH"].upper_submit_by
    assert submit_by is not None
    assert submit_by.value == "12-10"
    assert "farmers_exemplary" in {check.code for check in world.checks(world.draft("LDTT"))}
    world.bring(world.draft("LDTT"), State.CONFERRED)
    assert verify(store).is_whole


def test_an_order_asks_the_database_nothing_more_for_local_rules(sqlite_url: str, tmp_path: Path) -> None:
    asked: list[list[str]] = []
    for has_rules in (False, True):
        with closing(Store(_copy(sqlite_url, tmp_path, has_rules), files=tmp_path / "files")) as store:
            world = World.open(store)
            if has_rules:
                enact(world, own_layer(world.day))
                taken_in(world, "Hộ ông Đầu")
            asked.append(_statements(store, world))
    plain, local = asked
    assert len(plain) == len(local) > 20
    assert all("FROM office" in words for words in local if "rule_" in words)


def _copy(url: str, folder: Path, has_rules: bool) -> str:
    path = folder / f"{has_rules}.db"
    path.write_bytes(Path(url.removeprefix("sqlite:///")).read_bytes())
    return f"sqlite:///{path}"


def _statements(store: Store, world: World) -> list[str]:
    """What three moves of a household's case send to the writing connection."""
    case, found = household(world), list[str]()
    with store.writing("anybody") as driver:
        connection = driver.connection
    connection.set_trace_callback(found.append)  # type: ignore[attr-defined]
    world.bring(case, State.POSTED)
    return found


def test_a_layer_gives_way_to_a_later_law_that_contradicts_it(store: Store) -> None:
    """Nothing stops for it, the rules say that it is left out, and it can be ended."""
    world = World.open(store)
    world.day = date(2024, 6, 3)
    short = {"awards": {"TVH": {"posting_term": figure({"days": 5, "kind": "calendar"}),
                                "posting_stage": figure("appraisal")}}}  # fmt: skip
    key = enact(world, own_layer(world.day, short))
    other = enact(world, own_layer(world.day, code="06/QC-HĐ"))
    with_both = world.regime()
    changes = look(store, world, lambda rules: rules.changes)
    assert isinstance(changes, RuleChanges)
    assert set(with_both.layers) == {"05/QC-HĐ", "06/QC-HĐ"}

    law = written_rules(regime_on(world.day).digest)
    hostile = {**law, "awards": {**law["awards"], "TVH": {**law["awards"]["TVH"], "posting_stage": figure("none")}}}
    hostile["awards"]["TVH"]["posting_term"] = figure("none")
    layers = sorted((enacted.layer for enacted in changes.layers), key=lambda layer: layer.head.code)
    only_term = replace(
        layers[0], changes={"awards": {"TVH": {"posting_term": figure({"days": 5, "kind": "calendar"})}}}
    )
    assert [layer.head.code for layer in without_contradiction(hostile, [only_term, layers[1]])] == ["06/QC-HĐ"]
    for each in (key, other):
        end(world, each, date(2024, 6, 2))
    assert world.regime() is regime_on(world.day)


def test_rules_that_name_a_layer_nobody_enacted_are_found(sqlite_store: Store) -> None:
    world = World.open(sqlite_store)
    enact(world, own_layer(world.day))
    case = taken_in(world)
    digest = str(world.nomination(case)["rules"])
    text = str(look(sqlite_store, world, lambda rules: rules.written(digest))).replace("05/QC-HĐ", "07/QC-HĐ")
    row = {"id": new_id(), "organisation_id": world.organisation_id, "digest": digest_of_text(text), "written": text}
    office, stands = world.actor(Role.SECRETARIAT), world.nomination(case)
    statement = Statement(
        object_id=case, subject="nomination", action="consult", source="under_appraisal", target="in_consultation",
        head=stands["head"], count=stands["entries"], account_id=office.account_id, pseudonym=office.pseudonym,
        office="secretariat", process=NOMINATION.digest, rules=digest,
        detail=canonical({"changes": {}, "rows": [["rule_set", row]], "particulars": {}}), documents=(),
    )  # fmt: skip
    with sqlite_store.writing(world.organisation_id) as driver:
        append(
            driver,
            next_place(driver, world.organisation_id, "nomination", {case: statement.head}),
            [statement],
            world.at,
        )
        driver.connection.commit()
    assert "rule_set_wrong" in {finding.code for finding in verify(sqlite_store).findings}
