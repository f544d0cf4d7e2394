"""House rule 7: every route has a role or is public by name, every page is led to, and looking never writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.processes import PROCESSES
from states.vocabulary import Role
from tests.support.addresses import addresses, ids_in, object_rules
from tests.support.chronicle import live_through
from tests.support.site import Site
from tests.support.standing import populate
from tests.support.world import World
from web.access import roles_of
from web.action_forms import CommandForm
from web.navigation import all_endpoints
from workflow.models.schema import CASES, METADATA
from workflow.sql import Driver
from workflow.store import Store

OF_THE_FRAME = {"static", "bootstrap.static", "session.keep"}
"""Files, and the visitor's own session; they stand below the rooms and know no roles."""

FOR_THE_PUBLIC = {"home", "public", "operations", "published_log", "receipts", "witness"}
"""Rooms that are open to everybody."""

PUBLIC = {"account.sign_in", "account.invitation", "papers.issued"}
"""Pages of other rooms that are open to everybody."""

INNER = {
    "home.start": "leads on to the worklist or the public board",
    "operations.alive": "asked by machines",
    "operations.ready": "asked by machines",
    "operations.metrics": "asked by machines",
    "account.invitation": "led to by a one-time link",
    "public.found": "led to by a code on a paper",
    "papers.issued": "led to by the page of a decision",
    "auditor.entries": "led to by the log",
    "auditor.bundle_form": "led to by the log",
    "auditor.receipts_form": "a form of the audit bundles",
    "campaigns.index": "the campaigns of those who have no menu line for them",
    "decisions.index": "the decisions of those who have no menu line for them",
    "campaigns.plan": "a button of the campaigns",
    "decisions.draft": "a button of the decisions",
    "decisions.bonuses": "a link of the decisions",
    "decisions.numbers": "a link of the decisions",
    "secretariat.notices": "a link of the queue",
    "fund_entries.index": "a link of the decisions",
    "fund_entries.record": "a button of the book of the fund",
    "council.new_session": "a button of the planning",
    "bulk.chosen": "a button of the queue",
    "rules.choose_place": "a button of the rules",
    "rules.base_salary": "a link of the rules",
    "rules.calendar": "a link of the rules",
    "proposals.index": "led to by the import of lists",
    "list_files.enter": "the other way in on the import of lists",
    "past_award_lists.enter": "a button of the award register",
    "past_award_lists.template": "a link of the import of earlier awards",
    "witnesses.checkpoint": "led to by the witnesses",
    "witnesses.held": "led to by the witnesses",
    "certificates.printed": "a button of the golden book",
    "exports.worklist": "saves the worklist",
    "exports.queue": "saves the queue",
    "exports.nominations": "saves what the unit has proposed",
    "exports.accounts": "saves the accounts",
    "exports.log": "saves the log",
}
"""Pages without an object in their address that no menu names, each with the way to it."""


class WatchedStore(Store):
    """A store that knows whether somebody only looks; writing while they do is a mistake."""

    is_looked_at = False

    @contextmanager
    def writing(self, organisation_id: str, **more: Any) -> Iterator[Driver]:
        """As ever; but not while somebody looks."""
        assert not self.is_looked_at, "looking at a page must not write"
        with super().writing(organisation_id, **more) as driver:
            yield driver


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site, over a commune with a case in every state."""
    folder = tmp_path_factory.mktemp("access")
    file = copy(sqlite_template, folder / "bangvang.db")
    with closing(WatchedStore(f"sqlite:///{file}", files=folder / "files")) as store:
        world = World.open(store)
        live_through(world)
        populate(world)
        world.wait(1)
        yield Site(world, folder / "var")


@pytest.fixture(scope="module")
def app(site: Site) -> Flask:
    return site.app


def test_every_route_has_a_role_or_is_public_by_name(app: Flask) -> None:
    for endpoint, view in app.view_functions.items():
        if endpoint in OF_THE_FRAME:
            continue
        assert hasattr(view, "bangvang_roles"), f"{endpoint} needs @role, @signed_in or @public"
        if roles_of(view) is None:
            assert endpoint in PUBLIC or endpoint.split(".")[0] in FOR_THE_PUBLIC, (
                f"{endpoint} is public; is it meant so?"
            )
        else:
            assert roles_of(view), endpoint


def test_an_action_is_open_to_the_offices_of_its_table(app: Flask) -> None:
    """The coarse lock and the table name the same offices; else one of the two is wrong."""
    for action, form in CommandForm.known.items():
        moves = [
            move for move in PROCESSES[form.command.subject].moves if move.action == action and not move.consequence
        ]
        if moves[0].source is not None:
            view = app.view_functions[f"actions.{action}"]
            assert roles_of(view) == {move.role for move in moves}, action


def test_every_page_is_led_to(app: Flask) -> None:
    """A page whose address names an object is led to by that object; every other one stands in a menu or on the list."""
    alone = {rule.endpoint for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())}
    lost = alone - all_endpoints() - set(INNER) - OF_THE_FRAME
    assert lost == set()


def test_the_menus_name_pages_that_exist(app: Flask) -> None:
    assert all_endpoints() - set(app.view_functions) == set()


def one_in_every_state(store: Store) -> dict[str, list[str]]:
    """A case of each kind in each of its states: that is where an action's page may stumble."""
    found: dict[str, dict[str, str]] = {}
    with store.reader.connect() as connection:
        for name in CASES:
            case = METADATA.tables[name].c
            found[name] = {state: key for key, state in connection.execute(select(case.id, case.state)).all()}
    return {name: sorted(keys.values()) for name, keys in found.items()}


def test_looking_writes_nothing(site: Site) -> None:
    """Every page and every question of the site, opened by everybody who may, over real cases in all states."""
    store, world = site.world.store, site.world
    assert isinstance(store, WatchedStore)
    people = {role: site.person(world.actor(role)) for role in Role if role != Role.HOLDER}
    few = ids_in(store, most=2)
    many = {**few, **one_in_every_state(store)}
    alone = [rule for rule in site.app.url_map.iter_rules() if not rule.arguments]
    opened, rules = set(), [rule for rule in (*alone, *object_rules(site.app)) if "GET" in (rule.methods or ())]
    store.is_looked_at = True
    try:
        for rule in rules:
            roles = roles_of(site.app.view_functions[rule.endpoint]) if rule.endpoint not in OF_THE_FRAME else None
            for number, role in enumerate(sorted(roles or {Role.AUDITOR})):
                for address in addresses(rule, few if number or rule.endpoint.startswith("papers.") else many):
                    answer = people[role].client.get(address)
                    assert answer.status_code < 500, f"{address} as {role}: {answer.status_code}"
                    if answer.status_code in (200, 303):
                        opened.add(rule.endpoint)
    finally:
        store.is_looked_at = False
    unopened = {rule.endpoint for rule in rules} - opened
    assert len(opened) > len(unopened) * 4, f"too little was really opened; left out: {sorted(unopened)}"
