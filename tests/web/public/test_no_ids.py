"""No page for everybody names the id of a case: by it the entries of the log could be followed before anything is told."""

from __future__ import annotations

from pathlib import Path

from tests.support.addresses import addresses, ids_in, object_rules
from tests.support.chronicle import live_through
from tests.support.site import Site
from tests.support.standing import populate
from tests.support.world import World
from workflow.store import Store

OF_THE_LOG = ("published_log.", "receipts.", "papers.", "witness")
"""Entries and proofs themselves."""

CASES = ("nomination", "session", "decision", "nominee", "proposal", "account")


def test_no_public_page_leads_from_a_name_to_an_id(sqlite_store: Store, tmp_path: Path) -> None:
    world = World.open(sqlite_store)
    live_through(world)
    populate(world)
    site = Site(world, tmp_path / "var")
    with sqlite_store.reading() as driver:
        ids = {key for table in CASES for (key,) in driver.connection.execute(f"SELECT id FROM {table}").fetchall()}
    public = [
        rule
        for rule in site.app.url_map.iter_rules()
        if not getattr(site.app.view_functions[rule.endpoint], "bangvang_roles", None)
    ]
    alone = [rule.rule for rule in public if not rule.arguments and "GET" in (rule.methods or ())]
    named = [
        address for rule in object_rules(site.app) if rule in public and "GET" in (rule.methods or ())
        for address in addresses(rule, ids_in(sqlite_store, most=1)) if not rule.endpoint.startswith(OF_THE_LOG)
    ]  # fmt: skip
    client, read = site.app.test_client(), 0
    for address in (*alone, *named):
        answer = client.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            read += 1
            assert [key for key in ids if key in answer.text] == [], address
    assert read > 10
